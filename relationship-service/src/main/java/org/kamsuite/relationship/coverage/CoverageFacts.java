package org.kamsuite.relationship.coverage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.relationship.contact.ContactFunction;
import org.kamsuite.relationship.strength.Tie;
import org.kamsuite.relationship.strength.Ties;
import org.kamsuite.relationship.unit.Role;

/// Reads what coverage is computed from: three statements for the units, members and ties of any number of accounts.
@ApplicationScoped
class CoverageFacts {

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    @Inject
    Ties ties;

    private record Row(
            UUID unitId,
            UUID accountId,
            String subject,
            List<Role> required,
            UUID contactId,
            UUID contactAccountId,
            String name,
            ContactFunction function,
            String country,
            List<Role> roles,
            BigDecimal influence) {

        Coverage.Member member(Tie tie) {
            return new Coverage.Member(
                    unitId, contactId, contactAccountId, name, function, country, roles, influence, tie);
        }
    }

    List<UUID> accounts(UUID accountId, LocalDate asOf, Scope scope) {
        return jdbi.withHandle(handle -> handle.createQuery("select account_scope(:account, :asOf, :grouped)")
                .bind("account", accountId)
                .bind("asOf", asOf)
                .bind("grouped", scope.grouped())
                .mapTo(UUID.class)
                .list());
    }

    /// The units of the accounts with those members who are members, and still there, on that day.
    List<Coverage.Unit> units(Collection<UUID> accounts, LocalDate asOf) {
        List<Row> rows = jdbi.withHandle(handle -> handle.createQuery("""
                        select u.id, u.account_id, u.subject, u.required_roles, m.contact_id,
                            m.contact_account_id, m.name, m.function, m.country, m.roles, m.influence
                        from decision_unit u
                        left join lateral (
                            select m.position, m.contact_id, m.roles, m.influence, c.account_id as contact_account_id,
                                c.name, c.function, c.country
                            from decision_unit_member m join contact c on c.id = m.contact_id
                            where m.unit_id = u.id
                                and (m.valid_from is null or m.valid_from <= :asOf)
                                and (m.valid_to is null or :asOf < m.valid_to)
                                and (c.valid_from is null or c.valid_from <= :asOf)
                                and (c.valid_to is null or :asOf < c.valid_to)) m on true
                        where u.account_id = any(:accounts)
                        order by u.subject, u.id, m.position""")
                .bindArray("accounts", UUID.class, accounts)
                .bind("asOf", asOf)
                .map((row, _) -> new Row(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        roles(row.getArray(4)),
                        row.getObject(5, UUID.class),
                        row.getObject(6, UUID.class),
                        row.getString(7),
                        row.getString(8) == null ? null : ContactFunction.valueOf(row.getString(8)),
                        row.getString(9),
                        roles(row.getArray(10)),
                        row.getBigDecimal(11)))
                .list());
        Map<UUID, Tie> strengths = ties.of(
                rows.stream()
                        .map(Row::contactId)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList(),
                asOf);
        Map<UUID, Coverage.Unit> units = new LinkedHashMap<>();
        for (Row row : rows) {
            Coverage.Unit unit = units.computeIfAbsent(
                    row.unitId(),
                    id -> new Coverage.Unit(id, row.accountId(), row.subject(), row.required(), new ArrayList<>()));
            if (row.contactId() != null) {
                unit.members().add(row.member(strengths.get(row.contactId())));
            }
        }
        return List.copyOf(units.values());
    }

    /// The last interaction of each of the accounts until the end of that day.
    Map<UUID, Instant> lastInteractions(Collection<UUID> accounts, LocalDate asOf) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select asked.account_id, latest.at
                        from unnest(:accounts) as asked(account_id)
                        cross join lateral (
                            select i.at from interaction i
                            where i.account_id = asked.account_id and i.at < :end
                            order by i.at desc limit 1) latest""")
                .bindArray("accounts", UUID.class, accounts)
                .bind("end", asOf.plusDays(1).atStartOfDay(clock.getZone()).toInstant())
                .map((row, _) -> Map.entry(
                        row.getObject(1, UUID.class), row.getTimestamp(2).toInstant()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static List<Role> roles(java.sql.Array array) throws SQLException {
        return array == null
                ? List.of()
                : Arrays.stream((String[]) array.getArray()).map(Role::valueOf).toList();
    }
}
