package org.kamsuite.receivables;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.AccountRegistered;
import org.kamsuite.contracts.account.AccountState;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.contracts.receivables.EarlyWarningRaised;
import org.kamsuite.contracts.receivables.PaymentBehaviourChanged;
import org.kamsuite.contracts.receivables.PaymentDriftCleared;
import org.kamsuite.contracts.receivables.PaymentDriftDetected;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.test.EventProbe;
import org.kamsuite.test.Tokens;

/// Payment behaviour, drift and early warnings over Kafka and REST.
@QuarkusTest
class BehaviourFlowTest {

    private static final LocalDate TODAY = LocalDate.now();

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    Jdbi jdbi;

    private EventProbe probe;

    @BeforeAll
    static void bePatient() {
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

    private UUID register(Documents documents) {
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
                List.of(),
                List.of(),
                null,
                null)));
        await().untilAsserted(
                        () -> viewer().get("/v1/receivables/" + account).then().statusCode(200));
        return account;
    }

    private static Documents documents(String customer) {
        return new Documents(new CustomerRef("sap-behaviour", customer), "EUR");
    }

    private static List<ErpEvent> paid(Documents erp, String number, LocalDate due, int daysLate, String amount) {
        return List.of(
                erp.invoice(number, due.minusDays(30).toString(), due.toString(), amount),
                erp.payment("P" + number, due.plusDays(daysLate).toString(), amount, number));
    }

    @Test
    void tellsHowAnAccountPays() {
        Documents erp = documents("paydex");
        UUID account = register(erp);
        LocalDate due = LocalDate.of(2025, 1, 31);
        List<ErpEvent> events = new ArrayList<>();
        events.addAll(paid(erp, "1", due, 0, "100000"));
        events.addAll(paid(erp, "2", due, 15, "50000"));
        events.addAll(paid(erp, "3", due, 30, "25000"));
        events.addAll(paid(erp, "4", due, 60, "25000"));
        probe.send(events);
        String path = "/v1/receivables/" + account + "/payment-behaviour?from=2025-01-01&to=2025-12-31";
        await().untilAsserted(() -> assertThat(get(path).getInt("invoices")).isEqualTo(4));
        JsonPath behaviour = get(path);
        assertThat(behaviour.getDouble("paymentIndex")).isEqualTo(68.75);
        assertThat(behaviour.getDouble("averageDaysBeyondTerms")).isEqualTo(15.0);
        assertThat(behaviour.getString("months[0].onTimeAmount.amount")).isEqualTo("100000.00");
        assertThat(behaviour.getString("drift.state")).isEqualTo("NOT_JUDGED");
        assertThat(behaviour.getString("drift.reason")).contains("Only 4");
        assertThat(behaviour.getString("methods.paymentIndex")).isNotBlank();
        // As of a day on which the last one was still open.
        JsonPath before = get("/v1/receivables/" + account + "/payment-behaviour?from=2025-01-01&to=2025-03-17");
        assertThat(before.getInt("openOverdue")).isEqualTo(1);
        assertThat(before.getDouble("averageDaysBeyondTerms")).isLessThan(15);
        // Nothing was known before it was recorded.
        assertThat(get(path + "&knownAt=2025-06-01T00:00:00Z").getInt("invoices"))
                .isZero();
        assertThat(viewer().accept("text/csv").get(path).asString())
                .startsWith("month,currency,early")
                .contains("2025-01-01,EUR,0,1,0,0.00,100000.00");
    }

    @Test
    void aShiftIsToldOnceAndClearedOnce() {
        Documents erp = documents("drift");
        UUID account = register(erp);
        List<ErpEvent> usual = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            usual.addAll(paid(erp, "U" + i, TODAY.minusDays(400 - 12L * i), i % 3 - 1, "1000.00"));
        }
        probe.send(usual);
        // Not paid at all: the alarm does not wait for the payment.
        probe.send(erp.invoice(
                "L0", TODAY.minusDays(90).toString(), TODAY.minusDays(40).toString(), "1000.00"));
        List<PaymentDriftDetected> detected = probe.await(
                PaymentDriftDetected.class, event -> event.accountId().equals(account));
        assertThat(detected).singleElement().satisfies(event -> {
            assertThat(event.detectedOn()).isEqualTo(TODAY);
            assertThat(event.currentDays()).isEqualByComparingTo("40");
        });
        String list = "/v1/early-warnings?accountId=" + account;
        assertThat(get(list + "&rule=PAYMENT_DRIFT&open=true").getList("items.documents[0]"))
                .containsExactly("drift-L0");
        assertThat(get("/v1/receivables/" + account + "/payment-behaviour").getString("drift.state"))
                .isEqualTo("DRIFTING");

        // More of the same, and the same documents again, tell nothing new.
        probe.send(paid(erp, "L1", TODAY.minusDays(30), 25, "1000.00"));
        probe.send(usual);
        probe.await(
                PaymentBehaviourChanged.class,
                event -> event.accountId().equals(account) && event.drifting() && event.invoices() == 17);

        List<ErpEvent> back = new ArrayList<>();
        back.add(erp.payment("PL0", TODAY.minusDays(4).toString(), "1000.00", "L0"));
        for (int i = 0; i < 3; i++) {
            back.addAll(paid(erp, "B" + i, TODAY.minusDays(3 - i), 0, "1000.00"));
        }
        probe.send(back);
        probe.await(PaymentDriftCleared.class, event -> event.accountId().equals(account));
        probe.await(
                PaymentBehaviourChanged.class,
                event -> event.accountId().equals(account) && !event.drifting() && event.invoices() == 21);
        assertThat(probe.await(
                        PaymentDriftDetected.class, event -> event.accountId().equals(account)))
                .hasSize(1);
        assertThat(get(list + "&rule=PAYMENT_DRIFT").getList("items")).hasSize(1);
        assertThat(get(list + "&rule=PAYMENT_DRIFT&open=true").getList("items")).isEmpty();
    }

    @Test
    void theFirstLatePaymentWarns() {
        Documents erp = documents("first-late");
        UUID account = register(erp);
        List<ErpEvent> events = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            events.addAll(paid(erp, "U" + i, TODAY.minusDays(300 - 12L * i), 0, "1000.00"));
        }
        events.add(erp.invoice(
                "L", TODAY.minusDays(60).toString(), TODAY.minusDays(6).toString(), "1000.00"));
        probe.send(events);
        assertThat(probe.await(
                        EarlyWarningRaised.class, event -> event.accountId().equals(account)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.rule()).isEqualTo("FIRST_LATE_PAYMENT");
                    assertThat(event.documents()).containsExactly("first-late-L");
                });
        assertThat(viewer().accept("text/csv")
                        .get("/v1/early-warnings?accountId=" + account)
                        .asString())
                .contains("FIRST_LATE_PAYMENT");
    }

    @Test
    void leadTimesBeforeInvoicesGotSixtyDaysLate() {
        Documents erp = documents("lead");
        UUID account = register(erp);
        LocalDate start = LocalDate.of(2021, 1, 31);
        List<ErpEvent> events = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            events.addAll(paid(erp, "U" + i, start.plusDays(7L * i), i % 3 - 1, "1000.00"));
        }
        events.add(erp.invoice("L", "2021-07-01", "2021-08-01", "1000.00"));
        probe.send(events);
        String path = "/v1/early-warnings/lead-times?from=2021-09-01&to=2021-12-31";
        String own = "items.find { it.accountId == '" + account + "' }";
        await().untilAsserted(() ->
                assertThat(get(path).getString(own + ".firstAlarmOn")).isNotNull());
        JsonPath leads = get(path);
        assertThat(leads.getString(own + ".reachedOn")).isEqualTo("2021-10-01");
        assertThat(leads.getInt(own + ".leadDays")).isBetween(42, 56);
        assertThat(leads.getInt("warned")).isPositive();
    }

    @Test
    void warningsAfterWhichNothingHappenedWereFalse() {
        Documents erp = documents("false-alarm");
        UUID account = register(erp);
        probe.send(List.of(
                erp.invoice("L", "2016-02-01", "2016-03-01", "100"), erp.payment("P", "2016-05-20", "100", "L")));
        await().untilAsserted(() -> assertThat(
                        get("/v1/receivables/" + account + "?asOf=2016-05-01").getString("openAmount.amount"))
                .isEqualTo("100.00"));
        // 61 days past due on 2016-05-01, paid on 2016-05-20.
        warned(account, "2015-10-31");
        warned(account, "2015-11-01");
        warned(account, "2016-05-19");
        warned(account, "2016-05-20");
        String path = "/v1/early-warnings/lead-times?from=2015-10-01&to=2016-05-31";
        JsonPath judged = get(path);
        assertThat(judged.getInt("falseAlarms.warnings")).isEqualTo(4);
        assertThat(judged.getInt("falseAlarms.falseAlarms")).isEqualTo(2);
        assertThat(judged.getDouble("falseAlarms.rate")).isEqualTo(0.5);
        assertThat(judged.getInt("falseAlarms.windowDays")).isEqualTo(182);
        assertThat(judged.getString("falseAlarms.byRule[0].rule")).isEqualTo("PARTIAL_PAYMENTS");
        assertThat(judged.getString("falseAlarms.reason")).isNull();
        JsonPath none = get("/v1/early-warnings/lead-times?from=2015-08-01&to=2015-08-31");
        assertThat(none.getString("falseAlarms.rate")).isNull();
        assertThat(none.getString("falseAlarms.reason")).isNotBlank();
    }

    private void warned(UUID account, String on) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into early_warning (warning_id, account_id, rule, raised_on, raised_at, since, detail,
                            documents, cleared_on)
                        values (gen_random_uuid(), :account, 'PARTIAL_PAYMENTS', :on, :on, :on, 'by hand', '{}', :on)""")
                .bind("account", account)
                .bind("on", LocalDate.parse(on))
                .execute());
    }

    @Test
    void anAccountWithoutDocumentsHasAnExplainedAnswer() {
        UUID account = register(documents("nothing"));
        JsonPath behaviour = get("/v1/receivables/" + account + "/payment-behaviour");
        assertThat(behaviour.getInt("invoices")).isZero();
        assertThat(behaviour.getString("paymentIndex")).isNull();
        assertThat(behaviour.getList("reasons")).isNotEmpty();
        assertThat(get("/v1/early-warnings?accountId=" + account).getList("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/receivables/00000000-0000-7000-8000-000000000000/payment-behaviour|404",
                "/v1/receivables/x/payment-behaviour|400",
                "/v1/receivables/00000000-0000-7000-8000-000000000000/payment-behaviour?to=2025|400",
                "/v1/early-warnings/lead-times?from=2025-01-01&to=2024-01-01|400",
                "/v1/early-warnings?rule=X|400",
                "/v1/early-warnings?open=perhaps|400",
                "/v1/early-warnings?limit=0|400",
                "/v1/early-warnings?cursor=x|400",
                "/v1/early-warnings?accountId=00000000-0000-7000-8000-000000000000|404",
            })
    void badRequestsAreRefused(String call) {
        String[] parts = call.split("\\|");
        assertThat(viewer().get(parts[0]).statusCode()).as(parts[0]).isEqualTo(Integer.parseInt(parts[1]));
        assertThat(given().get(parts[0]).statusCode()).isEqualTo(401);
    }
}
