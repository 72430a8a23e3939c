package org.kamsuite.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kamsuite.local.token.LocalIssuer;

/// A service that is there before its servers, and outlives them; the process stays the same all the time, with the
/// memory that `./kam` gives it.
class StartOrderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final SuiteService SERVICE = SuiteService.RECEIVABLES;
    private static final int LARGE = 120;
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path dir;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Ports ports = Ports.free();
    private Home home;
    private Component postgres;
    private Component kafka;
    private Process service;

    @AfterEach
    void stop() throws InterruptedException {
        if (service != null) {
            service.destroyForcibly().waitFor();
        }
        for (Component server : new Component[] {kafka, postgres}) {
            if (server != null) {
                server.stop();
            }
        }
        http.close();
    }

    @Test
    void aServiceWaitsForItsServersAnswersWithoutKafkaAndGoesOnByItself() throws Exception {
        Assumptions.assumeTrue(
                Files.exists(Path.of("..", "..", SERVICE.id(), "target", "quarkus-app", "quarkus-run.jar")),
                "the service is not packaged: run mvn verify");
        home = new Home(dir.resolve("kam")).create();
        LocalIssuer.in(home.keys(), Clock.systemUTC());
        startService();
        await().atMost(PATIENCE).until(() -> status("/q/health/live") == 200);
        assertThat(status("/q/health/ready")).isEqualTo(503);
        assertThat(status("/v1/ageing")).isEqualTo(503);

        startPostgres();
        await().atMost(PATIENCE).until(() -> status("/q/health/ready") == 200);
        assertThat(freshness().path("degraded").booleanValue()).isTrue();
        assertThat(freshness().path("reason").textValue()).startsWith("Kafka does not answer");
        assertThat(status("/v1/ageing")).isEqualTo(401);

        startKafka();
        awaitFresh();
        send("1");
        await().atMost(PATIENCE).until(() -> taken("1"));

        kafka.stop();
        await().atMost(PATIENCE)
                .until(() -> freshness().path("degraded").booleanValue() && status("/q/health/ready") == 200);
        startKafka();
        send("2");
        await().atMost(PATIENCE).until(() -> taken("2"));

        postgres.stop();
        await().atMost(PATIENCE).until(() -> status("/q/health/ready") == 503);
        assertThat(status("/q/health/live")).isEqualTo(200);
        sendLarge();
        startPostgres();
        await().atMost(PATIENCE).until(() -> status("/q/health/ready") == 200);
        await().atMost(PATIENCE).until(() -> taken("large-" + (LARGE - 1)));
        awaitFresh();
        assertThat(service.isAlive()).isTrue();
        assertThat(status("/q/health/live")).isEqualTo(200);
    }

    private void startService() throws Exception {
        Component.Spec spec = new ServiceProcess(SERVICE, home, ports, Secrets.of(home)).spec();
        ProcessBuilder builder = new ProcessBuilder(spec.command().get());
        builder.environment().putAll(spec.environment());
        builder.redirectErrorStream(true);
        builder.redirectOutput(home.log(SERVICE.id()).toFile());
        service = builder.start();
    }

    private void startPostgres() {
        PostgresServer server = new PostgresServer(home, ports.postgres(), Secrets.of(home));
        server.prepare();
        postgres = new Component(server.spec(), home, silent());
        postgres.start();
        server.provision();
    }

    private void startKafka() {
        KafkaServer server = new KafkaServer(home, ports.kafka());
        kafka = new Component(server.spec(), home, silent());
        kafka.start();
        server.createTopics();
    }

    private static Progress silent() {
        return new Progress(new PrintStream(OutputStream.nullOutputStream()));
    }

    private void awaitFresh() {
        await().atMost(PATIENCE).until(() -> !freshness().path("degraded").asBoolean(true));
    }

    private JsonNode freshness() throws Exception {
        JsonNode checks = JSON.readTree(answer("/q/health/ready").body()).path("checks");
        return StreamSupport.stream(checks.spliterator(), false)
                .filter(check -> check.path("name").asText().equals("intake and outbox"))
                .findFirst()
                .orElseThrow()
                .path("data");
    }

    private int status(String path) {
        try {
            return answer(path).statusCode();
        } catch (java.io.IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> answer(String path) throws java.io.IOException, InterruptedException {
        var address = new ServiceProcess(SERVICE, home, ports, Secrets.of(home)).uri();
        return http.send(HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private void send(String id) {
        try (var producer = producer()) {
            producer.send(record(id, invoice(id, 1, "")));
        }
    }

    /// Every event as large as it may be, some with as many lines as fit.
    private void sendLarge() {
        try (var producer = producer()) {
            for (int n = 0; n < LARGE; n++) {
                String id = "large-" + n;
                byte[] value = n % 20 == 0 ? invoice(id, 2_000, "") : invoice(id, 1, "x".repeat(255_000));
                assertThat(value.length).isBetween(200_000, 256 << 10);
                producer.send(record(id, value));
            }
        }
    }

    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", "127.0.0.1:" + ports.kafka(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private static ProducerRecord<String, byte[]> record(String id, byte[] value) {
        // One partition: the last one taken into account means all of them.
        ProducerRecord<String, byte[]> record = new ProducerRecord<>("erp.invoices", "sys:1", value);
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        id,
                        "ce_source",
                        "/erp/sys",
                        "ce_type",
                        "erp.invoice.issued.v1",
                        "content-type",
                        "application/json")
                .forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private static byte[] invoice(String number, int lines, String unknown) {
        String line =
                "{\"line\":\"%d\",\"sku\":\"A\",\"quantity\":\"1.000000\",\"unitPrice\":\"1.00000000\",\"netAmount\":\"1.00\",\"text\":\"%s\"}";
        return """
                {"customer":{"system":"sys","number":"1"},"invoiceNumber":"%s","orderNumbers":[],"issueDate":"2031-01-01",
                 "dueDate":"2031-02-01","currency":"CHF","netAmount":"%d.00","taxAmount":"0.00","payableAmount":"%d.00",
                 "unknown":"%s","lines":[%s]}""".formatted(
                        number,
                        lines,
                        lines,
                        unknown,
                        IntStream.range(0, lines)
                                .mapToObj(n -> line.formatted(n, "some text"))
                                .collect(Collectors.joining(",")))
                .getBytes(StandardCharsets.UTF_8);
    }

    private boolean taken(String id) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(ports.postgres(), SERVICE.database());
        try (var connection = DriverManager.getConnection(
                        url, Secrets.SUPERUSER, Secrets.of(home).password(Secrets.SUPERUSER));
                var statement = connection.prepareStatement("select from inbox where id = ?")) {
            statement.setString(1, id);
            return statement.executeQuery().next();
        }
    }
}
