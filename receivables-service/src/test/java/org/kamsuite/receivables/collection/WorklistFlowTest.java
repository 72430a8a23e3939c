package org.kamsuite.receivables.collection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.receivables.Scenario;

@QuarkusTest
class WorklistFlowTest {

    @Test
    void theMostUrgentComesFirstAndSaysWhy() {
        Scenario urgent = Scenario.of("worklist-1", "EUR");
        Scenario disputed = Scenario.of("worklist-2", "EUR");
        urgent.has(
                urgent.erp().invoice("1", "1999-01-01", "1999-01-31", "1000"),
                urgent.erp().promise("P", "1", "500", "1999-02-10", "1999-02-01"));
        disputed.has(
                disputed.erp().invoice("1", "1999-01-01", "1999-01-31", "1000"),
                disputed.erp().disputed("D", "1", "900", "1999-02-01"));
        String path = "/v1/collections/worklist?asOf=1999-02-20&owner=kim";
        given().get(path).then().statusCode(401);
        Scenario.as("eve", "stranger").get(path).then().statusCode(403);
        JsonPath list = Scenario.get(path);
        assertThat(list.<String>getList("items.name")).containsExactly("Account worklist-1", "Account worklist-2");
        // 1000 + 20 days of 1 % + a broken promise of 25 %
        assertThat(list.getString("items[0].priority.amount")).isEqualTo("1450.00");
        assertThat(list.getList("items[0].contributions.part")).containsExactly("OVERDUE", "AGE", "BROKEN_PROMISES");
        assertThat(list.getInt("items[0].brokenPromises")).isEqualTo(1);
        assertThat(list.getString("items[1].priority.amount")).isEqualTo("120.00");
        assertThat(list.getString("items[1].collectable[0].amount")).isEqualTo("100.00");
        for (int i = 0; i < 2; i++) {
            List<String> parts = list.getList("items[" + i + "].contributions.amount.amount");
            assertThat(parts.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(list.getString("items[" + i + "].priority.amount"));
        }
        assertThat(Scenario.get(path + "&limit=1").getList("items")).hasSize(1);
        assertThat(Scenario.get(path.replace("kim", "nobody")).getList("items")).isEmpty();
        assertThat(Scenario.as("anna", Roles.VIEWER)
                        .accept("text/csv")
                        .get(path)
                        .asString())
                .contains("Account worklist-1,KEY,,kim,EUR,1450.00,1000.00 EUR,1000.00 EUR,1,20,1");
        Scenario.as("anna", Roles.VIEWER).get(path + "&limit=501").then().statusCode(400);
    }

    @Test
    void withoutARateAmountsAreShownApart() {
        Scenario it = Scenario.of("worklist-rates", "XAF");
        it.has(it.erp().invoice("1", "2000-01-01", "2000-01-31", "1000"));
        JsonPath list = Scenario.get("/v1/collections/worklist?asOf=2000-02-20&owner=kim");
        String item = "items.find { it.name == 'Account worklist-rates' }.";
        assertThat(list.getString(item + "priority.amount")).isEqualTo("0.00");
        assertThat(list.getString(item + "unconverted[0].currency")).isEqualTo("XAF");
        assertThat(list.<String>getList("reasons")).anyMatch(reason -> reason.contains("XAF"));
    }

    @Test
    void whatIsNotYetDueStandsBesideWithItsRisk() {
        Scenario late = Scenario.of("worklist-late", "EUR");
        Scenario prompt = Scenario.of("worklist-prompt", "EUR");
        for (Scenario it : List.of(late, prompt)) {
            String paidOn = it == late ? "1998-03-31" : "1998-02-20";
            for (int i = 0; i < 6; i++) {
                it.has(
                        it.erp().invoice("H" + i, "1998-01-01", "1998-02-28", "100"),
                        it.erp().payment("P" + i, paidOn, "100", "H" + i));
            }
            it.has(
                    it.erp().invoice("1", "1998-05-01", "1998-05-31", "1000"),
                    it.erp().invoice("2", "1998-06-01", "1998-06-30", "2000"),
                    it.erp().invoice("3", "1998-06-02", "1998-07-31", "10"));
        }
        JsonPath list = Scenario.get("/v1/collections/worklist?asOf=1998-06-10&owner=kim");
        assertThat(list.getString("lateness.method")).isEqualTo("BASELINE");
        assertThat(list.getString("lateness.reason")).isNotBlank();
        assertThat(list.getMap("lateness")).containsKey("trainedOn");
        double likely = list.getDouble(item(late) + "sums[0].probability");
        double unlikely = list.getDouble(item(prompt) + "sums[0].probability");
        assertThat(likely).isGreaterThan(unlikely);
        for (Scenario it : List.of(late, prompt)) {
            assertThat(list.getString(item(it) + "sums[0].open.amount")).isEqualTo("2010.00");
            assertThat(list.<String>getList(item(it) + "riskiest.invoiceNumber"))
                    .containsExactly(it.number("2"), it.number("3"));
            BigDecimal atRisk = BigDecimal.ZERO;
            for (int i = 0; i < 2; i++) {
                String invoice = item(it) + "riskiest[" + i + "].";
                atRisk = atRisk.add(new BigDecimal(list.getString(invoice + "open.amount"))
                        .multiply(new BigDecimal(list.getString(invoice + "probability"))));
            }
            assertThat(new BigDecimal(list.getString(item(it) + "sums[0].atRisk.amount")))
                    .isEqualByComparingTo(atRisk.setScale(2, RoundingMode.HALF_EVEN));
            // The same as the account's own page says.
            JsonPath own = Scenario.get("/v1/receivables/" + it.account() + "/late-payment-risks?asOf=1998-06-10");
            assertThat(list.getString(item(it) + "riskiest[0].probability"))
                    .isEqualTo(own.getString(
                            "invoices.find { it.invoiceNumber == '" + it.number("2") + "' }.probability"));
        }
        // Tests of later days see nothing of it.
        for (Scenario it : List.of(late, prompt)) {
            it.has(
                    it.erp().payment("Q1", "1998-08-31", "1000", "1"),
                    it.erp().payment("Q2", "1998-08-31", "2000", "2"),
                    it.erp().payment("Q3", "1998-08-31", "10", "3"));
        }
    }

    @Test
    void whatWillProbablyBeOverdueIsThereBeforeItIs() {
        Scenario big = Scenario.of("ahead-big", "EUR");
        Scenario small = Scenario.of("ahead-small", "EUR");
        Scenario far = Scenario.of("ahead-far", "EUR");
        Scenario agreed = Scenario.of("ahead-agreed", "EUR");
        Scenario overdue = Scenario.of("ahead-overdue", "EUR");
        Scenario both = Scenario.of("ahead-both", "EUR");
        List<Scenario> all = List.of(big, small, far, agreed, overdue, both);
        for (Scenario it : all) {
            for (int i = 0; i < 8; i++) {
                it.has(
                        it.erp().invoice("H" + i, "1993-01-01", "1993-01-31", "100"),
                        it.erp().payment("P" + i, "1993-02-28", "100", "H" + i));
            }
        }
        big.has(big.erp().invoice("1", "1993-05-01", "1993-06-10", "50000"));
        small.has(small.erp().invoice("1", "1993-05-01", "1993-06-10", "1000"));
        far.has(far.erp().invoice("1", "1993-05-01", "1993-06-16", "90000"));
        agreed.has(
                agreed.erp().invoice("1", "1993-05-01", "1993-06-10", "50000"),
                agreed.erp().promise("P", "1", "50000", "1993-06-20", "1993-05-20"),
                agreed.erp().invoice("2", "1993-05-01", "1993-06-10", "60000"),
                agreed.erp().disputed("D", "2", "10", "1993-05-20"));
        overdue.has(overdue.erp().invoice("1", "1993-04-01", "1993-05-22", "100"));
        both.has(
                both.erp().invoice("1", "1993-04-01", "1993-05-22", "1"),
                both.erp().invoice("2", "1993-05-01", "1993-06-15", "90000"));
        JsonPath list = Scenario.get("/v1/collections/worklist?asOf=1993-06-01&owner=kim");
        assertThat(list.getInt("daysAhead")).isEqualTo(14);
        assertThat(list.<String>getList("items.name"))
                .containsExactly("Account ahead-both", "Account ahead-big", "Account ahead-overdue");
        assertThat(list.<String>getList("items.reason")).containsExactly("OVERDUE", "AT_RISK", "OVERDUE");
        assertThat(list.getInt("accounts")).isEqualTo(2);
        assertThat(list.<String>getList("items[1].contributions.part")).containsExactly("AT_RISK");
        assertThat(list.getString("items[1].contributions[0].why")).contains(big.number("1"));
        assertThat(list.getList("items[1].overdue")).isEmpty();
        assertThat(list.<String>getList("items[0].contributions.part")).containsExactly("OVERDUE", "AGE", "AT_RISK");
        // The whole amount times what the account's own page says.
        JsonPath own = Scenario.get("/v1/receivables/" + big.account() + "/late-payment-risks?asOf=1993-06-01");
        assertThat(new BigDecimal(list.getString("items[1].priority.amount")))
                .isEqualByComparingTo(new BigDecimal(own.getString("invoices[0].probability"))
                        .multiply(new BigDecimal("50000"))
                        .setScale(2, RoundingMode.HALF_UP));
        assertThat(list.getString("items[2].priority.amount")).isEqualTo("110.00");
        // Those with much at risk are found beyond the first by what is overdue.
        assertThat(Scenario.get("/v1/collections/worklist?asOf=1993-06-01&owner=kim&limit=1")
                        .<String>getList("items.name"))
                .containsExactly("Account ahead-both");
        assertThat(Scenario.as("anna", Roles.VIEWER)
                        .accept("text/csv")
                        .get("/v1/collections/worklist?asOf=1993-06-01&owner=kim")
                        .asString())
                .contains("Account ahead-big")
                .contains(",AT_RISK")
                .doesNotContain("ahead-small");
        // Before the invoices were recorded nothing was at risk.
        assertThat(Scenario.get("/v1/collections/worklist?asOf=1993-06-01&owner=kim&knownAt=1993-06-01T12:00:00Z")
                        .getList("items"))
                .isEmpty();
        JsonPath folded = Scenario.get("/v1/collections/worklist?asOf=1993-06-01&owner=kim&knownAt="
                + Instant.now().minusMillis(1));
        assertThat(folded.getList("items")).isEqualTo(list.getList("items"));
        // Tests of later days see nothing of it.
        for (Scenario it : all) {
            it.has(
                    it.erp().payment("Q1", "1993-07-31", "90000", "1"),
                    it.erp().payment("Q2", "1993-07-31", "90000", "2"));
        }
    }

    @Test
    void theListIsAnsweredAsItWasKnown() {
        Scenario it = Scenario.of("worklist-known", "EUR");
        String path = "/v1/collections/worklist?asOf=1996-02-20&owner=kim";
        it.has(it.erp().invoice("1", "1996-01-01", "1996-01-31", "1000"));
        Instant issued = Instant.now();
        // Entered late: all of days that were over by then.
        it.has(it.erp().payment("P", "1996-02-05", "400", "1"));
        Instant paid = Instant.now();
        it.has(it.erp().disputed("D", "1", "100", "1996-02-10"));
        Instant disputed = Instant.now();
        it.has(it.erp().promise("PR", "1", "500", "1996-02-15", "1996-02-01"));
        Instant promised = Instant.now();
        Scenario.finance()
                .body("""
                        {"accountId":"%s","invoices":[{"system":"%s","number":"%s"}],"agreedOn":"1996-02-18","instalments":[
                        {"dueOn":"1996-03-31","amount":{"amount":"600","currency":"EUR"}}]}""".formatted(it.account(), it.system(), it.number("1")))
                .put("/v1/payment-plans/" + UUID.randomUUID())
                .then()
                .statusCode(201);

        JsonPath first = Scenario.get(path + "&knownAt=" + issued);
        assertThat(first.getString("knownAt")).isEqualTo(issued.toString());
        assertThat(priority(first, it)).isEqualTo("1200.00");
        assertThat(priority(Scenario.get(path + "&knownAt=" + paid), it)).isEqualTo("720.00");
        assertThat(priority(Scenario.get(path + "&knownAt=" + disputed), it)).isEqualTo("600.00");
        // A broken promise: 25 % of the 500 that can be collected.
        assertThat(priority(Scenario.get(path + "&knownAt=" + promised), it)).isEqualTo("725.00");
        JsonPath now = Scenario.get(path);
        assertThat(priority(now, it)).isEqualTo("0.00");
        String own = "items.find { it.accountId == '" + it.account() + "' }";
        JsonPath folded = Scenario.get(path + "&knownAt=" + Instant.now().minusMillis(1));
        assertThat(folded.<Object>get(own)).isEqualTo(now.get(own));
        assertThat(Scenario.as("anna", Roles.VIEWER)
                        .accept("text/csv")
                        .get(path + "&knownAt=" + paid)
                        .asString())
                .contains("Account worklist-known,KEY,,kim,EUR,720.00,600.00 EUR,600.00 EUR");
        it.has(it.erp().payment("Q", "1996-05-31", "600", "1"));
    }

    @Test
    void theStepThatWaitedThenIsShown() {
        Scenario it = Scenario.of("worklist-step", "EUR");
        LocalDate today = LocalDate.now();
        it.has(it.erp()
                .invoice(
                        "1", today.minusDays(60).toString(), today.minusDays(10).toString(), "1000"));
        Instant issued = Instant.now();
        String path = "/v1/collections/worklist?limit=500&owner=kim";
        String own = "items.find { it.accountId == '" + it.account() + "' }";
        await().untilAsserted(() ->
                assertThat(Scenario.get(path).<Object>get(own + ".pendingStep")).isNotNull());
        Instant proposed = Instant.now();
        it.has(it.erp().payment("P", today.minusDays(5).toString(), "1000", "1"));

        JsonPath first = Scenario.get(path + "&knownAt=" + issued);
        assertThat(first.getString(own + ".priority.amount")).isEqualTo("1100.00");
        assertThat(first.<Object>get(own + ".pendingStep")).isNull();
        JsonPath then = Scenario.get(path + "&knownAt=" + proposed);
        assertThat(then.getInt(own + ".pendingStep.level")).isEqualTo(1);
        assertThat(then.getString(own + ".pendingStep.channel")).isEqualTo("TASK");
        // The end of an earlier day was before the step, whatever is known now.
        assertThat(Scenario.get(path + "&asOf=" + today.minusDays(6)).<Object>get(own + ".pendingStep"))
                .isNull();
        assertThat(Scenario.get(path).<Object>get(own)).isNull();
    }

    private static String priority(JsonPath list, Scenario it) {
        return list.getString("items.find { it.accountId == '" + it.account() + "' }.priority.amount");
    }

    private static String item(Scenario it) {
        return "items.find { it.accountId == '" + it.account() + "' }.notYetDue.";
    }
}
