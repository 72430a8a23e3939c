package org.kamsuite.scoring;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.kamsuite.scoring.Documents.creditNote;
import static org.kamsuite.scoring.Documents.invoice;
import static org.kamsuite.scoring.Documents.order;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.erp.InvoiceIssued;
import org.kamsuite.contracts.receivables.PaymentBehaviourChanged;
import org.kamsuite.contracts.scoring.AccountScored;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.test.EventProbe;
import org.kamsuite.test.Tokens;

/// From Kafka to the answers. Each test has its own accounts, and its own currency where figures are of the portfolio.
@QuarkusTest
class ScoringApiTest {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private EventProbe probe;

    @BeforeEach
    void open() {
        probe = new EventProbe(bootstrapServers);
    }

    @AfterEach
    void close() {
        probe.close();
    }

    private static RequestSpecification viewer() {
        return given().auth().oauth2(Tokens.of("vera", Roles.VIEWER));
    }

    private static JsonPath concentration(String query) {
        return viewer().get("/v1/concentration?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .using(new io.restassured.path.json.config.JsonPathConfig(
                        io.restassured.path.json.config.JsonPathConfig.NumberReturnType.BIG_DECIMAL));
    }

    private static void awaitTotal(String query, String total) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(concentration(query).getString("total.amount"))
                        .isEqualTo(total));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/scores", "/v1/models", "/v1/concentration", "/v1/scores/" + UNKNOWN, "/v1/sales/" + UNKNOWN
            })
    void withoutATokenNothingIsAnswered(String path) {
        given().get(path).then().statusCode(401).contentType("application/problem+json");
    }

    private static final String UNKNOWN = "01900000-0000-7000-8000-00000000dead";

    @ParameterizedTest
    @ValueSource(strings = {"/v1/scores", "/v1/models", "/v1/concentration?currency=EUR"})
    void aForeignRoleReadsNothingAndEachOfOursReads(String path) {
        given().auth()
                .oauth2(Tokens.of("eve", "somebody"))
                .get(path)
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
        for (String role : List.of(
                Roles.VIEWER,
                Roles.KEY_ACCOUNT_MANAGER,
                Roles.KAM_DIRECTOR,
                Roles.FINANCE,
                Roles.SERVICE_DESK,
                Roles.INTEGRATION,
                Roles.ADMIN)) {
            given().auth().oauth2(Tokens.of("anna", role)).get(path).then().statusCode(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/scores?asOf=2026-02-30",
                "/v1/scores?asof=2026-02-28",
                "/v1/scores?scope=team",
                "/v1/scores?limit=0",
                "/v1/scores?limit=501",
                "/v1/scores?cursor=nonsense",
                "/v1/scores?cursor=YR9i",
                "/v1/scores?model=default/99",
                "/v1/scores/" + UNKNOWN + "?model=nonsense",
                "/v1/scores/not-an-id",
                "/v1/concentration?measure=profit",
                "/v1/concentration?currency=euro",
                "/v1/concentration?from=2026-02-02&to=2026-02-01",
                "/v1/concentration?cursor=YR9i&currency=EUR",
                "/v1/sales/" + UNKNOWN + "?from=2026-02-02&to=2026-02-01"
            })
    void whatCannotBeReadIsA400(String path) {
        viewer().get(path).then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void anUnknownAccountOrModelIsA404() {
        viewer().get("/v1/scores/" + UNKNOWN).then().statusCode(404).contentType("application/problem+json");
        viewer().get("/v1/sales/" + UNKNOWN).then().statusCode(404);
        viewer().get("/v1/models/default/99").then().statusCode(404);
    }

    @Test
    void modelsTellTheirCriteria() {
        viewer().get("/v1/models").then().statusCode(200).body("items.version", hasItem("default/1"));
        viewer().get("/v1/models/default/1")
                .then()
                .statusCode(200)
                .body("criteria.weight.sum()", equalTo(100))
                .body("classes[0].class", equalTo("A"));
        // as a generated client writes the slash
        viewer().urlEncodingEnabled(false).get("/v1/models/default%2F1").then().statusCode(200);
    }

    @Test
    void invoicesBecomeScoresConcentrationAndAnEvent() {
        UUID big = UUID.randomUUID();
        UUID small = UUID.randomUUID();
        CustomerRef bigCustomer = Documents.customer("A1-big");
        CustomerRef smallCustomer = Documents.customer("A1-small");
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String recent = today.minusMonths(1).toString();
        String earlier = today.minusMonths(7).toString();
        probe.send(Documents.account(big, "Big AG", "CHF", null, bigCustomer));
        probe.send(Documents.account(small, "Small AG", "CHF", null, smallCustomer));
        probe.send(List.of(
                invoice(bigCustomer, "A1-1", 0, recent, "CHF", "900.00", "72.90", "540.00"),
                invoice(smallCustomer, "A1-2", 0, recent, "CHF", "100.00", "8.10", "90.00"),
                invoice(smallCustomer, "A1-3", 0, earlier, "CHF", "50.00", "0", "45.00"),
                order(bigCustomer, "A1-O", recent, "CHF")));
        awaitTotal("currency=CHF", "1050.00");

        JsonPath figures = concentration("currency=CHF&limit=1");
        assertThat((BigDecimal) figures.get("hhi")).isEqualByComparingTo("7551.020408163265");
        assertThat(figures.getString("items[0].name")).isEqualTo("Big AG");
        assertThat(figures.getString("items[0].amount.amount")).isEqualTo("900.00");
        assertThat((BigDecimal) figures.get("largestShare")).isEqualByComparingTo("0.8571428571428571");
        assertThat(figures.getList("items")).hasSize(1);
        JsonPath next = concentration("currency=CHF&limit=1&cursor=" + figures.getString("nextCursor"));
        assertThat(next.getString("items[0].name")).isEqualTo("Small AG");
        assertThat(next.getString("nextCursor")).isNull();

        JsonPath score = viewer().get("/v1/scores/" + big)
                .then()
                .statusCode(200)
                .body("name", equalTo("Big AG"))
                .body("currency", equalTo("CHF"))
                .body("trailingRevenue[0].amount", equalTo("900.00"))
                .extract()
                .jsonPath()
                .using(new io.restassured.path.json.config.JsonPathConfig(
                        io.restassured.path.json.config.JsonPathConfig.NumberReturnType.BIG_DECIMAL));
        List<BigDecimal> contributions = score.getList("contributions.contribution", BigDecimal.class);
        assertThat(contributions.stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo((BigDecimal) score.get("score"));

        List<AccountScored> events = probe.await(
                AccountScored.class,
                event -> event.accountId().equals(big)
                        && event.trailingRevenue().stream()
                                .anyMatch(money -> money.toString().equals("900.00 CHF")));
        assertThat(events.getLast().model()).isEqualTo("default/1");
        assertThat(events.getLast().reasons()).isNotEmpty();

        viewer().get("/v1/sales/" + big)
                .then()
                .statusCode(200)
                .body("months[0].revenue.amount", equalTo("900.00"))
                .body("months[0].margin.amount", equalTo("360.00"))
                .body("months[0].orders", equalTo(1));
        viewer().accept("text/csv")
                .get("/v1/concentration?currency=CHF")
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .body(containsString("Big AG,900.00,CHF,0.857"));
        viewer().accept("text/csv").get("/v1/scores").then().statusCode(200).body(containsString("Big AG"));
        viewer().accept("text/csv")
                .get("/v1/sales/" + big)
                .then()
                .statusCode(200)
                .body(containsString("900.00"));
    }

    @Test
    void scoresOfAnEarlierDayDoNotKnowLaterDocuments() {
        UUID account = UUID.randomUUID();
        CustomerRef customer = Documents.customer("A2");
        probe.send(Documents.account(account, "History AG", "SEK", null, customer));
        probe.send(List.of(
                invoice(customer, "A2-1", "2024-03-10", "SEK", "100.00"),
                invoice(customer, "A2-2", "2025-03-10", "SEK", "150.00"),
                invoice(customer, "A2-3", "2025-07-01", "SEK", "999.00")));
        awaitTotal("currency=SEK&from=2024-01-01&to=2025-12-31", "1249.00");
        viewer().get("/v1/scores/" + account + "?asOf=2025-06-30")
                .then()
                .statusCode(200)
                .body("asOf", equalTo("2025-06-30"))
                .body("trailingRevenue[0].amount", equalTo("150.00"))
                .body("contributions.find { it.criterion == 'REPEAT_BUSINESS' }.value", equalTo(0.083333f));
        viewer().get("/v1/scores?asOf=2025-06-30&limit=500")
                .then()
                .statusCode(200)
                .body("items.name", hasItem("History AG"));
        viewer().get("/v1/scores/" + account + "?asOf=2024-01-01")
                .then()
                .statusCode(200)
                .body("score", nullValue())
                .body("reason", containsString("nothing to score"));
    }

    @Test
    void duplicatesAndBrokenNeighboursChangeNothing() {
        UUID account = UUID.randomUUID();
        CustomerRef customer = Documents.customer("A3");
        InvoiceIssued invoice = invoice(customer, "A3-1", "2025-05-05", "NOK", "70.00");
        String id = UUID.randomUUID().toString();
        EventType type = EventType.of(InvoiceIssued.class);
        probe.send(Documents.account(account, "Again AG", "NOK", null, customer));
        probe.send(invoice, id, Instant.parse("2025-05-05T10:00:00Z"));
        probe.send(invoice, id, Instant.parse("2025-05-05T10:00:00Z"));
        probe.sendRecord(
                type.topic(),
                customer.key(),
                EventProbe.headers(type, UUID.randomUUID().toString(), "/erp/test", Instant.EPOCH),
                "{broken".getBytes(StandardCharsets.UTF_8));
        probe.send(List.of(invoice, invoice(customer, "A3-1", "2025-05-05", "NOK", "71.00")));
        probe.send(List.of(creditNote(customer, "A3-2", "2025-05-06", "NOK", "20.00")));
        awaitTotal("currency=NOK&from=2025-05-01&to=2025-05-31", "50.00");
        assertThat(concentration("currency=NOK&measure=gross-revenue&from=2025-05-01&to=2025-05-31")
                        .getString("total.amount"))
                .isEqualTo("70.00");
        given().auth()
                .oauth2(Tokens.of("ada", Roles.ADMIN))
                .get("/ops/quarantine?reason=CONFLICT&limit=500")
                .then()
                .statusCode(200)
                .body("items.detail", hasItem(containsString("A3-1")));
    }

    @Test
    void anUnknownCustomersDocumentsJoinItsAccountLater() {
        UUID account = UUID.randomUUID();
        CustomerRef customer = Documents.customer("A4");
        String window = "currency=DKK&from=2025-05-01&to=2025-05-31";
        probe.send(List.of(invoice(customer, "A4-1", "2025-05-05", "DKK", "70.00")));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(concentration(window).getString("unassigned.amount.amount"))
                        .isEqualTo("70.00"));
        assertThat(concentration(window).getString("total.amount")).isEqualTo("0.00");
        probe.send(Documents.account(account, "Late AG", "DKK", null, customer));
        awaitTotal(window, "70.00");
        assertThat(concentration(window).getInt("unassigned.customers")).isZero();
        probe.await(AccountScored.class, event -> event.accountId().equals(account));
    }

    @Test
    void subsidiariesRollUpToTheirGroup() {
        UUID group = UUID.randomUUID();
        UUID north = UUID.randomUUID();
        UUID south = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        CustomerRef northCustomer = Documents.customer("A5-north");
        CustomerRef southCustomer = Documents.customer("A5-south");
        CustomerRef otherCustomer = Documents.customer("A5-other");
        probe.send(Documents.account(group, "Group AG", "PLN", null));
        probe.send(Documents.account(north, "North AG", "PLN", group, northCustomer));
        probe.send(Documents.account(south, "South AG", "PLN", group, southCustomer));
        probe.send(Documents.account(other, "Other AG", "PLN", null, otherCustomer));
        probe.send(List.of(
                invoice(northCustomer, "A5-1", "2025-05-05", "PLN", "60.00"),
                invoice(southCustomer, "A5-2", "2025-05-06", "PLN", "60.00"),
                invoice(otherCustomer, "A5-3", "2025-05-06", "PLN", "880.00")));
        String window = "currency=PLN&from=2025-05-01&to=2025-05-31";
        awaitTotal(window, "1000.00");
        JsonPath grouped = concentration(window + "&scope=group");
        assertThat(grouped.getList("items.name")).containsExactly("Other AG", "Group AG");
        assertThat((BigDecimal) grouped.get("items[1].share")).isEqualByComparingTo("0.12");
        viewer().get("/v1/scores/" + group + "?asOf=2025-05-31&scope=group")
                .then()
                .statusCode(200)
                .body("trailingRevenue[0].amount", equalTo("120.00"))
                .body("scope", equalTo("group"));
        viewer().get("/v1/scores/" + group + "?asOf=2025-05-31")
                .then()
                .statusCode(200)
                .body("score", nullValue());
        viewer().get("/v1/scores/" + north + "?asOf=2025-05-31&scope=group")
                .then()
                .statusCode(200)
                .body("trailingRevenue[0].amount", equalTo("60.00"))
                .body("rank", nullValue())
                .body("reason", containsString("ultimate parents"));
        viewer().get("/v1/sales/" + group + "?from=2025-05-01&to=2025-05-31&scope=group")
                .then()
                .statusCode(200)
                .body("months[0].revenue.amount", equalTo("120.00"));
    }

    @Test
    void howAnAccountPaysCountsInTheModelThatAsksForIt() {
        UUID account = UUID.randomUUID();
        CustomerRef customer = Documents.customer("A7");
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        probe.send(Documents.account(account, "Payer AG", "ISK", null, customer));
        probe.send(List.of(invoice(customer, "A7-1", "2025-05-05", "ISK", "70")));
        // The later published figures of a day count, whatever the order of arrival.
        probe.send((DomainEvent) behaviour(account, today.minusDays(10), "15"));
        probe.send((DomainEvent) behaviour(account, today, "45"));
        probe.send((DomainEvent) behaviour(account, today, "30"));
        String path = "/v1/scores/" + account;
        String payment = "contributions.find { it.criterion == 'PAYMENT' }";
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> viewer().get(path + "?model=default/2")
                        .then()
                        .statusCode(200)
                        .body("model", equalTo("default/2"))
                        .body(payment + ".value", equalTo(30.0f))
                        .body(payment + ".normalised", equalTo(5.0f)));
        viewer().get(path + "?model=default/2&asOf=" + today.minusDays(1))
                .then()
                .body(payment + ".value", equalTo(15.0f));
        viewer().get(path + "?model=default/2&asOf=" + today.minusDays(11))
                .then()
                .body(payment + ".value", nullValue())
                .body(payment + ".coverage", equalTo(0));
        viewer().get(path).then().body("model", equalTo("default/1")).body(payment, nullValue());
        UUID other = UUID.randomUUID();
        probe.send(Documents.account(other, "Other Payer AG", "ISK", null, Documents.customer("A7-other")));
        probe.send(List.of(invoice(Documents.customer("A7-other"), "A7-2", "2025-05-05", "ISK", "7")));
        for (String type : List.of("application/json", "text/csv")) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> viewer().accept(type)
                            .get("/v1/scores?model=default/2&limit=1")
                            .then()
                            .statusCode(200)
                            .header("Link", containsString("rel=\"next\"")));
        }
    }

    private static PaymentBehaviourChanged behaviour(UUID account, LocalDate asOf, String days) {
        return new PaymentBehaviourChanged(account, asOf, 12, null, new BigDecimal(days), null, false);
    }

    @Test
    void severalCurrenciesNeedAChoice() {
        UUID account = UUID.randomUUID();
        CustomerRef customer = Documents.customer("A6");
        String window = "from=1999-05-01&to=1999-05-31";
        probe.send(Documents.account(account, "Two Currencies AG", "HUF", null, customer));
        probe.send(List.of(
                invoice(customer, "A6-1", "1999-05-05", "HUF", "70.00"),
                invoice(customer, "A6-2", "1999-05-05", "CZK", "70.00")));
        awaitTotal(window + "&currency=CZK", "70.00");
        awaitTotal(window + "&currency=HUF", "70.00");
        viewer().get("/v1/concentration?" + window)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:kam:problem:currency-needed"))
                .body("detail", containsString("CZK, HUF"));
        Map<String, Object> empty =
                concentration("from=1950-01-01&to=1950-12-31").getMap("");
        assertThat(empty).containsKey("reason").doesNotContainKey("hhi");
    }
}
