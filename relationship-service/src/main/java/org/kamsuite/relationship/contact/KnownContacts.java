package org.kamsuite.relationship.contact;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/// Answers whether a contact may be named in something of an account: it is a contact of the account, or of one that
/// belongs to it today along the LEGAL hierarchy, for a group's purchases are decided by people of several companies.
@ApplicationScoped
public class KnownContacts {

    /// A contact as named in something of an account.
    public record Named(UUID accountId, UUID contactId) {}

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /// Those of them that may be named, found in one statement.
    public Set<Named> among(Collection<Named> named) {
        if (named.isEmpty()) {
            return Set.of();
        }
        List<Named> distinct = named.stream().distinct().toList();
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select n.account_id, c.id
                        from unnest(:accounts, :contacts) as n(account_id, contact_id)
                        join contact c on c.id = n.contact_id
                        where c.account_id = n.account_id
                            or c.account_id in (select account_scope(n.account_id, :today, true))""")
                .bindArray(
                        "accounts",
                        UUID.class,
                        distinct.stream().map(Named::accountId).toList())
                .bindArray(
                        "contacts",
                        UUID.class,
                        distinct.stream().map(Named::contactId).toList())
                .bind("today", LocalDate.now(clock))
                .map((row, _) -> new Named(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .collect(Collectors.toUnmodifiableSet()));
    }
}
