package org.kamsuite.scoring.payment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.receivables.PaymentBehaviourChanged;
import org.kamsuite.platform.event.ReceivedEvent;
import org.kamsuite.platform.snapshot.TouchedAccounts;

/// Keeps the figures of each account and day: the last published ones.
@ApplicationScoped
public class PaymentBehaviours {

    private record Key(UUID accountId, LocalDate asOf) {}

    private record Told(Instant publishedAt, PaymentBehaviourChanged data) {}

    @Inject
    Jdbi jdbi;

    @Inject
    TouchedAccounts touched;

    /// Passes over other events. One statement, however many; and the ranking is due.
    @Transactional(Transactional.TxType.MANDATORY)
    public void take(List<ReceivedEvent> events) {
        List<UUID> accounts = keep(events);
        if (!accounts.isEmpty()) {
            touched.markAccounts(accounts);
        }
    }

    /// Writes the figures; older ones than are known change nothing. Returns the accounts.
    List<UUID> keep(List<ReceivedEvent> events) {
        Map<Key, Told> latest = new HashMap<>();
        for (ReceivedEvent event : events) {
            if (event.data() instanceof PaymentBehaviourChanged data) {
                latest.merge(
                        new Key(data.accountId(), data.asOf()),
                        new Told(event.time(), data),
                        (known, other) -> other.publishedAt().isBefore(known.publishedAt()) ? known : other);
            }
        }
        if (latest.isEmpty()) {
            return List.of();
        }
        List<Told> rows = latest.values().stream()
                .sorted(Comparator.comparing((Told row) -> row.data().accountId())
                        .thenComparing(row -> row.data().asOf()))
                .toList();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into payment_behaviour as p (account_id, as_of, published_at, invoices,
                            days_beyond_terms, drifting)
                        select * from unnest(:accounts, :days, :published, :invoices, :beyond, :drifting)
                        on conflict (account_id, as_of) do update set published_at = excluded.published_at,
                            invoices = excluded.invoices, days_beyond_terms = excluded.days_beyond_terms,
                            drifting = excluded.drifting
                        where p.published_at <= excluded.published_at""")
                .bindArray("accounts", UUID.class, each(rows, row -> row.data().accountId()))
                .bindArray("days", LocalDate.class, each(rows, row -> row.data().asOf()))
                .bindArray("published", Instant.class, each(rows, Told::publishedAt))
                .bindArray(
                        "invoices", Integer.class, each(rows, row -> row.data().invoices()))
                .bindArray(
                        "beyond", BigDecimal.class, each(rows, row -> row.data().averageDaysBeyondTerms()))
                .bindArray(
                        "drifting", Boolean.class, each(rows, row -> row.data().drifting()))
                .execute());
        return each(rows, row -> row.data().accountId());
    }

    // Unlike those of a stream, these lists may have nulls.
    private static <T> List<T> each(List<Told> rows, Function<Told, T> value) {
        List<T> values = new ArrayList<>(rows.size());
        rows.forEach(row -> values.add(value.apply(row)));
        return values;
    }
}
