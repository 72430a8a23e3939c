package org.kamsuite.receivables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kamsuite.platform.rest.Roles;

/// What people decided, on any day as it was known at any time.
@QuarkusTest
class KnownAtFlowTest {

    private static void put(String path, String body, int status) {
        Scenario.finance().body(body).put(path).then().statusCode(status);
    }

    @Test
    void aDisputeIsShownAsItWasKnown() {
        Scenario it = Scenario.of("known-dispute", "EUR");
        it.has(it.erp().invoice("1", "2026-03-01", "2026-03-31", "1000"));
        String path = "/v1/disputes/" + UUID.randomUUID();
        String list = "/v1/disputes?accountId=" + it.account() + "&asOf=2026-04-30";
        Instant before = Instant.now();
        put(path, """
                {"invoice":{"system":"%s","number":"%s"},"amount":{"amount":"250","currency":"EUR"},"reason":"PRI",
                "openedOn":"2026-04-02"}""".formatted(it.system(), it.number("1")), 201);
        Instant opened = Instant.now();
        Scenario.finance()
                .header("If-Match", "\"1\"")
                .body("{\"owner\":\"kim\",\"dueOn\":\"2026-05-01\",\"note\":\"called\"}")
                .put(path + "/assignment")
                .then()
                .statusCode(200);
        Instant assigned = Instant.now();
        // Entered late: both count from days that were over by then.
        it.has(it.erp().payment("P", "2026-04-05", "900", "1"));
        Instant paid = Instant.now();
        put(path + "/resolution", "{\"outcome\":\"WITHDRAWN\",\"resolvedOn\":\"2026-04-10\"}", 201);
        Scenario.finance()
                .header("If-Match", "\"2\"")
                .body("{\"owner\":\"lee\"}")
                .put(path + "/assignment")
                .then()
                .statusCode(200);

        JsonPath first = Scenario.get(path + "?asOf=2026-04-30&knownAt=" + opened);
        assertThat(first.getString("knownAt")).isEqualTo(opened.toString());
        assertThat(first.getString("status")).isEqualTo("OPEN");
        assertThat(first.getString("owner")).isNull();
        assertThat(first.getString("dueOn")).isEqualTo("2026-04-12");
        assertThat(first.getString("currentDisputed.amount")).isEqualTo("250.00");
        JsonPath second = Scenario.get(path + "?asOf=2026-04-30&knownAt=" + assigned);
        assertThat(second.getString("owner")).isEqualTo("kim");
        assertThat(second.getString("dueOn")).isEqualTo("2026-05-01");
        assertThat(second.getString("paid.amount")).isEqualTo("0.00");
        JsonPath third = Scenario.get(path + "?asOf=2026-04-30&knownAt=" + paid);
        assertThat(third.getString("status")).isEqualTo("OPEN");
        assertThat(third.getString("paid.amount")).isEqualTo("150.00");
        assertThat(third.getString("currentDisputed.amount")).isEqualTo("100.00");
        JsonPath now = Scenario.get(path + "?asOf=2026-04-30");
        assertThat(now.getString("status")).isEqualTo("RESOLVED");
        assertThat(now.getString("withdrawn.amount")).isEqualTo("100.00");
        assertThat(now.getString("owner")).isEqualTo("lee");

        Scenario.finance().get(path + "?knownAt=" + before).then().statusCode(404);
        assertThat(Scenario.get(list + "&knownAt=" + before).getList("items")).isEmpty();
        assertThat(Scenario.get(list + "&status=OPEN&owner=kim&knownAt=" + paid).getList("items"))
                .hasSize(1);
        assertThat(Scenario.get(list + "&owner=kim&knownAt=" + opened).getList("items"))
                .isEmpty();
        assertThat(Scenario.get(list + "&overdue=true&knownAt=" + opened).getList("items"))
                .hasSize(1);
        assertThat(Scenario.get(list + "&overdue=true&knownAt=" + assigned).getList("items"))
                .isEmpty();
        assertThat(Scenario.get(list + "&status=OPEN").getList("items")).isEmpty();

        String metrics = "/v1/disputes/metrics?from=2026-03-01&to=2026-04-30&accountId=" + it.account();
        JsonPath none = Scenario.get(metrics + "&knownAt=" + before);
        assertThat(none.getInt("invoicesIssued")).isEqualTo(1);
        assertThat(none.getInt("invoicesDisputed")).isZero();
        JsonPath open = Scenario.get(metrics + "&knownAt=" + paid);
        assertThat(open.getInt("invoicesDisputed")).isEqualTo(1);
        assertThat(open.getInt("all.resolved")).isZero();
        assertThat(open.getString("byCurrency[0].openAmount.amount")).isEqualTo("100.00");
        assertThat(open.getDouble("byCurrency[0].disputedShareOfOverdue")).isEqualTo(1);
        assertThat(Scenario.get(metrics).getInt("all.resolved")).isEqualTo(1);
        // What is known by now is the same, however it is read.
        JsonPath now1 = Scenario.get(metrics);
        JsonPath now2 = Scenario.get(metrics + "&knownAt=" + Instant.now().minusMillis(1));
        assertThat(now2.<Object>get("byCurrency")).isEqualTo(now1.get("byCurrency"));
        assertThat(now2.<Object>get("all")).isEqualTo(now1.get("all"));
    }

    @Test
    void aPromiseIsJudgedByWhatWasKnown() {
        Scenario it = Scenario.of("known-promise", "EUR");
        it.has(it.erp().invoice("1", "2026-03-01", "2026-03-31", "1000"));
        UUID kept = UUID.randomUUID();
        UUID cancelled = UUID.randomUUID();
        String body = """
                {"system":"%s","invoiceNumbers":["%s"],"amount":{"amount":"%s","currency":"EUR"},
                "promisedDate":"2026-04-15","madeOn":"2026-04-02"}""";
        Instant before = Instant.now();
        put("/v1/promises/" + kept, body.formatted(it.system(), it.number("1"), "900"), 201);
        put("/v1/promises/" + cancelled, body.formatted(it.system(), it.number("1"), "1000"), 201);
        Instant made = Instant.now();
        it.has(it.erp().payment("P", "2026-04-10", "900", "1"));
        Instant paid = Instant.now();
        put(
                "/v1/promises/" + cancelled + "/cancellation",
                "{\"reason\":\"a slip\",\"cancelledOn\":\"2026-04-03\"}",
                200);

        String day = "?asOf=2026-04-30&knownAt=";
        assertThat(Scenario.get("/v1/promises/" + kept + day + made).getString("status"))
                .isEqualTo("BROKEN");
        assertThat(Scenario.get("/v1/promises/" + kept + day + paid).getString("status"))
                .isEqualTo("KEPT");
        JsonPath open = Scenario.get("/v1/promises/" + cancelled + day + paid);
        assertThat(open.getString("status")).isEqualTo("PARTIALLY_KEPT");
        assertThat(open.getString("cancelReason")).isNull();
        assertThat(open.getString("knownAt")).isEqualTo(paid.toString());
        assertThat(Scenario.get("/v1/promises/" + cancelled + "?asOf=2026-04-30")
                        .getString("status"))
                .isEqualTo("CANCELLED");

        Scenario.finance()
                .get("/v1/promises/" + kept + "?knownAt=" + before)
                .then()
                .statusCode(404);
        String list = "/v1/promises" + day;
        assertThat(Scenario.get(list + made + "&status=BROKEN&accountId=" + it.account())
                        .getList("items"))
                .hasSize(2);
        assertThat(Scenario.get(list + before + "&accountId=" + it.account()).getList("items"))
                .isEmpty();
        String credibility = "/v1/receivables/" + it.account() + "/promise-credibility" + day;
        assertThat(Scenario.get(credibility + before).getInt("judged")).isZero();
        assertThat(Scenario.get(credibility + made).getInt("broken")).isEqualTo(2);
        assertThat(Scenario.get(credibility + paid).getInt("kept")).isEqualTo(1);
        assertThat(Scenario.get(credibility + Instant.now()).getInt("cancelled"))
                .isEqualTo(1);
    }

    @Test
    void aPlanGoesAsItWasKnown() {
        Scenario it = Scenario.of("known-plan", "EUR");
        it.has(it.erp().invoice("1", "2026-03-01", "2026-03-31", "900"));
        String path = "/v1/payment-plans/" + UUID.randomUUID();
        Instant before = Instant.now();
        put(path, """
                {"accountId":"%s","invoices":[{"system":"%s","number":"%s"}],"agreedOn":"2026-04-02","instalments":[
                {"dueOn":"2026-05-01","amount":{"amount":"300","currency":"EUR"}},
                {"dueOn":"2099-06-01","amount":{"amount":"600","currency":"EUR"}}]}""".formatted(it.account(), it.system(), it.number("1")), 422);
        put(path, """
                {"accountId":"%s","invoices":[{"system":"%s","number":"%s"}],"agreedOn":"2026-04-02","instalments":[
                {"dueOn":"2026-05-01","amount":{"amount":"300","currency":"EUR"}},
                {"dueOn":"2045-06-01","amount":{"amount":"600","currency":"EUR"}}]}""".formatted(it.account(), it.system(), it.number("1")), 201);
        Instant agreed = Instant.now();
        it.has(it.erp().payment("P", "2026-04-30", "300", "1"));
        Instant paid = Instant.now();
        Scenario.finance()
                .header("If-Match", "\"1\"")
                .body("{\"reason\":\"pays at once\"}")
                .put(path + "/cancellation")
                .then()
                .statusCode(200)
                .body("status", equalTo("CANCELLED"));

        String today = "?asOf=" + LocalDate.now() + "&knownAt=";
        JsonPath broken = Scenario.get(path + today + agreed);
        assertThat(broken.getString("status")).isEqualTo("BROKEN");
        assertThat(broken.getString("settled.amount")).isEqualTo("0.00");
        JsonPath kept = Scenario.get(path + today + paid);
        assertThat(kept.getString("status")).isEqualTo("AGREED");
        assertThat(kept.getString("invoices[0].open.amount")).isEqualTo("600.00");
        assertThat(kept.getString("cancelReason")).isNull();
        assertThat(Scenario.get(path).getString("status")).isEqualTo("CANCELLED");

        Scenario.finance().get(path + "?knownAt=" + before).then().statusCode(404);
        String list = "/v1/payment-plans?accountId=" + it.account() + "&knownAt=";
        assertThat(Scenario.get(list + before).getList("items")).isEmpty();
        assertThat(Scenario.get(list + paid + "&status=AGREED").getList("items"))
                .hasSize(1);
        assertThat(Scenario.get(list + Instant.now() + "&status=CANCELLED").getList("items"))
                .hasSize(1);
    }

    @Test
    void aProvisionRunCountsWhatWasKnown() {
        Scenario it = Scenario.of("known-provision", "EUR");
        String matrix = "/v1/provision-matrices/KEY";
        put(matrix, """
                {"validFrom":"1990-01-01","forwardFactor":1,"buckets":[{"name":"current","lossRate":0.01},
                {"name":"late","fromDays":1,"lossRate":0.1}],"reason":"for tests"}""", 201);
        it.has(
                it.erp().invoice("1", "1995-01-01", "1995-01-31", "1000"),
                it.erp().invoice("2", "1995-01-01", "1995-01-31", "500"));
        Instant issued = Instant.now();
        put(
                "/v1/provision-assessments/" + it.account(),
                "{\"rate\":0.5,\"reason\":\"insolvent\",\"validFrom\":\"1995-02-01\"}",
                201);
        Instant judged = Instant.now();
        it.has(it.erp().payment("P", "1995-02-10", "400", "1"), it.erp().writeOff("W", "2", "500", "1995-02-15"));
        Instant settled = Instant.now();
        it.has(it.erp().writeOff("W", "2", "0", "1995-02-20", 1));

        assertThat(row(it, issued, "method")).isEqualTo("MATRIX");
        assertThat(row(it, issued, "gross.amount")).isEqualTo("1500.00");
        assertThat(row(it, issued, "allowance.amount")).isEqualTo("150.00");
        assertThat(row(it, judged, "method")).isEqualTo("INDIVIDUAL");
        assertThat(row(it, judged, "allowance.amount")).isEqualTo("750.00");
        assertThat(row(it, settled, "gross.amount")).isEqualTo("600.00");
        assertThat(row(it, null, "gross.amount")).isEqualTo("1100.00");
        assertThat(row(it, null, "allowance.amount")).isEqualTo("550.00");

        String assessment = "/v1/provision-assessments/" + it.account();
        Scenario.finance().get(assessment + "?knownAt=" + issued).then().statusCode(404);
        assertThat(Scenario.get(assessment + "?asOf=1995-01-31&knownAt=" + judged)
                        .getBoolean("counts"))
                .isFalse();
        assertThat(Scenario.get(assessment).getBoolean("counts")).isTrue();
        Scenario.finance().get(matrix + "?knownAt=1980-01-01T00:00:00Z").then().statusCode(404);
        assertThat(Scenario.get("/v1/provision-matrices?knownAt=1980-01-01T00:00:00Z")
                        .getList("items"))
                .isEmpty();
        assertThat(Scenario.get("/v1/receivables/" + it.account() + "/allowance?asOf=1980-01-01")
                        .getString("reason"))
                .isNotBlank();
        // Tests of later days see nothing of it.
        it.has(it.erp().payment("Q", "1995-03-01", "600", "1"), it.erp().payment("R", "1995-03-01", "500", "2"));
    }

    @Test
    void lossRatesAreDerivedAsTheyWouldHaveBeenThen() {
        Scenario it = Scenario.of("known-cohort", "NOK");
        String path = "/v1/provision-matrices/DEFAULT/derived?from=1996-01-01&to=1996-01-31&unpaidAfterDays=60";
        it.has(
                it.erp().invoice("1", "1996-01-01", "1996-01-31", "1000"),
                it.erp().payment("P", "1996-01-20", "100", "1"));
        Instant issued = Instant.now();
        it.has(it.erp().payment("Q", "1996-02-10", "600", "1"));
        Instant paid = Instant.now();
        it.has(it.erp().writeOff("W", "1", "300", "1996-06-01"));

        assertThat(cohort(path + "&knownAt=" + issued, "neverPaid")).isEqualTo("900.00");
        assertThat(cohort(path + "&knownAt=" + issued, "paidOnTime")).isEqualTo("100.00");
        assertThat(cohort(path + "&knownAt=" + paid, "neverPaid")).isEqualTo("300.00");
        assertThat(cohort(path + "&knownAt=" + paid, "writtenOff")).isEqualTo("0.00");
        assertThat(cohort(path, "writtenOff")).isEqualTo("300.00");
        JsonPath then = Scenario.get(path + "&knownAt=" + Instant.now());
        assertThat(then.getList("cohorts")).isEqualTo(Scenario.get(path).getList("cohorts"));
        assertThat(Scenario.get(path + "&knownAt=" + issued).getString("knownAt"))
                .isEqualTo(issued.toString());
        // Nobody was old enough to be judged, and nothing was known, that long ago.
        JsonPath ago = Scenario.get(path + "&knownAt=1996-03-01T00:00:00Z");
        assertThat(ago.getString("observedTo")).isEqualTo("1996-03-01");
        assertThat(ago.getList("cohorts")).isEmpty();
    }

    private static String cohort(String path, String amount) {
        return Scenario.get(path).getString("cohorts.find { it.currency == 'NOK' }." + amount + ".amount");
    }

    private static String row(Scenario it, Instant knownAt, String field) {
        JsonPath run = Scenario.finance()
                .body("{\"asOf\":\"1995-02-28\",\"segmentBy\":\"CLASS\""
                        + (knownAt == null ? "" : ",\"knownAt\":\"" + knownAt + "\"") + "}")
                .post("/v1/provision-runs")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        if (knownAt != null) {
            assertThat(Instant.parse(run.getString("knownAt"))).isCloseTo(knownAt, within(1, ChronoUnit.MILLIS));
        }
        return Scenario.get("/v1/provision-runs/" + run.getString("runId") + "/accounts?limit=500")
                .getString("items.find { it.accountId == '" + it.account() + "' }." + field);
    }

    @Test
    void sharesAreOfWhatWasKnown() {
        Scenario one = Scenario.of("known-share-1", "EUR");
        Scenario two = Scenario.of("known-share-2", "EUR");
        String path = "/v1/receivables-concentration?asOf=1970-03-31&scope=account&currency=EUR";
        one.has(one.erp().invoice("1", "1970-03-01", "1970-04-30", "600"));
        Instant first = Instant.now();
        // Entered late, of days that were over by then.
        one.has(one.erp().payment("P", "1970-03-15", "100", "1"));
        two.has(two.erp().invoice("1", "1970-03-02", "1970-04-30", "1500"));
        Instant second = Instant.now();
        two.has(two.erp().payment("P", "1970-03-20", "1500", "1"));

        JsonPath alone = Scenario.get(path + "&knownAt=" + first);
        assertThat(alone.getString("knownAt")).isEqualTo(first.toString());
        assertThat(alone.getString("total.amount")).isEqualTo("600.00");
        assertThat(alone.getDouble("cr1")).isEqualTo(1);
        assertThat(alone.getInt("customers")).isEqualTo(1);
        JsonPath both = Scenario.get(path + "&knownAt=" + second);
        assertThat(both.getList("items.amount.amount")).containsExactly("1500.00", "500.00");
        assertThat(both.getDouble("cr1")).isEqualTo(0.75);
        assertThat(both.getDouble("hhi")).isEqualTo(6250);
        JsonPath now = Scenario.get(path);
        assertThat(now.getList("items.amount.amount")).containsExactly("500.00");
        JsonPath folded = Scenario.get(path + "&knownAt=" + Instant.now().minusMillis(1));
        for (String field : List.of("total", "items", "hhi", "cr1", "cr5", "customers", "significant")) {
            assertThat(folded.<Object>get(field)).as(field).isEqualTo(now.get(field));
        }
        String csv = Scenario.as("anna", Roles.VIEWER)
                .accept("text/csv")
                .get(path + "&knownAt=" + second)
                .asString();
        assertThat(csv).contains("Account known-share-2,EUR,1500.00,0.75", "Account known-share-1,EUR,500.00,0.25");
        // Tests of later days see nothing of it.
        one.has(one.erp().payment("Q", "1970-05-01", "500", "1"));
    }

    @Test
    void whatIsExpectedRestsOnWhatWasKnown() {
        Scenario it = Scenario.of("known-forecast", "EUR");
        Scenario other = Scenario.of("known-forecast-2", "EUR");
        String all = "/v1/receivables-forecast?weeks=4&asOf=1971-03-15";
        String one = "/v1/receivables/" + it.account() + "/forecast?weeks=4&asOf=1971-03-15";
        it.has(
                it.erp().invoice("1", "1971-02-15", "1971-03-20", "1000"),
                it.erp().invoice("H", "1971-01-01", "1971-01-31", "100"));
        Instant first = Instant.now();
        // Entered late, of days that were over by then.
        it.has(
                it.erp().payment("P", "1971-03-10", "400", "1"),
                it.erp().payment("PH", "1971-02-05", "100", "H"),
                it.erp().promise("PR", "1", "600", "1971-04-08", "1971-03-14"));
        other.has(
                other.erp().invoice("1", "1971-02-15", "1971-03-25", "500"),
                other.erp().invoice("W", "1971-01-01", "1971-01-31", "50"),
                other.erp().writeOff("WO", "W", "50", "1971-03-01"));
        Instant second = Instant.now();
        it.has(it.erp().payment("Q", "1971-03-14", "600", "1"));

        JsonPath then = Scenario.get(all + "&knownAt=" + first);
        assertThat(then.getString("knownAt")).isEqualTo(first.toString());
        assertThat(then.getString("openAmount.amount")).isEqualTo("1100.00");
        assertThat(then.getInt("basis.portfolioPayments")).isZero();
        assertThat(then.getDouble("basis.lossRate")).isZero();
        JsonPath later = Scenario.get(all + "&knownAt=" + second);
        assertThat(later.getString("openAmount.amount")).isEqualTo("1100.00");
        assertThat(later.getInt("basis.portfolioPayments")).isEqualTo(2);
        assertThat(later.getDouble("basis.lossRate")).isEqualTo(50 / 550.0, within(1e-6));
        // The promise came in with the second lot: 600 of it are expected in its week.
        assertThat(Scenario.get(one + "&knownAt=" + first).getList("items.promised.amount"))
                .containsOnly("0.00");
        assertThat(Scenario.get(one + "&knownAt=" + second).getList("items.promised.amount"))
                .containsExactly("600.00");
        assertThat(Scenario.get(one + "&knownAt=" + second).getInt("basis.payments"))
                .isEqualTo(2);
        JsonPath now = Scenario.get(all);
        assertThat(now.getString("openAmount.amount")).isEqualTo("500.00");
        JsonPath folded = Scenario.get(all + "&knownAt=" + Instant.now().minusMillis(1));
        for (String field : List.of("weeks", "byCurrency", "basis", "expectedLoss", "beyondHorizon")) {
            assertThat(folded.<Object>get(field)).as(field).isEqualTo(now.get(field));
        }
        assertThat(Scenario.as("anna", Roles.VIEWER)
                        .accept("text/csv")
                        .get(all + "&knownAt=" + first)
                        .asString())
                .isNotEqualTo(Scenario.as("anna", Roles.VIEWER)
                        .accept("text/csv")
                        .get(all)
                        .asString());
        other.has(other.erp().payment("Q", "1971-05-01", "500", "1"));
    }

    @Test
    void aBackTestMeasuresByWhatWasKnown() {
        Scenario it = Scenario.of("known-back-test", "EUR");
        String path = "/v1/receivables-forecast/back-test?from=1972-03-01&to=1972-03-29&horizonWeeks=4";
        it.has(it.erp().invoice("1", "1972-02-01", "1972-03-10", "1000"));
        Instant first = Instant.now();
        // Entered late: what came after the forecast's day, and an invoice that was open on it.
        it.has(
                it.erp().payment("P", "1972-03-12", "700", "1"),
                it.erp().invoice("2", "1972-02-10", "1972-03-20", "500"));
        Instant second = Instant.now();
        it.has(it.erp().payment("Q", "1972-03-20", "500", "2"));

        JsonPath then = Scenario.get(path + "&knownAt=" + first);
        assertThat(then.getString("knownAt")).isEqualTo(first.toString());
        assertThat(then.getList("origins.openInvoices")).containsExactly(1);
        assertThat(then.getString("byCurrency[0].horizon.actual.amount")).isEqualTo("0.00");
        JsonPath later = Scenario.get(path + "&knownAt=" + second);
        assertThat(later.getList("origins.openInvoices")).containsExactly(2);
        assertThat(later.getString("byCurrency[0].horizon.actual.amount")).isEqualTo("700.00");
        assertThat(later.getString("byCurrency[0].weeks[1].actual.amount")).isEqualTo("700.00");
        JsonPath now = Scenario.get(path);
        assertThat(now.getString("byCurrency[0].horizon.actual.amount")).isEqualTo("1200.00");
        JsonPath folded = Scenario.get(path + "&knownAt=" + Instant.now().minusMillis(1));
        assertThat(folded.<Object>get("origins")).isEqualTo(now.get("origins"));
        assertThat(folded.<Object>get("byCurrency")).isEqualTo(now.get("byCurrency"));
        it.has(it.erp().payment("R", "1972-05-01", "300", "1"));
    }

    @Test
    void scenariosStartFromWhatWasKnown() {
        Scenario it = Scenario.of("known-scenario", "EUR");
        String delay = "{\"kind\":\"DELAY\",\"days\":30,\"fundingRate\":0.0365,\"asOf\":\"1973-03-31\"%s}";
        String expected = "{\"kind\":\"DEFAULT\",\"pd\":0.1,\"lgd\":0.5,\"asOf\":\"1973-03-31\"%s}";
        String loss = "{\"kind\":\"LOSS\",\"accountIds\":[\"" + it.account() + "\"],\"asOf\":\"1973-03-31\"%s}";
        it.has(it.erp().invoice("1", "1973-03-01", "1973-03-20", "1000"));
        Instant first = Instant.now();
        // Entered late, of days that were over by then.
        it.has(
                it.erp().payment("P", "1973-03-10", "400", "1"),
                it.erp().payment("C", "1973-03-12", "50"),
                it.erp().disputed("D", "1", "200", "1973-03-25"));

        JsonPath then = scenario(delay, first);
        assertThat(then.getString("asOf")).isEqualTo("1973-03-31");
        assertThat(then.getString("knownAt")).isEqualTo(first.toString());
        assertThat(then.getString("inputs.asOf")).isEqualTo("1973-03-31");
        assertThat(then.getString("byCurrency[0].delay.fundingCost.amount")).isEqualTo("3.00");
        assertThat(scenario(delay, null).getString("byCurrency[0].delay.fundingCost.amount"))
                .isEqualTo("1.80");
        assertThat(scenario(expected, first).getString("byCurrency[0].expectedLoss.exposureAtDefault.amount"))
                .isEqualTo("1000.00");
        assertThat(scenario(expected, null).getString("byCurrency[0].expectedLoss.expectedLoss.amount"))
                .isEqualTo("27.50");
        JsonPath lossThen = scenario(loss, first);
        assertThat(lossThen.getString("byCurrency[0].loss.openItems.amount")).isEqualTo("1000.00");
        assertThat(lossThen.getString("byCurrency[0].loss.disputed.amount")).isEqualTo("0.00");
        assertThat(lossThen.getInt("byCurrency[0].loss.oldestDaysPastDue")).isEqualTo(11);
        JsonPath lossNow = scenario(loss, null);
        assertThat(lossNow.getString("byCurrency[0].loss.atRisk.amount")).isEqualTo("550.00");
        assertThat(lossNow.getString("byCurrency[0].loss.disputed.amount")).isEqualTo("200.00");
        assertThat(lossNow.getDouble("byCurrency[0].loss.shareOfReceivables")).isEqualTo(1);
        Instant now = Instant.now().minusMillis(1);
        for (String each : List.of(delay, expected, loss)) {
            assertThat(scenario(each, now).<Object>get("byCurrency"))
                    .isEqualTo(scenario(each, null).get("byCurrency"));
        }
        Scenario.finance()
                .body(delay.formatted(",\"knownAt\":\"-99999-01-01T00:00:00Z\""))
                .post("/v1/receivables-scenarios")
                .then()
                .statusCode(400);
        Scenario.finance()
                .body(delay.replace("1973-03-31", "0001-01-01").formatted(""))
                .post("/v1/receivables-scenarios")
                .then()
                .statusCode(400);
        // Nothing of it is open in the years of other tests.
        it.has(
                it.erp().payment("Q", "1973-05-01", "600", "1"),
                it.erp().reversed("C", "1973-05-01"),
                it.erp().resolved("D", "1", "200", "1973-05-01"));
    }

    private static JsonPath scenario(String body, Instant knownAt) {
        return Scenario.finance()
                .body(body.formatted(knownAt == null ? "" : ",\"knownAt\":\"" + knownAt + "\""))
                .post("/v1/receivables-scenarios")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/disputes",
                "/v1/promises",
                "/v1/payment-plans",
                "/v1/provision-matrices",
                "/v1/disputes/metrics",
                "/v1/receivables-concentration",
                "/v1/early-warnings",
                "/v1/early-warnings/lead-times",
                "/v1/collections/worklist",
                "/v1/receivables-forecast",
                "/v1/receivables-forecast/back-test"
            })
    void whatIsToComeIsNowAndNonsenseIsRefused(String path) {
        Scenario.get(path + "?knownAt=2999-01-01T00:00:00Z");
        Scenario.as("anna", Roles.VIEWER)
                .get(path + "?knownAt=yesterday")
                .then()
                .statusCode(400);
    }
}
