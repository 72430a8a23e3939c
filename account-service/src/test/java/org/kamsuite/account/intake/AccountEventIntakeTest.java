package org.kamsuite.account.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.PaymentTerms;
import org.kamsuite.contracts.account.AccountChanged;
import org.kamsuite.contracts.account.AccountRegistered;
import org.kamsuite.contracts.erp.CustomerChanged;
import org.kamsuite.contracts.erp.CustomerRegistered;
import org.kamsuite.contracts.erp.DisputeOutcome;
import org.kamsuite.contracts.erp.DisputeReason;
import org.kamsuite.contracts.receivables.CreditExposureChanged;
import org.kamsuite.contracts.receivables.CreditState;
import org.kamsuite.contracts.receivables.CurrencyPosition;
import org.kamsuite.contracts.receivables.DisputeOpened;
import org.kamsuite.contracts.receivables.DisputeSettled;
import org.kamsuite.contracts.receivables.DriftMethod;
import org.kamsuite.contracts.receivables.DunningChannel;
import org.kamsuite.contracts.receivables.DunningStepDue;
import org.kamsuite.contracts.receivables.EarlyWarningRaised;
import org.kamsuite.contracts.receivables.OwnerDepartment;
import org.kamsuite.contracts.receivables.PaymentBehaviourChanged;
import org.kamsuite.contracts.receivables.PaymentDriftCleared;
import org.kamsuite.contracts.receivables.PaymentDriftDetected;
import org.kamsuite.contracts.receivables.ProvisionChanged;
import org.kamsuite.contracts.receivables.ProvisionMethod;
import org.kamsuite.contracts.receivables.ReceivablesPositionChanged;
import org.kamsuite.contracts.receivables.TermsChanged;
import org.kamsuite.contracts.relationship.CoverageChanged;
import org.kamsuite.contracts.scoring.AccountScored;
import org.kamsuite.contracts.scoring.ScoreClass;
import org.kamsuite.contracts.servicelevel.ServiceLevelChanged;
import org.kamsuite.platform.event.EventHandler;
import org.kamsuite.platform.event.RawRecord;
import org.kamsuite.platform.event.ReceivedEvent;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.test.EventProbe;
import org.kamsuite.test.RoundTrips;
import org.kamsuite.test.Tokens;

@QuarkusTest
class AccountEventIntakeTest {

    private static final Instant MARCH = Instant.parse("2026-03-02T09:15:00Z");
    private static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    EventHandler handler;

    private EventProbe probe;

    /// Each test is its own ERP.
    private final String system = "erp-" + UUID.randomUUID();

    @BeforeEach
    void open() {
        probe = new EventProbe(bootstrapServers);
    }

    @AfterEach
    void close() {
        probe.close();
    }

    private CustomerRef ref(String number) {
        return number == null ? null : new CustomerRef(system, number);
    }

    private CustomerRegistered registered(String number, int revision, String name, String parent) {
        return new CustomerRegistered(
                ref(number),
                revision,
                name,
                null,
                ref(parent),
                "DE",
                "Hamburg",
                "EUR",
                "Energy",
                null,
                null,
                null,
                Money.of("1000", "EUR"),
                new PaymentTerms(30, new BigDecimal("2"), 10),
                "anna");
    }

    private CustomerChanged changed(String number, int revision, String name, String parent) {
        return new CustomerChanged(
                ref(number),
                revision,
                name,
                null,
                ref(parent),
                "DE",
                "Bremen",
                "EUR",
                null,
                null,
                null,
                null,
                null,
                null,
                "ben");
    }

    private static RequestSpecification viewer() {
        return given().auth().oauth2(Tokens.of("vera", Roles.VIEWER));
    }

    private Response account(String number) {
        return viewer().get("/v1/accounts/by-reference/" + system + "/" + number);
    }

    private void awaitVersion(String number, int version) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> account(number).then().statusCode(200).body("version", equalTo(version)));
    }

    private String id(String number) {
        return account(number).path("accountId");
    }

    private Response parked() {
        return given().auth().oauth2(Tokens.of("adam", Roles.ADMIN)).get("/ops/quarantine?limit=500");
    }

    private List<Map<String, Object>> parkedOfThisErp() {
        List<Map<String, Object>> items = parked().path("items");
        return items.stream()
                .filter(item -> String.valueOf(item).contains(system))
                .toList();
    }

    @Test
    void aCustomerOfTheErpIsAnAccount() {
        probe.send(registered("1", 0, "Nordwind", null), "e1-" + system, MARCH);
        awaitVersion("1", 1);

        account("1")
                .then()
                .body("legalName", equalTo("Nordwind"))
                .body("city", equalTo("Hamburg"))
                .body("accountManager", equalTo("anna"))
                .body("team", contains("anna"))
                .body("creditLimit.amount", equalTo("1000.00"))
                .body("paymentTerms.netDays", equalTo(30))
                .body("references.number", contains("1"));
        UUID id = UUID.fromString(id("1"));
        assertThat(probe.await(
                        AccountRegistered.class, event -> event.accountId().equals(id)))
                .hasSize(1);

        // The same event again, the same document again, an older document: nothing changes.
        probe.send(changed("1", 5, "Nordwind AG", null), "e2-" + system, JULY);
        probe.send(registered("1", 0, "Nordwind", null), "e1-" + system, MARCH);
        probe.send(registered("1", 0, "Nordwind", null), "e3-" + system, MARCH);
        probe.send(changed("1", 4, "Nordwind older", null), "e4-" + system, JULY);
        probe.send(registered("last", 0, "Last", null));
        awaitVersion("last", 1);
        await().untilAsserted(() -> account("1").then().body("name", equalTo("Nordwind AG")));
        account("1")
                .then()
                .body("version", equalTo(2))
                .body("city", equalTo("Bremen"))
                .body("team", contains("ben"));
        probe.await(AccountChanged.class, event -> event.accountId().equals(id));
        assertThat(parkedOfThisErp()).isEmpty();
    }

    @Test
    void groupsFormWhateverTheOrderOfArrivalAndMoveOnTheirDay() {
        probe.send(changed("unit", 1, "Unit", "new"), "c-" + system, JULY);
        probe.send(registered("unit", 0, "Unit", "old"), "r-" + system, MARCH);
        probe.send(registered("old", 0, "Old head", null), "o-" + system, MARCH);
        probe.send(registered("new", 0, "New head", null), "n-" + system, MARCH);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> account("unit").then().body("parents", hasSize(2)));

        viewer().get("/v1/accounts/" + id("old") + "/tree?asOf=2026-06-30")
                .then()
                .body("tree.children.accountId", contains(id("unit")));
        viewer().get("/v1/accounts/" + id("new") + "/tree?asOf=2026-07-01")
                .then()
                .body("tree.children.accountId", contains(id("unit")));
        viewer().get("/v1/accounts/" + id("unit") + "/tree?asOf=2026-07-01")
                .then()
                .body("path.accountId", contains(id("new"), id("unit")));
    }

    @Test
    void conflictsAndCyclesAreParkedAndTheRestGoesOn() {
        probe.send(registered("a", 0, "A", "b"), "1-" + system, MARCH);
        awaitVersion("a", 1);
        probe.send(registered("a", 0, "Another A", "b"), "2-" + system, MARCH);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(parkedOfThisErp())
                        .singleElement()
                        .satisfies(item -> assertThat(item).containsEntry("reason", "CONFLICT")));

        probe.send(registered("b", 0, "B", "a"), "3-" + system, MARCH);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(parkedOfThisErp())
                        .extracting(item -> item.get("reason"))
                        .containsExactlyInAnyOrder("CONFLICT", "REFUSED"));
        account("b").then().statusCode(404);
        account("a").then().body("name", equalTo("A"));
    }

    @Test
    void aBrokenRecordIsParkedAndItsNeighboursAreTaken() {
        EventType type = EventType.of(CustomerRegistered.class);
        probe.sendRecord(
                type.topic(),
                system + ":x",
                EventProbe.headers(type, "broken-" + system, "/erp/" + system, MARCH),
                "{\"name\":\"No customer\"}".getBytes(StandardCharsets.UTF_8));
        probe.send(registered("y", 0, "Y", null));
        awaitVersion("y", 1);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(parkedOfThisErp())
                        .singleElement()
                        .satisfies(item -> assertThat(item).containsEntry("reason", "INVALID")));
    }

    @Test
    void aTimeOutsideTheContractIsParked() {
        probe.send(registered("late", 0, "Late", null), "late-" + system, Instant.parse("2950-01-01T00:00:00Z"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(parkedOfThisErp())
                        .singleElement()
                        .satisfies(item -> assertThat(item).containsEntry("reason", "INVALID")));
    }

    @Test
    void whoWaitsForAParentFollowsAReferenceGivenOverRest() {
        probe.send(registered("child", 0, "Child", "head"));
        awaitVersion("child", 1);
        UUID head = UUID.randomUUID();
        RequestSpecification director =
                given().auth().oauth2(Tokens.of("dora", Roles.KAM_DIRECTOR)).contentType("application/json");
        String body = "{\"legalName\":\"Head\",\"currency\":\"EUR\",\"references\":[{\"system\":\"" + system
                + "\",\"number\":\"head\"}]}";
        director.body(body).put("/v1/accounts/" + head).then().statusCode(201);

        account("child")
                .then()
                .body("parents.parentId", contains(head.toString()))
                .body("version", equalTo(2));

        // Without facts of the ERP the reference can be taken away again, and who followed it is free.
        given().auth()
                .oauth2(Tokens.of("dora", Roles.KAM_DIRECTOR))
                .contentType("application/json")
                .header("If-Match", "\"1\"")
                .body("{\"legalName\":\"Head\",\"currency\":\"EUR\"}")
                .put("/v1/accounts/" + head)
                .then()
                .statusCode(200);
        account("child").then().body("parents", hasSize(0));
        // With facts it stays.
        given().auth()
                .oauth2(Tokens.of("dora", Roles.KAM_DIRECTOR))
                .contentType("application/json")
                .header("If-Match", "*")
                .body("{\"legalName\":\"Child\",\"currency\":\"EUR\"}")
                .put("/v1/accounts/" + id("child"))
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:kam:problem:reference-of-erp"));
    }

    @Test
    void theOverviewJoinsWhatTheOthersPublished() {
        probe.send(registered("o", 0, "Overseen", null));
        awaitVersion("o", 1);
        UUID id = UUID.fromString(id("o"));
        LocalDate day = LocalDate.of(2026, 3, 31);
        probe.send(new AccountScored(
                id,
                day,
                "default-1",
                new BigDecimal("81.4"),
                ScoreClass.A,
                2,
                60,
                BigDecimal.ONE,
                List.of(Money.of("1840200", "EUR")),
                List.of("Revenue")));
        probe.send((DomainEvent)
                new CoverageChanged(id, day, 4, 3, new BigDecimal("0.8"), 2, false, new BigDecimal("0.5"), MARCH));
        probe.send((DomainEvent) new ReceivablesPositionChanged(
                id,
                day,
                List.of(new CurrencyPosition(
                        "EUR",
                        new BigDecimal("41200"),
                        5,
                        new BigDecimal("43200"),
                        new BigDecimal("1190"),
                        BigDecimal.ZERO,
                        new BigDecimal("2000"),
                        12))));
        String path = "/v1/accounts/" + id + "/overview";
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> viewer().get(path).then().statusCode(200).body("missing.part", contains("serviceLevel")));

        viewer().get(path)
                .then()
                .body("coverage", equalTo(0.75f))
                .body("score.asOf", equalTo("2026-03-31"))
                .body("score.rank", equalTo(2))
                .body("score.class", equalTo("A"))
                .body("relationship.coverage", equalTo(0.8f))
                .body("receivables.positions[0].balance.amount", equalTo("41200.00"))
                .body("receivables.positions[0].oldestDaysPastDue", equalTo(12));

        probe.send(new ServiceLevelChanged(
                id,
                LocalDate.of(2026, 1, 1),
                day,
                3,
                7,
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ONE,
                0,
                0,
                null,
                null));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        viewer().get(path).then().body("coverage", equalTo(1)).body("missing", hasSize(0)));
    }

    @Test
    void theOverviewShowsHowTheAccountPaysAndWhatIsAtRisk() {
        probe.send(registered("risk", 0, "Risky", null));
        awaitVersion("risk", 1);
        UUID id = UUID.fromString(id("risk"));
        String path = "/v1/accounts/" + id + "/overview";
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        probe.send((DomainEvent) position(id, today, "1190"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> viewer().get(path)
                        .then()
                        .body("receivables.openDisputes", equalTo(0))
                        .body("receivables.warnings", hasSize(0))
                        .body("receivables", not(hasKey("credit")))
                        .body("receivables", not(hasKey("drift")))
                        .body("receivables", not(hasKey("dunning"))));

        List.<DomainEvent>of(
                        new CreditExposureChanged(
                                id,
                                today,
                                CreditState.WATCH,
                                Money.of("212500", "EUR"),
                                Money.of("250000", "EUR"),
                                new BigDecimal("0.85"),
                                id),
                        new PaymentBehaviourChanged(
                                id, today, 48, new BigDecimal("71.4"), new BigDecimal("8.25"), null, true),
                        new PaymentDriftDetected(
                                id,
                                today,
                                DriftMethod.CUSUM,
                                new BigDecimal("2.5"),
                                new BigDecimal("11.75"),
                                null,
                                List.of("later")),
                        new EarlyWarningRaised(id, today.minusDays(91), "OLD_RULE", "long ago", List.of()),
                        new EarlyWarningRaised(id, today.minusDays(3), "PARTIAL_PAYMENT", "first", List.of()),
                        new EarlyWarningRaised(id, today, "PARTIAL_PAYMENT", "again", List.of("INV-2")),
                        new ProvisionChanged(
                                id,
                                today,
                                UUID.randomUUID(),
                                Money.of("102000", "EUR"),
                                Money.of("1530", "EUR"),
                                ProvisionMethod.MATRIX),
                        dispute(id, "D-1"),
                        dispute(id, "D-2"),
                        new DisputeSettled(id, "D-1", "INV-1", DisputeOutcome.ACCEPTED, Money.of("5", "EUR"), 3),
                        new DunningStepDue(
                                id, 2, DunningChannel.REMINDER, Money.of("1190", "EUR"), List.of("INV-1"), today))
                .forEach(probe::send);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> viewer().get(path).then().body("receivables.dunning.level", equalTo(2)));
        viewer().get(path)
                .then()
                .body("coverage", equalTo(0.25f))
                .body("receivables.credit.state", equalTo("WATCH"))
                .body("receivables.credit.limit.amount", equalTo("250000.00"))
                .body("receivables.credit.utilisation", equalTo(0.85f))
                .body("receivables.paymentBehaviour.averageDaysBeyondTerms", equalTo(8.25f))
                .body("receivables.paymentBehaviour.drifting", equalTo(true))
                .body("receivables.drift.method", equalTo("CUSUM"))
                .body("receivables.warnings.detail", contains("again"))
                .body("receivables.provision.allowance.amount", equalTo("1530.00"))
                .body("receivables.openDisputes", equalTo(1));

        probe.send((DomainEvent) new PaymentDriftCleared(id, today));
        probe.send((DomainEvent) position(id, today, "0"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> viewer().get(path)
                        .then()
                        .body("receivables", not(hasKey("drift")))
                        .body("receivables", not(hasKey("dunning"))));
    }

    @Test
    void theOverviewShowsTheTermsThatCountAndThoseThatWill() {
        probe.send(registered("terms", 0, "Terms", null));
        awaitVersion("terms", 1);
        UUID id = UUID.fromString(id("terms"));
        String path = "/v1/accounts/" + id + "/overview";
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        UUID request = UUID.randomUUID();
        UUID later = UUID.randomUUID();
        probe.send((DomainEvent) position(id, today, "0"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> viewer().get(path)
                        .then()
                        .body("receivables", not(hasKey("paymentTerms")))
                        .body("receivables.laterPaymentTerms", hasSize(0)));

        List.<DomainEvent>of(
                        terms(id, UUID.randomUUID(), 14, today.minusDays(40)),
                        terms(id, UUID.randomUUID(), 60, today.minusDays(9)),
                        terms(id, request, 45, today.minusDays(9)),
                        terms(id, later, 90, today.plusDays(20)))
                .forEach(probe::send);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> viewer().get(path).then().body("receivables.laterPaymentTerms", hasSize(1)));
        // Granted on one day: the last one counts. What counts later does not yet.
        viewer().get(path)
                .then()
                .body("receivables.paymentTerms.netDays", equalTo(45))
                .body("receivables.paymentTerms.discountPercent", equalTo(2))
                .body("receivables.paymentTerms.discountDays", equalTo(10))
                .body(
                        "receivables.paymentTerms.validFrom",
                        equalTo(today.minusDays(9).toString()))
                .body("receivables.paymentTerms.requestId", equalTo(request.toString()))
                .body("receivables.laterPaymentTerms.netDays", contains(90))
                .body("receivables.laterPaymentTerms.requestId", contains(later.toString()));

        UUID replaced = UUID.randomUUID();
        probe.send((DomainEvent) terms(id, replaced, 30, today.plusDays(20)));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> viewer().get(path)
                        .then()
                        .body("receivables.laterPaymentTerms.requestId", contains(replaced.toString())));
    }

    private static TermsChanged terms(UUID id, UUID request, int netDays, LocalDate validFrom) {
        return new TermsChanged(id, request, netDays, new BigDecimal("2"), 10, validFrom);
    }

    private static ReceivablesPositionChanged position(UUID id, LocalDate day, String overdue) {
        return new ReceivablesPositionChanged(
                id,
                day,
                List.of(new CurrencyPosition(
                        "EUR",
                        new BigDecimal("5000"),
                        5,
                        new BigDecimal("5000"),
                        new BigDecimal(overdue),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        12)));
    }

    private static DisputeOpened dispute(UUID id, String number) {
        return new DisputeOpened(
                id,
                number,
                "INV-1",
                Money.of("119", "EUR"),
                DisputeReason.QTY,
                OwnerDepartment.LOGISTICS,
                LocalDate.of(2026, 4, 19));
    }

    @Test
    void aBatchTakesTheSameRoundTripsWhateverItsSize() {
        warmUp();
        long one = trips(batch(1, "one"));
        long many = trips(batch(500, "many"));
        long again = trips(batch(500, "many"));

        // The inbox claim, one more, is made by the platform before the handler; the last two keep the events' order.
        assertThat(many).as("500 new customers").isEqualTo(one).isLessThanOrEqualTo(11);
        assertThat(again).as("500 known ones").isLessThanOrEqualTo(many);
    }

    // The first statements of a connection fetch types and prepare.
    private void warmUp() {
        for (int i = 0; i < 8; i++) {
            trips(batch(3, "warm" + i));
        }
    }

    private long trips(List<ReceivedEvent> events) {
        return RoundTrips.of(() -> QuarkusTransaction.requiringNew().run(() -> handler.handle(events)));
    }

    private List<ReceivedEvent> batch(int size, String prefix) {
        List<ReceivedEvent> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String parent = i == 0 ? prefix + "-waiting" : prefix + "-" + (i - 1) / 2;
            CustomerRegistered data = registered(prefix + "-" + i, 0, "Customer " + i, parent);
            events.add(new ReceivedEvent(
                    "/erp/" + system,
                    prefix + i,
                    EventType.of(CustomerRegistered.class),
                    null,
                    MARCH,
                    MARCH,
                    null,
                    data,
                    new RawRecord("erp.customers", 0, i, MARCH, "k", Map.of(), new byte[0], false)));
        }
        return events;
    }
}
