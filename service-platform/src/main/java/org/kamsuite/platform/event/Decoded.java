package org.kamsuite.platform.event;

/// What became of a Kafka record: an event, something to park, or something for a newer consumer.
sealed interface Decoded permits ReceivedEvent, Decoded.Refused, Decoded.Unknown {

    RawRecord raw();

    String source();

    String id();

    /// Cannot be processed as it is. Source and id are null when not even the envelope could be read.
    ///
    /// @param field the field of the data that is wrong, null when something else is
    record Refused(
            RawRecord raw,
            String source,
            String id,
            String type,
            String subject,
            ReasonCode reason,
            String field,
            String detail)
            implements Decoded {}

    /// A well-formed event of a type that this build does not know: a newer producer's.
    record Unknown(RawRecord raw, String source, String id, String type) implements Decoded {}
}
