/// Who may approve what, by amount.
package org.kamsuite.receivables.approval;
