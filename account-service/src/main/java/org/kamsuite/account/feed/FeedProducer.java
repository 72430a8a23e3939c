package org.kamsuite.account.feed;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/// Puts events on their topics and waits for all acknowledgements: one idempotent producer for all
/// requests.
///
/// A producer is only used after Kafka has told it where every needed topic is. When an acknowledgement
/// fails to come, it is thrown away with all that it still holds, so that nothing is sent behind the back
/// of who was told to try again; the next request starts with a new one, and while Kafka is away that fails
/// before anything is sent.
class FeedProducer {

    /// An event on its way.
    ///
    /// @param value the envelope in structured mode
    record Message(String topic, String key, byte[] value, String traceparent) {}

    /// Kafka is away, and nothing was sent.
    static final class Away extends Exception {
        private static final long serialVersionUID = 1L;

        Away(Throwable cause) {
            super("Kafka cannot be reached", cause);
        }
    }

    private static final Logger LOG = Logger.getLogger(FeedProducer.class);

    private final String bootstrapServers;
    private final String clientId;
    private final Duration connectWithin;
    private final Duration acknowledgeWithin;
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile KafkaProducer<String, byte[]> present;

    /// @param connectWithin how long to wait for a broker before anything is sent
    /// @param acknowledgeWithin how long to wait for the acknowledgements; a broker that is back sooner
    ///     costs only time
    FeedProducer(String bootstrapServers, String clientId, Duration connectWithin, Duration acknowledgeWithin) {
        this.bootstrapServers = bootstrapServers;
        this.clientId = clientId;
        this.connectWithin = connectWithin;
        this.acknowledgeWithin = acknowledgeWithin;
    }

    /// Sends them in their order.
    ///
    /// @return which of them are acknowledged
    BitSet send(List<Message> messages) throws Away {
        BitSet acknowledged = new BitSet(messages.size());
        if (messages.isEmpty()) {
            return acknowledged;
        }
        KafkaProducer<String, byte[]> producer =
                connected(messages.stream().map(Message::topic).distinct().toList());
        List<Future<RecordMetadata>> sent = new ArrayList<>(messages.size());
        Throwable failure = null;
        try {
            for (Message message : messages) {
                sent.add(producer.send(record(message)));
            }
        } catch (KafkaException | IllegalStateException e) {
            failure = e;
        }
        long deadline = System.nanoTime() + acknowledgeWithin.plusSeconds(1).toNanos();
        for (int i = 0; i < sent.size(); i++) {
            try {
                sent.get(i).get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                acknowledged.set(i);
            } catch (ExecutionException | TimeoutException e) {
                failure = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure = e;
                break;
            }
        }
        if (failure != null) {
            LOG.warnf(
                    "%d of %d events were not acknowledged: %s",
                    messages.size() - acknowledged.cardinality(), messages.size(), failure.getMessage());
            giveUp(producer);
        }
        return acknowledged;
    }

    void close() {
        KafkaProducer<String, byte[]> producer = present;
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
        }
    }

    private KafkaProducer<String, byte[]> connected(List<String> topics) throws Away {
        KafkaProducer<String, byte[]> producer = present;
        if (producer == null) {
            producer = connect();
        }
        try {
            for (String topic : topics) {
                // Answered from memory when it is known; waits for a broker otherwise.
                producer.partitionsFor(topic);
            }
            return producer;
        } catch (KafkaException | IllegalStateException e) {
            giveUp(producer);
            throw new Away(e);
        }
    }

    // One thread connects; the others wait no longer than it may take.
    private KafkaProducer<String, byte[]> connect() throws Away {
        try {
            if (!connecting.tryLock(connectWithin.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Away(null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Away(e);
        }
        try {
            if (present == null) {
                present = producer();
            }
            return present;
        } finally {
            connecting.unlock();
        }
    }

    private void giveUp(KafkaProducer<String, byte[]> producer) {
        connecting.lock();
        try {
            if (present == producer) {
                present = null;
            }
        } finally {
            connecting.unlock();
        }
        producer.close(Duration.ZERO);
    }

    private static ProducerRecord<String, byte[]> record(Message message) {
        var produced = new ProducerRecord<>(message.topic(), message.key(), message.value());
        produced.headers()
                .add("content-type", "application/cloudevents+json; charset=UTF-8".getBytes(StandardCharsets.UTF_8));
        if (message.traceparent() != null) {
            produced.headers().add("traceparent", message.traceparent().getBytes(StandardCharsets.UTF_8));
        }
        return produced;
    }

    private KafkaProducer<String, byte[]> producer() {
        int patience = Math.toIntExact(acknowledgeWithin.toMillis());
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        clientId,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        // See OutboxRelay: the second batch must not be the first that a new partition sees.
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        connectWithin.toMillis(),
                        // Within it the producer itself tries again; after it the caller has to.
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        patience,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        Math.min(3_000, patience / 2),
                        ProducerConfig.LINGER_MS_CONFIG,
                        2),
                new StringSerializer(),
                new ByteArraySerializer());
    }
}
