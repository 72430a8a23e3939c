package org.kamsuite.platform.event;

import java.util.List;

/// What a service does with its events (but those of accounts, which the platform takes into the account directory);
/// each service has exactly one such bean.
///
/// `handle` runs inside a transaction in which the events were already claimed in the inbox, so each comes once. It
/// may park single events (`Quarantine.park`). An exception rolls the whole batch back: a passing database fault is
/// retried, any other is narrowed down to the one event that causes it, which is then parked as FAILED.
public interface EventHandler {

    /// @param events valid, new, of any of the service's topics, in the order of their topic partitions
    void handle(List<ReceivedEvent> events);
}
