package org.kamsuite.receivables.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/// One document in the revision that counts.
///
/// @param document service-local id of the document
/// @param number its business number
/// @param customer service-local id of the customer
/// @param date issue date, value date, or the day on which it happened
/// @param currency null where the document is in the currency of its invoice
/// @param amount payable, paid, credited, allocated, written-off, disputed amount; negative for a negative
///     invoice; null for a reversal
/// @param lines instalments of an invoice, else what it refers to
/// @param earlier the revisions before it, of an invoice or a write-off, in their order
public record Fact(
        long document,
        DocumentKind kind,
        String number,
        long customer,
        LocalDate date,
        String currency,
        BigDecimal amount,
        List<Line> lines,
        List<Earlier> earlier) {

    public Fact {
        lines = List.copyOf(lines);
        earlier = List.copyOf(earlier);
    }

    public Fact(
            long document,
            DocumentKind kind,
            String number,
            long customer,
            LocalDate date,
            String currency,
            BigDecimal amount,
            List<Line> lines) {
        this(document, kind, number, customer, date, currency, amount, lines, List.of());
    }

    /// A revision that was replaced.
    ///
    /// @param dueDates of an invoice's instalments
    /// @param replacedOn the day on which a later revision became known
    public record Earlier(LocalDate date, BigDecimal amount, List<LocalDate> dueDates, LocalDate replacedOn) {

        public Earlier {
            dueDates = dueDates.stream().sorted().toList();
        }
    }

    /// A negative invoice as what it is: a credit note without reference.
    Fact asSource() {
        return kind == DocumentKind.INVOICE && amount.signum() < 0
                ? new Fact(
                        document,
                        DocumentKind.CREDIT_NOTE,
                        number,
                        customer,
                        date,
                        currency,
                        amount.negate(),
                        List.of(),
                        List.of())
                : this;
    }

    /// @param source the payment, credit note (or, of a resolution, the dispute) that it is about
    /// @param invoice the invoice that it is about
    /// @param amount null in a credit note's reference that says no amount, and in a reversal
    /// @param discount prompt-payment discount on top of the amount; null where there is none
    /// @param dueDate of an instalment
    public record Line(Long source, Long invoice, BigDecimal amount, BigDecimal discount, LocalDate dueDate) {}
}
