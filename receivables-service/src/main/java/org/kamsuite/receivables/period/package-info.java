/// The month-end: figures frozen when a period is closed, what later facts change of them, and the report on it.
package org.kamsuite.receivables.period;
