package org.kamsuite.receivables;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.AccountRegistered;
import org.kamsuite.contracts.account.AccountState;
import org.kamsuite.contracts.account.ParentRef;
import org.kamsuite.contracts.account.ParentType;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.contracts.receivables.CreditExposureChanged;
import org.kamsuite.contracts.receivables.CreditLimitChanged;
import org.kamsuite.contracts.receivables.CreditReviewDue;
import org.kamsuite.contracts.receivables.CreditState;
import org.kamsuite.contracts.receivables.ReceivablesShareReached;
import org.kamsuite.contracts.receivables.RiskClass;
import org.kamsuite.platform.event.EventHandler;
import org.kamsuite.platform.event.RawRecord;
import org.kamsuite.platform.event.ReceivedEvent;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.test.EventProbe;
import org.kamsuite.test.KamServers;
import org.kamsuite.test.RoundTrips;
import org.kamsuite.test.Tokens;

/// Limits, checks, reviews and annual accounts on real PostgreSQL and Kafka.
@QuarkusTest
@QuarkusTestResource(KamServers.class)
class CreditFlowTest {

    private static final String SYSTEM = "sap-credit";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    EventHandler handler;

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    private EventProbe probe;
    private LocalDate today;

    @BeforeAll
    static void bePatient() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @BeforeEach
    void open() {
        probe = new EventProbe(bootstrapServers);
        today = LocalDate.ofInstant(clock.instant(), clock.getZone());
    }

    @AfterEach
    void close() {
        probe.close();
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of("otto", role)).contentType(ContentType.JSON);
    }

    private static JsonPath get(String path) {
        return as(Roles.VIEWER).get(path).then().statusCode(200).extract().jsonPath();
    }

    private static CustomerRef customer(String number) {
        return new CustomerRef(SYSTEM, number);
    }

    private UUID register(String number, String erpLimit, UUID parent) {
        UUID account = UUID.randomUUID();
        probe.send(new AccountRegistered(new AccountState(
                account,
                1,
                "Account " + number,
                AccountKind.CUSTOMER,
                AccountClass.KEY,
                null,
                "EUR",
                "DE",
                null,
                null,
                null,
                List.of(customer(number)),
                parent == null
                        ? List.of()
                        : List.of(new ParentRef(ParentType.LEGAL, parent, LocalDate.parse("2020-01-01"), null)),
                List.of(),
                erpLimit == null ? null : Money.of(erpLimit, "EUR"),
                null)));
        await().untilAsserted(() ->
                as(Roles.VIEWER).get("/v1/credit-limits/" + account).then().statusCode(200));
        return account;
    }

    private static String money(String amount, String currency) {
        return "{\"amount\":\"%s\",\"currency\":\"%s\"}".formatted(amount, currency);
    }

    private static String limit(String amount) {
        return "{\"amount\":%s,\"reason\":\"test\"}".formatted(money(amount, "EUR"));
    }

    private void setLimit(UUID account, String amount) {
        as(Roles.FINANCE)
                .body(limit(amount))
                .put("/v1/credit-limits/" + account)
                .then()
                .statusCode(201);
    }

    private static String order(UUID account, String amount, boolean reserve, String more) {
        return "{\"accountId\":\"%s\",\"orderAmount\":%s,\"reserve\":%s%s}"
                .formatted(account, money(amount, "EUR"), reserve, more);
    }

    private static JsonPath check(UUID account, String amount, boolean reserve, String more) {
        return as(Roles.INTEGRATION)
                .body(order(account, amount, reserve, more))
                .post("/v1/credit-checks")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void handle(List<? extends ErpEvent> events) {
        List<ReceivedEvent> received = new ArrayList<>();
        Instant now = Instant.now();
        for (ErpEvent event : events) {
            EventType type = EventType.of(event.getClass());
            String id = UUID.randomUUID().toString();
            RawRecord raw = new RawRecord(
                    type.topic(),
                    0,
                    Math.abs(id.hashCode()),
                    now,
                    event.customer().key(),
                    Map.of(),
                    new byte[0],
                    false);
            received.add(
                    new ReceivedEvent("/erp/" + SYSTEM, id, type, event.documentNumber(), now, now, null, event, raw));
        }
        QuarkusTransaction.requiringNew().run(() -> handler.handle(received));
    }

    /// W16: open items 62,000, orders within the horizon 25,000, beyond it 30,000, unapplied cash 5,000.
    @Test
    void thePublishedExampleComesOutExactly() {
        UUID account = register("w16", null, null);
        Documents ledger = new Documents(customer("w16"), "EUR");
        Orders orders = new Orders(customer("w16"), "EUR");
        probe.send(List.of(
                ledger.invoice(
                        "1", today.minusDays(10).toString(), today.plusDays(20).toString(), "62000"),
                ledger.payment("P", today.minusDays(1).toString(), "5000"),
                orders.placed("SO-1", "25000", today.plusDays(90)),
                orders.placed("SO-2", "30000", today.plusDays(91))));
        setLimit(account, "100000");
        await().untilAsserted(() -> as(Roles.VIEWER)
                .get("/v1/credit-limits/" + account)
                .then()
                .body("nodes[0].exposure.amount", equalTo("82000.00")));
        JsonPath limit = get("/v1/credit-limits/" + account);
        assertThat(limit.getString("nodes[0].openItems.amount")).isEqualTo("62000.00");
        assertThat(limit.getString("nodes[0].openOrders.amount")).isEqualTo("25000.00");
        assertThat(limit.getString("nodes[0].laterOrders.amount")).isEqualTo("30000.00");
        assertThat(limit.getString("nodes[0].unappliedCash.amount")).isEqualTo("5000.00");
        assertThat(limit.getString("nodes[0].available.amount")).isEqualTo("18000.00");
        assertThat(limit.getDouble("nodes[0].utilisation")).isEqualTo(0.82);
        assertThat(limit.getString("state")).isEqualTo("WATCH");
        assertThat(limit.getString("limit.source")).isEqualTo("OWN");
        assertThat(limit.getString("limit.approvedBy")).isEqualTo("otto");

        JsonPath twenty = check(account, "20000", false, "");
        assertThat(twenty.getString("decision")).isEqualTo("BLOCK");
        assertThat(twenty.getString("bindingAccountId")).isEqualTo(account.toString());
        assertThat(twenty.getString("exposureBefore.amount")).isEqualTo("82000.00");
        assertThat(twenty.getString("exposureAfter.amount")).isEqualTo("102000.00");
        assertThat(twenty.getString("limit.amount")).isEqualTo("100000.00");
        assertThat(twenty.getDouble("utilisation")).isEqualTo(1.02);
        assertThat(twenty.getDouble("utilisationBefore")).isEqualTo(0.82);
        assertThat(twenty.getString("stateBefore")).isEqualTo("WATCH");
        assertThat(twenty.getList("reasons")).hasSize(1);
        assertThat(check(account, "15000", false, "").getString("decision")).isEqualTo("WARN");
        // Exactly the limit is not above it.
        assertThat(check(account, "18000", false, "").getString("decision")).isEqualTo("WARN");
        assertThat(check(account, "18000.01", false, "").getString("decision")).isEqualTo("BLOCK");
        JsonPath later = check(account, "20000", false, ",\"deliveryDate\":\"" + today.plusDays(91) + "\"");
        assertThat(later.getString("decision")).isEqualTo("WARN");
        assertThat(later.getBoolean("orderCounts")).isFalse();

        JsonPath picture = get("/v1/receivables/" + account + "/exposure");
        assertThat(picture.getString("byCurrency[0].exposure.amount")).isEqualTo("82000.00");
        assertThat(picture.getString("total.amount")).isEqualTo("82000.00");
        assertThat(picture.getList("parts.findAll { !it.known }.name"))
                .containsExactly("DEDICATED_STOCK", "CUSTOMIZATION", "REBATES_OWED");

        assertThat(probe.await(
                                CreditExposureChanged.class,
                                event -> event.accountId().equals(account)
                                        && event.state() == CreditState.WATCH
                                        && event.utilisation().compareTo(new java.math.BigDecimal("0.82")) == 0)
                        .getLast()
                        .bindingAccountId())
                .isEqualTo(account);
        assertThat(probe.await(
                        CreditLimitChanged.class, event -> event.accountId().equals(account)))
                .singleElement()
                .satisfies(event -> assertThat(event.limit()).isEqualTo(Money.of("100000", "EUR")));
        await().untilAsserted(() -> assertThat(get("/v1/credit-limits?limit=500")
                        .getString("items.find { it.accountId == '" + account + "' }.state"))
                .isEqualTo("WATCH"));
        assertThat(as(Roles.VIEWER).accept("text/csv").get("/v1/credit-limits").asString())
                .contains("Account w16," + today + ",WATCH,EUR,82000.00,EUR,100000.00,OWN,0.82");
    }

    @Test
    void ofManyChecksAtOnceNoMorePassThanTheLimitAllows() throws Exception {
        UUID parent = register("many", null, null);
        UUID one = register("many-1", null, parent);
        UUID two = register("many-2", null, parent);
        setLimit(parent, "100000");
        List<Callable<String>> checks = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            UUID account = List.of(one, two, parent).get(i % 3);
            checks.add(() -> check(account, "10000", true, "").getString("decision"));
        }
        List<String> decisions = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(10)) {
            for (Future<String> decision : threads.invokeAll(checks)) {
                decisions.add(decision.get());
            }
        }
        assertThat(decisions).filteredOn(decision -> !decision.equals("BLOCK")).hasSize(10);
        JsonPath node = get("/v1/credit-limits/" + one);
        assertThat(node.getString("nodes[0].reserved.amount")).isEqualTo("100000.00");
        assertThat(node.getString("nodes[0].available.amount")).isEqualTo("0.00");
        assertThat(node.getString("nodes[0].exposure.amount")).isEqualTo("0.00");
        assertThat(node.getString("bindingAccountId")).isEqualTo(parent.toString());
    }

    @Test
    void reservedCreditIsReleasedReplacedAndConsumed() {
        UUID account = register("held", "1000", null);
        JsonPath first = check(account, "700", true, ",\"orderNumber\":\"held-SO-1\"");
        assertThat(first.getString("decision")).isEqualTo("ALLOW");
        String reservation = "/v1/credit-checks/" + first.getString("reservationId");
        assertThat(check(account, "400", false, "").getString("decision")).isEqualTo("BLOCK");
        // The same order again takes the place of the first.
        JsonPath again = check(account, "600", true, ",\"orderNumber\":\"held-SO-1\"");
        assertThat(again.getString("exposureBefore.amount")).isEqualTo("0.00");
        JsonPath told = as(Roles.FINANCE)
                .get(reservation)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(told.getString("status")).isEqualTo("RELEASED");
        reservation = "/v1/credit-checks/" + again.getString("reservationId");
        assertThat(check(account, "400", false, "").getString("decision")).isEqualTo("WARN");

        handle(List.of(new Orders(customer("held"), "EUR").placed("SO-1", "500", today.plusDays(5))));
        assertThat(as(Roles.FINANCE)
                        .get(reservation)
                        .then()
                        .extract()
                        .jsonPath()
                        .getString("status"))
                .isEqualTo("CONSUMED");
        JsonPath after = check(account, "300", false, "");
        assertThat(after.getString("exposureBefore.amount")).isEqualTo("500.00");
        JsonPath known = check(account, "500", true, ",\"orderNumber\":\"held-SO-1\"");
        assertThat(known.getBoolean("orderCounts")).isFalse();
        assertThat(known.getString("reservationId")).isNull();

        JsonPath other = check(account, "100", true, "");
        as(Roles.INTEGRATION)
                .delete("/v1/credit-checks/" + other.getString("reservationId"))
                .then()
                .statusCode(204);
        as(Roles.INTEGRATION)
                .delete("/v1/credit-checks/" + other.getString("reservationId"))
                .then()
                .statusCode(204);
        assertThat(check(account, "300", false, "").getString("exposureBefore.amount"))
                .isEqualTo("500.00");
        JsonPath expiring = check(account, "100", true, "");
        jdbi.useHandle(handle -> handle.execute(
                "update credit_reservation set expires_at = now() - interval '1 s' where reservation_id = ?",
                UUID.fromString(expiring.getString("reservationId"))));
        assertThat(check(account, "300", false, "").getString("exposureBefore.amount"))
                .isEqualTo("500.00");
        // The same key gives the first answer and reserves once.
        String body = order(account, "50", true, "");
        String id = null;
        for (int i = 0; i < 2; i++) {
            JsonPath answer = as(Roles.INTEGRATION)
                    .header("Idempotency-Key", "held-key")
                    .body(body)
                    .post("/v1/credit-checks")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertThat(id == null || id.equals(answer.getString("reservationId")))
                    .isTrue();
            id = answer.getString("reservationId");
        }
        assertThat(check(account, "1", false, "").getString("exposureBefore.amount"))
                .isEqualTo("550.00");
    }

    @Test
    void limitsBindAlongTheHierarchyAndOtherCurrenciesAreNeverIgnored() {
        UUID parent = register("tree", null, null);
        UUID child = register("tree-1", "900", parent);
        UUID sibling = register("tree-2", null, parent);
        setLimit(parent, "1000");
        handle(List.of(new Orders(customer("tree-2"), "EUR").placed("SO", "600", null)));
        JsonPath check = check(child, "450", false, "");
        assertThat(check.getString("decision")).isEqualTo("BLOCK");
        assertThat(check.getString("bindingAccountId")).isEqualTo(parent.toString());
        assertThat(check.getList("nodes.accountId")).containsExactly(parent.toString(), child.toString());
        assertThat(check.getList("nodes.limitSource")).containsExactly("OWN", "ERP");
        assertThat(check.getList("nodes.stateAfter")).containsExactly("EXCEEDED", "OK");
        assertThat(check(child, "100", false, "").getString("decision")).isEqualTo("ALLOW");
        // The ERP may name the customer instead.
        as(Roles.INTEGRATION)
                .body("{\"customer\":{\"system\":\"%s\",\"number\":\"tree-1\"},\"orderAmount\":%s}"
                        .formatted(SYSTEM, money("100", "EUR")))
                .post("/v1/credit-checks")
                .then()
                .statusCode(200)
                .body("accountId", equalTo(child.toString()));
        // No rate for this currency: the check warns.
        handle(List.of(new Orders(customer("tree-2"), "BWP").placed("SO-B", "600", null)));
        JsonPath warned = check(child, "100", false, "");
        assertThat(warned.getString("decision")).isEqualTo("WARN");
        assertThat(warned.getString("reasons")).contains("600.00 BWP");
        assertThat(get("/v1/credit-limits/" + sibling).getString("nodes[1].notConverted[0].currency"))
                .isEqualTo("BWP");
        // A sibling's exposure is news for the account that shares the limit.
        handle(List.of(new Orders(customer("tree-2"), "EUR").placed("SO-3", "500", null)));
        assertThat(probe.await(
                                CreditExposureChanged.class,
                                event -> event.accountId().equals(child) && event.state() == CreditState.EXCEEDED)
                        .getLast()
                        .bindingAccountId())
                .isEqualTo(parent);
    }

    @Test
    void limitsAreApprovedVersionedAndRemoved() {
        UUID account = register("limit", "5000", null);
        String path = "/v1/credit-limits/" + account;
        assertThat(get(path).getString("limit.source")).isEqualTo("ERP");
        as(Roles.FINANCE).body(limit("500000.01")).put(path).then().statusCode(403);
        as(Roles.KAM_DIRECTOR)
                .body(limit("500000.01"))
                .put(path)
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"");
        as(Roles.FINANCE).body(limit("6000")).put(path).then().statusCode(428);
        as(Roles.FINANCE)
                .header("If-Match", "\"9\"")
                .body(limit("6000"))
                .put(path)
                .then()
                .statusCode(412);
        as(Roles.FINANCE)
                .header("If-Match", "\"1\"")
                .body("{\"amount\":%s,\"type\":\"TEMPORARY\",\"validTo\":\"%s\",\"reason\":\"fair\"}"
                        .formatted(money("6000", "EUR"), today))
                .put(path)
                .then()
                .statusCode(200)
                .body("history.size()", equalTo(2));
        as(Roles.FINANCE)
                .header("If-Match", "\"2\"")
                .body("{\"amount\":%s,\"type\":\"TEMPORARY\",\"reason\":\"fair\"}".formatted(money("6000", "EUR")))
                .put(path)
                .then()
                .statusCode(422);
        // A later limit does not count before its day.
        as(Roles.FINANCE)
                .header("If-Match", "\"2\"")
                .body("{\"amount\":%s,\"validFrom\":\"%s\",\"reason\":\"next year\"}"
                        .formatted(money("7000", "EUR"), today.plusDays(1)))
                .put(path)
                .then()
                .statusCode(200)
                .body("limit.amount.amount", equalTo("6000.00"));
        as(Roles.FINANCE)
                .header("If-Match", "\"3\"")
                .delete(path + "?reason=closed")
                .then()
                .statusCode(200)
                .body("limit.source", equalTo("ERP"));
        assertThat(get(path).getList("history.version")).containsExactly(4, 3, 2, 1);
        assertThat(get(path).getList("reasons")).isEmpty();
        assertThat(get(path + "?knownAt=" + Instant.now()).getString("reasons[0]"))
                .isEqualTo("Account limit: the limit is what the ERP told last; earlier ones are not kept.");
    }

    @Test
    void anOverdueReviewIsToldOnceAndStopsIncreases() {
        UUID account = register("review", null, null);
        setLimit(account, "1000");
        String reviews = "/v1/credit-reviews/" + account;
        await().untilAsserted(() -> as(Roles.VIEWER)
                .get(reviews)
                .then()
                .body("cadenceMonths", equalTo(6))
                .body("riskClass", equalTo("LOW")));
        as(Roles.FINANCE)
                .body("{\"outcome\":\"CONFIRMED\",\"reviewedOn\":\"2020-01-15\",\"note\":\"fine\"}")
                .post(reviews)
                .then()
                .statusCode(200)
                .body("dueOn", equalTo("2020-07-15"))
                .body("overdue", equalTo(true));
        as(Roles.FINANCE)
                .header("If-Match", "\"1\"")
                .body(limit("2000"))
                .put("/v1/credit-limits/" + account)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:kam:problem:credit-review-overdue"));
        as(Roles.FINANCE)
                .header("If-Match", "\"1\"")
                .body(limit("900"))
                .put("/v1/credit-limits/" + account)
                .then()
                .statusCode(200);
        assertThat(probe.await(CreditReviewDue.class, event -> event.accountId().equals(account)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.dueOn()).isEqualTo("2020-07-15");
                    assertThat(event.riskClass()).isEqualTo(RiskClass.LOW);
                });
        assertThat(get("/v1/credit-reviews?limit=500").getList("items.accountId"))
                .contains(account.toString());
        as(Roles.FINANCE)
                .body("{\"outcome\":\"INCREASE_LIMIT\"}")
                .post(reviews)
                .then()
                .statusCode(200)
                .body("overdue", equalTo(false));
        as(Roles.FINANCE)
                .header("If-Match", "\"2\"")
                .body(limit("2000"))
                .put("/v1/credit-limits/" + account)
                .then()
                .statusCode(200);
        // An annual report in distress makes it a high risk, which is looked at sooner.
        String statement = "/v1/receivables/" + account + "/financial-statements/2025";
        as(Roles.FINANCE)
                .body("{\"firmType\":\"PUBLIC_MANUFACTURER\",\"currency\":\"EUR\",\"totalAssets\":\"100\"}")
                .put(statement)
                .then()
                .statusCode(422)
                .body("violations.size()", equalTo(7));
        as(Roles.FINANCE).body("""
                        {"firmType":"NON_MANUFACTURER","currency":"EUR","totalAssets":"100","currentAssets":"30",
                        "currentLiabilities":"50","totalLiabilities":"90","retainedEarnings":"-5","ebit":"-10",
                        "bookValueOfEquity":"10"}""").put(statement).then().statusCode(201).body("altman.zone", equalTo("DISTRESS"));
        await().untilAsserted(() -> as(Roles.VIEWER)
                .get(reviews)
                .then()
                .body("riskClass", equalTo("HIGH"))
                .body("cadenceMonths", equalTo(2)));
        assertThat(get("/v1/receivables/" + account + "/financial-statements").getList("items.fiscalYear"))
                .containsExactly(2025);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void ordersComeToOneStateWhateverTheOrderOfArrival(long seed) {
        String number = "mix-" + seed;
        Orders orders = new Orders(customer(number), "EUR");
        List<ErpEvent> documents = new ArrayList<>(List.of(
                orders.placed("SO-1", "90", today),
                orders.placed("SO-1", "100", today, 1),
                orders.placed("SO-2", "50", today),
                orders.shipped("D-1", "SO-1"),
                orders.shipped("D-2", "SO-2"),
                orders.shipped("D-2", "SO-2"),
                orders.shipped("D-3", "SO-3"),
                orders.invoiced("I-2", "SO-2", "50", today, today),
                orders.placed("SO-4", "7", today)));
        Collections.shuffle(documents, new Random(seed));
        // The same revision with another content is parked, whenever it comes: the first one counts.
        documents.add(orders.placed("SO-2", "51", today));
        while (!documents.isEmpty()) {
            List<ErpEvent> batch = documents.subList(0, Math.min(documents.size(), 1 + (int) (seed % 3)));
            handle(List.copyOf(batch));
            batch.clear();
        }
        UUID account = register(number, null, null);
        await().untilAsserted(() -> {
            JsonPath picture = get("/v1/receivables/" + account + "/exposure");
            assertThat(picture.getString("byCurrency[0].unbilledDeliveries.amount"))
                    .isEqualTo("100.00");
            assertThat(picture.getString("byCurrency[0].openOrders.amount")).isEqualTo("7.00");
            assertThat(picture.getString("reasons[0]")).startsWith("Deliveries of 1 orders");
        });
        int conflicts = jdbi.withHandle(handle -> handle.createQuery(
                        "select count(*) from quarantine where reason = 'CONFLICT' and record_key = :key")
                .bind("key", customer(number).key())
                .mapTo(Integer.class)
                .one());
        assertThat(conflicts).isEqualTo(1);
    }

    @Test
    void aBatchOfOrdersTakesAFixedNumberOfRoundTrips() {
        Orders orders = new Orders(customer("trips"), "EUR");
        register("trips", null, null);
        handle(List.of(orders.placed("warm", "1", today)));
        long one = RoundTrips.of(() -> handle(List.of(orders.placed("0", "1", today))));
        List<ErpEvent> many = new ArrayList<>();
        for (int i = 1; i <= 250; i++) {
            many.add(orders.placed("" + i, "1", today));
            many.add(orders.shipped("D-" + i, "" + i));
        }
        long fiveHundred = RoundTrips.of(() -> handle(many));
        assertThat(one).isLessThanOrEqualTo(11);
        assertThat(fiveHundred).isLessThanOrEqualTo(one + 1);
    }

    /// A group whose share reaches a tenth is told once, and again only after it fell below.
    @Test
    void aLargeShareOfTheReceivablesIsToldOnceAnExcursion() {
        UUID parent = register("share", null, null);
        UUID child = register("share-1", null, parent);
        Documents ledger = new Documents(customer("share-1"), "EUR");
        String yesterday = today.minusDays(1).toString();
        String soon = today.plusDays(10).toString();
        handle(List.of(ledger.invoice("1", yesterday, soon, "9000000000000")));
        assertThat(probe.await(
                        ReceivablesShareReached.class,
                        event -> event.accountId().equals(parent)))
                .singleElement()
                .satisfies(event -> assertThat(event.share()).isGreaterThan(event.threshold()));
        JsonPath concentration = get("/v1/receivables-concentration");
        assertThat(concentration.getString("items[0].accountId")).isEqualTo(parent.toString());
        assertThat(concentration.getString("scope")).isEqualTo("group");
        assertThat(concentration.getList("significant.accountId")).contains(parent.toString());
        assertThat(concentration.getDouble("hhi")).isGreaterThan(9000);
        assertThat(get("/v1/receivables-concentration?scope=account&currency=EUR")
                        .getString("items[0].accountId"))
                .isEqualTo(child.toString());
        assertThat(get("/v1/receivables-concentration?asOf=1999-01-01").getString("reason"))
                .isNotBlank();
        assertThat(as(Roles.VIEWER)
                        .accept("text/csv")
                        .get("/v1/receivables-concentration?limit=1")
                        .asString())
                .startsWith("accountId,name,currency,amount,share")
                .contains("Account share,EUR,9000000000000");

        JsonPath loss = scenario("{\"kind\":\"LOSS\",\"accountIds\":[\"%s\"],\"scope\":\"group\"}".formatted(parent));
        assertThat(loss.getString("byCurrency[0].loss.atRisk.amount")).isEqualTo("9000000000000.00");
        assertThat(loss.getDouble("byCurrency[0].loss.shareOfReceivables")).isGreaterThan(0.9);
        JsonPath delay = scenario(
                "{\"kind\":\"DELAY\",\"accountIds\":[\"%s\"],\"days\":30,\"fundingRate\":0.0365}".formatted(child));
        assertThat(delay.getString("byCurrency[0].delay.fundingCost.amount")).isEqualTo("27000000000.00");
        assertThat(delay.getString("byCurrency[0].delay.largestGap.amount")).isEqualTo("-9000000000000.00");
        assertThat(delay.getInt("byCurrency[0].delay.weeks.size()")).isEqualTo(13);
        assertThat(delay.getInt("inputs.weeks")).isEqualTo(13);
        assertThat(scenario("{\"kind\":\"DELAY\",\"days\":30}").getString("byCurrency.find { it.currency == 'EUR' }"))
                .contains("9000000000000");

        handle(List.of(ledger.payment("P", yesterday, "9000000000000", "1")));
        await().untilAsserted(() -> {
            int standing = jdbi.withHandle(
                    handle -> handle.createQuery("select count(*) from receivables_share where root_id = :id")
                            .bind("id", parent)
                            .mapTo(Integer.class)
                            .one());
            assertThat(standing).isZero();
        });
        handle(List.of(
                ledger.invoice("2", yesterday, soon, "9000000000000"), ledger.payment("P2", yesterday, "1", "2")));
        await().untilAsserted(() -> assertThat(probe.await(
                        ReceivablesShareReached.class, new java.util.function.Predicate<ReceivablesShareReached>() {
                            private int count;

                            @Override
                            public boolean test(ReceivablesShareReached event) {
                                return event.accountId().equals(parent) && ++count == 2;
                            }
                        }))
                .hasSize(2));
        handle(List.of(ledger.payment("P3", yesterday, "8999999999999", "2")));
    }

    private static JsonPath scenario(String body) {
        return as(Roles.VIEWER)
                .body(body)
                .post("/v1/receivables-scenarios")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void expectedLossIsProbabilityByLossByExposure() {
        JsonPath loss =
                scenario("{\"kind\":\"DEFAULT\",\"pd\":0.02,\"lgd\":0.45,\"ead\":" + money("1200000", "EUR") + "}");
        assertThat(loss.getString("byCurrency[0].expectedLoss.expectedLoss.amount"))
                .isEqualTo("10800.00");
        UUID account = register("el", null, null);
        Documents ledger = new Documents(customer("el"), "EUR");
        handle(List.of(
                ledger.invoice("1", "2026-01-01", "2026-01-31", "1000"), ledger.payment("P", "2026-01-02", "200")));
        assertThat(scenario("{\"kind\":\"DEFAULT\",\"pd\":0.1,\"lgd\":0.5,\"accountIds\":[\"%s\"]}".formatted(account))
                        .getString("byCurrency[0].expectedLoss.expectedLoss.amount"))
                .isEqualTo("40.00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 400",
                "null | 400",
                "{\"kind\":\"DELAY\"} | 400",
                "{\"kind\":\"DELAY\",\"days\":0} | 400",
                "{\"kind\":\"DELAY\",\"days\":366} | 400",
                "{\"kind\":\"DELAY\",\"days\":3,\"weeks\":105} | 400",
                "{\"kind\":\"DELAY\",\"days\":3,\"fundingRate\":1e-20} | 400",
                "{\"kind\":\"DEFAULT\",\"pd\":2,\"lgd\":0.5} | 400",
                "{\"kind\":\"DEFAULT\",\"pd\":0.5} | 400",
                "{\"kind\":\"LOSS\"} | 400",
                "{\"kind\":\"LOSS\",\"accountIds\":[null]} | 400",
                "{\"kind\":\"LOSS\",\"accountIds\":[\"0199aaaa-0000-7000-8000-000000000000\"]} | 422"
            })
    void badScenariosAreNamed(String body, int status) {
        as(Roles.VIEWER)
                .body(body)
                .post("/v1/receivables-scenarios")
                .then()
                .statusCode(status)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 400",
                "{\"amount\":{\"amount\":\"-1\",\"currency\":\"EUR\"},\"reason\":\"x\"} | 400",
                "{\"amount\":{\"amount\":\"1\",\"currency\":\"EUR\"}} | 400",
                "{\"amount\":{\"amount\":\"1\",\"currency\":\"EUR\"},\"reason\":\"\"} | 400",
                "{\"amount\":{\"amount\":\"1\",\"currency\":\"EUR\"},\"reason\":\"x\",\"type\":\"BIG\"} | 400",
                "{\"amount\":{\"amount\":\"1\",\"currency\":\"EUR\"},\"reason\":\"x\",\"validTo\":\"2000-01-01\"} | 422",
                "{\"amount\":{\"amount\":\"1\",\"currency\":\"EUR\"},\"reason\":\"x\",\"insured\":{\"amount\":\"1\",\"currency\":\"USD\"}} | 422"
            })
    void badLimitsAreNamed(String body, int status) {
        as(Roles.ADMIN)
                .body(body)
                .put("/v1/credit-limits/" + badLimit())
                .then()
                .statusCode(status)
                .contentType("application/problem+json");
    }

    private UUID badLimit() {
        return register("bad-limit-" + UUID.randomUUID(), null, null);
    }

    /// What an insurer covers, here or below, is taken off and shown.
    @Test
    void insuredPartsUseNoCredit() {
        UUID parent = register("insured", null, null);
        UUID child = register("insured-1", null, parent);
        setLimit(parent, "1000");
        as(Roles.FINANCE)
                .body("{\"amount\":%s,\"type\":\"INSURED\",\"insured\":%s,\"reason\":\"policy 1\"}"
                        .formatted(money("500", "EUR"), money("300", "EUR")))
                .put("/v1/credit-limits/" + child)
                .then()
                .statusCode(201);
        Instant before = Instant.now();
        handle(List.of(new Orders(customer("insured-1"), "EUR").placed("SO", "400", null)));
        JsonPath limit = get("/v1/credit-limits/" + child);
        assertThat(limit.getList("nodes.insured.amount")).containsExactly("300.00", "300.00");
        assertThat(limit.getList("nodes.exposure.amount")).containsExactly("100.00", "100.00");
        assertThat(check(child, "400", false, "").getString("exposureAfter.amount"))
                .isEqualTo("500.00");
        assertThat(check(child, "400.01", false, "").getString("decision")).isEqualTo("BLOCK");
        JsonPath then = get("/v1/credit-limits/" + child + "?knownAt=" + before);
        assertThat(then.getList("nodes.limit.amount")).containsExactly("1000.00", "500.00");
        assertThat(then.getList("nodes.insured.amount")).containsExactly("0.00", "0.00");
        assertThat(then.getList("nodes.exposure.amount")).containsExactly("0.00", "0.00");
        // The order of 2 March was below the parent then; nobody had a limit, and the day before it was a group of its
        // own.
        assertThat(get("/v1/credit-limits/" + child + "?asOf=2026-03-02").getList("nodes.openOrders.amount"))
                .containsExactly("400.00", "400.00");
        assertThat(get("/v1/credit-limits/" + child + "?asOf=2019-12-31").getList("nodes.accountId"))
                .containsExactly(child.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/credit-limits/0199aaaa-0000-7000-8000-000000000000?knownAt=2026-01-01T00:00:00Z,viewer,404",
        "GET,/v1/credit-limits/0199aaaa-0000-7000-8000-000000000000?knownAt=yesterday,viewer,400",
        "GET,/v1/credit-limits/0199aaaa-0000-7000-8000-000000000000?asOf=2026-02-30,viewer,400",
        "GET,/v1/receivables/0199aaaa-0000-7000-8000-000000000000/exposure?knownAt=yesterday,viewer,400",
        "GET,/v1/receivables/0199aaaa-0000-7000-8000-000000000000/dunning?asOf=today,viewer,400",
        "GET,/v1/credit-reviews/0199aaaa-0000-7000-8000-000000000000?knownAt=now,viewer,400",
        "GET,/v1/receivables/0199aaaa-0000-7000-8000-000000000000/financial-statements?knownAt=now,viewer,400",
        "GET,/v1/provision-matrices/DEFAULT/derived?knownAt=now,viewer,400",
        "GET,/v1/credit-limits,viewer,200",
        "GET,/v1/credit-limits/0199aaaa-0000-7000-8000-000000000000,viewer,404",
        "PUT,/v1/credit-limits/0199aaaa-0000-7000-8000-000000000000,key-account-manager,403",
        "PUT,/v1/credit-limits/0199aaaa-0000-7000-8000-000000000000,finance,404",
        "DELETE,/v1/credit-limits/0199aaaa-0000-7000-8000-000000000000,viewer,403",
        "POST,/v1/credit-checks,viewer,403",
        "POST,/v1/credit-checks,finance,400",
        "GET,/v1/credit-checks/0199aaaa-0000-7000-8000-000000000000,finance,404",
        "GET,/v1/receivables-concentration,viewer,200",
        "GET,/v1/receivables-concentration?currency=EURO,viewer,400",
        "GET,/v1/receivables-concentration?cursor=eB95H3o,viewer,400",
        "POST,/v1/receivables-scenarios,stranger,403",
        "GET,/v1/credit-reviews,viewer,200",
        "GET,/v1/credit-reviews?due=tomorrow,viewer,400",
        "GET,/v1/credit-reviews?cursor=eB95H3o,viewer,400",
        "GET,/v1/credit-limits?cursor=eB95H3o,viewer,400",
        "GET,/v1/credit-limits?state=BAD,viewer,400",
        "POST,/v1/credit-reviews/0199aaaa-0000-7000-8000-000000000000,viewer,403",
        "POST,/v1/credit-reviews/0199aaaa-0000-7000-8000-000000000000,finance,404",
        "GET,/v1/receivables/0199aaaa-0000-7000-8000-000000000000/exposure,viewer,404",
        "GET,/v1/receivables/0199aaaa-0000-7000-8000-000000000000/financial-statements,viewer,404",
        "GET,/v1/receivables/0199aaaa-0000-7000-8000-000000000000/financial-statements/12,viewer,400",
        "PUT,/v1/receivables/0199aaaa-0000-7000-8000-000000000000/financial-statements/2025,viewer,403"
    })
    void onlyFittingRolesAndRequestsAreAnswered(String method, String path, String role, int status) {
        given().contentType(ContentType.JSON)
                .body("{}")
                .request(method, path)
                .then()
                .statusCode(401);
        var request = as(role);
        if (!method.equals("GET")) {
            request.body("{}");
        }
        request.request(method, path).then().statusCode(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"accountId\":\"%s\",\"orderAmount\":{\"amount\":\"0\",\"currency\":\"EUR\"}}",
                "{\"accountId\":\"%s\",\"orderAmount\":{\"amount\":\"-1\",\"currency\":\"EUR\"}}",
                "{\"accountId\":\"%s\",\"orderAmount\":{\"amount\":\"1\",\"currency\":\"EURO\"}}",
                "{\"accountId\":\"%s\",\"orderAmount\":{\"amount\":1,\"currency\":\"EUR\"}}",
                "{\"accountId\":\"%s\",\"orderAmount\":{\"amount\":\"99999999999999999999\",\"currency\":\"EUR\"}}",
                "{\"accountId\":\"%s\",\"orderAmount\":{\"amount\":\"1\",\"currency\":\"EUR\"},\"orderNumber\":\"\"}",
                "{\"accountId\":\"%s\",\"orderAmount\":{\"amount\":\"1\",\"currency\":\"EUR\"},\"deliveryDate\":\"9999-01-01\"}",
                "{\"accountId\":\"%s\",\"customer\":{\"system\":\"a\",\"number\":\"b\"},\"orderAmount\":{\"amount\":\"1\",\"currency\":\"EUR\"}}",
                "{\"accountId\":\"%s\",\"orderAmount\":{\"amount\":\"1\",\"currency\":\"EUR\"},\"typo\":1}",
                "null",
                "[]"
            })
    void badChecksAreNamed(String body) {
        as(Roles.FINANCE)
                .body(body.contains("%s") ? body.formatted(UUID.randomUUID()) : body)
                .post("/v1/credit-checks")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }
}
