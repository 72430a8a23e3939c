package org.kamsuite.receivables.provision;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.kamsuite.receivables.book.Entries;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.ledger.Cause;
import org.kamsuite.receivables.ledger.Entry;
import org.kamsuite.receivables.ledger.OpenItem;
import org.kamsuite.receivables.ledger.Side;

/// What was open, written off and recovered as it was known at a time that is past: folded from the facts recorded by
/// then, some customers at a time, and handed to the statements that otherwise read the projections.
@ApplicationScoped
class KnownBook {

    private static final int CHUNK = 200;

    private static final Set<Cause> LOSSES = EnumSet.of(Cause.WRITE_OFF, Cause.RECOVERY);

    /// Of items what is open and due on a day (cause null), else what was written off or recovered.
    private record Key(long customer, String currency, LocalDate dueDate, Cause cause) {}

    @Inject
    Jdbi jdbi;

    @Inject
    Entries entries;

    /// The parameters `:knownAt`, `:bookCustomers`, `:bookCurrencies`, `:bookDueDates`, `:bookCauses` and
    /// `:bookAmounts` of a statement; the rows of which the cause is null are open items.
    record Rows(Moment at, List<Key> keys, List<BigDecimal> amounts) {

        <S extends SqlStatement<S>> S bind(S statement) {
            return statement
                    .bind("knownAt", at.until())
                    .bindArray(
                            "bookCustomers",
                            Long.class,
                            keys.stream().map(Key::customer).toList())
                    .bindArray(
                            "bookCurrencies",
                            String.class,
                            keys.stream().map(Key::currency).toList())
                    .bindArray(
                            "bookDueDates",
                            LocalDate.class,
                            keys.stream().map(Key::dueDate).toList())
                    .bindArray(
                            "bookCauses",
                            String.class,
                            keys.stream()
                                    .map(key -> key.cause() == null
                                            ? null
                                            : key.cause().name())
                                    .toList())
                    .bindArray("bookAmounts", BigDecimal.class, amounts);
        }
    }

    /// Of all customers; nothing when it is to be read as known now.
    Rows of(Moment at) {
        return at.until() == null
                ? new Rows(at, List.of(), List.of())
                : of(
                        at,
                        jdbi.withHandle(handle -> handle.createQuery(
                                        "select customer_id from erp_customer order by customer_id")
                                .mapTo(Long.class)
                                .list()));
    }

    private Rows of(Moment at, List<Long> customers) {
        Map<Key, BigDecimal> sums = new HashMap<>();
        for (int i = 0; i < customers.size(); i += CHUNK) {
            add(
                    sums,
                    at.asOf(),
                    entries.asKnown(customers.subList(i, Math.min(i + CHUNK, customers.size())), at.until()));
        }
        List<Key> keys = new ArrayList<>(sums.keySet());
        return new Rows(at, keys, keys.stream().map(sums::get).toList());
    }

    private static void add(Map<Key, BigDecimal> sums, LocalDate asOf, Collection<Entry> entries) {
        OpenItem.at(asOf, entries).stream()
                .filter(item -> item.side() == Side.OPEN)
                .forEach(item -> sums.merge(
                        new Key(item.customer(), item.currency(), item.dueDate(), null),
                        item.amount(),
                        BigDecimal::add));
        entries.stream()
                .filter(entry -> LOSSES.contains(entry.cause()) && !entry.date().isAfter(asOf))
                .forEach(entry -> sums.merge(
                        new Key(entry.customer(), entry.currency(), null, entry.cause()),
                        entry.amount(),
                        BigDecimal::add));
    }
}
