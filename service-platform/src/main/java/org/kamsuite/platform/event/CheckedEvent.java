package org.kamsuite.platform.event;

import org.kamsuite.contracts.EventType;

/// What [EventCodec#check] found.
public sealed interface CheckedEvent {

    String source();

    String id();

    /// The intake will take it.
    ///
    /// @param data the contract's record
    record Valid(EventType type, String source, String id, String subject, Object data) implements CheckedEvent {}

    /// The intake would park it.
    ///
    /// @param source null, like `id`, where it could not be read
    /// @param field the field of the data that is wrong, null when something else is
    record Flawed(String source, String id, ReasonCode reason, String field, String detail) implements CheckedEvent {}
}
