package org.kamsuite.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.erp.ErpEvent;

/// Sends events to the service under test as an ERP or another service would, and listens to what it publishes.
///
/// One per test class; `bootstrapServers` is the test's `kafka.bootstrap.servers`.
public final class EventProbe implements AutoCloseable {

    /// A domain event as it was seen on its topic.
    public record Seen(String id, String key, DomainEvent event) {}

    private final String bootstrapServers;
    private final KafkaProducer<String, byte[]> producer;

    public EventProbe(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 2),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /// Sends an ERP event with a new id, happening now.
    public void send(ErpEvent event) {
        send(event, UUID.randomUUID().toString(), Instant.now());
    }

    /// Sends them all, then waits until the broker has them.
    public void send(List<? extends ErpEvent> events) {
        events.forEach(this::send);
        producer.flush();
    }

    /// Sends an ERP event under a chosen id: the same id again is a duplicate.
    public void send(ErpEvent event, String id, Instant time) {
        EventType type = EventType.of(event.getClass());
        String key = event.customer().system() + ":" + event.customer().number();
        sendRecord(
                type.topic(), key, headers(type, id, "/erp/" + event.customer().system(), time), json(event));
    }

    /// Sends a domain event as the service that owns its topic would.
    public void send(DomainEvent event) {
        EventType type = EventType.of(event.getClass());
        sendRecord(
                type.topic(),
                event.accountId().toString(),
                headers(type, UUID.randomUUID().toString(), "/kam/test", Instant.now()),
                json(event));
    }

    /// Sends any bytes, however broken.
    public void sendRecord(String topic, String key, Map<String, String> headers, byte[] value) {
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(topic, key, value);
        headers.forEach((name, text) -> message.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(message).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker did not take a record", e);
        }
    }

    /// The headers of a CloudEvent in binary mode.
    public static Map<String, String> headers(EventType type, String id, String source, Instant time) {
        Map<String, String> headers = new HashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", id);
        headers.put("ce_source", source);
        headers.put("ce_type", type.name());
        headers.put("ce_time", time.toString());
        headers.put("content-type", "application/json");
        return headers;
    }

    /// Reads a topic from its beginning until an event matches, and returns all that came until then for its key.
    public <T extends DomainEvent> List<T> await(Class<T> type, Predicate<T> condition) {
        List<T> seen = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            String topic = EventType.of(type).topic();
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Instant deadline = Instant.now().plusSeconds(30);
            while (Instant.now().isBefore(deadline)) {
                for (ConsumerRecord<String, byte[]> each : consumer.poll(Duration.ofMillis(200))) {
                    String name =
                            new String(each.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
                    if (name.equals(EventType.of(type).name())) {
                        T event = ContractJson.read(each.value(), type);
                        seen.add(event);
                        if (condition.test(event)) {
                            return seen.stream()
                                    .filter(earlier -> earlier.accountId().equals(event.accountId()))
                                    .toList();
                        }
                    }
                }
            }
        }
        throw new AssertionError("no such " + type.getSimpleName() + " within 30 s; seen: " + seen);
    }

    private static byte[] json(Object event) {
        try {
            return ContractJson.mapper().writeValueAsBytes(event);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("a contract record cannot be written as JSON", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
