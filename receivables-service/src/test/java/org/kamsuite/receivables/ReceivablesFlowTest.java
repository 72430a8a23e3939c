package org.kamsuite.receivables;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.AccountRegistered;
import org.kamsuite.contracts.account.AccountState;
import org.kamsuite.contracts.account.ParentRef;
import org.kamsuite.contracts.account.ParentType;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.contracts.erp.Instalment;
import org.kamsuite.contracts.receivables.ReceivablesPositionChanged;
import org.kamsuite.platform.event.EventHandler;
import org.kamsuite.platform.event.RawRecord;
import org.kamsuite.platform.event.ReceivedEvent;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.receivables.book.Facts;
import org.kamsuite.receivables.ledger.Entry;
import org.kamsuite.receivables.ledger.Ledger;
import org.kamsuite.receivables.ledger.OpenItem;
import org.kamsuite.test.EventProbe;
import org.kamsuite.test.KamServers;
import org.kamsuite.test.RoundTrips;
import org.kamsuite.test.Tokens;

/// The service on real PostgreSQL and Kafka: documents in, answers out.
@QuarkusTest
@QuarkusTestResource(KamServers.class)
class ReceivablesFlowTest {

    private static final String SYSTEM = "sap-test";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    EventHandler handler;

    @Inject
    Facts facts;

    @Inject
    org.kamsuite.receivables.book.OpenItems openItems;

    @Inject
    Jdbi jdbi;

    private EventProbe probe;

    @BeforeAll
    static void bePatient() {
        // Joining the consumer group takes its time on a busy machine.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @BeforeEach
    void open() {
        probe = new EventProbe(bootstrapServers);
    }

    @AfterEach
    void close() {
        probe.close();
    }

    private static RequestSpecification viewer() {
        return given().auth().oauth2(Tokens.of("anna", Roles.VIEWER));
    }

    private static JsonPath get(String path) {
        return viewer().get(path).then().statusCode(200).extract().jsonPath();
    }

    private UUID register(Documents documents, ParentRef... parents) {
        UUID account = UUID.randomUUID();
        probe.send(new AccountRegistered(new AccountState(
                account,
                1,
                "Account " + documents.customer().number(),
                AccountKind.CUSTOMER,
                AccountClass.KEY,
                null,
                documents.currency(),
                "DE",
                null,
                null,
                null,
                List.of(documents.customer()),
                List.of(parents),
                List.of(),
                null,
                null)));
        await().untilAsserted(
                        () -> viewer().get("/v1/receivables/" + account).then().statusCode(200));
        return account;
    }

    private static Documents documents(String customer) {
        return new Documents(new CustomerRef(SYSTEM, customer), "EUR");
    }

    private static void awaitBalance(UUID account, String query, String balance) {
        await().untilAsserted(() -> viewer().get("/v1/receivables/" + account + query)
                .then()
                .statusCode(200)
                .body("balance.amount", equalTo(balance)));
    }

    /// As the intake would, but on this thread.
    private void handle(List<? extends ErpEvent> events, Instant recordedAt) {
        List<ReceivedEvent> received = new ArrayList<>();
        for (ErpEvent event : events) {
            EventType type = EventType.of(event.getClass());
            String id = UUID.randomUUID().toString();
            RawRecord raw = new RawRecord(
                    type.topic(),
                    0,
                    Math.abs(id.hashCode()),
                    recordedAt,
                    event.customer().key(),
                    Map.of(),
                    new byte[0],
                    false);
            received.add(new ReceivedEvent(
                    "/erp/" + SYSTEM, id, type, event.documentNumber(), recordedAt, recordedAt, null, event, raw));
        }
        QuarkusTransaction.requiringNew().run(() -> handler.handle(received));
    }

    @Test
    void documentsBecomePositionAgeingItemsAndAnEvent() {
        Documents erp = documents("flow");
        UUID account = register(erp);
        probe.send(List.of(
                erp.invoice("1", "2026-03-01", "2026-03-31", "1190.00"),
                erp.invoice("2", "2026-04-01", "2026-05-01", "238.50"),
                erp.disputed("D", "1", "100", "2026-04-02"),
                erp.payment("P", "2026-04-10", "1000", List.of(erp.allocation("1", "900", null))),
                erp.promise("PR", "1", "290", "2026-05-15", "2026-04-20")));
        awaitBalance(account, "?asOf=2026-04-15", "428.50");

        JsonPath position = get("/v1/receivables/" + account + "?asOf=2026-04-15");
        assertThat(position.getString("name")).isEqualTo("Account flow");
        assertThat(position.getString("scope")).isEqualTo("account");
        assertThat(position.getString("currency")).isEqualTo("EUR");
        assertThat(position.getInt("openInvoices")).isEqualTo(2);
        assertThat(position.getString("openAmount.amount")).isEqualTo("528.50");
        assertThat(position.getString("overdueAmount.amount")).isEqualTo("290.00");
        assertThat(position.getString("disputedAmount.amount")).isEqualTo("100.00");
        assertThat(position.getString("unapplied.amount")).isEqualTo("100.00");
        assertThat(position.getInt("byCurrency[0].oldestDaysPastDue")).isEqualTo(15);

        JsonPath ageing = get("/v1/receivables/" + account + "/ageing?asOf=2026-04-15");
        assertThat(ageing.getString("basis")).isEqualTo("DUE");
        assertThat(ageing.getString("rows[0].current.amount")).isEqualTo("238.50");
        assertThat(ageing.getString("rows[0].d1To30.amount")).isEqualTo("290.00");
        assertThat(ageing.getString("rows[0].unapplied.amount")).isEqualTo("100.00");
        assertThat(ageing.getString("rows[0].total.amount")).isEqualTo("428.50");
        assertThat(get("/v1/receivables/" + account + "/ageing?asOf=2026-04-15&basis=INVOICE")
                        .getString("rows[0].d31To60.amount"))
                .isEqualTo("290.00");

        // A day before the payment shows nothing of it.
        assertThat(get("/v1/receivables/" + account + "/ageing?asOf=2026-04-09").getString("rows[0].total.amount"))
                .isEqualTo("1428.50");

        JsonPath items = get("/v1/receivables/" + account + "/items?asOf=2026-04-15");
        assertThat(items.getList("items.number")).containsExactly("flow-1", "flow-2", "flow-P");
        assertThat(items.getList("items.open.amount")).containsExactly("290.00", "238.50", "-100.00");
        assertThat(items.getString("items[0].bucket")).isEqualTo("D1_TO_30");
        assertThat(items.getString("items[0].disputed.amount")).isEqualTo("100.00");
        JsonPath page = get("/v1/receivables/" + account + "/items?asOf=2026-04-15&limit=2");
        assertThat(get("/v1/receivables/" + account + "/items?asOf=2026-04-15&limit=2&cursor="
                                + page.getString("nextCursor"))
                        .getList("items.number"))
                .containsExactly("flow-P");
        assertThat(viewer().accept("text/csv")
                        .get("/v1/receivables/" + account + "/items?asOf=2026-04-15")
                        .asString())
                .contains("INVOICE,flow-1,1,sap-test,flow,2026-03-01,2026-03-31,15,D1_TO_30,EUR,290.00,100.00");

        ReceivablesPositionChanged event = probe.await(
                        ReceivablesPositionChanged.class,
                        it -> it.accountId().equals(account)
                                && it.positions().stream()
                                        .anyMatch(p -> p.balance().compareTo(new java.math.BigDecimal("428.5")) == 0))
                .getLast();
        assertThat(event.positions().getFirst().openInvoices()).isEqualTo(2);
        assertThat(event.positions().getFirst().overdueAmount()).isEqualByComparingTo("528.5");
    }

    @Test
    void metricsExplainThemselves() {
        Documents erp = documents("metrics");
        UUID account = register(erp);
        handle(
                List.of(
                        erp.invoice("1", "2026-04-01", "2026-04-15", "1000"),
                        erp.invoice("2", "2026-04-01", "2026-05-01", "3000"),
                        erp.invoice("3", "2026-04-20", "2026-05-20", "500"),
                        erp.invoice("4", "2026-04-20", "2026-05-20", "70"),
                        erp.creditNote("C", "2026-04-21", "70", "4"),
                        erp.payment("P0", "2026-04-11", "1000", "1"),
                        erp.reversed("P0", "2026-04-13"),
                        erp.payment("P1", "2026-04-21", "1000", "1"),
                        erp.payment("P2", "2026-04-26", "3000", "2")),
                Instant.now());
        JsonPath metrics = get("/v1/receivables/" + account + "/metrics?from=2026-04-01&to=2026-04-30");
        assertThat(metrics.getInt("invoices")).isEqualTo(2);
        assertThat(metrics.getInt("lateInvoices")).isEqualTo(1);
        assertThat(metrics.getDouble("lateRate")).isEqualTo(0.5);
        assertThat(metrics.getInt("closedWithoutPayment")).isEqualTo(1);
        // 1000 paid after 20 days and 6 late, 3000 after 25 and 5 early; the reversed payment counts nothing
        assertThat(metrics.getDouble("weightedAverageDaysToPay")).isEqualTo(23.75);
        assertThat(metrics.getDouble("weightedAverageDaysLate")).isEqualTo(-2.25);
        assertThat(metrics.getString("endingReceivables.amount")).isEqualTo("500.00");
        assertThat(metrics.getString("sales.amount")).isEqualTo("4570.00");
        assertThat(metrics.getInt("days")).isEqualTo(30);
        assertThat(metrics.getDouble("dsoSimple")).isCloseTo(500.0 * 30 / 4570, within(1e-6));
        assertThat(metrics.getDouble("averageDaysDelinquent")).isEqualTo(0);
        assertThat(metrics.getDouble("collectionEffectivenessIndex")).isEqualTo(100);
        assertThat(metrics.getString("methods.dsoSimple")).isNotBlank();
        assertThat(get("/v1/receivables-metrics?from=2026-04-01&to=2026-04-30&currency=EUR")
                        .getInt("invoices"))
                .isGreaterThanOrEqualTo(2);

        assertThat(metrics.getDouble("weightedAverageTerms")).isEqualTo(26);
        assertThat(metrics.getDouble("weightedAverageDaysOverdue")).isEqualTo(1.5);
        assertThat(metrics.getDouble("paidLateAmountRatio")).isEqualTo(0.25);
        assertThat(metrics.getInt("medianDaysToPay")).isEqualTo(20);
        assertThat(metrics.getInt("medianCensoredInvoices")).isEqualTo(2);
        assertThat(metrics.getString("rollingSales.amount")).isEqualTo("4570.00");
        JsonPath window = get("/v1/receivables/" + account + "/metrics?window=3&to=2026-04-30");
        assertThat(window.getString("from")).isEqualTo("2026-02-01");
        assertThat(window.getInt("days")).isEqualTo(89);
        JsonPath bridge = get("/v1/receivables/" + account + "/dso-bridge?window=1&from=2026-04-25&to=2026-04-30");
        assertThat(new java.math.BigDecimal(bridge.getString("byCurrency[0].volume"))
                        .add(new java.math.BigDecimal(bridge.getString("byCurrency[0].terms")))
                        .add(new java.math.BigDecimal(bridge.getString("byCurrency[0].delinquency")))
                        .doubleValue())
                .isCloseTo(bridge.getDouble("byCurrency[0].difference"), within(1e-4));

        UUID empty = register(documents("metrics-none"));
        JsonPath nothing = get("/v1/receivables/" + empty + "/metrics?from=2026-04-01&to=2026-04-30");
        assertThat(nothing.getMap("")).containsKey("dsoSimple");
        assertThat(nothing.getString("dsoSimple")).isNull();
        assertThat(nothing.getList("reasons")).isNotEmpty();
    }

    @Test
    void renegotiatedTermsDoNotUndoLateness() {
        Documents erp = documents("terms");
        UUID account = register(erp);
        handle(List.of(erp.invoice("1", "2026-01-01", "2026-01-31", "100")), Instant.parse("2026-01-01T08:00:00Z"));
        handle(List.of(erp.invoice("1", "2026-01-01", "2026-04-30", "100", 1)), Instant.parse("2026-03-01T08:00:00Z"));
        String items = "/v1/receivables/" + account + "/items?asOf=2026-03-15";
        assertThat(get(items).getString("items[0].dueDate")).isEqualTo("2026-04-30");
        assertThat(get(items).getString("items[0].renegotiatedFrom")).isEqualTo("2026-01-31");
        assertThat(get(items + "&knownAt=2026-02-15T00:00:00Z").getString("items[0].dueDate"))
                .isEqualTo("2026-01-31");
        handle(List.of(erp.payment("P", "2026-04-01", "100", "1")), Instant.now());
        JsonPath metrics = get("/v1/receivables/" + account + "/metrics?from=2026-01-01&to=2026-04-30");
        assertThat(metrics.getInt("lateInvoices")).isEqualTo(1);
        assertThat(metrics.getDouble("weightedAverageDaysLate")).isEqualTo(60);
    }

    @Test
    void aShortPaymentWithinTheConfiguredToleranceClosesTheInvoice() {
        Documents erp = new Documents(new CustomerRef(SYSTEM, "short"), "DKK");
        UUID account = register(erp);
        handle(
                List.of(
                        erp.invoice("1", "2026-01-01", "2026-01-31", "1000"),
                        erp.payment("P", "2026-01-20", "996", "1")),
                Instant.now());
        awaitBalance(account, "?asOf=2026-01-19", "1000.00");
        awaitBalance(account, "?asOf=2026-01-20", "0.00");
    }

    @Test
    void aStatementLeadsFromTheOpeningToTheClosingBalance() {
        Documents erp = documents("statement");
        Documents other = documents("statement-other");
        UUID account = register(erp);
        register(other);
        handle(
                List.of(
                        erp.invoice("1", "2026-01-15", "2026-02-14", "1000"),
                        erp.invoice("2", "2026-03-02", "2026-04-01", "300"),
                        erp.payment("P1", "2026-03-05", "980", List.of(erp.allocation("1", "980", "20"))),
                        erp.payment("P2", "2026-03-06", "50", "2"),
                        erp.reversed("P2", "2026-03-09"),
                        erp.creditNote("C", "2026-03-10", "30", "2"),
                        erp.writeOff("W", "2", "70", "2026-03-20"),
                        new org.kamsuite.contracts.erp.PaymentReceived(
                                other.customer(),
                                0,
                                "statement-other-P",
                                LocalDate.parse("2026-03-25"),
                                new java.math.BigDecimal("40"),
                                "EUR",
                                List.of(erp.allocation("2", "40", null)))),
                Instant.parse("2026-03-28T00:00:00Z"));
        String path = "/v1/receivables/" + account + "/statement?asOf=2026-04-10&from=2026-03-01";
        JsonPath statement = get(path);
        String eur = "currencies[0].";
        assertThat(statement.getString(eur + "openingBalance.amount")).isEqualTo("1000.00");
        assertThat(statement.getList(eur + "movements.kind"))
                .containsExactly(
                        "INVOICE",
                        "PAYMENT",
                        "DISCOUNT",
                        "PAYMENT",
                        "PAYMENT_REVERSAL",
                        "CREDIT_NOTE",
                        "WRITE_OFF",
                        "SETTLED_ELSEWHERE");
        assertThat(statement.getList(eur + "movements.balance.amount"))
                .containsExactly("1300.00", "320.00", "300.00", "250.00", "300.00", "270.00", "200.00", "160.00");
        assertThat(statement.getList(eur + "movements.reference"))
                .containsExactly(null, null, "statement-P1", null, null, null, "statement-W", "statement-2");
        assertThat(statement.getString(eur + "closingBalance.amount")).isEqualTo("160.00");
        assertThat(statement.getList(eur + "openItems.open.amount")).containsExactly("160.00");
        assertThat(statement.getString(eur + "ageing.d1To30.amount")).isEqualTo("160.00");
        assertThat(statement.getString(eur + "ageing.total.amount")).isEqualTo("160.00");
        assertThat(get("/v1/receivables/" + account + "?asOf=2026-04-10").getString("balance.amount"))
                .isEqualTo("160.00");
        assertThat(get(path + "&knownAt=2026-03-27T00:00:00Z").getString("reason"))
                .isNotBlank();
        assertThat(get(path + "&knownAt=2026-03-29T00:00:00Z").getString(eur + "closingBalance.amount"))
                .isEqualTo("160.00");
        assertThat(viewer().accept("text/csv").get(path).asString())
                .startsWith("section,currency,date,kind")
                .contains("OPENING,EUR,,,,,,,,,,1000.00")
                .contains("MOVEMENT,EUR,2026-03-05,PAYMENT,sap-test,statement,statement-P1,,,,-980.00,320.00")
                .contains("OPEN_ITEM,EUR,2026-03-02,INVOICE,sap-test,statement,statement-2,,2026-04-01,9,160.00,");
        viewer().get("/v1/receivables/" + account + "/statement?asOf=2026-01-01&from=2026-01-02")
                .then()
                .statusCode(400);
    }

    @Test
    void ageingHasTheBucketsThatAreAskedForAndOneSumOfAllCurrencies() {
        Documents euros = documents("aged");
        Documents dollars = new Documents(euros.customer(), "HKD");
        Documents krona = new Documents(euros.customer(), "ISK");
        UUID account = register(euros);
        given().auth()
                .oauth2(Tokens.of("fiona", Roles.FINANCE))
                .contentType("application/json")
                .body("{\"rates\":{\"HKD\":\"8\"}}")
                .put("/v1/exchange-rates/2003-02-27")
                .then()
                .statusCode(201);
        handle(
                List.of(
                        euros.invoice("1", "2003-01-01", "2003-01-20", "100"),
                        euros.invoice("2", "2003-01-01", "2003-03-01", "50"),
                        dollars.invoice("3", "2003-01-01", "2003-02-20", "80.04"),
                        dollars.payment("P", "2003-02-01", "8"),
                        krona.invoice("4", "2003-01-01", "2003-02-20", "7")),
                Instant.parse("2003-02-28T12:00:00Z"));
        JsonPath ageing = get("/v1/receivables/" + account + "/ageing?asOf=2003-03-01&buckets=7,45");
        assertThat(ageing.getList("rows[0].buckets.name")).containsExactly("current", "1-7", "8-45", "over 45");
        assertThat(ageing.getList("rows[0].buckets.amount.amount")).containsExactly("50.00", "0.00", "100.00", "0.00");
        assertThat(ageing.getString("rows[0].d31To60.amount")).isEqualTo("100.00");
        assertThat(ageing.getList("reporting.buckets.amount.amount"))
                .containsExactly("50.00", "0.00", "110.01", "0.00");
        assertThat(ageing.getString("reporting.currency")).isEqualTo("EUR");
        assertThat(ageing.getString("reporting.d1To30.amount")).isEqualTo("10.01");
        assertThat(ageing.getString("reporting.unapplied.amount")).isEqualTo("1.00");
        assertThat(ageing.getString("reporting.total.amount")).isEqualTo("159.01");
        assertThat(ageing.getString("reporting.rates.find { it.currency == 'HKD' }.date"))
                .isEqualTo("2003-02-27");
        assertThat(ageing.getList("reporting.unconverted.currency")).containsExactly("ISK");
        assertThat(get("/v1/receivables/" + account + "/ageing?asOf=2003-03-01").getList("rows[0].buckets.name"))
                .containsExactly("current", "1-30", "31-60", "61-90", "91-120", "over 120");
        assertThat(viewer().accept("text/csv")
                        .get("/v1/receivables/" + account + "/ageing?asOf=2003-03-01&buckets=7,45")
                        .asString())
                .startsWith("currency,current,1-7,8-45,over 45,unapplied,total,disputed,openInvoices")
                .contains("EUR,50.00,0.00,100.00,0.00,0.00,150.00,0.00,2");

        // All accounts: the fold of what was known gives what is known now, and stays.
        String all = "/v1/ageing?asOf=2003-03-01&buckets=7,45&limit=2";
        JsonPath now = get(all);
        String known = "&knownAt=2003-03-01T00:00:00Z";
        assertThat(get(all + known).getList("items")).isEqualTo(now.getList("items"));
        assertThat(get(all + known).getList("totals")).isEqualTo(now.getList("totals"));
        assertThat(get(all + "&scope=group" + known).getList("items")).isEqualTo(now.getList("items"));
        String second = "&cursor=" + now.getString("nextCursor");
        assertThat(get(all + second + known).getList("items"))
                .isEqualTo(get(all + second).getList("items"));
        assertThat(get(all + second).getList("items.currency")).containsExactly("ISK");
        assertThat(now.getString("reporting.total.amount")).isEqualTo("159.01");
        // The rate was entered later than that: nothing but the euros can be converted.
        assertThat(get(all + known).getString("reporting.total.amount")).isEqualTo("150.00");
        handle(List.of(euros.payment("L", "2003-02-01", "100", "1")), Instant.parse("2003-03-05T00:00:00Z"));
        assertThat(get(all + known).getList("items")).isEqualTo(now.getList("items"));
        assertThat(get(all).getList("items")).isNotEqualTo(now.getList("items"));
        // Nothing of it is left open for other tests.
        handle(
                List.of(
                        euros.payment("Z2", "2003-04-01", "50", "2"),
                        dollars.payment("Z3", "2003-04-01", "80.04", "3"),
                        dollars.reversed("P", "2003-04-01"),
                        krona.payment("Z4", "2003-04-01", "7", "4")),
                Instant.now());
    }

    /// Worked example W15: 30/50/20 % of 100 at +30/+60/+90 days, 40 paid: 0, 40, 20 open.
    @Test
    void instalmentsAreSettledInTheOrderOfTheirDueDates() {
        Documents erp = documents("w15");
        UUID account = register(erp);
        handle(
                List.of(
                        erp.invoice(
                                "1",
                                "2026-01-01",
                                List.of(
                                        new Instalment(LocalDate.parse("2026-01-31"), new java.math.BigDecimal("30")),
                                        new Instalment(LocalDate.parse("2026-03-02"), new java.math.BigDecimal("50")),
                                        new Instalment(LocalDate.parse("2026-04-01"), new java.math.BigDecimal("20"))),
                                "100"),
                        erp.payment("P", "2026-01-20", "40", "1")),
                Instant.now());
        JsonPath items = get("/v1/receivables/" + account + "/items?asOf=2026-02-10");
        assertThat(items.getList("items.instalment")).containsExactly(2, 3);
        assertThat(items.getList("items.open.amount")).containsExactly("40.00", "20.00");
    }

    /// Worked example W9: 1000 after 15, 3000 after 30, 2000 after 45 days: 32.5.
    @Test
    void daysToPayAreWeightedByAmounts() {
        Documents erp = documents("w9");
        UUID account = register(erp);
        handle(
                List.of(
                        erp.invoice("1", "2026-01-01", "2026-01-26", "1000"),
                        erp.invoice("2", "2026-01-01", "2026-01-26", "3000"),
                        erp.invoice("3", "2026-01-01", "2026-01-26", "2000"),
                        erp.payment("P1", "2026-01-16", "1000", "1"),
                        erp.payment("P2", "2026-01-31", "3000", "2"),
                        erp.payment("P3", "2026-02-15", "2000", "3")),
                Instant.now());
        JsonPath metrics = get("/v1/receivables/" + account + "/metrics?from=2026-01-01&to=2026-03-31");
        assertThat(metrics.getDouble("weightedAverageDaysToPay")).isEqualTo(32.5);
        assertThat(metrics.getDouble("weightedAverageDaysLate")).isEqualTo(7.5);
    }

    /// What was known at an instant is what is known now when nothing came since: the fold gives the figures of the
    /// projections, and later documents do not change them.
    @Test
    void metricsAsKnownEarlierStayAsTheyWere() {
        Documents erp = new Documents(new CustomerRef(SYSTEM, "metrics-known"), "THB");
        UUID account = register(erp);
        handle(
                List.of(
                        withDiscount(erp.invoice("1", "2026-01-05", "2026-02-04", "1000")),
                        withDiscount(erp.invoice("2", "2026-01-10", "2026-02-09", "500")),
                        withDiscount(erp.invoice("3", "2026-01-15", "2026-02-14", "800")),
                        erp.invoice("4", "2026-02-20", "2026-03-22", "300"),
                        erp.payment("P1", "2026-01-14", "980", List.of(erp.allocation("1", "980", "20"))),
                        erp.payment("P2", "2026-02-20", "490", List.of(erp.allocation("2", "490", "10"))),
                        erp.payment("P3", "2026-02-21", "400", "3"),
                        erp.creditNote("C", "2026-02-25", "15", "4")),
                Instant.parse("2026-03-01T00:00:00Z"));
        String path = "/v1/receivables/" + account + "/metrics?from=2026-01-01&to=2026-03-31";
        Map<String, Object> now = get(path).getMap("byCurrency[0]");
        assertThat(now.get("discountOffers")).isEqualTo(3);
        assertThat(now.get("discountTakeUp").toString()).startsWith("0.43478");
        assertThat(now.get("discountsUnearned").toString()).contains("10.00");
        String known = "&knownAt=2026-03-02T00:00:00Z";
        assertThat(get(path + known).getMap("byCurrency[0]")).isEqualTo(now);
        handle(
                List.of(
                        erp.invoice("5", "2026-03-01", "2026-03-31", "900"),
                        erp.payment("P4", "2026-03-05", "400", "3")),
                Instant.parse("2026-03-10T00:00:00Z"));
        assertThat(get(path).getMap("byCurrency[0]")).isNotEqualTo(now);
        assertThat(get(path + known).getMap("byCurrency[0]")).isEqualTo(now);
        assertThat(get("/v1/receivables-metrics?from=2026-01-01&to=2026-03-31&currency=THB" + known)
                        .getMap("byCurrency[0]"))
                .isEqualTo(now);
    }

    private static ErpEvent withDiscount(org.kamsuite.contracts.erp.InvoiceIssued it) {
        return new org.kamsuite.contracts.erp.InvoiceIssued(
                it.customer(),
                it.revision(),
                it.invoiceNumber(),
                it.orderNumbers(),
                it.issueDate(),
                it.dueDate(),
                it.instalments(),
                it.currency(),
                it.netAmount(),
                it.taxAmount(),
                it.prepaidAmount(),
                it.payableAmount(),
                new org.kamsuite.contracts.erp.DiscountTerms(new java.math.BigDecimal("2"), 10),
                it.lines());
    }

    @Test
    void whatWaitsForAnotherDocumentIsVisible() {
        Documents erp = documents("waiting");
        Documents dollars = new Documents(erp.customer(), "USD");
        UUID account = register(erp);
        handle(
                List.of(
                        erp.payment("P1", "2026-03-01", "100", "missing"),
                        erp.allocated("A1", "no-payment", "known", "10", "2026-03-02"),
                        allocatedCredit(erp, "A2", "negative", "known", "20", "2026-03-02"),
                        erp.writeOff("W1", "missing", "5", "2026-03-03"),
                        erp.disputed("D1", "missing", "5", "2026-03-03"),
                        erp.resolved("D2", "known", "5", "2026-03-03"),
                        erp.promise("PR", "missing", "100", "2026-04-01", "2026-03-03"),
                        erp.reversed("no-payment", "2026-03-04"),
                        erp.invoice("known", "2026-03-01", "2026-03-31", "100"),
                        erp.invoice("negative", "2026-03-01", "2026-03-01", "-20"),
                        dollars.payment("P2", "2026-03-05", "50", "known"),
                        erp.payment("P3", "2026-03-05", "70", "known")),
                Instant.parse("2026-03-06T08:00:00Z"));
        String path = "/v1/receivables/" + account + "/unmatched?asOf=2026-03-16";
        JsonPath waiting = get(path);
        assertThat(waiting.<Map<String, Object>>getList("items").stream()
                        .map(item -> item.get("kind") + " " + item.get("reason") + " " + item.get("namedNumber"))
                        .toList())
                .containsExactly(
                        "PAYMENT INVOICE_UNKNOWN waiting-missing",
                        "PAYMENT CURRENCY_MISMATCH waiting-known",
                        "ALLOCATION SOURCE_UNKNOWN waiting-no-payment",
                        "REVERSAL SOURCE_UNKNOWN waiting-no-payment",
                        "WRITE_OFF INVOICE_UNKNOWN waiting-missing",
                        "DISPUTE INVOICE_UNKNOWN waiting-missing",
                        "RESOLUTION SOURCE_UNKNOWN waiting-D2",
                        "PROMISE INVOICE_UNKNOWN waiting-missing");
        assertThat(waiting.getInt("items[0].daysWaiting")).isEqualTo(10);
        assertThat(waiting.getString("items[0].amount.amount")).isEqualTo("100.00");
        assertThat(get(path + "&limit=1&cursor=" + get(path + "&limit=1").getString("nextCursor"))
                        .getList("items.reason"))
                .containsExactly("CURRENCY_MISMATCH");
        assertThat(viewer().accept("text/csv").get(path).asString())
                .contains("PAYMENT,waiting-P1,sap-test,waiting,2026-03-01,INVOICE_UNKNOWN,INVOICE,waiting-missing,EUR");
        handle(
                List.of(erp.invoice("missing", "2026-03-01", "2026-03-31", "100")),
                Instant.parse("2026-03-20T08:00:00Z"));
        assertThat(get(path).getList("items.reason")).doesNotContain("INVOICE_UNKNOWN");
        assertThat(get(path + "&knownAt=2026-03-10T00:00:00Z").getList("items")).hasSize(8);
    }

    @Test
    void anAccountWithoutDocumentsOwesNothing() {
        UUID account = register(documents("nothing"));
        JsonPath position = get("/v1/receivables/" + account);
        assertThat(position.getString("balance.amount")).isEqualTo("0.00");
        assertThat(position.getString("reason")).isNotBlank();
        JsonPath ageing = get("/v1/receivables/" + account + "/ageing");
        assertThat(ageing.getString("rows[0].total.amount")).isEqualTo("0.00");
    }

    @Test
    void severalCurrenciesAreNeverAdded() {
        Documents euros = documents("currencies");
        Documents dollars = new Documents(euros.customer(), "USD");
        UUID account = register(euros);
        handle(
                List.of(
                        euros.invoice("1", "2026-03-01", "2026-03-31", "100"),
                        dollars.invoice("2", "2026-03-01", "2026-03-31", "50"),
                        dollars.payment("P", "2026-03-05", "100", "1")),
                Instant.now());
        JsonPath position = get("/v1/receivables/" + account + "?asOf=2026-04-15");
        assertThat(position.getMap("")).containsKey("balance");
        assertThat(position.getString("balance")).isNull();
        assertThat(position.getString("reason")).contains("2 currencies");
        assertThat(position.getList("byCurrency.balance.amount")).containsExactly("100.00", "-50.00");
        JsonPath metrics = get("/v1/receivables/" + account + "/metrics?from=2026-01-01&to=2026-12-31");
        assertThat(metrics.getString("dsoSimple")).isNull();
        assertThat(metrics.getList("byCurrency.currency")).containsExactly("EUR", "USD");
        assertThat(get("/v1/receivables/" + account + "/metrics?from=2026-01-01&to=2026-12-31&currency=EUR")
                        .getDouble("dsoSimple"))
                .isEqualTo(365);
    }

    @Test
    void aHigherRevisionReplacesAndAConflictIsParked() {
        Documents erp = documents("revisions");
        UUID account = register(erp);
        probe.send(erp.invoice("1", "2026-03-01", "2026-03-31", "100", 1));
        awaitBalance(account, "?asOf=2026-04-15", "100.00");
        // late, older, and the same again
        probe.send(List.of(
                erp.invoice("1", "2026-03-01", "2026-03-31", "90", 0),
                erp.invoice("1", "2026-03-01", "2026-03-31", "100.00", 1),
                erp.invoice("1", "2026-03-01", "2026-04-30", "999", 1),
                erp.invoice("2", "2026-03-01", "2026-03-31", "5")));
        awaitBalance(account, "?asOf=2026-04-15", "105.00");
        JsonPath parked = given().auth()
                .oauth2(Tokens.of("op", Roles.ADMIN))
                .get("/ops/quarantine?reason=CONFLICT&limit=500")
                .jsonPath();
        assertThat(parked.<String>getList("items.detail"))
                .filteredOn(detail -> detail.contains("revisions-1"))
                .hasSize(1);
        probe.send(erp.invoice("1", "2026-03-01", "2026-04-30", "80", 2));
        awaitBalance(account, "?asOf=2026-04-15", "85.00");
    }

    @Test
    void aRedeliveredEventCountsOnce() {
        Documents erp = documents("duplicates");
        UUID account = register(erp);
        for (int i = 0; i < 3; i++) {
            probe.send(erp.invoice("1", "2026-03-01", "2026-03-31", "100"), "duplicate-1", Instant.now());
        }
        probe.send(erp.payment("P", "2026-03-05", "30", "1"));
        awaitBalance(account, "?asOf=2026-04-15", "70.00");
    }

    @Test
    void factsOfAnUnknownCustomerJoinTheAccountLater() {
        Documents erp = new Documents(new CustomerRef(SYSTEM, "later"), "AUD");
        handle(List.of(erp.invoice("1", "2026-03-01", "2026-03-31", "40")), Instant.now());
        JsonPath before = get("/v1/ageing?asOf=2026-04-15");
        assertThat(before.<String>getList("unassigned.currency")).contains("AUD");
        assertThat(before.<String>getList("items.currency")).doesNotContain("AUD");
        assertThat(before.getString("totals.find { it.currency == 'AUD' }.total.amount"))
                .isEqualTo("40.00");
        UUID account = register(erp);
        awaitBalance(account, "?asOf=2026-04-15", "40.00");
        JsonPath after = get("/v1/ageing?asOf=2026-04-15");
        assertThat(after.<String>getList("items.accountId")).contains(account.toString());
        assertThat(after.getString("totals.find { it.currency == 'AUD' }.total.amount"))
                .isEqualTo("40.00");
    }

    @Test
    void aGroupIsItsMembersOnThatDay() {
        Documents head = new Documents(new CustomerRef(SYSTEM, "head"), "NOK");
        Documents member = new Documents(new CustomerRef(SYSTEM, "member"), "NOK");
        UUID parent = register(head);
        register(member, new ParentRef(ParentType.LEGAL, parent, LocalDate.parse("2026-01-01"), null));
        // The parent pays an invoice of its subsidiary.
        handle(
                List.of(
                        head.invoice("1", "2025-12-01", "2026-03-31", "100"),
                        member.invoice("1", "2025-12-01", "2026-03-31", "50"),
                        new org.kamsuite.contracts.erp.PaymentReceived(
                                head.customer(),
                                0,
                                "head-P",
                                LocalDate.parse("2026-02-01"),
                                new java.math.BigDecimal("20"),
                                "NOK",
                                List.of(member.allocation("1", "20", null)))),
                Instant.now());
        assertThat(get("/v1/receivables/" + parent + "?asOf=2025-12-31&scope=group")
                        .getString("balance.amount"))
                .isEqualTo("100.00");
        assertThat(get("/v1/receivables/" + parent + "?asOf=2026-02-01&scope=group")
                        .getString("balance.amount"))
                .isEqualTo("130.00");
        assertThat(get("/v1/receivables/" + parent + "?asOf=2026-02-01").getString("balance.amount"))
                .isEqualTo("100.00");
        JsonPath all = get("/v1/ageing?asOf=2026-02-01&scope=group");
        assertThat(all.getString("items.find { it.currency == 'NOK' }.total.amount"))
                .isEqualTo("130.00");
        assertThat(all.getString("items.find { it.currency == 'NOK' }.accountId"))
                .isEqualTo(parent.toString());
    }

    @Test
    void whatWasKnownEarlierStaysAsItWas() {
        Documents erp = documents("known");
        UUID account = register(erp);
        handle(
                List.of(
                        erp.invoice("1", "2026-03-01", "2026-03-31", "100"),
                        erp.payment("P", "2026-03-20", "100", "1")),
                Instant.parse("2026-04-01T08:00:00Z"));
        handle(List.of(erp.reversed("P", "2026-03-25")), Instant.parse("2026-05-01T08:00:00Z"));
        handle(List.of(erp.invoice("1", "2026-03-01", "2026-03-31", "120", 1)), Instant.parse("2026-06-01T08:00:00Z"));
        String path = "/v1/receivables/" + account + "?asOf=2026-03-31&knownAt=";
        assertThat(get(path + "2026-03-31T08:00:00Z").getString("balance.amount"))
                .isEqualTo("0.00");
        assertThat(get(path + "2026-04-15T08:00:00Z").getString("balance.amount"))
                .isEqualTo("0.00");
        assertThat(get(path + "2026-05-01T08:00:00Z").getString("balance.amount"))
                .isEqualTo("100.00");
        assertThat(get(path + "2026-06-01T08:00:00Z").getString("balance.amount"))
                .isEqualTo("120.00");
        assertThat(get(path + "2026-06-01T08:00:00Z").getString("knownAt")).isEqualTo("2026-06-01T08:00:00Z");
        assertThat(get("/v1/receivables/" + account + "?asOf=2026-03-31").getString("balance.amount"))
                .isEqualTo("120.00");
        assertThat(get("/v1/receivables/" + account + "/ageing?asOf=2026-03-31&knownAt=2026-05-01T08:00:00Z")
                        .getString("rows[0].current.amount"))
                .isEqualTo("100.00");
    }

    /// The projections, made batch by batch in any order, are the fold of all facts, on every day.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void projectionsEqualTheFoldWhateverTheOrderOfArrival(long seed) {
        Random random = new Random(seed);
        Documents erp = documents("order-" + seed);
        List<ErpEvent> documents = new ArrayList<>(List.of(
                erp.invoice("1", "2026-01-05", "2026-01-20", "100"),
                erp.invoice("1", "2026-01-03", "2026-01-18", "110", 1),
                erp.invoice("2", "2026-01-06", "2026-01-10", "60"),
                erp.invoice(
                        "3",
                        "2026-01-07",
                        List.of(
                                new Instalment(LocalDate.parse("2026-01-12"), new java.math.BigDecimal("30")),
                                new Instalment(LocalDate.parse("2026-01-22"), new java.math.BigDecimal("50"))),
                        "80"),
                erp.invoice("4", "2026-01-08", "2026-01-09", "-25"),
                erp.creditNote("C1", "2026-01-11", "90", "2", "3"),
                erp.creditNote("C2", "2026-01-02", "15", "1"),
                erp.payment(
                        "P1",
                        "2026-01-04",
                        "70",
                        List.of(erp.allocation("1", "50", "2"), erp.allocation("2", "30", null))),
                erp.payment(
                        "P1",
                        "2026-01-04",
                        "75",
                        List.of(erp.allocation("1", "50", "2"), erp.allocation("3", "30", null)),
                        1),
                erp.payment("P2", "2026-01-09", "200", "1"),
                erp.allocated("A1", "P2", "3", "40", "2026-01-10"),
                erp.unallocated("U1", "P2", "1", "60", "2026-01-14"),
                erp.reversed("P1", "2026-01-16"),
                erp.writeOff("W1", "3", "10", "2026-01-17"),
                erp.writeOff("W2", "2", "60", "2026-01-18"),
                erp.writeOff("W2", "2", "0", "2026-01-22", 1),
                erp.payment("P3", "2026-01-19", "45", "2"),
                allocatedCredit(erp, "A2", "4", "1", "20", "2026-01-12"),
                erp.disputed("D1", "1", "500", "2026-01-08"),
                erp.resolved("D1", "1", "500", "2026-01-15")));
        Collections.shuffle(documents, random);
        while (!documents.isEmpty()) {
            List<ErpEvent> batch = documents.subList(0, Math.min(documents.size(), 1 + random.nextInt(4)));
            handle(List.copyOf(batch), Instant.now());
            batch.clear();
        }
        List<Long> customers = jdbi.withHandle(handle -> handle.createQuery(
                        "select customer_id from erp_customer where system = :system and number = :number")
                .bind("system", SYSTEM)
                .bind("number", "order-" + seed)
                .mapTo(Long.class)
                .list());
        List<Entry> entries = new Ledger(facts.ofCustomers(customers, null)).entries();
        assertThat(entries).isNotEmpty();
        StringBuilder days = new StringBuilder();
        for (int day = 1; day <= 25; day++) {
            LocalDate asOf = LocalDate.of(2026, 1, day);
            List<OpenItem> projected = openItems.of(customers, asOf, null);
            assertThat(projected)
                    .usingRecursiveFieldByFieldElementComparator(
                            org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration.builder()
                                    .withComparatorForType(java.math.BigDecimal::compareTo, java.math.BigDecimal.class)
                                    .build())
                    .containsExactlyInAnyOrderElementsOf(OpenItem.at(asOf, entries));
            var totals = org.kamsuite.receivables.ledger.Totals.of(projected, asOf, item -> item.daysPastDue(asOf));
            totals.values()
                    .forEach(sums -> days.append(asOf.getDayOfMonth())
                            .append(' ')
                            .append(sums.open().stripTrailingZeros().toPlainString())
                            .append('/')
                            .append(sums.unapplied().stripTrailingZeros().toPlainString())
                            .append('/')
                            .append(sums.disputed().stripTrailingZeros().toPlainString())
                            .append('\n'));
        }
        // All orders come to one state.
        STATES.add(days.toString());
        assertThat(STATES.stream().distinct()).hasSize(1);
    }

    private static ErpEvent allocatedCredit(
            Documents erp, String number, String credit, String invoice, String amount, String on) {
        var payment = erp.allocated(number, "", invoice, amount, on);
        return new org.kamsuite.contracts.erp.PaymentAllocated(
                payment.customer(),
                0,
                payment.allocationNumber(),
                null,
                erp.customer().number() + "-" + credit,
                payment.invoiceNumber(),
                payment.amount(),
                payment.effectiveDate());
    }

    private static final List<String> STATES = Collections.synchronizedList(new ArrayList<>());

    @Test
    void aBatchTakesAFixedNumberOfRoundTrips() {
        Documents erp = documents("trips");
        register(erp);
        handle(List.of(erp.invoice("warm", "2026-01-01", "2026-01-31", "1")), Instant.now());
        long one = RoundTrips.of(
                () -> handle(List.of(erp.invoice("0", "2026-01-01", "2026-01-31", "100")), Instant.now()));
        List<ErpEvent> many = Stream.iterate(1, i -> i <= 250, i -> i + 1)
                .<ErpEvent>mapMulti((i, documents) -> {
                    documents.accept(erp.invoice("" + i, "2026-01-01", "2026-01-31", "100"));
                    documents.accept(erp.payment("P" + i, "2026-02-01", "100", "" + i));
                })
                .toList();
        long fiveHundred = RoundTrips.of(() -> handle(many, Instant.now()));
        // plus one of the inbox
        assertThat(one).isLessThanOrEqualTo(10);
        assertThat(fiveHundred).isLessThanOrEqualTo(one + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/ageing",
                "/v1/receivables-metrics",
                "/v1/dso-bridge",
                "/v1/receivables/0199aaaa-0000-7000-8000-000000000000/dso-bridge",
                "/v1/receivables/0199aaaa-0000-7000-8000-000000000000",
                "/v1/receivables/0199aaaa-0000-7000-8000-000000000000/ageing",
                "/v1/receivables/0199aaaa-0000-7000-8000-000000000000/items",
                "/v1/receivables/0199aaaa-0000-7000-8000-000000000000/statement",
                "/v1/receivables/0199aaaa-0000-7000-8000-000000000000/unmatched",
                "/v1/receivables/0199aaaa-0000-7000-8000-000000000000/metrics"
            })
    void onlyKnownRolesAreAnswered(String path) {
        given().get(path).then().statusCode(401).contentType("application/problem+json");
        given().auth()
                .oauth2(Tokens.of("eve", "stranger"))
                .get(path)
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
        int expected = path.contains("0199aaaa") ? 404 : 200;
        for (String role : List.of(
                Roles.VIEWER,
                Roles.KEY_ACCOUNT_MANAGER,
                Roles.KAM_DIRECTOR,
                Roles.FINANCE,
                Roles.SERVICE_DESK,
                Roles.INTEGRATION,
                Roles.ADMIN)) {
            given().auth().oauth2(Tokens.of("anna", role)).get(path).then().statusCode(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/ageing?asOf=2026-02-30",
        "/v1/ageing?basis=DUEDATE",
        "/v1/ageing?limit=0",
        "/v1/ageing?buckets=60%2C30",
        "/v1/ageing?buckets=0",
        "/v1/ageing?buckets=30%2Cabc",
        "/v1/ageing?limit=501",
        "/v1/ageing?cursor=nonsense",
        "/v1/ageing?cursor=eB95H3o",
        "/v1/ageing?cursor=MUUrOTk5OTk5OTkfMDE5OWFhYWEtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAwH0VVUg",
        "/v1/ageing?knowAt=2026-01-01",
        "/v1/receivables-metrics?from=2026-02-01&to=2026-01-01",
        "/v1/receivables-metrics?currency=EURO",
        "/v1/receivables-metrics?window=0",
        "/v1/receivables-metrics?window=3&from=2026-01-01",
        "/v1/dso-bridge?from=2026-02-01&to=2026-02-01",
        "/v1/dso-bridge?window=61",
        "/v1/receivables/0199aaaa-0000-7000-8000-000000000000?scope=all",
        "/v1/receivables/not-a-uuid"
    })
    void badParametersAreNamed(String path) {
        viewer().get(path).then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void ageingOfAllPagesByTotal() {
        Documents small = new Documents(new CustomerRef(SYSTEM, "page-1"), "SEK");
        Documents large = new Documents(new CustomerRef(SYSTEM, "page-2"), "SEK");
        register(small);
        register(large);
        handle(
                List.of(
                        small.invoice("1", "1990-06-01", "1990-06-30", "10.10"),
                        large.invoice("1", "1990-06-01", "1990-06-30", "20.20")),
                Instant.now());
        Documents paid = new Documents(new CustomerRef(SYSTEM, "page-3"), "SEK");
        register(paid);
        // Nothing ages of an invoice that is paid while its dispute goes on.
        handle(
                List.of(
                        paid.invoice("1", "1990-06-01", "1990-06-30", "30"),
                        paid.disputed("D", "1", "30", "1990-06-10"),
                        paid.payment("P", "1990-06-20", "30", "1")),
                Instant.now());
        List<String> totals = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page = get("/v1/ageing?asOf=1990-07-01&limit=1" + cursor);
            totals.addAll(page.getList("items.total.amount"));
            assertThat(page.getString("totals[0].total.amount")).isEqualTo("30.30");
            cursor = page.getString("nextCursor") == null ? null : "&cursor=" + page.getString("nextCursor");
        } while (cursor != null);
        assertThat(totals).containsExactly("20.20", "10.10");
        Instant known = Instant.now().minusMillis(1);
        assertThat(get("/v1/ageing?asOf=1990-07-01&knownAt=" + known).getList("items.total.amount"))
                .containsExactly("20.20", "10.10");
        assertThat(viewer().get("/v1/ageing?asOf=1990-07-01&limit=1").header("Link"))
                .contains("cursor=")
                .endsWith("rel=\"next\"");
        assertThat(viewer().accept("text/csv").get("/v1/ageing?asOf=1990-07-01").asString())
                .startsWith("accountId,name,currency,current")
                .contains("Account page-2,SEK,0.00,20.20");
    }

    /// IBM's receivables sample, when it is there: 2,466 invoices, 877 late, ageing of two days to the cent.
    @Test
    void agreesWithThePublishedReceivables() throws IOException {
        Path file = Path.of("..", "..", "shared", "data", "ibm_ar", "WA_Fn-UseC_-Accounts-Receivable.csv");
        assumeTrue(Files.exists(file), "the public data sets are not in ../../shared/data");
        DateTimeFormatter format = DateTimeFormatter.ofPattern("M/d/yyyy");
        List<ErpEvent> documents = new ArrayList<>();
        for (String row : Files.readAllLines(file).stream().skip(1).toList()) {
            String[] cells = row.split(",");
            Documents erp = new Documents(new CustomerRef("ibm-test", cells[1]), "ZAR");
            String[] dates = Stream.of(cells[4], cells[5], cells[8])
                    .map(date -> LocalDate.parse(date, format).toString())
                    .toArray(String[]::new);
            documents.add(erp.invoice(cells[3], dates[0], dates[1], cells[6]));
            documents.add(erp.payment("P" + cells[3], dates[2], cells[6], cells[3]));
        }
        for (int i = 0; i < documents.size(); i += 500) {
            handle(documents.subList(i, Math.min(i + 500, documents.size())), Instant.now());
        }
        for (String[] day : new String[][] {
            {"2012-06-30", "4594.36", "909.73", "5504.09", "98"},
            {"2013-06-30", "4284.29", "835.56", "5119.85", "84"},
            {"2013-12-31", "206.25", "555.65", "761.90", "13"}
        }) {
            Map<String, Object> total = get("/v1/ageing?asOf=" + day[0]).getMap("totals.find { it.currency == 'ZAR' }");
            assertThat(total.toString())
                    .contains("current={amount=" + day[1])
                    .contains("d1To30={amount=" + day[2])
                    .contains("total={amount=" + day[3])
                    .contains("openInvoices=" + day[4]);
        }
        JsonPath metrics = get("/v1/receivables-metrics?from=2012-01-01&to=2014-01-31&currency=ZAR");
        assertThat(metrics.getInt("invoices")).isEqualTo(2466);
        assertThat(metrics.getInt("lateInvoices")).isEqualTo(877);
        assertThat(metrics.getDouble("lateRate")).isCloseTo(0.355637, within(1e-6));
        assertThat(metrics.getDouble("weightedAverageDaysToPay")).isCloseTo(26.700568, within(1e-5));
        assertThat(get("/v1/receivables-metrics?from=2013-01-01&to=2013-12-31&currency=ZAR")
                        .getDouble("dsoSimple"))
                .isCloseTo(3.881867, within(1e-6));
    }
}
