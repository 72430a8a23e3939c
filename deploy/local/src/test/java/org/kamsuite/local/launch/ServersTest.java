package org.kamsuite.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.kamsuite.contracts.EventType;

/// The database and the broker, started, killed and stopped by the launcher for real; in order, because starting
/// is what takes the time.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServersTest {

    private static final ByteArrayOutputStream SAID = new ByteArrayOutputStream();

    @TempDir
    static Path dir;

    private static Home home;
    private static Ports ports;
    private static Launcher launcher;

    @BeforeAll
    static void start() {
        home = new Home(dir.resolve("kam"));
        ports = Ports.free();
        launch();
    }

    @AfterAll
    static void stop() {
        launcher.stop();
    }

    private static void launch() {
        launcher = new Launcher(home, ports, new PrintStream(SAID, true, StandardCharsets.UTF_8));
        launcher.startServersOnly();
    }

    @Test
    @Order(1)
    void aServiceReachesItsOwnDatabaseOnly() throws Exception {
        var password = Secrets.of(home).password("account_service");
        try (var connection = connect("account_service", "account_service", password);
                var statement = connection.createStatement()) {
            statement.execute("create table kept (word text)");
            statement.execute("insert into kept values ('here')");
            try (var version = statement.executeQuery("show server_version")) {
                version.next();
                assertThat(version.getString(1)).startsWith("18.");
            }
        }
        for (var foreign : List.of("scoring_service", "receivables_service", "postgres", "template1")) {
            assertThatThrownBy(() -> connect(foreign, "account_service", password))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    @Order(1)
    void nobodyGetsInWithoutThePassword() {
        for (var role : List.of("account_service", "postgres")) {
            assertThatThrownBy(() -> connect(role, role, "wrong"))
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    @Order(1)
    void everyTopicOfTheContractIsThereWithTwelvePartitions() throws Exception {
        try (var admin = admin()) {
            var topics =
                    admin.describeTopics(EventType.topics()).allTopicNames().get();
            assertThat(topics.keySet()).hasSize(11);
            assertThat(topics.values())
                    .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(12));
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, "erp.invoices");
            var config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            assertThat(config.get("retention.ms").value())
                    .isEqualTo(Long.toString(Duration.ofDays(30).toMillis()));
        }
    }

    @Test
    @Order(2)
    void aSecondLauncherIsRefused() {
        assertThatThrownBy(() -> new Launcher(home, ports, System.out))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("already runs");
        assertThat(Suite.attach(home).orElseThrow().bootstrapServers()).isEqualTo("127.0.0.1:" + ports.kafka());
    }

    @Test
    @Order(3)
    void aServerThatIsKilledComesBack() {
        var suite = Suite.attach(home).orElseThrow();
        suite.kill("postgres");
        suite.kill("kafka");
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
            assertThat(kept()).isEqualTo("here");
            try (var admin = admin()) {
                assertThat(admin.listTopics().names().get()).contains("erp.invoices");
            }
        });
        assertThat(SAID.toString(StandardCharsets.UTF_8))
                .contains("postgres has died")
                .contains("kafka has died");
    }

    @Test
    @Order(4)
    void dataIsStillThereAfterAStopAndAStart() throws Exception {
        launcher.stop();
        assertThat(Suite.attach(home)).isEmpty();
        assertThat(Ports.isBusy(ports.postgres())).isFalse();
        assertThat(Ports.isBusy(ports.kafka())).isFalse();

        launch();

        assertThat(kept()).isEqualTo("here");
        try (var admin = admin()) {
            assertThat(admin.listTopics().names().get()).containsAll(EventType.topics());
        }
    }

    private static String kept() throws SQLException {
        var password = Secrets.of(home).password("account_service");
        try (var connection = connect("account_service", "account_service", password);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select word from kept")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(String database, String role, String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(ports.postgres(), database), role, password);
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + ports.kafka()));
    }
}
