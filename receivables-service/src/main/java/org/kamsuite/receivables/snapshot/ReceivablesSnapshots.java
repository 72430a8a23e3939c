package org.kamsuite.receivables.snapshot;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.kamsuite.platform.snapshot.AccountSnapshots;

/// Hands the touched accounts to the features that tell something of them.
@ApplicationScoped
class ReceivablesSnapshots implements AccountSnapshots {

    @Inject
    @All
    List<SnapshotPart> parts;

    @Override
    public void publish(List<UUID> accountIds) {
        parts.forEach(part -> part.publish(accountIds));
    }
}
