package org.kamsuite.contracts;

import java.util.UUID;

/// What a service of the suite tells the others. Not sealed: its records lie in one package per producing
/// service, and Java seals across packages only inside a named module. [EventType] lists them all.
public interface DomainEvent {
    /// The account it is about, and the Kafka key.
    UUID accountId();
}
