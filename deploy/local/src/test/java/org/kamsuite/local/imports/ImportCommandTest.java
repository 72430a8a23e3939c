package org.kamsuite.local.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The command from its arguments to a real broker.
class ImportCommandTest {
    @TempDir
    static Path brokerFolder;

    private static Broker broker;

    @TempDir
    Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void startBroker() {
        broker = new Broker(brokerFolder);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    private int run(String... arguments) {
        return new CommandLine(new ImportCommand(
                        home,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8)))
                .execute(arguments);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static String fixture(String name) {
        return Path.of("src", "test", "resources", "imports", name).toString();
    }

    private static List<Map<String, String>> headers(String system) {
        return broker.records().stream()
                .filter(message -> message.key().startsWith(system + ":"))
                .map(ImportCommandTest::headers)
                .toList();
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> message) {
        Map<String, String> headers = new HashMap<>();
        message.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        headers.put("topic", message.topic());
        headers.put("key", message.key());
        return headers;
    }

    private static Set<String> ids(String system) {
        return headers(system).stream().map(each -> each.get("ce_id")).collect(Collectors.toSet());
    }

    @Test
    void eventsArriveAsCloudEventsInBinaryMode() {
        int code = run(
                "ibm-receivables",
                fixture("ibm-receivables.csv"),
                "--system",
                "arrive",
                "--bootstrap",
                broker.bootstrap());

        assertThat(code).isZero();
        assertThat(printed()).contains("3 erp.invoice.issued.v1", "2 erp.customer.registered.v1", "rows/s");
        assertThat(headers("arrive")).hasSize(2 + 3 + 3 + 2 + 2).anySatisfy(headers -> {
            assertThat(headers)
                    .containsEntry("topic", "erp.invoices")
                    .containsEntry("key", "arrive:AA-1")
                    .containsEntry("ce_specversion", "1.0")
                    .containsEntry("ce_type", "erp.invoice.issued.v1")
                    .containsEntry("ce_source", "/erp/arrive")
                    .containsEntry("ce_subject", "0001")
                    .containsEntry("ce_time", "2031-01-05T00:00:00Z")
                    .containsEntry("content-type", "application/json")
                    .containsKey("ce_id");
        });
    }

    @Test
    void importingAgainSendsTheSameIds() {
        String[] arguments = {
            "online-retail", fixture("online-retail.csv"), "--system", "twice", "--bootstrap", broker.bootstrap()
        };
        assertThat(run(arguments)).isZero();
        Set<String> once = ids("twice");

        assertThat(run(arguments)).isZero();

        assertThat(complained()).contains("importing them again changes nothing");
        assertThat(headers("twice")).hasSize(2 * once.size());
        assertThat(ids("twice")).isEqualTo(once);
    }

    @Test
    void anInterruptedImportGoesOnWhereItStopped() throws IOException {
        String[] arguments = {"scms", fixture("scms.csv"), "--system", "goon", "--bootstrap", broker.bootstrap()};
        assertThat(run(arguments)).isZero();
        Set<String> all = ids("goon");
        interruptedAfter(5);

        assertThat(run(arguments)).isZero();

        assertThat(complained()).contains("Going on after 5 documents");
        assertThat(headers("goon")).hasSize(all.size() + 2);
        assertThat(ids("goon")).isEqualTo(all);
        assertThat(printed()).contains("were already sent by the interrupted import");

        interruptedAfter(5);
        String[] again = java.util.Arrays.copyOf(arguments, arguments.length + 1);
        again[arguments.length] = "--restart";
        assertThat(run(again)).isZero();
        assertThat(headers("goon")).hasSize(2 * all.size() + 2);
    }

    private void interruptedAfter(int documents) throws IOException {
        try (var files = Files.list(home.resolve("imports"))) {
            Path checkpoint = files.filter(file -> file.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
            String text = Files.readString(checkpoint);
            Files.writeString(
                    checkpoint,
                    text.replaceAll("\"documents\":\\d+", "\"documents\":" + documents)
                            .replace("\"finished\":true", "\"finished\":false"));
        }
    }

    @Test
    void aBrokerThatDiesInTheMiddleIsWaitedForAndNothingIsLost() {
        StringBuilder rows = new StringBuilder(
                "countryCode,customerID,invoiceNumber,InvoiceDate,DueDate," + "InvoiceAmount,Disputed,SettledDate\n");
        for (int i = 0; i < 2_000; i++) {
            rows.append("1,C").append(i % 50).append(',').append(i).append(",1/1/2031,1/31/2031,1.00,No,2/2/2031\n");
        }
        List<ImportEvent> events = Imported.run(
                        MappingReader.load("ibm-receivables"),
                        home,
                        new Importer.Options("outage", 1_000_000, 0),
                        Imported.file(home, "many.csv", rows.toString()))
                .events();
        int half = events.size() / 2;
        List<String> notes = new CopyOnWriteArrayList<>();
        try (KafkaSink sink = new KafkaSink(broker.bootstrap(), notes::add, System::nanoTime)) {
            events.subList(0, half).forEach(sink::send);
            sink.flush();
            broker.kill();
            // A thread of its own: the common pool may be the only thread that others wait for.
            CompletableFuture<Void> rest = CompletableFuture.runAsync(
                    () -> {
                        events.subList(half, events.size()).forEach(sink::send);
                        sink.flush();
                    },
                    task -> Thread.ofPlatform().daemon().start(task));
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !notes.isEmpty());
            assertThat(rest).isNotDone();
            broker.start();
            rest.orTimeout(120, TimeUnit.SECONDS).join();
        }

        assertThat(notes).anySatisfy(note -> assertThat(note).contains("aiting").contains(broker.bootstrap()));
        assertThat(headers("outage")).hasSize(events.size());
        assertThat(ids("outage"))
                .isEqualTo(events.stream().map(event -> event.id().toString()).collect(Collectors.toSet()));
    }

    @Test
    void rejectedRowsAreShownListedAndGiveTheirOwnExitCode() throws IOException {
        int code = run("northwind", fixture("northwind"), "--system", "reject", "--bootstrap", broker.bootstrap());

        assertThat(code).isEqualTo(3);
        assertThat(printed()).contains("1 rows REJECTED", "order_details.csv:5: lookup head: no row with key \"3\"");
        try (var files = Files.list(home.resolve("imports"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".rejected.csv")))
                    .singleElement()
                    .satisfies(list -> assertThat(list).content().contains("order_details.csv,5,"));
        }
    }

    @Test
    void aDryRunPrintsTheFirstEventsAndSendsNothing() {
        int code = run("incident-log", fixture("incident-log.csv"), "--system", "dry", "--dry-run", "--show", "2");

        assertThat(code).isZero();
        assertThat(printed().lines().filter(line -> line.startsWith("{")))
                .hasSize(2)
                .first()
                .asString()
                .contains(
                        "\"specversion\":\"1.0\"", "\"type\":\"erp.customer.registered.v1\"", "\"name\":\"Caller 7\"");
        assertThat(printed()).contains("dry run: nothing was sent");
        assertThat(headers("dry")).isEmpty();
    }

    @Test
    void badUsageSaysWhatToDo() {
        assertThat(run("no-such-mapping", "x.csv")).isEqualTo(2);
        assertThat(run("scms", "/nowhere/x.csv", "--dry-run")).isEqualTo(1);
        assertThat(run("scms", fixture("scms.csv"), "--system", "a b")).isEqualTo(2);
        assertThat(run("scms")).isEqualTo(2);
        assertThat(run("scms", fixture("ibm-receivables.csv"), "--dry-run")).isEqualTo(1);

        assertThat(complained())
                .contains(
                        "There is no mapping \"no-such-mapping\"",
                        "no such file",
                        "--system a b",
                        "Usage: ./kam import")
                .contains("the header has no column ID, Project Code");
    }

    @Test
    void aBrokerThatIsNotThereIsNamed() {
        assertThat(run("scms", fixture("scms.csv"), "--bootstrap", "127.0.0.1:1"))
                .isEqualTo(1);

        assertThat(complained()).contains("No Kafka answers at 127.0.0.1:1", "./kam up");
    }

    @Test
    void theListNamesEveryShippedMapping() {
        assertThat(run("--list")).isZero();

        assertThat(printed()).contains(MappingReader.SHIPPED);
    }
}
