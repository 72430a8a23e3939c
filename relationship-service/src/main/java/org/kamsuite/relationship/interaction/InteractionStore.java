package org.kamsuite.relationship.interaction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The SQL of interactions; every write is set-based.
@ApplicationScoped
class InteractionStore {

    private static final String SELECT = """
            select i.id, i.version, i.account_id, i.kind, i.direction, i.at, i.our_participants, i.subject, i.outcome,
                i.recorded_at, i.updated_at,
                array(select c.contact_id from interaction_contact c where c.interaction_id = i.id) as contacts
            from interaction i
            """;

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    private record Participation(UUID interaction, UUID contact, Instant at, LocalDate day, String kind, String way) {}

    /// Locks them in the order of their ids.
    Map<UUID, Interaction> locked(Collection<UUID> ids) {
        return jdbi.withHandle(
                handle -> handle.createQuery(SELECT + "where i.id = any(:ids) order by i.id for update of i")
                        .bindArray("ids", UUID.class, ids)
                        .map((row, _) -> interaction(row))
                        .collect(Collectors.toMap(Interaction::id, Function.identity())));
    }

    /// The new ones among them; those that someone else has inserted in the meantime are left out.
    Set<UUID> insert(Collection<Interaction> interactions) {
        if (interactions.isEmpty()) {
            return Set.of();
        }
        List<Interaction> sorted = interactions.stream()
                .sorted(Comparator.comparing(Interaction::id))
                .toList();
        return jdbi.withHandle(handle -> {
            Set<UUID> inserted = new HashSet<>(handle.createQuery("""
                            insert into interaction (id, account_id, version, kind, direction, at, our_participants,
                                subject, outcome, recorded_at, updated_at)
                            select id, account, version, kind, direction, at, string_to_array(ours, chr(10)), subject,
                                outcome, first, last
                            from unnest(:ids, :accounts, :versions, :kinds, :directions, :ats, :ours, :subjects,
                                :outcomes, :firsts, :lasts) as n(id, account, version, kind, direction, at, ours,
                                subject, outcome, first, last)
                            on conflict do nothing
                            returning id""")
                    .bindArray("ids", UUID.class, column(sorted, Interaction::id))
                    .bindArray("accounts", UUID.class, column(sorted, Interaction::accountId))
                    .bindArray("versions", Long.class, column(sorted, Interaction::version))
                    .bindArray(
                            "kinds",
                            String.class,
                            column(sorted, each -> each.kind().name()))
                    .bindArray(
                            "directions",
                            String.class,
                            column(sorted, each -> each.direction().name()))
                    .bindArray("ats", Instant.class, column(sorted, Interaction::at))
                    // a name is one line, so a line break separates names
                    .bindArray("ours", String.class, column(sorted, each -> String.join("\n", each.ourParticipants())))
                    .bindArray("subjects", String.class, column(sorted, Interaction::subject))
                    .bindArray("outcomes", String.class, column(sorted, Interaction::outcome))
                    .bindArray("firsts", Instant.class, column(sorted, Interaction::recordedAt))
                    .bindArray("lasts", Instant.class, column(sorted, Interaction::updatedAt))
                    .mapTo(UUID.class)
                    .list());
            insertParticipations(
                    handle,
                    sorted.stream().filter(each -> inserted.contains(each.id())).toList());
            return inserted;
        });
    }

    void update(Interaction changed) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            update interaction set version = :version, kind = :kind, direction = :direction, at = :at,
                                our_participants = :ours, subject = :subject, outcome = :outcome, updated_at = :now
                            where id = :id""")
                    .bind("id", changed.id())
                    .bind("version", changed.version())
                    .bind("kind", changed.kind().name())
                    .bind("direction", changed.direction().name())
                    .bind("at", changed.at())
                    .bindArray("ours", String.class, changed.ourParticipants())
                    .bind("subject", changed.subject())
                    .bind("outcome", changed.outcome())
                    .bind("now", changed.updatedAt())
                    .execute();
            handle.createUpdate("delete from interaction_contact where interaction_id = :id")
                    .bind("id", changed.id())
                    .execute();
            insertParticipations(handle, List.of(changed));
        });
    }

    /// Writes again, of these interactions, what stands beside each of their contacts.
    ///
    /// @return the accounts that they concern
    Set<UUID> rewriteParticipations(Collection<UUID> ids) {
        Collection<Interaction> kept = locked(ids).values();
        jdbi.useHandle(handle -> {
            handle.createUpdate("delete from interaction_contact where interaction_id = any(:ids)")
                    .bindArray("ids", UUID.class, ids)
                    .execute();
            insertParticipations(handle, List.copyOf(kept));
        });
        return kept.stream().map(Interaction::accountId).collect(Collectors.toSet());
    }

    private void insertParticipations(Handle handle, List<Interaction> interactions) {
        List<Participation> all = interactions.stream()
                .flatMap(each -> each.contactIds().stream()
                        .map(contact -> new Participation(
                                each.id(),
                                contact,
                                each.at(),
                                LocalDate.ofInstant(each.at(), clock.getZone()),
                                each.kind().name(),
                                each.direction().name())))
                .toList();
        if (all.isEmpty()) {
            return;
        }
        handle.createUpdate("""
                        insert into interaction_contact (interaction_id, contact_id, at, on_day, kind, direction)
                        select * from unnest(:interactions, :contacts, :ats, :days, :kinds, :ways)""")
                .bindArray("interactions", UUID.class, column(all, Participation::interaction))
                .bindArray("contacts", UUID.class, column(all, Participation::contact))
                .bindArray("ats", Instant.class, column(all, Participation::at))
                .bindArray("days", LocalDate.class, column(all, Participation::day))
                .bindArray("kinds", String.class, column(all, Participation::kind))
                .bindArray("ways", String.class, column(all, Participation::way))
                .execute();
    }

    // Not toList(): columns have nulls.
    private static <R, T> List<T> column(List<R> rows, Function<R, T> value) {
        List<T> values = new ArrayList<>(rows.size());
        rows.forEach(row -> values.add(value.apply(row)));
        return values;
    }

    java.util.Optional<Interaction> find(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + "where i.id = :id")
                .bind("id", id)
                .map((row, _) -> interaction(row))
                .findOne());
    }

    /// The latest first, `limit` of them, before the place of the cursor. Conditions that are not asked for do not
    /// stand in the statement, so that each kind of list has its own index.
    List<Interaction> list(Interactions.Filter filter, Instant beforeAt, UUID beforeId, int limit) {
        Map<String, Object> arguments = new HashMap<>(Map.of("limit", limit));
        StringBuilder where = new StringBuilder();
        if (filter.contactId() != null) {
            where.append("join interaction_contact p on p.interaction_id = i.id and p.contact_id = :contact ");
            arguments.put("contact", filter.contactId());
        }
        String at = filter.contactId() == null ? "i.at" : "p.at";
        String id = filter.contactId() == null ? "i.id" : "p.interaction_id";
        where.append("where true");
        if (filter.accountId() != null) {
            where.append(" and i.account_id = :account");
            arguments.put("account", filter.accountId());
        }
        if (filter.kind() != null) {
            where.append(" and i.kind = :kind");
            arguments.put("kind", filter.kind().name());
        }
        if (filter.from() != null) {
            where.append(" and ").append(at).append(" >= :from");
            arguments.put("from", filter.from());
        }
        if (filter.to() != null) {
            where.append(" and ").append(at).append(" < :to");
            arguments.put("to", filter.to());
        }
        if (beforeAt != null) {
            where.append(" and (%s, %s) < (:beforeAt, :beforeId)".formatted(at, id));
            arguments.put("beforeAt", beforeAt);
            arguments.put("beforeId", beforeId);
        }
        where.append(" order by %s desc, %s desc limit :limit".formatted(at, id));
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + where)
                .bindMap(arguments)
                .map((row, _) -> interaction(row))
                .list());
    }

    private static Interaction interaction(ResultSet row) throws SQLException {
        return new Interaction(
                row.getObject(1, UUID.class),
                row.getLong(2),
                row.getObject(3, UUID.class),
                InteractionKind.valueOf(row.getString(4)),
                Direction.valueOf(row.getString(5)),
                row.getTimestamp(6).toInstant(),
                Arrays.asList((UUID[]) row.getArray(12).getArray()),
                Arrays.asList((String[]) row.getArray(7).getArray()),
                row.getString(8),
                row.getString(9),
                row.getTimestamp(10).toInstant(),
                row.getTimestamp(11).toInstant());
    }
}
