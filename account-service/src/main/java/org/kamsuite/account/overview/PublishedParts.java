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
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.receivables.DisputeSettled;
import org.kamsuite.platform.event.ReceivedEvent;

/// What the other services published last about each account: one event for each part and item.
@ApplicationScoped
public class PublishedParts {

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /// What was published, and when it was published and received.
    record Published(DomainEvent event, Instant publishedAt, Instant receivedAt) {}

    private record Key(UUID accountId, Part part, String item) {}

    /// Keeps the latest of each part; an older one changes nothing. One statement, however many.
    @Transactional(Transactional.TxType.MANDATORY)
    public void take(List<ReceivedEvent> events) {
        Map<Key, ReceivedEvent> latest = new HashMap<>();
        for (ReceivedEvent event : events) {
            DomainEvent data = (DomainEvent) event.data();
            Part.of(data)
                    .ifPresent(part -> latest.merge(
                            new Key(data.accountId(), part, Part.item(data)),
                            event,
                            (known, other) -> other.time().isBefore(known.time()) ? known : other));
        }
        if (latest.isEmpty()) {
            return;
        }
        List<Map.Entry<Key, ReceivedEvent>> rows = latest.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Key, ReceivedEvent> row) ->
                                row.getKey().accountId())
                        .thenComparing(row -> row.getKey().part())
                        .thenComparing(row -> row.getKey().item()))
                .toList();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into published_part as p (account_id, part, item, type, published_at, received_at,
                            data)
                        select account_id, part, item, type, published_at, :now, cast(data as jsonb)
                        from unnest(:accounts, :parts, :items, :types, :published, :data)
                            as given(account_id, part, item, type, published_at, data)
                        on conflict (account_id, part, item) do update set type = excluded.type,
                            published_at = excluded.published_at,
                            received_at = excluded.received_at, data = excluded.data
                        where p.published_at <= excluded.published_at""")
                .bind("now", clock.instant())
                .bindArray(
                        "accounts", UUID.class, each(rows, row -> row.getKey().accountId()))
                .bindArray(
                        "parts",
                        String.class,
                        each(rows, row -> row.getKey().part().name()))
                .bindArray("items", String.class, each(rows, row -> row.getKey().item()))
                .bindArray(
                        "types",
                        String.class,
                        each(rows, row -> row.getValue().type().name()))
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

    /// Without the disputes that are settled.
    Map<Part, List<Published>> of(UUID accountId) {
        record Row(Part part, Published published) {}
        return jdbi.withHandle(handle -> handle
                .createQuery("""
                        select part, type, published_at, received_at, data from published_part
                        where account_id = :id and part = any(:parts) and type <> :settled
                        order by published_at desc, item""")
                .bind("id", accountId)
                .bindArray("parts", String.class, Part.names())
                .bind("settled", EventType.of(DisputeSettled.class).name())
                .map((row, _) -> new Row(
                        Part.valueOf(row.getString(1)),
                        new Published(
                                event(row.getString(2), row.getBytes(5)),
                                row.getTimestamp(3).toInstant(),
                                row.getTimestamp(4).toInstant())))
                .stream()
                .collect(Collectors.groupingBy(Row::part, Collectors.mapping(Row::published, Collectors.toList()))));
    }

    private static DomainEvent event(String type, byte[] data) {
        return (DomainEvent) EventType.of(type)
                .orElseThrow(() -> new IllegalStateException("a part of the unknown type " + type))
                .read(data);
    }

    private static <S, T> List<T> each(List<S> values, Function<S, T> part) {
        return values.stream().map(part).toList();
    }
}
