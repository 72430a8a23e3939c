package org.kamsuite.relationship.affected;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.snapshot.TouchedAccounts;

/// Marks the accounts whose coverage a change may move, so that they are computed and told anew.
@ApplicationScoped
public class AffectedAccounts {

    @Inject
    Jdbi jdbi;

    @Inject
    TouchedAccounts touched;

    /// Marks these accounts, and those in whose decision units one of the contacts is: a person of a subsidiary may sit
    /// in a unit of the parent.
    public void mark(Collection<UUID> accounts, Collection<UUID> contacts) {
        Set<UUID> affected = new HashSet<>(accounts);
        if (!contacts.isEmpty()) {
            affected.addAll(jdbi.withHandle(handle -> handle.createQuery("""
                            select distinct u.account_id
                            from decision_unit_member m join decision_unit u on u.id = m.unit_id
                            where m.contact_id = any(:contacts)""")
                    .bindArray("contacts", UUID.class, contacts)
                    .mapTo(UUID.class)
                    .list()));
        }
        touched.markAccounts(affected);
    }
}
