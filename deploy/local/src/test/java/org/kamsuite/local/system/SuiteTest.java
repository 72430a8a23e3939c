package org.kamsuite.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kamsuite.local.client.CatchUp;
import org.kamsuite.local.client.SuiteClient;
import org.kamsuite.local.imports.ImportCommand;
import org.kamsuite.local.launch.Ports;
import org.kamsuite.local.launch.Suite;
import org.kamsuite.local.launch.SuiteService;
import picocli.CommandLine;

/// The whole suite as processes: ERP feed in by the importer and Kafka, answers out over REST, with the known figures
/// of public data sets (skipped where they are not beside the checkout), through crashes and repetitions.
///
/// In order, because starting and importing is what takes the time: each data set has its own years or currency, so
/// that one does not change the figures asked of another.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SuiteTest {

    private static final String VIEWER = "viewer";
    private static final PrintStream SILENT = new PrintStream(new ByteArrayOutputStream());

    @TempDir
    static Path home;

    private static Suite suite;
    private static SuiteClient client;

    @BeforeAll
    static void start() {
        boolean built = Arrays.stream(SuiteService.values())
                .allMatch(service ->
                        Files.exists(Path.of("..", "..", service.id(), "target", "quarkus-app", "quarkus-run.jar")));
        Assumptions.assumeTrue(built, "the services are not packaged: run mvn verify");
        suite = Suite.start(home, Ports.free());
        client = new SuiteClient(suite);
    }

    @AfterAll
    static void stop() {
        if (suite != null) {
            client.close();
            suite.close();
        }
    }

    @ParameterizedTest
    @EnumSource(SuiteService.class)
    @Order(1)
    void withoutATokenNothingIsAnsweredAndARoleGetsWhatItMay(SuiteService service) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI operations = suite.uri(service.id()).resolve("/ops/quarantine");
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(operations).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
        assertThat(client.find(service, VIEWER, "/ops/quarantine").status()).isEqualTo(403);
        assertThat(client.find(service, "admin", "/ops/quarantine").status()).isEqualTo(200);
    }

    @Test
    @Order(2)
    void receivablesOfIbmAreRightToTheCentAndImportingTwiceChangesNothing() {
        importFile("ibm-receivables", "ibm_ar/WA_Fn-UseC_-Accounts-Receivable.csv");
        ibmFiguresAreRight();
        List<JsonNode> before = ibmAnswers();
        importFile("ibm-receivables", "ibm_ar/WA_Fn-UseC_-Accounts-Receivable.csv");
        assertThat(ibmAnswers()).isEqualTo(before);
    }

    private static void ibmFiguresAreRight() {
        JsonNode metrics = receivables("/v1/receivables-metrics?from=2012-01-01&to=2014-01-31&currency=USD");
        assertThat(metrics.path("invoices").intValue()).isEqualTo(2_466);
        assertThat(metrics.path("lateInvoices").intValue()).isEqualTo(877);
        assertThat(metrics.path("lateRate").doubleValue()).isCloseTo(0.355637, within(1e-6));
        assertThat(metrics.path("weightedAverageDaysToPay").doubleValue()).isCloseTo(26.700568, within(1e-6));
        assertThat(count(receivables("/v1/ageing?asOf=2012-06-30&limit=500").path("items")))
                .isPositive();
        assertAgeing("2012-06-30", "4594.36", "909.73", "5504.09");
        assertAgeing("2013-06-30", "4284.29", "835.56", "5119.85");
        JsonNode accounts = client.get(SuiteService.ACCOUNT, VIEWER, "/v1/accounts?limit=500");
        assertThat(count(accounts.path("items"))).isEqualTo(100);
    }

    private static void assertAgeing(String asOf, String current, String d1To30, String total) {
        JsonNode totals = receivables("/v1/ageing?asOf=" + asOf + "&limit=1").path("totals");
        JsonNode usd = StreamSupport.stream(totals.spliterator(), false)
                .filter(row -> row.path("currency").asText().equals("USD"))
                .findFirst()
                .orElseThrow();
        assertThat(amount(usd.path("current"))).isEqualByComparingTo(current);
        assertThat(amount(usd.path("d1To30"))).isEqualByComparingTo(d1To30);
        assertThat(amount(usd.path("total"))).isEqualByComparingTo(total);
    }

    private static List<JsonNode> ibmAnswers() {
        return Stream.of(
                        receivables("/v1/receivables-metrics?from=2012-01-01&to=2014-01-31&currency=USD"),
                        receivables("/v1/ageing?asOf=2012-06-30&limit=500"),
                        client.get(
                                SuiteService.SCORING,
                                VIEWER,
                                "/v1/concentration?from=2012-01-01&to=2013-12-31&currency=USD&limit=500"))
                // the one thing that differs between two questions
                .<JsonNode>map(answer -> ((ObjectNode) answer).without("knownAt"))
                .toList();
    }

    @Test
    @Order(3)
    void onlineRetailIsRightAlthoughEachServiceIsKilledInTheMiddleOfTheImport() {
        Path data = dataSet("online_retail/online_retail.csv.gz");
        importWhileKilling(
                "online-retail",
                data,
                SuiteService.SCORING,
                SuiteService.RECEIVABLES,
                SuiteService.ACCOUNT,
                SuiteService.SCORING);

        JsonNode gross = client.get(
                SuiteService.SCORING,
                VIEWER,
                "/v1/concentration?from=2010-12-01&to=2011-12-31&measure=gross-revenue&currency=GBP&limit=10");
        assertThat(amount(gross.path("total"))).isEqualByComparingTo("8911407.904");
        assertThat(gross.path("hhi").doubleValue()).isCloseTo(46.436, within(5e-4));
        assertThat(gross.path("gini").doubleValue()).isCloseTo(0.715140, within(1e-6));
        assertThat(gross.path("top10Share").doubleValue()).isCloseTo(0.172619, within(1e-6));
        assertThat(gross.path("items").findValuesAsText("name").subList(0, 3))
                .containsExactly("Customer 14646", "Customer 18102", "Customer 17450");
        assertThat(amount(gross.at("/items/0/amount"))).isEqualByComparingTo("280206.02");

        JsonNode net = client.get(
                SuiteService.SCORING,
                VIEWER,
                "/v1/concentration?from=2010-12-01&to=2011-12-31&measure=revenue&currency=GBP&limit=3");
        assertThat(amount(net.at("/items/0/amount"))).isEqualByComparingTo("279489.02");
        assertThat(amount(net.at("/items/1/amount"))).isEqualByComparingTo("256438.49");
        assertThat(amount(net.at("/items/2/amount"))).isEqualByComparingTo("187482.17");
        assertThat(amount(net.path("total"))).isEqualByComparingTo("8300065.814");

        // The receivables saw the same documents: nothing of this set is ever paid.
        JsonNode ageing = receivables("/v1/ageing?asOf=2012-01-31&limit=1").path("totals");
        JsonNode gbp = StreamSupport.stream(ageing.spliterator(), false)
                .filter(row -> row.path("currency").asText().equals("GBP"))
                .findFirst()
                .orElseThrow();
        assertThat(amount(gbp.path("total"))).isEqualByComparingTo("8300065.814");
    }

    @Test
    @Order(4)
    void northwindIsDeliveredAsKnown() {
        importFile("northwind", "northwind");
        JsonNode total = serviceLevels("from=1996-01-01&to=1998-12-31&grain=ORDER");
        assertThat(total.at("/delivery/lateOrders").intValue()).isEqualTo(37);
        assertThat(total.at("/delivery/onTimeRate").doubleValue()).isCloseTo(0.954265, within(1e-6));
        assertThat(total.at("/delivery/daysLate/mean").doubleValue()).isCloseTo(6.378378, within(1e-6));
        JsonNode net = client.get(
                SuiteService.SCORING, VIEWER, "/v1/concentration?from=1996-01-01&to=1998-12-31&currency=USD&limit=5");
        assertThat(amount(net.path("total"))).isEqualByComparingTo("1265793.0395");
        assertThat(net.path("hhi").doubleValue()).isCloseTo(336.9089, within(5e-5));
    }

    @Test
    @Order(5)
    void scmsIsDeliveredAsKnownAlthoughTheMonitorIsKilledInTheMiddleOfTheImport() {
        importWhileKilling(
                "scms", dataSet("scms/SCMS_Delivery_History_Dataset.csv"), SuiteService.MONITOR, SuiteService.MONITOR);
        JsonNode total = serviceLevels("from=2006-01-01&to=2015-12-31");
        assertThat(total.at("/delivery/dueLines").intValue()).isEqualTo(10_324);
        assertThat(total.at("/delivery/lateLines").intValue()).isEqualTo(1_186);
        assertThat(total.at("/delivery/onTimeRate").doubleValue()).isCloseTo(0.885122, within(1e-6));
        assertThat(total.at("/delivery/daysLate/mean").doubleValue()).isCloseTo(21.369309, within(1e-6));
        assertThat(total.at("/delivery/daysLate/max").intValue()).isEqualTo(192);
    }

    @Test
    @Order(6)
    void incidentsAreAnsweredAsKnown() {
        importFile("incident-log", "incident_log/incident_event_log_full_141712.csv.gz");
        JsonNode response = serviceLevels("from=2016-02-01&to=2017-12-31").path("response");
        assertThat(response.path("inquiries").intValue()).isEqualTo(24_918);
        assertThat(response.at("/resolutionMinutes/p50").doubleValue() / 60).isCloseTo(22.1, within(0.001));
        assertThat(response.at("/resolutionMinutes/p90").doubleValue() / 60).isCloseTo(381.55, within(0.001));
        assertThat(response.at("/resolutionMinutes/mean").doubleValue() / 60).isCloseTo(178.1716, within(5e-5));
    }

    @Test
    @Order(7)
    void brokenRecordsAreParkedWithTheirReasonAndTheRecordsAroundThemAreProcessed() throws Exception {
        String invoice = """
                {"customer":{"system":"sys","number":"1"},"invoiceNumber":"%s","orderNumbers":[],"issueDate":"%s",
                 "dueDate":"2031-02-01","currency":"CHF","netAmount":"100.00","taxAmount":"0.00","payableAmount":"100.00",
                 "lines":[{"line":"1","sku":"A","quantity":"%s","unitPrice":"100.00","netAmount":"100.00"}]}""";
        String customer = """
                {"customer":{"system":"sys","number":"1"},"name":"Broken records Ltd","country":"CH","currency":"CHF"}""";
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", suite.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(record("erp.customers", "erp.customer.registered.v1", "c1", customer));
            producer.send(
                    record("erp.invoices", "erp.invoice.issued.v1", "i1", invoice.formatted("I-1", "2031-01-01", "1")));
            producer.send(record("erp.invoices", "erp.invoice.issued.v1", "i2", "{\"customer\":"));
            producer.send(record("erp.invoices", "erp.invoice.issued.v1", "i3", "{\"invoiceNumber\":\"I-3\"}"));
            producer.send(
                    record("erp.invoices", "erp.invoice.issued.v1", "i4", invoice.formatted("I-4", "2031-13-01", "1")));
            producer.send(record(
                    "erp.invoices", "erp.invoice.issued.v1", "i5", invoice.formatted("I-5", "2031-01-01", "abc")));
            producer.send(record("erp.orders", "erp.order.placed.v1", "o1", """
                    {"customer":{"system":"sys","number":"1"},"orderNumber":"O-1","orderedAt":"2031-01-01T00:00:00Z",
                     "currency":"CHF","lines":[{"line":"1","sku":"A","quantity":"-3","unit":"EA","unitPrice":"1.00"}]}"""));
            producer.send(
                    record("erp.invoices", "erp.invoice.issued.v1", "i6", invoice.formatted("I-6", "2031-01-01", "1")));
            producer.flush();
        }
        CatchUp.await(suite, client, SILENT, false);

        List<String> details = client.get(SuiteService.RECEIVABLES, "admin", "/ops/quarantine?limit=500")
                .path("items")
                .findValuesAsText("detail");
        assertThat(details).anyMatch(detail -> detail.contains("JSON"));
        assertThat(details).anyMatch(detail -> detail.contains("customer"));
        assertThat(details).anyMatch(detail -> detail.contains("issueDate"));
        assertThat(details).anyMatch(detail -> detail.contains("lines[0].quantity"));
        assertThat(client.get(SuiteService.MONITOR, "integration", "/ops/quarantine?limit=500")
                        .path("items")
                        .findValuesAsText("detail"))
                .anyMatch(detail -> detail.contains("lines[0].quantity"));

        String account = client.get(SuiteService.ACCOUNT, VIEWER, "/v1/accounts/by-reference/sys/1")
                .path("accountId")
                .asText();
        JsonNode owed = receivables("/v1/receivables/" + account + "?asOf=2031-03-01");
        assertThat(owed.path("openInvoices").intValue()).isEqualTo(2);
        assertThat(amount(owed.path("overdueAmount"))).isEqualByComparingTo("200.00");
        JsonNode overview = client.get(SuiteService.ACCOUNT, VIEWER, "/v1/accounts/" + account + "/overview");
        assertThat(overview.path("receivables").isObject()).isTrue();
    }

    private static ProducerRecord<String, byte[]> record(String topic, String type, String id, String data) {
        ProducerRecord<String, byte[]> message =
                new ProducerRecord<>(topic, "sys:1", data.getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", id,
                        "ce_source", "/erp/sys",
                        "ce_type", type,
                        "ce_time", "2031-01-01T00:00:00Z",
                        "content-type", "application/json")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return message;
    }

    private static void importFile(String mapping, String file) {
        send(mapping, dataSet(file));
        CatchUp.await(suite, client, SILENT, false);
    }

    private static void importWhileKilling(String mapping, Path data, SuiteService... victims) {
        CompletableFuture<Void> imported = CompletableFuture.runAsync(() -> send(mapping, data));
        for (SuiteService victim : victims) {
            // Killed while it is working: it has taken in something, and there is more to come.
            String taken = accepted(victim);
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> imported.isDone() || !accepted(victim).equals(taken));
            suite.kill(victim.id());
            suite.awaitReady(victim.id(), Duration.ofMinutes(2));
        }
        imported.join();
        CatchUp.await(suite, client, SILENT, false);
    }

    private static Path dataSet(String file) {
        Path data = Path.of("..", "..", "..", "shared", "data", file);
        Assumptions.assumeTrue(Files.exists(data), () -> "the data set " + file + " is not beside the checkout");
        return data;
    }

    private static void send(String mapping, Path data) {
        int exit = new CommandLine(new ImportCommand(home, SILENT, SILENT))
                .execute("--bootstrap", suite.bootstrapServers(), mapping, data.toString());
        assertThat(exit).as("exit code of the import of %s", mapping).isIn(0, 3);
    }

    private static String accepted(SuiteService service) {
        return client.text(service, "/q/metrics")
                .lines()
                .filter(line -> line.startsWith("kam_events_received_total") && line.contains("accepted"))
                .findFirst()
                .orElse("");
    }

    private static JsonNode serviceLevels(String query) {
        return client.get(SuiteService.MONITOR, VIEWER, "/v1/service-levels?limit=1&" + query)
                .path("total");
    }

    private static JsonNode receivables(String path) {
        return client.get(SuiteService.RECEIVABLES, VIEWER, path);
    }

    private static BigDecimal amount(JsonNode money) {
        return new BigDecimal(money.path("amount").asText());
    }

    private static long count(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).count();
    }
}
