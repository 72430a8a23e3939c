/// Ageing of open items, of an account and of all.
package org.kamsuite.receivables.ageing;
