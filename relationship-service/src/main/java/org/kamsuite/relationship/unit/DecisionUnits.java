package org.kamsuite.relationship.unit;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.audit.Audit;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.ETags;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.relationship.affected.AffectedAccounts;
import org.kamsuite.relationship.contact.Contacts;
import org.kamsuite.relationship.contact.KnownContacts;

/// States and reads decision units.
@ApplicationScoped
public class DecisionUnits {

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    @Inject
    AccountDirectory directory;

    @Inject
    SecurityIdentity identity;

    @Inject
    KnownContacts known;

    @Inject
    Audit audit;

    @Inject
    AffectedAccounts affected;

    /// What a PUT came to.
    public record Stated(DecisionUnit unit, boolean created) {}

    private record Head(
            UUID id, UUID accountId, long version, String subject, List<Role> required, Instant first, Instant last) {

        DecisionUnit with(List<Membership> members) {
            return new DecisionUnit(id, version, accountId, subject, required, members, first, last);
        }
    }

    @Transactional
    public Stated put(UUID id, DecisionUnitRequest stated, String ifMatch) {
        Contacts.writable(directory.find(stated.accountId()), stated.accountId(), identity);
        check(stated);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return jdbi.withHandle(handle -> {
            Optional<DecisionUnit> present = locked(handle, id);
            if (present.isEmpty()) {
                if (ifMatch != null) {
                    throw Problem.preconditionFailed("If-Match was sent, but there is no decision unit " + id + ".");
                }
                DecisionUnit first = DecisionUnit.first(id, stated, now);
                if (insert(handle, first)) {
                    insertMembers(handle, first);
                    changed(null, first);
                    return new Stated(first, true);
                }
                present = locked(handle, id); // someone else was quicker
            }
            return new Stated(update(handle, present.orElseThrow(), stated, ifMatch, now), false);
        });
    }

    private DecisionUnit update(
            Handle handle, DecisionUnit before, DecisionUnitRequest stated, String ifMatch, Instant now) {
        if (!before.accountId().equals(stated.accountId())) {
            throw Problem.conflict(
                    "account-is-fixed",
                    "Decision unit " + before.id() + " belongs to another account, and that cannot be changed.");
        }
        DecisionUnit after = before.with(stated, now);
        if (!after.equals(before)) {
            ETags.require(ifMatch, before.version());
            handle.createUpdate("""
                            update decision_unit set version = :version, subject = :subject,
                                required_roles = :required, updated_at = :now
                            where id = :id""")
                    .bind("id", after.id())
                    .bind("version", after.version())
                    .bind("subject", after.subject())
                    .bindArray("required", String.class, names(after.requiredRoles()))
                    .bind("now", after.updatedAt())
                    .execute();
            handle.createUpdate("delete from decision_unit_member where unit_id = :id")
                    .bind("id", after.id())
                    .execute();
            insertMembers(handle, after);
            changed(before, after);
        }
        return after;
    }

    private void changed(DecisionUnit before, DecisionUnit after) {
        audit.record(
                "decision-unit:" + after.id(),
                before == null ? "decision-unit.created" : "decision-unit.updated",
                before,
                after);
        affected.mark(List.of(after.accountId()), List.of());
    }

    private void check(DecisionUnitRequest stated) {
        List<Membership> members = stated.members();
        Map<UUID, List<Membership>> seen = new LinkedHashMap<>();
        for (int i = 0; i < members.size(); i++) {
            Membership member = members.get(i);
            String field = "members[" + i + "]";
            Contacts.interval(field + ".", member.from(), member.to());
            List<Membership> earlier = seen.computeIfAbsent(member.contactId(), _ -> new ArrayList<>());
            if (earlier.stream().anyMatch(member::overlaps)) {
                throw Problem.unprocessable(
                        "overlapping-membership",
                        field + ".contactId",
                        "is a member twice on the same day; give the person several roles instead");
            }
            earlier.add(member);
        }
        Set<KnownContacts.Named> found = known.among(members.stream()
                .map(member -> new KnownContacts.Named(stated.accountId(), member.contactId()))
                .toList());
        for (int i = 0; i < members.size(); i++) {
            UUID contact = members.get(i).contactId();
            if (!found.contains(new KnownContacts.Named(stated.accountId(), contact))) {
                throw Problem.unprocessable(
                        "unknown-contact",
                        "members[" + i + "].contactId",
                        contact + " is no contact of the account or of one that belongs to it");
            }
        }
    }

    public DecisionUnit get(UUID id) {
        return jdbi.withHandle(handle -> read(handle, "id = :id", "", Map.of("id", id))).stream()
                .findFirst()
                .orElseThrow(() -> Problem.notFound("There is no decision unit " + id + "."));
    }

    /// By subject.
    public Page<DecisionUnit> list(UUID accountId, int limit, String cursor) {
        Cursor after = Cursor.parse(cursor, 2);
        Map<String, Object> arguments = new LinkedHashMap<>();
        StringBuilder where = new StringBuilder("true");
        if (accountId != null) {
            directory.require(accountId);
            where.append(" and account_id = :account");
            arguments.put("account", accountId);
        }
        if (after != null) {
            where.append(" and (subject, id) > (:subject, :afterId)");
            arguments.put("subject", after.keys().getFirst());
            arguments.put("afterId", after.lastId());
        }
        arguments.put("limit", limit + 1);
        List<DecisionUnit> rows = jdbi.withHandle(
                handle -> read(handle, where.toString(), "order by subject, id limit :limit", arguments));
        return Page.of(rows, limit, unit -> Cursor.of(unit.subject(), unit.id()));
    }

    private static Optional<DecisionUnit> locked(Handle handle, UUID id) {
        return read(handle, "id = :id", "for update", Map.of("id", id)).stream().findFirst();
    }

    // Two statements, however many units.
    private static List<DecisionUnit> read(Handle handle, String where, String end, Map<String, ?> arguments) {
        List<Head> heads = handle.createQuery("""
                        select id, account_id, version, subject, required_roles, recorded_at, updated_at
                        from decision_unit where\s""" + where + " " + end)
                .bindMap(arguments)
                .map((row, _) -> head(row))
                .list();
        Map<UUID, List<Membership>> members = new LinkedHashMap<>();
        heads.forEach(head -> members.put(head.id(), new ArrayList<>()));
        handle.createQuery("""
                        select unit_id, contact_id, roles, influence, support, valid_from, valid_to
                        from decision_unit_member where unit_id = any(:units) order by unit_id, position""")
                .bindArray("units", UUID.class, members.keySet())
                .map((row, _) -> Map.entry(row.getObject(1, UUID.class), membership(row)))
                .forEach(entry -> members.get(entry.getKey()).add(entry.getValue()));
        return heads.stream().map(head -> head.with(members.get(head.id()))).toList();
    }

    private static Head head(ResultSet row) throws SQLException {
        return new Head(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getLong(3),
                row.getString(4),
                roles(row, 5),
                row.getTimestamp(6).toInstant(),
                row.getTimestamp(7).toInstant());
    }

    private static Membership membership(ResultSet row) throws SQLException {
        return new Membership(
                row.getObject(2, UUID.class),
                roles(row, 3),
                row.getBigDecimal(4),
                row.getBigDecimal(5),
                row.getObject(6, LocalDate.class),
                row.getObject(7, LocalDate.class));
    }

    private static List<Role> roles(ResultSet row, int column) throws SQLException {
        return Arrays.stream((String[]) row.getArray(column).getArray())
                .map(Role::valueOf)
                .toList();
    }

    private static boolean insert(Handle handle, DecisionUnit unit) {
        return handle.createUpdate("""
                        insert into decision_unit (id, account_id, version, subject, required_roles, recorded_at,
                            updated_at)
                        values (:id, :account, :version, :subject, :required, :first, :now) on conflict do nothing""")
                        .bind("id", unit.id())
                        .bind("account", unit.accountId())
                        .bind("version", unit.version())
                        .bind("subject", unit.subject())
                        .bindArray("required", String.class, names(unit.requiredRoles()))
                        .bind("first", unit.recordedAt())
                        .bind("now", unit.updatedAt())
                        .execute()
                == 1;
    }

    // An array of arrays must be rectangular, so roles travel as text.
    private static void insertMembers(Handle handle, DecisionUnit unit) {
        List<Membership> members = unit.members();
        handle.createUpdate("""
                        insert into decision_unit_member (unit_id, position, contact_id, roles, influence, support,
                            valid_from, valid_to)
                        select :id, position, contact_id, string_to_array(roles, ','), influence, support, since, until
                        from unnest(:positions, :contacts, :roles, :influences, :supports, :froms, :tos)
                            as m(position, contact_id, roles, influence, support, since, until)""")
                .bind("id", unit.id())
                .bindArray(
                        "positions",
                        Integer.class,
                        IntStream.range(0, members.size()).boxed().toList())
                .bindArray("contacts", UUID.class, column(members, Membership::contactId))
                .bindArray("roles", String.class, column(members, member -> String.join(",", names(member.roles()))))
                .bindArray("influences", BigDecimal.class, column(members, Membership::influence))
                .bindArray("supports", BigDecimal.class, column(members, Membership::support))
                .bindArray("froms", LocalDate.class, column(members, Membership::from))
                .bindArray("tos", LocalDate.class, column(members, Membership::to))
                .execute();
    }

    private static <T> List<T> column(List<Membership> members, Function<Membership, T> value) {
        List<T> values = new ArrayList<>(members.size());
        members.forEach(member -> values.add(value.apply(member)));
        return values;
    }

    private static List<String> names(List<Role> roles) {
        return roles.stream().map(Role::name).toList();
    }
}
