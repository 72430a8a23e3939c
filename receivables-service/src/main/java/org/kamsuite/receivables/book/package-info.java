/// The ledger as it is stored: facts in, entries and open items out. Set-based SQL around the pure fold of
/// `ledger`.
package org.kamsuite.receivables.book;
