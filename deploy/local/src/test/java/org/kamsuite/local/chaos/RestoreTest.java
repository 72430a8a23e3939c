package org.kamsuite.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kamsuite.local.client.CatchUp;
import org.kamsuite.local.client.SuiteClient;
import org.kamsuite.local.demo.DemoEvent;
import org.kamsuite.local.demo.History;
import org.kamsuite.local.demo.World;
import org.kamsuite.local.launch.Ports;
import org.kamsuite.local.launch.Suite;
import org.kamsuite.local.launch.SuiteService;

/// The databases go back to a moment between two backups, Kafka does not: the services read again what the databases
/// do not know, and answer as before.
class RestoreTest {

    private static final LocalDate START = LocalDate.parse("2024-01-01");
    private static final LocalDate AS_OF = START.plusMonths(World.MONTHS);
    private static final int EVENTS = 3_000;
    /// Two of the five, for the time that it takes; one of them reads what the other publishes.
    private static final Set<SuiteService> SERVICES = EnumSet.of(SuiteService.ACCOUNT, SuiteService.RECEIVABLES);

    private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());

    @TempDir
    Path dir;

    private final Ports ports = Ports.free();

    @Test
    void restoredToAMomentTheServicesReadAgainAndAnswerAsBefore() throws Exception {
        for (SuiteService service : SERVICES) {
            Assumptions.assumeTrue(
                    Files.exists(Path.of("..", "..", service.id(), "target", "quarkus-app", "quarkus-run.jar")),
                    "the services are not packaged: run mvn verify");
        }
        List<DemoEvent> events =
                History.of(World.of(7, START), AS_OF).stream().limit(EVENTS).toList();
        Path archive = Files.createDirectory(dir.resolve("archive"));
        Path backup = dir.resolve("backup");
        Path data;
        Answers expected;
        String moment;
        try (Suite suite = start();
                SuiteClient client = new SuiteClient(suite)) {
            data = suite.databaseFolder();
            archiveTo(suite, archive);
            send(suite, client, events.subList(0, EVENTS / 3));
            backUp(suite, data, backup);
            send(suite, client, events.subList(EVENTS / 3, 2 * EVENTS / 3));
            moment = now(suite);
            send(suite, client, events.subList(2 * EVENTS / 3, EVENTS));
            expected = Answers.of(client, SERVICES, START, AS_OF);
            execute(suite, "select pg_switch_wal()");
        }
        Files.move(data, dir.resolve("lost"));
        Files.move(backup, data);
        recover(data, archive, moment);
        try (Suite suite = start();
                SuiteClient client = new SuiteClient(suite)) {
            settle(suite, client);
            for (SuiteService service : SERVICES) {
                assertThat(suite.log(service.id())).content().contains("is read again from offset");
            }
            assertThat(Answers.of(client, SERVICES, START, AS_OF).differences(expected))
                    .isEmpty();
            assertThat(new Audit(suite, client).moneyConserved(AS_OF)).isEmpty();
        }
    }

    private Suite start() {
        return Suite.start(dir.resolve("kam"), ports, SILENT, SERVICES);
    }

    private static void send(Suite suite, SuiteClient client, List<DemoEvent> events) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", suite.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            events.forEach(event -> producer.send(event.toRecord()));
        }
        settle(suite, client);
    }

    private static void settle(Suite suite, SuiteClient client) {
        CatchUp.await(suite, client, SILENT, false);
        new Audit(suite, client).awaitQuiet();
    }

    /// Every finished piece of the write-ahead log is copied from now on; the server has to be started again for it.
    private static void archiveTo(Suite suite, Path archive) throws SQLException {
        execute(suite, "alter system set archive_mode = on");
        execute(suite, "alter system set archive_command = 'cp %p \"" + archive + "/%f\"'");
        suite.kill("postgres");
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try {
                execute(suite, "select 1");
                break;
            } catch (SQLException notYet) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                SuiteClient.pause(Duration.ofMillis(200));
            }
        }
        SERVICES.forEach(service -> suite.awaitReady(service.id(), Duration.ofSeconds(60)));
    }

    /// What pg_basebackup does, which is not among the embedded programs.
    private static void backUp(Suite suite, Path data, Path backup) throws SQLException, IOException {
        try (Connection connection = suite.database(SuiteService.ACCOUNT).connect();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('test', true)");
            copy(data, backup);
            try (var label = statement.executeQuery("select labelfile from pg_backup_stop()")) {
                label.next();
                Files.writeString(backup.resolve("backup_label"), label.getString(1));
            }
        }
        Files.deleteIfExists(backup.resolve("postmaster.pid"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Path relative = from.relativize(each);
                boolean log = relative.startsWith("pg_wal") && Files.isRegularFile(each);
                if (!log) {
                    copyOne(each, to.resolve(relative.toString()));
                }
            }
        } catch (UncheckedIOException gone) {
            // A temporary file of the running server.
            throw gone.getCause();
        }
    }

    private static void copyOne(Path from, Path to) throws IOException {
        try {
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (NoSuchFileException gone) {
            // What the server deletes meanwhile is no part of the backup.
            assertThat(from).doesNotExist();
        }
    }

    private static void recover(Path data, Path archive, String moment) throws IOException {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                """
                restore_command = 'cp "%s/%%f" %%p'
                recovery_target_time = '%s'
                recovery_target_action = 'promote'
                hot_standby = off
                archive_mode = off
                """.formatted(archive, moment),
                StandardOpenOption.TRUNCATE_EXISTING);
        Files.createFile(data.resolve("recovery.signal"));
    }

    private static String now(Suite suite) throws SQLException {
        try (Connection connection = suite.database(SuiteService.ACCOUNT).connect();
                Statement statement = connection.createStatement();
                var now = statement.executeQuery("select clock_timestamp()")) {
            now.next();
            return now.getString(1);
        }
    }

    private static void execute(Suite suite, String sql) throws SQLException {
        try (Connection connection = suite.database(SuiteService.ACCOUNT).connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
