package org.kamsuite.local.demo;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.erp.ErpEvent;

/// An event of a made-up ERP.
///
/// @param id the same for the same content
/// @param time when it happened, and when the ERP recorded it
record DemoEvent(UUID id, Instant time, ErpEvent data) {

    /// As they happened; the id decides among equals, so that the order is always the same.
    static final Comparator<DemoEvent> IN_ORDER =
            Comparator.comparing(DemoEvent::time).thenComparing(DemoEvent::id);

    static DemoEvent of(Instant time, ErpEvent data) {
        String content = new String(ContractJson.write(data), java.nio.charset.StandardCharsets.UTF_8);
        return new DemoEvent(Dice.id("event", EventType.of(data.getClass()).name(), content), time, data);
    }

    EventType type() {
        return EventType.of(data.getClass());
    }
}
