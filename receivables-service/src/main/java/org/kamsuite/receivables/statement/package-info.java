/// Statements of account: from an opening balance over movements to what is open.
package org.kamsuite.receivables.statement;
