/// Calculations on given numbers, which read nothing of the ledger.
package org.kamsuite.receivables.calculation;
