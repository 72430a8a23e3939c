package org.kamsuite.receivables.statement;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.receivables.ledger.DocumentKind;
import org.kamsuite.receivables.ledger.Entry;
import org.kamsuite.receivables.ledger.Side;

/// What changes the balance of some customers on a day. What only moves within it, as a payment that settles an
/// invoice of theirs, is none. Pure.
///
/// @param document the invoice, payment or credit note
/// @param reference what caused it, or what it settles; null where there is none
/// @param dueDate of an invoice the last one; null otherwise
/// @param amount positive: the customer owes more
record Movement(
        LocalDate date,
        Kind kind,
        String currency,
        long document,
        Long reference,
        LocalDate dueDate,
        BigDecimal amount) {

    @Schema(
            name = "MovementKind",
            description =
                    "SETTLED_ELSEWHERE: a payment or credit note of another account settled an invoice of this one, or"
                            + " the other way round. SHORT_PAYMENT: a rest within the tolerance, given up. RECOVERY: paid after it had"
                            + " been written off.")
    enum Kind {
        INVOICE,
        CREDIT_NOTE,
        PAYMENT,
        PAYMENT_REVERSAL,
        DISCOUNT,
        SHORT_PAYMENT,
        WRITE_OFF,
        RECOVERY,
        SETTLED_ELSEWHERE
    }

    private record Key(LocalDate date, Kind kind, String currency, long document, Long reference) {}

    static final Comparator<Movement> CHRONOLOGICAL = Comparator.comparing(Movement::date)
            .thenComparing(Movement::kind)
            .thenComparing(Movement::document)
            .thenComparing(Movement::reference, Comparator.nullsFirst(Comparator.naturalOrder()));

    /// @param kindOf the kind of a document
    static List<Movement> of(Collection<Entry> entries, LongFunction<DocumentKind> kindOf) {
        Map<Key, List<Entry>> byKey = entries.stream()
                .filter(entry -> entry.side() != Side.DISPUTE)
                .collect(Collectors.groupingBy(entry -> key(entry, kindOf)));
        return byKey.entrySet().stream()
                .map(each -> movement(each.getKey(), each.getValue()))
                .filter(movement -> movement.amount().signum() != 0)
                .sorted(CHRONOLOGICAL)
                .toList();
    }

    private static Key key(Entry entry, LongFunction<DocumentKind> kindOf) {
        return switch (entry.cause()) {
            case DOCUMENT -> key(entry, own(kindOf.apply(entry.document())), entry.document(), null);
            case REVERSAL -> key(entry, Kind.PAYMENT_REVERSAL, entry.document(), null);
            case DISCOUNT -> key(entry, Kind.DISCOUNT, entry.document(), entry.source());
            case SHORT_PAYMENT -> key(entry, Kind.SHORT_PAYMENT, entry.document(), entry.source());
            case WRITE_OFF -> key(entry, Kind.WRITE_OFF, entry.document(), entry.source());
            case RECOVERY -> key(entry, Kind.RECOVERY, entry.document(), entry.source());
            // Both sides of one settlement have one key, and come to nothing if both are of these customers.
            case PAYMENT, CREDIT_NOTE, DISPUTE ->
                entry.side() == Side.OPEN
                        ? key(entry, Kind.SETTLED_ELSEWHERE, entry.source(), entry.document())
                        : key(entry, Kind.SETTLED_ELSEWHERE, entry.document(), entry.source());
        };
    }

    private static Kind own(DocumentKind kind) {
        return switch (kind) {
            case PAYMENT -> Kind.PAYMENT;
            case CREDIT_NOTE -> Kind.CREDIT_NOTE;
            default -> Kind.INVOICE;
        };
    }

    private static Key key(Entry entry, Kind kind, long document, Long reference) {
        return new Key(entry.date(), kind, entry.currency(), document, reference);
    }

    private static Movement movement(Key key, List<Entry> entries) {
        BigDecimal amount = entries.stream()
                .map(entry -> entry.side() == Side.OPEN
                        ? entry.amount()
                        : entry.amount().negate())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        LocalDate due = key.kind() != Kind.INVOICE
                ? null
                : entries.stream()
                        .filter(entry -> entry.side() == Side.OPEN)
                        .map(Entry::dueDate)
                        .max(Comparator.naturalOrder())
                        .orElse(null);
        return new Movement(key.date(), key.kind(), key.currency(), key.document(), key.reference(), due, amount);
    }
}
