package org.kamsuite.local.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.erp.ErpEvent;

/// An event of a made-up ERP.
///
/// @param id the same for the same content
/// @param time when it happened, and when the ERP recorded it
public record DemoEvent(UUID id, Instant time, ErpEvent data) {

    /// As they happened; the id decides among equals, so that the order is always the same.
    static final Comparator<DemoEvent> IN_ORDER =
            Comparator.comparing(DemoEvent::time).thenComparing(DemoEvent::id);

    static DemoEvent of(Instant time, ErpEvent data) {
        String content = new String(ContractJson.write(data), StandardCharsets.UTF_8);
        return new DemoEvent(Dice.id("event", EventType.of(data.getClass()).name(), content), time, data);
    }

    EventType type() {
        return EventType.of(data.getClass());
    }

    /// As a CloudEvent on Kafka, in binary mode.
    public ProducerRecord<String, byte[]> toRecord() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("ce_specversion", "1.0");
        attributes.put("ce_id", id.toString());
        attributes.put("ce_source", "/erp/" + data.customer().system());
        attributes.put("ce_type", type().name());
        attributes.put("ce_time", time.toString());
        attributes.put("ce_subject", data.documentNumber());
        // So that a past knownAt is answered as if the suite had run all the time.
        attributes.put("ce_recordedtime", time.toString());
        attributes.put("content-type", "application/json");
        var record = new ProducerRecord<>(type().topic(), data.customer().key(), ContractJson.write(data));
        attributes.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
