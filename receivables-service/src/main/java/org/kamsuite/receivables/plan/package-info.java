/// Payment plans: what is overdue, paid in agreed instalments. They leave the ledger's due dates as they are.
package org.kamsuite.receivables.plan;
