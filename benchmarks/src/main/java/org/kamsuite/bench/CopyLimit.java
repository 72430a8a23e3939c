package org.kamsuite.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.kamsuite.contracts.EventType;
import org.kamsuite.local.client.Meter;
import org.kamsuite.local.launch.Suite;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// The limit of ingest on this machine: a consumer that reads the same records, parses their JSON and writes with
/// binary `COPY` the very rows that the service has committed for them, into tables of their own with equal columns and
/// indexes, one transaction a batch. No decision, no lock, no look-up, no foreign key.
final class CopyLimit {

    /// As many as a service polls at once.
    private static final int BATCH = 2_000;
    /// More would only take longer.
    private static final int ENOUGH = 300_000;

    private static final double SKIPPED = 0.05;
    /// Rows of these come and go, or come not from the records.
    private static final Set<String> NOT_COPIED =
            Set.of("outbox", "touched_account", "account_directory", "account_reference", "account_parent");

    private final Run run;
    private final Suite suite;
    private final Suite.Database database;
    private final Ingest ingest;

    CopyLimit(Run run, Suite suite, Suite.Database database, Ingest ingest) {
        this.run = run;
        this.suite = suite;
        this.database = database;
        this.ingest = ingest;
    }

    /// @param perSecond records a second
    /// @param tables copied tables with the rows per record of each
    record Outcome(double perSecond, Map<String, Double> tables) {}

    /// @param everTaken records that the service has taken in ever: rows were committed for all of them
    Outcome measure(long everTaken) throws SQLException, IOException {
        Map<String, BinaryRows> rows = new LinkedHashMap<>();
        Map<String, Double> shares = new LinkedHashMap<>();
        long events = Math.min(ingest.events(), ENOUGH);
        Path dir = Files.createTempDirectory(run.dir(), "copy-limit");
        try (Connection connection = database.connect()) {
            try (var statement = connection.createStatement()) {
                statement.execute("drop schema if exists bench_limit cascade");
                statement.execute("create schema bench_limit");
                for (String table : ingest.inserted().keySet()) {
                    if (NOT_COPIED.contains(table) || table.startsWith("flyway")) {
                        continue;
                    }
                    double share = (double) Tables.rows(database, table) / everTaken;
                    if (share < 0.001) {
                        continue;
                    }
                    statement.execute(
                            "create table bench_limit.%s (like public.%s including all)".formatted(table, table));
                    rows.put(table, BinaryRows.dump(connection, table, (long) (share * events), dir));
                    shares.put(table, share);
                }
                statement.execute("create table bench_limit.outbox (like public.outbox including all)");
            }
            double told = (double) ingest.inserted().getOrDefault("outbox", 0L) / ingest.events();
            shares.put("outbox", told);
            connection.setAutoCommit(false);
            double perSecond = copy(connection, rows, shares, events, told);
            try (var statement = connection.createStatement()) {
                statement.execute("drop schema bench_limit cascade");
            }
            connection.commit();
            return new Outcome(perSecond, shares);
        } finally {
            for (BinaryRows each : rows.values()) {
                each.close();
            }
            Run.deleteTree(dir);
        }
    }

    private double copy(
            Connection connection, Map<String, BinaryRows> rows, Map<String, Double> shares, long events, double told)
            throws SQLException, IOException {
        OutboxRows outbox = new OutboxRows();
        long done = 0;
        long begun = 0;
        long measuredFrom = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = consumer();
                Meter meter = new Meter(run.out(), run.terminal(), "limit: parse and COPY", events, System::nanoTime)) {
            consumer.assign(ingest.from().keySet());
            ingest.from().forEach(consumer::seek);
            while (done < events) {
                var records = consumer.poll(Duration.ofSeconds(10));
                if (records.isEmpty()) {
                    throw new IllegalStateException("Kafka gives no more records");
                }
                for (ConsumerRecord<byte[], byte[]> each : records) {
                    parse(each);
                }
                long before = done;
                done = Math.min(events, done + records.count());
                for (var table : rows.entrySet()) {
                    double share = shares.get(table.getKey());
                    table.getValue().copy(connection, (long) (share * done) - (long) (share * before));
                }
                outbox.copy(connection, (long) (told * done) - (long) (told * before));
                connection.commit();
                meter.to(done);
                if (begun == 0 && done >= SKIPPED * events) {
                    begun = System.nanoTime();
                    measuredFrom = done;
                }
            }
            return (done - measuredFrom) / ((System.nanoTime() - begun) / 1e9);
        }
    }

    private static void parse(ConsumerRecord<byte[], byte[]> each) {
        String type = new String(each.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
        EventType.of(type).orElseThrow().read(each.value());
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        suite.bootstrapServers(),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        BATCH,
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        8 << 20),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /// Rows of one table in PostgreSQL's binary format, in the order in which they were written.
    private static final class BinaryRows implements AutoCloseable {

        private static final byte[] HEAD = {
            'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
        };
        private static final byte[] TAIL = {(byte) 0xFF, (byte) 0xFF};

        private final String table;
        private final DataInputStream in;
        private byte[] buffer = new byte[1 << 17];
        private int used;

        private BinaryRows(String table, Path file) throws IOException {
            this.table = table;
            this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
            in.skipNBytes(HEAD.length);
        }

        static BinaryRows dump(Connection connection, String table, long rows, Path dir)
                throws SQLException, IOException {
            Path file = dir.resolve(table);
            try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut(
                                "copy (select * from public.%s order by ctid limit %d) to stdout (format binary)"
                                        .formatted(table, rows + 1),
                                out);
            }
            return new BinaryRows(table, file);
        }

        void copy(Connection connection, long rows) throws SQLException, IOException {
            if (rows == 0) {
                return;
            }
            CopyIn copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy bench_limit." + table + " from stdin (format binary)");
            copy.writeToCopy(HEAD, 0, HEAD.length);
            for (long row = 0; row < rows; row++) {
                if (!readRow()) {
                    break;
                }
                if (used > 1 << 16) {
                    copy.writeToCopy(buffer, 0, used);
                    used = 0;
                }
            }
            copy.writeToCopy(buffer, 0, used);
            used = 0;
            copy.writeToCopy(TAIL, 0, TAIL.length);
            copy.endCopy();
        }

        private boolean readRow() throws IOException {
            short columns;
            try {
                columns = in.readShort();
            } catch (EOFException end) {
                return false;
            }
            if (columns < 0) {
                return false;
            }
            room(2);
            buffer[used++] = (byte) (columns >> 8);
            buffer[used++] = (byte) columns;
            for (int column = 0; column < columns; column++) {
                int length = in.readInt();
                room(4 + Math.max(0, length));
                for (int shift = 24; shift >= 0; shift -= 8) {
                    buffer[used++] = (byte) (length >> shift);
                }
                if (length > 0) {
                    in.readFully(buffer, used, length);
                    used += length;
                }
            }
            return true;
        }

        private void room(int needed) {
            if (used + needed > buffer.length) {
                buffer = java.util.Arrays.copyOf(buffer, Math.max(buffer.length * 2, used + needed));
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /// Rows like those of the outbox, which are gone by now: of the size of a published event.
    private static final class OutboxRows {

        private static final String ROW =
                "%s\taccount\t%s\tkam.example.v1\t" + "x".repeat(300) + "\t%s\t2026-01-01T00:00:00Z\t\\N\n";
        private long made;

        void copy(Connection connection, long rows) throws SQLException {
            if (rows == 0) {
                return;
            }
            CopyIn copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy bench_limit.outbox (id, aggregatetype, aggregateid, type, payload, subject, time,"
                            + " traceparent) from stdin");
            List<String> lines = new ArrayList<>();
            for (long row = 0; row < rows; row++) {
                String id = "00000000-0000-7000-8000-%012x".formatted(made++);
                lines.add(ROW.formatted(id, id, id));
            }
            byte[] bytes = String.join("", lines).getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(bytes, 0, bytes.length);
            copy.endCopy();
        }
    }
}
