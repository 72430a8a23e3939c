package org.kamsuite.receivables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kamsuite.platform.rest.Roles;

/// Limits, what is used of them and what is held, on any day as it was known at any time.
@QuarkusTest
class CreditKnownAtFlowTest {

    private static final LocalDate TODAY = LocalDate.now();

    private static String limitOf(Scenario it) {
        return "/v1/credit-limits/" + it.account();
    }

    private static Orders orders(Scenario it) {
        return new Orders(it.erp().customer(), "EUR");
    }

    private static void setLimit(Scenario it, String amount, String validFrom) {
        String version = Scenario.finance().get(limitOf(it)).header("ETag");
        var request = Scenario.finance();
        (version.equals("\"0\"") ? request : request.header("If-Match", version))
                .body("""
                {"amount":{"amount":"%s","currency":"EUR"},"validFrom":"%s","reason":"for tests"}""".formatted(amount, validFrom))
                .put(limitOf(it))
                .then()
                .statusCode(version.equals("\"0\"") ? 201 : 200);
    }

    private static String reserve(Scenario it, String amount, String order) {
        return Scenario.as("ida", Roles.INTEGRATION)
                .body("""
                {"accountId":"%s","orderAmount":{"amount":"%s","currency":"EUR"},"reserve":true%s}""".formatted(it.account(), amount, order == null ? "" : ",\"orderNumber\":\"" + order + "\""))
                .post("/v1/credit-checks")
                .then()
                .statusCode(200)
                .extract()
                .path("reservationId");
    }

    private static void release(String reservation) {
        Scenario.as("ida", Roles.INTEGRATION)
                .delete("/v1/credit-checks/" + reservation)
                .then()
                .statusCode(204);
    }

    private static String amount(JsonPath view, String part) {
        return view.getString("nodes[0]." + part + ".amount");
    }

    @Test
    void aLimitAndWhatIsUsedOfItAreShownAsTheyWereKnown() {
        Scenario it = Scenario.of("known-credit", "EUR");
        Instant before = Instant.now();
        setLimit(it, "1000", TODAY.toString());
        Instant limited = Instant.now();
        String held = reserve(it, "100", null);
        reserve(it, "400", it.number("SO-1"));
        Instant reserved = Instant.now();
        // Invoiced ten days ago, told only now; the order takes the place of what was held for it.
        it.has(
                it.erp()
                        .invoice(
                                "1",
                                TODAY.minusDays(10).toString(),
                                TODAY.minusDays(2).toString(),
                                "300"),
                orders(it).placed("SO-1", "400", TODAY.plusDays(5)));
        Instant invoiced = Instant.now();
        release(held);
        setLimit(it, "2000", TODAY.toString());
        it.has(
                it.erp().payment("P", TODAY.minusDays(5).toString(), "350", "1"),
                orders(it).shipped("D-1", "SO-1"),
                it.erp().invoice("2", TODAY.toString(), TODAY.plusDays(9).toString(), "50"),
                it.erp().disputed("D", "2", "20", TODAY.toString()));

        String path = limitOf(it);
        JsonPath none = Scenario.get(path + "?knownAt=" + before);
        assertThat(none.getString("knownAt")).isEqualTo(before.toString());
        assertThat(none.getString("limit")).isNull();
        assertThat(none.getLong("version")).isZero();
        assertThat(none.getList("history")).isEmpty();
        assertThat(none.getString("state")).isEqualTo("NO_LIMIT");
        JsonPath first = Scenario.get(path + "?knownAt=" + limited);
        assertThat(first.getString("limit.amount.amount")).isEqualTo("1000.00");
        assertThat(amount(first, "exposure")).isEqualTo("0.00");
        assertThat(amount(first, "reserved")).isEqualTo("0.00");
        JsonPath second = Scenario.get(path + "?knownAt=" + reserved);
        assertThat(amount(second, "reserved")).isEqualTo("500.00");
        assertThat(amount(second, "available")).isEqualTo("500.00");
        JsonPath third = Scenario.get(path + "?knownAt=" + invoiced);
        assertThat(amount(third, "openItems")).isEqualTo("300.00");
        assertThat(amount(third, "openOrders")).isEqualTo("400.00");
        assertThat(amount(third, "unappliedCash")).isEqualTo("0.00");
        assertThat(amount(third, "reserved")).isEqualTo("100.00");
        assertThat(amount(third, "limit")).isEqualTo("1000.00");
        assertThat(third.getDouble("nodes[0].utilisation")).isEqualTo(0.7);
        JsonPath now = Scenario.get(path);
        assertThat(amount(now, "openItems")).isEqualTo("50.00");
        assertThat(amount(now, "disputed")).isEqualTo("20.00");
        assertThat(amount(now, "openOrders")).isEqualTo("0.00");
        assertThat(amount(now, "unbilledDeliveries")).isEqualTo("400.00");
        assertThat(amount(now, "unappliedCash")).isEqualTo("50.00");
        assertThat(amount(now, "reserved")).isEqualTo("0.00");
        assertThat(amount(now, "limit")).isEqualTo("2000.00");
        assertThat(now.getList("history")).hasSize(2);

        String exposure = "/v1/receivables/" + it.account() + "/exposure";
        JsonPath picture = Scenario.get(exposure + "?knownAt=" + invoiced);
        assertThat(picture.getString("byCurrency[0].exposure.amount")).isEqualTo("700.00");
        assertThat(picture.getString("total.amount")).isEqualTo("700.00");
        assertThat(picture.getString("knownAt")).isEqualTo(invoiced.toString());
        assertThat(Scenario.get(exposure + "?knownAt=" + reserved).getList("byCurrency"))
                .isEmpty();
        // What is known by now is the same however it is read, also as of today.
        for (String each : List.of(path, exposure)) {
            assertThat(told(each + "?knownAt=" + Instant.now()))
                    .isEqualTo(told(each))
                    .isEqualTo(told(each + "?asOf=" + TODAY));
        }
        assertThat(Scenario.finance().get(path + "?knownAt=" + invoiced).header("ETag"))
                .isNull();
        assertThat(Scenario.finance().get(path + "?asOf=" + TODAY).header("ETag"))
                .isEqualTo("\"2\"");
    }

    private static Map<String, Object> told(String path) {
        Map<String, Object> told = Scenario.get(path).getMap("");
        told.remove("knownAt");
        return told;
    }

    @Test
    void aDayThatHasPassedCountsWhatWasOrderedDeliveredInvoicedAndAllowedByThen() {
        Scenario it = Scenario.of("past-credit", "EUR");
        setLimit(it, "500", "2026-01-01");
        Instant small = Instant.now();
        setLimit(it, "1000", "2026-03-05");
        // Placed on 2 March, shipped on the 5th, invoiced on the 10th, paid on the 20th.
        it.has(orders(it).placed("SO-1", "400", LocalDate.parse("2026-06-30")));
        Instant ordered = Instant.now();
        it.has(orders(it).shipped("D-1", "SO-1"));
        it.has(
                orders(it).invoiced("1", "SO-1", "400", LocalDate.parse("2026-03-10"), LocalDate.parse("2026-04-09")),
                it.erp().payment("P", "2026-03-20", "400", "1"));

        assertThat(parts(it, "2026-03-01", null)).isEqualTo("500.00: 0.00 + 0.00 + 0.00, later 0.00");
        assertThat(parts(it, "2026-03-04", null)).isEqualTo("500.00: 0.00 + 0.00 + 0.00, later 400.00");
        assertThat(parts(it, "2026-03-05", null)).isEqualTo("1000.00: 0.00 + 400.00 + 0.00, later 0.00");
        assertThat(parts(it, "2026-03-10", null)).isEqualTo("1000.00: 400.00 + 0.00 + 0.00, later 0.00");
        assertThat(parts(it, "2026-03-20", null)).isEqualTo("1000.00: 0.00 + 0.00 + 0.00, later 0.00");
        // Before the delivery and what followed from it were told, the order stayed open; then the horizon reached it.
        assertThat(parts(it, "2026-03-31", ordered)).isEqualTo("1000.00: 0.00 + 0.00 + 0.00, later 400.00");
        assertThat(parts(it, "2026-04-01", ordered)).isEqualTo("1000.00: 0.00 + 0.00 + 400.00, later 0.00");
        assertThat(parts(it, "2026-04-01", small)).isEqualTo("500.00: 0.00 + 0.00 + 0.00, later 0.00");
        assertThat(Scenario.get("/v1/receivables/" + it.account() + "/exposure?asOf=2026-03-05")
                        .getString("byCurrency[0].unbilledDeliveries.amount"))
                .isEqualTo("400.00");
    }

    private static String parts(Scenario it, String asOf, Instant knownAt) {
        JsonPath view = Scenario.get(limitOf(it) + "?asOf=" + asOf + (knownAt == null ? "" : "&knownAt=" + knownAt));
        assertThat(view.getString("asOf")).isEqualTo(asOf);
        return "%s: %s + %s + %s, later %s"
                .formatted(
                        amount(view, "limit"),
                        amount(view, "openItems"),
                        amount(view, "unbilledDeliveries"),
                        amount(view, "openOrders"),
                        amount(view, "laterOrders"));
    }

    @Test
    void deliveriesWithoutTheirOrderAndAmountsWithoutTheirRateAreNamedAsLongAsTheyWere() {
        Scenario it = Scenario.of("known-rate", "EUR");
        it.has(orders(it).shipped("D-9", "SO-9"), new Orders(it.erp().customer(), "MVR").placed("SO-1", "1700", null));
        Instant before = Instant.now();
        Scenario.finance()
                .body("{\"rates\":{\"MVR\":\"17\"}}")
                .put("/v1/exchange-rates/2026-03-01")
                .then()
                .statusCode(201);
        it.has(orders(it).placed("SO-9", "5", null));
        JsonPath then = Scenario.get(limitOf(it) + "?knownAt=" + before);
        assertThat(then.getString("nodes[0].notConverted[0].currency")).isEqualTo("MVR");
        assertThat(then.getString("reasons")).contains("no exchange rate");
        JsonPath now = Scenario.get(limitOf(it));
        assertThat(amount(now, "openOrders")).isEqualTo("100.00");
        assertThat(amount(now, "unbilledDeliveries")).isEqualTo("5.00");
        String exposure = "/v1/receivables/" + it.account() + "/exposure";
        assertThat(Scenario.get(exposure + "?knownAt=" + before).getString("reasons[0]"))
                .startsWith("Deliveries of 1 orders");
        assertThat(Scenario.get(exposure + "?knownAt=" + before).getList("notConverted"))
                .hasSize(1);
        assertThat(Scenario.get(exposure).getList("reasons")).isEmpty();
    }

    private static void putStatement(Scenario it, String workingCapital, int status) {
        var request = Scenario.finance();
        (status == 201 ? request : request.header("If-Match", "\"1\""))
                .body("""
                        {"firmType":"NON_MANUFACTURER","currency":"EUR","totalAssets":"100","currentAssets":"%s",
                        "currentLiabilities":"20","totalLiabilities":"30","retainedEarnings":"0","ebit":"0",
                        "bookValueOfEquity":"10"}""".formatted(workingCapital))
                .put("/v1/receivables/" + it.account() + "/financial-statements/2025")
                .then()
                .statusCode(status);
    }

    @Test
    void aRiskClassIsWhatWasKnownOfLimitItemsReviewsAndAnnualAccounts() {
        Scenario it = Scenario.of("known-review", "EUR");
        String review = "/v1/credit-reviews/" + it.account();
        String statements = "/v1/receivables/" + it.account() + "/financial-statements";
        Instant before = Instant.now();
        setLimit(it, "1000", TODAY.toString());
        Instant limited = Instant.now();
        putStatement(it, "10", 201);
        Instant distressed = Instant.now();
        putStatement(it, "90", 200);
        Instant corrected = Instant.now();
        it.has(it.erp()
                .invoice(
                        "1",
                        TODAY.minusDays(130).toString(),
                        TODAY.minusDays(100).toString(),
                        "2000"));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(Scenario.get(review).getList("reasons")).hasSize(3));
        Instant late = Instant.now();
        Scenario.finance()
                .body("{\"outcome\":\"CONFIRMED\",\"nextDueOn\":\"%s\"}".formatted(TODAY.plusDays(10)))
                .post(review)
                .then()
                .statusCode(200);

        assertThat(Scenario.get(review + "?knownAt=" + before).getString("riskClass"))
                .isNull();
        JsonPath low = Scenario.get(review + "?knownAt=" + limited);
        assertThat(low.getString("riskClass")).isEqualTo("LOW");
        assertThat(low.getString("dueOn")).isEqualTo(TODAY.plusMonths(6).toString());
        assertThat(low.getString("knownAt")).isEqualTo(limited.toString());
        JsonPath high = Scenario.get(review + "?knownAt=" + distressed);
        assertThat(high.getString("riskClass")).isEqualTo("HIGH");
        assertThat(high.getString("reasons[0]")).contains("distress");
        assertThat(Scenario.get(review + "?knownAt=" + corrected).getString("riskClass"))
                .isEqualTo("LOW");
        JsonPath due = Scenario.get(review + "?knownAt=" + late);
        assertThat(due.getList("reasons")).hasSize(3);
        assertThat(due.getString("dueOn")).isEqualTo(TODAY.plusMonths(2).toString());
        assertThat(due.getString("lastReviewedOn")).isNull();
        assertThat(due.getList("history")).isEmpty();
        JsonPath now = Scenario.get(review);
        assertThat(now.getString("dueOn")).isEqualTo(TODAY.plusDays(10).toString());
        assertThat(now.getList("history")).hasSize(1);
        assertThat(told(review + "?knownAt=" + Instant.now())).isEqualTo(told(review));
        assertThat(told(review + "?asOf=" + TODAY)).isEqualTo(told(review));
        // Nothing of it was on that day.
        assertThat(Scenario.get(review + "?asOf=" + TODAY.minusDays(200)).getString("riskClass"))
                .isNull();
        // Then an item was 50 days late, and there was no limit yet and no review planned.
        JsonPath past = Scenario.get(review + "?asOf=" + TODAY.minusDays(50));
        assertThat(past.getString("reasons")).contains("100.0 % of the open amount");
        assertThat(past.getString("dueOn")).isNull();
        assertThat(Scenario.get(review + "?asOf=" + TODAY.plusDays(11)).getBoolean("overdue"))
                .isTrue();

        assertThat(Scenario.get(statements + "?knownAt=" + limited).getList("items"))
                .isEmpty();
        assertThat(Scenario.get(statements + "?knownAt=" + distressed).getString("items[0].altman.zone"))
                .isEqualTo("DISTRESS");
        assertThat(Scenario.get(statements).getString("items[0].altman.zone")).isEqualTo("SAFE");
        Scenario.finance().get(statements + "/2025?knownAt=" + limited).then().statusCode(404);
        assertThat(Scenario.get(statements + "/2025?knownAt=" + distressed).getLong("version"))
                .isEqualTo(1);
        assertThat(Scenario.get(statements + "/2025").getLong("version")).isEqualTo(2);
    }

    private record Answer(String path, Instant at, Map<String, Object> told) {}

    /// Whatever was answered at a time is what is answered later as known then.
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void whatWasToldIsToldAgain(long seed) {
        Scenario it = Scenario.of("told-" + seed, "EUR");
        AtomicInteger limit = new AtomicInteger(1000);
        List<String> held = Collections.synchronizedList(new ArrayList<>());
        List<Runnable> steps = new ArrayList<>(List.of(
                () -> setLimit(it, "" + limit.addAndGet(-100), "2026-03-01"),
                () -> setLimit(it, "" + limit.addAndGet(-100), "2026-03-08"),
                () -> held.add(reserve(it, "10", null)),
                () -> held.add(reserve(it, "20", it.number("SO-2"))),
                () -> held.forEach(CreditKnownAtFlowTest::release),
                () -> it.has(orders(it).placed("SO-1", "90", TODAY)),
                () -> it.has(orders(it).placed("SO-1", "100", TODAY, 1)),
                () -> it.has(orders(it).placed("SO-2", "50", TODAY.plusDays(200))),
                () -> it.has(orders(it).shipped("D-1", "SO-1")),
                () -> it.has(orders(it).shipped("D-3", "SO-3")),
                () -> it.has(orders(it)
                        .invoiced("1", "SO-1", "100", LocalDate.parse("2026-03-07"), LocalDate.parse("2026-03-31"))),
                () -> it.has(it.erp().invoice("2", "2026-03-02", "2026-03-30", "70")),
                () -> it.has(it.erp().invoice("2", "2026-03-02", "2026-03-30", "75", 1)),
                () -> it.has(it.erp().payment("P", "2026-03-06", "60", "2")),
                () -> it.has(it.erp().disputed("D", "2", "30", "2026-03-05"))));
        Collections.shuffle(steps, new Random(seed));
        List<String> paths = new ArrayList<>();
        for (String day : List.of("", "?asOf=2026-03-06", "?asOf=2026-03-31", "?asOf=" + TODAY.plusDays(150))) {
            paths.add(limitOf(it) + day);
        }
        paths.add("/v1/receivables/" + it.account() + "/exposure?asOf=2026-03-07");
        List<Answer> answers = new ArrayList<>();
        steps.forEach(step -> {
            step.run();
            paths.forEach(path -> {
                Map<String, Object> told = Scenario.get(path).getMap("");
                answers.add(new Answer(path, Instant.parse((String) told.remove("knownAt")), told));
            });
        });
        assertThat(answers).hasSize(75);
        answers.forEach(answer -> assertThat(
                        told(answer.path() + (answer.path().contains("?") ? "&" : "?") + "knownAt=" + answer.at()))
                .as("%s as known at %s", answer.path(), answer.at())
                .isEqualTo(answer.told()));
    }
}
