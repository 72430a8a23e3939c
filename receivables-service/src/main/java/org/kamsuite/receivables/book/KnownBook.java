package org.kamsuite.receivables.book;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.ledger.Cause;
import org.kamsuite.receivables.ledger.Entry;
import org.kamsuite.receivables.ledger.OpenItem;
import org.kamsuite.receivables.ledger.Side;

/// The book as it was known at a time that is past: folded from the facts recorded by then, some customers at a time,
/// and handed to the statements that otherwise read the projections.
@ApplicationScoped
public class KnownBook {

    private static final int CHUNK = 200;

    private static final Set<Cause> LOSSES = EnumSet.of(Cause.WRITE_OFF, Cause.RECOVERY);

    /// Of items what is open and due on a day (cause null), else what was written off or recovered.
    private record Key(long customer, String currency, LocalDate dueDate, Cause cause) {}

    @Inject
    Jdbi jdbi;

    @Inject
    Entries entries;

    private static <T, R> List<R> each(Collection<T> rows, Function<T, R> column) {
        return rows.stream().map(column).toList();
    }

    /// Hands all customers' entries to `take`, those of some customers at a time.
    public void read(Instant knownAt, Consumer<List<Entry>> take) {
        read(
                jdbi.withHandle(
                        handle -> handle.createQuery("select customer_id from erp_customer order by customer_id")
                                .mapTo(Long.class)
                                .list()),
                knownAt,
                take);
    }

    /// Hands these customers' entries to `take`, those of some customers at a time.
    public void read(List<Long> customers, Instant knownAt, Consumer<List<Entry>> take) {
        for (int i = 0; i < customers.size(); i += CHUNK) {
            take.accept(entries.asKnown(customers.subList(i, Math.min(i + CHUNK, customers.size())), knownAt));
        }
    }

    /// What is open at the end of a day, for the from clause of a statement: the rows of the function `open_items`, of
    /// which a time that is past takes the place.
    ///
    /// @param customers whose; null: of all
    /// @param items what is open; empty when it is to be read as known now
    public record Open(Moment at, List<Long> customers, List<OpenItem> items) {

        /// A table with the columns of `open_items`; an alias follows it.
        public String table() {
            if (at.until() == null) {
                return customers == null ? "open_items(null, :openOn)" : "open_items(:openOf, :openOn)";
            }
            return """
                    (select * from unnest(:openSides, :openDocuments, :openInstalments, :openCustomers, :openCurrencies,
                        :openIssued, :openDue, :openJudged, :openAmounts)
                        as o(side, document_id, instalment, customer_id, currency, issue_date, due_date, judged_due, amount))""";
        }

        /// Binds the parameters of the table, which a statement has once or more.
        public <S extends SqlStatement<S>> S bind(S statement) {
            if (at.until() == null) {
                S dated = statement.bind("openOn", at.asOf());
                return customers == null ? dated : dated.bindArray("openOf", Long.class, customers);
            }
            return statement
                    .bindArray(
                            "openSides",
                            String.class,
                            each(items, item -> item.side().name()))
                    .bindArray("openDocuments", Long.class, each(items, OpenItem::document))
                    .bindArray("openInstalments", Integer.class, each(items, OpenItem::instalment))
                    .bindArray("openCustomers", Long.class, each(items, OpenItem::customer))
                    .bindArray("openCurrencies", String.class, each(items, OpenItem::currency))
                    .bindArray("openIssued", LocalDate.class, each(items, OpenItem::issueDate))
                    .bindArray("openDue", LocalDate.class, each(items, OpenItem::dueDate))
                    .bindArray("openJudged", LocalDate.class, each(items, OpenItem::judgedDueDate))
                    .bindArray("openAmounts", BigDecimal.class, each(items, OpenItem::amount));
        }
    }

    /// What is open of all customers.
    public Open open(Moment at) {
        List<OpenItem> items = new ArrayList<>();
        if (at.until() != null) {
            read(at.until(), some -> items.addAll(OpenItem.at(at.asOf(), some)));
        }
        return new Open(at, null, items);
    }

    /// What is open of some customers.
    public Open open(Collection<Long> customers, Moment at) {
        List<OpenItem> items = new ArrayList<>();
        List<Long> asked = List.copyOf(customers);
        if (at.until() != null) {
            read(asked, at.until(), some -> items.addAll(OpenItem.at(at.asOf(), some)));
        }
        return new Open(at, asked, items);
    }

    /// The parameters `:knownAt`, `:bookCustomers`, `:bookCurrencies`, `:bookDueDates`, `:bookCauses` and
    /// `:bookAmounts` of a statement; the rows of which the cause is null are open items.
    public record Rows(Moment at, List<Key> keys, List<BigDecimal> amounts) {

        public <S extends SqlStatement<S>> S bind(S statement) {
            return statement
                    .bind("knownAt", at.until())
                    .bindArray("bookCustomers", Long.class, each(keys, Key::customer))
                    .bindArray("bookCurrencies", String.class, each(keys, Key::currency))
                    .bindArray("bookDueDates", LocalDate.class, each(keys, Key::dueDate))
                    .bindArray(
                            "bookCauses",
                            String.class,
                            each(
                                    keys,
                                    key -> key.cause() == null
                                            ? null
                                            : key.cause().name()))
                    .bindArray("bookAmounts", BigDecimal.class, amounts);
        }
    }

    /// What was open, written off and recovered of all customers; nothing when it is to be read as known now.
    public Rows sums(Moment at) {
        Map<Key, BigDecimal> sums = new HashMap<>();
        if (at.until() != null) {
            read(at.until(), some -> add(sums, at.asOf(), some));
        }
        List<Key> keys = List.copyOf(sums.keySet());
        return new Rows(at, keys, each(keys, sums::get));
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
