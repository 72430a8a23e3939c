package org.kamsuite.local.imports;

import java.time.Instant;
import java.util.UUID;
import org.kamsuite.contracts.EventType;

/// An ERP event ready to be sent as a CloudEvent.
///
/// @param id made from system, type, document number and content: the same row gives the same id, always
/// @param source `/erp/<system>`
/// @param subject document number
/// @param time when it happened
/// @param key Kafka key, `<system>:<customer number>`
/// @param data JSON
record ImportEvent(UUID id, EventType type, String source, String subject, Instant time, String key, byte[] data) {}
