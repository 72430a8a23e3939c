package org.kamsuite.platform.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A Kafka record as it came, enough to park it and to process it again.
///
/// @param replay whether the record comes out of quarantine instead of Kafka
public record RawRecord(
        String topic,
        int partition,
        long offset,
        Instant timestamp,
        String key,
        Map<String, String> headers,
        byte[] value,
        boolean replay) {

    public static RawRecord of(ConsumerRecord<byte[], byte[]> kafka) {
        Map<String, String> headers = new TreeMap<>();
        kafka.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        return new RawRecord(
                kafka.topic(),
                kafka.partition(),
                kafka.offset(),
                Instant.ofEpochMilli(Math.max(0, kafka.timestamp())),
                text(kafka.key()),
                headers,
                kafka.value(),
                false);
    }

    /// The same record with another content.
    RawRecord corrected(Map<String, String> newHeaders, String newValue) {
        Map<String, String> clean = new TreeMap<>();
        newHeaders.forEach((name, value) -> clean.put(name.replace("\0", "\uFFFD"), value.replace("\0", "\uFFFD")));
        return new RawRecord(
                topic, partition, offset, timestamp, key, clean, newValue.getBytes(StandardCharsets.UTF_8), true);
    }

    String header(String name) {
        return headers.get(name);
    }

    // NUL is legal in UTF-8, but PostgreSQL's text cannot hold it.
    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8).replace("\0", "\uFFFD");
    }
}
