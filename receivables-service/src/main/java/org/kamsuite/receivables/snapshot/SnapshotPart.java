package org.kamsuite.receivables.snapshot;

import java.util.List;
import java.util.UUID;

/// A feature with something to tell, or to do, when an account's figures may have changed. Every part is
/// called for every touched account, and for all accounts when a new day begins.
public interface SnapshotPart {

    /// Called in a transaction that holds the accounts' rows in `touched_account`. Reads set-based: the list has
    /// many accounts. What takes long belongs into a job of its own, which this only tells what to look at.
    void publish(List<UUID> accountIds);
}
