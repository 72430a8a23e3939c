package org.kamsuite.receivables.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes facts of one customer by hand.
final class Book {

    static final String EUR = "EUR";

    private final Map<String, Long> ids = new HashMap<>();
    private final List<Fact> facts = new ArrayList<>();
    private Tolerances tolerances = Tolerances.NONE;

    private long id(DocumentKind kind, String number) {
        return ids.computeIfAbsent(kind + "/" + number, _ -> ids.size() + 1L);
    }

    List<Fact> facts() {
        return List.copyOf(facts);
    }

    /// The last fact gets an earlier revision.
    ///
    /// @param due of the only instalment; null for a write-off
    Book replacing(String date, String amount, String due, String replacedOn) {
        Fact last = facts.removeLast();
        List<Fact.Earlier> earlier = new ArrayList<>(last.earlier());
        earlier.add(new Fact.Earlier(
                LocalDate.parse(date),
                decimal(amount),
                due == null ? List.of() : List.of(LocalDate.parse(due)),
                LocalDate.parse(replacedOn)));
        facts.add(new Fact(
                last.document(),
                last.kind(),
                last.number(),
                last.customer(),
                last.date(),
                last.currency(),
                last.amount(),
                last.lines(),
                earlier));
        return this;
    }

    /// An allocation out of a credit note, or of a negative invoice of that number.
    Book allocatedCredit(String number, String credit, String invoice, String amount, String date) {
        long to = id(DocumentKind.INVOICE, invoice);
        return add(
                DocumentKind.ALLOCATION,
                number,
                date,
                null,
                amount,
                List.of(
                        new Fact.Line(id(DocumentKind.CREDIT_NOTE, credit), to, decimal(amount), null, null),
                        new Fact.Line(id(DocumentKind.INVOICE, credit), to, null, null, null)));
    }

    Book tolerating(String tolerances) {
        this.tolerances = Tolerances.parse(tolerances);
        return this;
    }

    private Book add(
            DocumentKind kind, String number, String date, String currency, String amount, List<Fact.Line> lines) {
        facts.add(new Fact(id(kind, number), kind, number, 1, LocalDate.parse(date), currency, decimal(amount), lines));
        return this;
    }

    private static BigDecimal decimal(String amount) {
        return amount == null ? null : new BigDecimal(amount);
    }

    Book invoice(String number, String issued, String due, String amount) {
        return instalments(number, issued, amount, due, amount);
    }

    /// @param parts due date, amount, due date, amount, …
    Book instalments(String number, String issued, String amount, String... parts) {
        List<Fact.Line> lines = new ArrayList<>();
        for (int i = 0; i < parts.length; i += 2) {
            lines.add(new Fact.Line(null, null, decimal(parts[i + 1]), null, LocalDate.parse(parts[i])));
        }
        return add(DocumentKind.INVOICE, number, issued, EUR, amount, lines);
    }

    /// @param allocations invoice, amount, invoice, amount, …
    Book payment(String number, String date, String amount, String... allocations) {
        return source(DocumentKind.PAYMENT, number, date, EUR, amount, allocations);
    }

    Book paymentIn(String currency, String number, String date, String amount, String... allocations) {
        return source(DocumentKind.PAYMENT, number, date, currency, amount, allocations);
    }

    /// @param references invoice, amount or null, …
    Book creditNote(String number, String date, String amount, String... references) {
        return source(DocumentKind.CREDIT_NOTE, number, date, EUR, amount, references);
    }

    Book discounted(String number, String date, String amount, String invoice, String discount) {
        Fact.Line line = new Fact.Line(
                id(DocumentKind.PAYMENT, number),
                id(DocumentKind.INVOICE, invoice),
                decimal(amount),
                decimal(discount),
                null);
        return add(DocumentKind.PAYMENT, number, date, EUR, amount, List.of(line));
    }

    private Book source(
            DocumentKind kind, String number, String date, String currency, String amount, String... allocations) {
        List<Fact.Line> lines = new ArrayList<>();
        for (int i = 0; i < allocations.length; i += 2) {
            lines.add(new Fact.Line(
                    id(kind, number),
                    id(DocumentKind.INVOICE, allocations[i]),
                    decimal(allocations[i + 1]),
                    null,
                    null));
        }
        return add(kind, number, date, currency, amount, lines);
    }

    Book allocated(String number, String payment, String invoice, String amount, String date) {
        return change(DocumentKind.ALLOCATION, number, payment, invoice, amount, date);
    }

    Book unallocated(String number, String payment, String invoice, String amount, String date) {
        return change(DocumentKind.UNALLOCATION, number, payment, invoice, amount, date);
    }

    private Book change(DocumentKind kind, String number, String payment, String invoice, String amount, String date) {
        Fact.Line line = new Fact.Line(
                id(DocumentKind.PAYMENT, payment), id(DocumentKind.INVOICE, invoice), decimal(amount), null, null);
        return add(kind, number, date, null, amount, List.of(line));
    }

    Book reversed(String payment, String date) {
        Fact.Line line = new Fact.Line(id(DocumentKind.PAYMENT, payment), null, null, null, null);
        return add(DocumentKind.REVERSAL, payment, date, null, null, List.of(line));
    }

    Book writeOff(String number, String invoice, String amount, String date) {
        Fact.Line line = new Fact.Line(null, id(DocumentKind.INVOICE, invoice), decimal(amount), null, null);
        return add(DocumentKind.WRITE_OFF, number, date, null, amount, List.of(line));
    }

    Book disputed(String number, String invoice, String amount, String date) {
        return dispute(DocumentKind.DISPUTE, number, invoice, amount, date);
    }

    Book resolved(String number, String invoice, String amount, String date) {
        return dispute(DocumentKind.RESOLUTION, number, invoice, amount, date);
    }

    private Book dispute(DocumentKind kind, String number, String invoice, String amount, String date) {
        Fact.Line line = new Fact.Line(
                id(DocumentKind.DISPUTE, number), id(DocumentKind.INVOICE, invoice), decimal(amount), null, null);
        return add(kind, number, date, null, amount, List.of(line));
    }

    List<Entry> entries() {
        return new Ledger(facts, tolerances).entries();
    }

    List<OpenItem> at(String date) {
        return OpenItem.at(LocalDate.parse(date), entries());
    }

    Totals totals(String date) {
        LocalDate asOf = LocalDate.parse(date);
        return Totals.of(at(date), asOf, item -> item.daysPastDue(asOf)).getOrDefault(EUR, new Totals());
    }

    /// `open/unapplied` on a day.
    String on(String date) {
        Totals totals = totals(date);
        return totals.open().stripTrailingZeros().toPlainString() + "/"
                + totals.unapplied().stripTrailingZeros().toPlainString();
    }

    /// What is open of each instalment, in order.
    List<String> instalmentsOn(String date) {
        return at(date).stream()
                .filter(item -> item.side() == Side.OPEN)
                .map(item -> item.instalment() + ":"
                        + item.amount().stripTrailingZeros().toPlainString())
                .toList();
    }
}
