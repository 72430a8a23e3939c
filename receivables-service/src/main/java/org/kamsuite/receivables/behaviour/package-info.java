/// How an account pays: its pattern, whether it shifts, and what warns early. Days late count from the due date
/// of the instalment; an instalment counts as one invoice.
package org.kamsuite.receivables.behaviour;
