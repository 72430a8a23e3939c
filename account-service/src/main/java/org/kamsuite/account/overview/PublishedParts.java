package org.kamsuite.account.overview;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.platform.event.ReceivedEvent;

/// The latest event of each other service per account.
@ApplicationScoped
public class PublishedParts {

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /// What was published, and when it was published and received.
    record Published(DomainEvent event, Instant publishedAt, Instant receivedAt) {}

    private record Key(UUID accountId, Part part) {}

    /// Keeps the latest of each part; an older one changes nothing. One statement, however many.
    @Transactional(Transactional.TxType.MANDATORY)
    public void take(List<ReceivedEvent> events) {
        Map<Key, ReceivedEvent> latest = new HashMap<>();
        for (ReceivedEvent event : events) {
            Part.of((DomainEvent) event.data())
                    .ifPresent(part -> latest.merge(
                            new Key(((DomainEvent) event.data()).accountId(), part),
                            event,
                            (known, other) -> other.time().isBefore(known.time()) ? known : other));
        }
        if (latest.isEmpty()) {
            return;
        }
        List<Map.Entry<Key, ReceivedEvent>> rows = latest.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Key, ReceivedEvent> row) ->
                                row.getKey().accountId())
                        .thenComparing(row -> row.getKey().part()))
                .toList();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into published_part as p (account_id, part, published_at, received_at, data)
                        select account_id, part, published_at, :now, cast(data as jsonb)
                        from unnest(:accounts, :parts, :published, :data)
                            as given(account_id, part, published_at, data)
                        on conflict (account_id, part) do update set published_at = excluded.published_at,
                            received_at = excluded.received_at, data = excluded.data
                        where p.published_at <= excluded.published_at""")
                .bind("now", clock.instant())
                .bindArray(
                        "accounts", UUID.class, each(rows, row -> row.getKey().accountId()))
                .bindArray(
                        "parts",
                        String.class,
                        each(rows, row -> row.getKey().part().name()))
                .bindArray(
                        "published",
                        Instant.class,
                        each(rows, row -> row.getValue().time()))
                .bindArray(
                        "data",
                        String.class,
                        each(
                                rows,
                                row -> new String(
                                        ContractJson.write(row.getValue().data()), StandardCharsets.UTF_8)))
                .execute());
    }

    Map<Part, Published> of(UUID accountId) {
        Map<Part, Published> parts = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery(
                        "select part, published_at, received_at, data from published_part where account_id = :id")
                .bind("id", accountId)
                .map((row, _) -> {
                    Part part = Part.valueOf(row.getString(1));
                    return Map.entry(
                            part,
                            new Published(
                                    ContractJson.read(row.getBytes(4), part.type()),
                                    row.getTimestamp(2).toInstant(),
                                    row.getTimestamp(3).toInstant()));
                })
                .forEach(part -> parts.put(part.getKey(), part.getValue())));
        return parts;
    }

    private static <S, T> List<T> each(List<S> values, Function<S, T> part) {
        return values.stream().map(part).toList();
    }
}
