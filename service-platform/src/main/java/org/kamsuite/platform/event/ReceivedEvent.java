package org.kamsuite.platform.event;

import java.time.Instant;
import org.kamsuite.contracts.EventType;

/// A valid event: its envelope and its data, bound to the contract's record.
///
/// @param time when it happened, by the producer
/// @param recordedAt when it was recorded: `recordedtime` if the producer gave one that is not after the
///     record's arrival in Kafka, else that arrival
/// @param type what `data` is: of an event sent in an older version the newest one
/// @param data an instance of `type.recordClass()`
public record ReceivedEvent(
        String source,
        String id,
        EventType type,
        String subject,
        Instant time,
        Instant recordedAt,
        String traceparent,
        Object data,
        RawRecord raw)
        implements Decoded {}
