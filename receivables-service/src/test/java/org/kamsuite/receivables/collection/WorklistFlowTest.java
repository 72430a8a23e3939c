package org.kamsuite.receivables.collection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
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

    private static String item(Scenario it) {
        return "items.find { it.accountId == '" + it.account() + "' }.notYetDue.";
    }
}
