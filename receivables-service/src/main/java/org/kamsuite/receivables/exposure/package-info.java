/// What an account may come to owe: its open items, and beyond the ledger what was ordered and what was delivered but
/// not yet invoiced, folded from the feed's orders, deliveries and invoices.
package org.kamsuite.receivables.exposure;
