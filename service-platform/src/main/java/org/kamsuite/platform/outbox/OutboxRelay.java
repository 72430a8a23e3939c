package org.kamsuite.platform.outbox;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.kamsuite.contracts.EventType;
import org.kamsuite.platform.database.Schema;
import org.postgresql.PGConnection;

/// Publishes the outbox in its order: send, wait for all acknowledgements, move to the log of published
/// events.
///
/// One relay per database works at a time (advisory lock; the others wait), woken by NOTIFY and by a slow
/// tick. A crash between send and move sends again with the same event id; consumers claim ids, so that is
/// harmless.
@ApplicationScoped
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    /// Any constant: each service has a database of its own.
    static final long ADVISORY_LOCK = 0x6b616d_6f7574L;

    private static final int TICK_MILLIS = 1_000;
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);

    private record Row(
            long position,
            UUID id,
            String aggregateId,
            String type,
            String payload,
            String subject,
            Instant time,
            String traceparent) {}

    @Inject
    AgroalDataSource dataSource;

    @Inject
    Clock clock;

    @Inject
    Schema schema;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "quarkus.application.name")
    String service;

    @ConfigProperty(name = "kam.outbox.batch")
    int batchSize;

    private final AtomicReference<Instant> oldest = new AtomicReference<>();
    private volatile boolean stopping;
    private Thread thread;

    void start(@Observes StartupEvent event, MeterRegistry metrics) {
        Gauge.builder("kam.outbox.lag", this, OutboxRelay::lagSeconds)
                .baseUnit("seconds")
                .description("Age of the oldest event that is not yet published")
                .register(metrics);
        thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        thread.join(Duration.ofSeconds(5));
    }

    /// Age of the oldest event that is not yet published, in seconds; 0 in a replica that does not publish.
    public double lagSeconds() {
        Instant since = oldest.get();
        return since == null ? 0 : Duration.between(since, clock.instant()).toMillis() / 1000.0;
    }

    private void run() {
        try {
            if (!schema.await()) {
                return;
            }
        } catch (InterruptedException e) {
            return;
        }
        while (!stopping) {
            // A connection and a producer of its own for each term; any fault ends the term and starts the next.
            try (Connection connection = dataSource.getConnection()) {
                if (lock(connection)) {
                    serve(connection);
                }
            } catch (SQLException | KafkaException | ExecutionException e) {
                if (!stopping) {
                    LOG.warnf("The outbox waits: %s", e.getMessage());
                }
            } catch (InterruptedException e) {
                return;
            }
            pause();
        }
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            statement.setLong(1, ADVISORY_LOCK);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getBoolean(1);
            }
        }
    }

    private void serve(Connection connection) throws SQLException, InterruptedException, ExecutionException {
        try (KafkaProducer<String, byte[]> producer = producer();
                Statement statement = connection.createStatement()) {
            statement.execute("listen outbox");
            PGConnection notifications = connection.unwrap(PGConnection.class);
            while (!stopping) {
                List<Row> rows = oldestRows(connection);
                oldest.set(rows.isEmpty() ? null : rows.getFirst().time());
                if (!rows.isEmpty()) {
                    publish(producer, rows);
                    settle(connection, rows);
                }
                if (rows.size() < batchSize) {
                    notifications.getNotifications(TICK_MILLIS);
                }
            }
        } finally {
            // What waits is for the next to tell, who may be another replica.
            oldest.set(null);
            unlock(connection);
        }
    }

    private static void unlock(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("unlisten outbox");
            statement.execute("select pg_advisory_unlock_all()");
        } catch (SQLException e) {
            LOG.debugf("The connection is gone, and its lock with it: %s", e.getMessage());
        }
    }

    private List<Row> oldestRows(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select position, id, aggregateid, type, payload, subject, time, traceparent
                from outbox order by position limit ?""")) {
            statement.setInt(1, batchSize);
            List<Row> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(new Row(
                            result.getLong(1),
                            result.getObject(2, UUID.class),
                            result.getString(3),
                            result.getString(4),
                            result.getString(5),
                            result.getString(6),
                            result.getTimestamp(7).toInstant(),
                            result.getString(8)));
                }
            }
            return rows;
        }
    }

    private void publish(KafkaProducer<String, byte[]> producer, List<Row> rows)
            throws InterruptedException, ExecutionException {
        List<Future<RecordMetadata>> sent = new ArrayList<>(rows.size());
        for (Row row : rows) {
            sent.add(producer.send(record(row)));
        }
        producer.flush();
        for (Future<RecordMetadata> acknowledgement : sent) {
            acknowledgement.get();
        }
    }

    private ProducerRecord<String, byte[]> record(Row row) {
        String topic = EventType.of(row.type())
                .map(EventType::topic)
                .orElseThrow(() -> new IllegalStateException("the outbox has a type that has no topic: " + row.type()));
        var message =
                new ProducerRecord<>(topic, row.aggregateId(), row.payload().getBytes(StandardCharsets.UTF_8));
        header(message, "ce_specversion", "1.0");
        header(message, "ce_id", row.id().toString());
        header(message, "ce_source", "/kam/" + service);
        header(message, "ce_type", row.type());
        header(message, "ce_subject", row.subject());
        header(message, "ce_time", row.time().toString());
        header(message, "content-type", "application/json");
        if (row.traceparent() != null) {
            header(message, "traceparent", row.traceparent());
        }
        return message;
    }

    private static void header(ProducerRecord<String, byte[]> message, String name, String value) {
        message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    // One statement, so that what is published is in exactly one of the two.
    private void settle(Connection connection, List<Row> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                with gone as (
                    delete from outbox where position = any(?)
                    returning position, id, aggregateid, type, payload, time
                )
                insert into published_event (id, account_id, type, payload, time, published_at)
                select id, aggregateid, type, payload, time, ? from gone order by position""")) {
            Array positions = connection.createArrayOf(
                    "bigint", rows.stream().map(Row::position).toArray());
            statement.setArray(1, positions);
            statement.setTimestamp(2, Timestamp.from(clock.instant()));
            statement.executeUpdate();
        }
    }

    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        service + "-outbox",
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        // A new partition takes any first batch: when one is refused because the leader is just
                        // starting and the next is taken, the first is out of sequence for ever. So one request at a
                        // time.
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1,
                        // The producer itself tries until the broker is back, so that no later event overtakes.
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        Integer.MAX_VALUE,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        30_000,
                        ProducerConfig.LINGER_MS_CONFIG,
                        2),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAULT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }
}
