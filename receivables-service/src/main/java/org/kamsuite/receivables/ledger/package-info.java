/// The rules of the receivables ledger, pure: from facts to dated entries to open items. No container, no
/// SQL.
package org.kamsuite.receivables.ledger;
