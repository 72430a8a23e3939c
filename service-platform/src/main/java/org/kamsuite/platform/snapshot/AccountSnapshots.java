package org.kamsuite.platform.snapshot;

import java.util.List;
import java.util.UUID;

/// How a service tells others an account's present figures. A service that marks accounts as touched has one such bean.
public interface AccountSnapshots {

    /// Reads the accounts' figures, set-based, and appends their events to the outbox; called in a transaction that
    /// holds the accounts' rows in `touched_account`.
    void publish(List<UUID> accountIds);
}
