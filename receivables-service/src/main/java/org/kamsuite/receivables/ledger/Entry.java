package org.kamsuite.receivables.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;

/// A dated change of one open item. What is open on a day is the sum of the entries up to that day.
///
/// @param owner the document whose fold made the entry, and replaces it
/// @param document the invoice, payment or credit note whose item changes
/// @param instalment 1, 2, … of an invoice's instalments; 0 on the other sides
/// @param customer the customer of that document
/// @param issueDate the document's own date
/// @param dueDate of the instalment; the document's date where nothing is due
/// @param judgedDue the due date that lateness is judged on: of the terms in force when it fell due; differs from
///     `dueDate` when they were renegotiated afterwards
/// @param date the day from which the change counts
/// @param source what settles; null for the document's own entry
public record Entry(
        long owner,
        Side side,
        long document,
        int instalment,
        long customer,
        String currency,
        LocalDate issueDate,
        LocalDate dueDate,
        LocalDate judgedDue,
        LocalDate date,
        BigDecimal amount,
        Cause cause,
        Long source) {

    Entry plus(BigDecimal more) {
        return new Entry(
                owner,
                side,
                document,
                instalment,
                customer,
                currency,
                issueDate,
                dueDate,
                judgedDue,
                date,
                amount.add(more),
                cause,
                source);
    }
}
