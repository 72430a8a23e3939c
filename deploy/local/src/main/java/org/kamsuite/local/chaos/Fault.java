package org.kamsuite.local.chaos;

/// What can happen to a component while a feed runs.
public enum Fault {
    /// `kill -9` of a service's first process.
    KILL_SERVICE,
    /// `kill -9` of a service's second process.
    KILL_REPLICA,
    /// `kill -9` of a service whose relay has sent events to Kafka and not yet deleted them from the outbox.
    KILL_BEFORE_DELETE,
    /// A service freezes for longer than Kafka believes in it, so that its partitions go to others; then goes on.
    PAUSE_SERVICE,
    /// `kill -9` of the broker.
    KILL_BROKER,
    /// `kill -9` of PostgreSQL.
    KILL_DATABASE,
    /// No fault of its own: a projection of a service is made anew while the feed and the faults go on.
    REBUILD
}
