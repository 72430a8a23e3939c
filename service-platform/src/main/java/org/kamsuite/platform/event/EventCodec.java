package org.kamsuite.platform.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.ContractViolation;
import org.kamsuite.contracts.EventType;

/// Reads CloudEvents 1.0 from Kafka records, in binary mode (`ce_*` headers, value = data) and in
/// structured mode (`application/cloudevents+json`), and binds the data to the contract's record. Pure.
public final class EventCodec {

    static final int MAX_ATTRIBUTE_LENGTH = 256;
    /// As much as one event over HTTP may have.
    static final int MAX_VALUE_BYTES = 256 << 10;
    private static final String STRUCTURED = "application/cloudevents+json";

    private EventCodec() {}

    static Decoded decode(RawRecord raw) {
        if (raw.value() == null || raw.value().length == 0) {
            return refused(raw, Map.of(), ReasonCode.MALFORMED, "the record has no value");
        }
        if (raw.value().length > MAX_VALUE_BYTES) {
            return refused(
                    raw,
                    attributes(raw),
                    ReasonCode.MALFORMED,
                    "the value has more than " + MAX_VALUE_BYTES + " bytes");
        }
        return isStructured(raw) ? decodeStructured(raw) : decodeBinary(raw);
    }

    /// The event, when the record holds a valid one of a known type.
    public static Optional<ReceivedEvent> valid(RawRecord raw) {
        return decode(raw) instanceof ReceivedEvent event ? Optional.of(event) : Optional.empty();
    }

    private static boolean isStructured(RawRecord raw) {
        String contentType = raw.header("content-type");
        return contentType != null
                ? contentType.toLowerCase(java.util.Locale.ROOT).startsWith(STRUCTURED)
                // A producer that forgot the header: an envelope is recognisable.
                : raw.header("ce_specversion") == null;
    }

    private static Decoded decodeBinary(RawRecord raw) {
        return bind(raw, attributes(raw), raw.value());
    }

    private static Map<String, String> attributes(RawRecord raw) {
        Map<String, String> attributes = new LinkedHashMap<>();
        raw.headers().forEach((name, value) -> {
            if (name.startsWith("ce_")) {
                attributes.put(name.substring(3), value);
            }
        });
        return attributes;
    }

    /// Checks an envelope that came over another road than Kafka with the rules of the intake: what is
    /// valid here is taken there. Unlike on Kafka, where a newer producer may be ahead of this build, an
    /// unknown type is a flaw: the sender is there to be told.
    ///
    /// @param arrival now
    public static CheckedEvent check(JsonNode envelope, Instant arrival) {
        String topic = EventType.of(envelope.path("type").asText(null))
                .map(EventType::topic)
                .orElse("");
        RawRecord raw = new RawRecord(topic, 0, 0, arrival, null, Map.of(), new byte[0], false);
        return switch (decodeEnvelope(raw, envelope)) {
            case ReceivedEvent event ->
                new CheckedEvent.Valid(event.type(), event.source(), event.id(), event.subject(), event.data());
            case Decoded.Refused flaw ->
                new CheckedEvent.Flawed(flaw.source(), flaw.id(), flaw.reason(), flaw.field(), flaw.detail());
            case Decoded.Unknown unknown ->
                new CheckedEvent.Flawed(
                        unknown.source(),
                        unknown.id(),
                        ReasonCode.INVALID,
                        null,
                        "there is no event type " + shortened(unknown.type()));
        };
    }

    private static Decoded decodeStructured(RawRecord raw) {
        try {
            return decodeEnvelope(raw, ContractJson.mapper().readTree(raw.value()));
        } catch (JsonProcessingException e) {
            return refused(raw, Map.of(), ReasonCode.MALFORMED, "not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            return refused(raw, Map.of(), ReasonCode.MALFORMED, "not readable as UTF-8 JSON");
        }
    }

    private static Decoded decodeEnvelope(RawRecord raw, JsonNode envelope) {
        if (!envelope.isObject()) {
            return refused(raw, Map.of(), ReasonCode.MALFORMED, "neither ce_ headers nor a CloudEvents envelope");
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        envelope.properties().forEach(property -> {
            if (property.getValue().isTextual()) {
                attributes.put(property.getKey(), property.getValue().textValue());
            }
        });
        JsonNode data = envelope.get("data");
        if (data == null) {
            return refused(raw, attributes, ReasonCode.MALFORMED, "the envelope has no data");
        }
        try {
            return bind(raw, attributes, ContractJson.mapper().writeValueAsBytes(data));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that was just read cannot be written", e);
        }
    }

    private static Decoded bind(RawRecord raw, Map<String, String> attributes, byte[] data) {
        Optional<String> flaw = flawOf(attributes);
        if (flaw.isPresent()) {
            return refused(raw, attributes, ReasonCode.MALFORMED, flaw.get());
        }
        Optional<EventType> type = EventType.of(attributes.get("type"));
        if (type.isEmpty()) {
            return new Decoded.Unknown(raw, attributes.get("source"), attributes.get("id"), attributes.get("type"));
        }
        if (!type.get().topic().equals(raw.topic())) {
            return refused(
                    raw,
                    attributes,
                    ReasonCode.INVALID,
                    "%s belongs on topic %s"
                            .formatted(type.get().name(), type.get().topic()));
        }
        try {
            Record bound = type.get().read(data);
            return new ReceivedEvent(
                    attributes.get("source"),
                    attributes.get("id"),
                    EventType.of(bound.getClass()),
                    attributes.get("subject"),
                    time(attributes.get("time"), raw.timestamp()),
                    recordedAt(attributes.get("recordedtime"), raw.timestamp()),
                    attributes.getOrDefault("traceparent", raw.header("traceparent")),
                    bound,
                    raw);
        } catch (ContractViolation e) {
            return refused(raw, attributes, ReasonCode.INVALID, e.field(), e.getMessage());
        } catch (DateTimeException e) {
            return refused(raw, attributes, ReasonCode.MALFORMED, "time or recordedtime is not an RFC 3339 instant");
        }
    }

    private static Optional<String> flawOf(Map<String, String> attributes) {
        if (!"1.0".equals(attributes.get("specversion"))) {
            return Optional.of("specversion must be 1.0, but is " + attributes.get("specversion"));
        }
        for (String name : new String[] {"id", "source", "type"}) {
            String value = attributes.get(name);
            if (value == null || value.isBlank()) {
                return Optional.of("the CloudEvents attribute " + name + " is missing");
            }
        }
        for (String name : new String[] {"id", "source", "type", "subject"}) {
            String value = attributes.get(name);
            if (value != null && value.length() > MAX_ATTRIBUTE_LENGTH) {
                return Optional.of("the CloudEvents attribute " + name + " is longer than " + MAX_ATTRIBUTE_LENGTH);
            }
            if (value != null && value.indexOf('\0') >= 0) {
                return Optional.of("the CloudEvents attribute " + name + " has a NUL character");
            }
        }
        return Optional.empty();
    }

    private static Instant time(String text, Instant arrival) {
        return text == null ? arrival : instant(text);
    }

    // A producer may tell an earlier recording (its own ledger's), never a later one: nobody knew it then.
    private static Instant recordedAt(String text, Instant arrival) {
        Instant told = time(text, arrival);
        return told.isAfter(arrival) ? arrival : told;
    }

    private static Instant instant(String text) {
        Instant instant = OffsetDateTime.parse(text).toInstant();
        int year = instant.atOffset(java.time.ZoneOffset.UTC).getYear();
        if (year < 1900 || year > 9999) {
            throw new DateTimeException("outside the years 1900 to 9999");
        }
        return instant;
    }

    private static Decoded refused(RawRecord raw, Map<String, String> attributes, ReasonCode reason, String detail) {
        return refused(raw, attributes, reason, null, detail);
    }

    private static Decoded refused(
            RawRecord raw, Map<String, String> attributes, ReasonCode reason, String field, String detail) {
        return new Decoded.Refused(
                raw,
                shortened(attributes.get("source")),
                shortened(attributes.get("id")),
                shortened(attributes.get("type")),
                shortened(attributes.get("subject")),
                reason,
                field,
                detail);
    }

    private static String shortened(String text) {
        if (text == null) {
            return null;
        }
        String clean = text.replace("\0", "\uFFFD");
        return clean.length() <= MAX_ATTRIBUTE_LENGTH ? clean : clean.substring(0, MAX_ATTRIBUTE_LENGTH);
    }
}
