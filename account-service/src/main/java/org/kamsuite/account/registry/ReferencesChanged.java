package org.kamsuite.account.registry;

import java.util.Set;
import java.util.UUID;
import org.kamsuite.contracts.CustomerRef;

/// Fired within the transaction of a write over REST, after it was stored: customers were given to an
/// account or taken from it. An observer that finds a broken rule throws a problem, and nothing is written.
public record ReferencesChanged(UUID accountId, Set<CustomerRef> added, Set<CustomerRef> removed) {

    public ReferencesChanged {
        added = Set.copyOf(added);
        removed = Set.copyOf(removed);
    }
}
