package org.kamsuite.servicelevel.failure;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.AccountRegistered;
import org.kamsuite.contracts.account.AccountState;
import org.kamsuite.contracts.account.ParentRef;
import org.kamsuite.contracts.account.ParentType;
import org.kamsuite.contracts.erp.DeliveryReceived;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.contracts.erp.OrderLine;
import org.kamsuite.contracts.erp.OrderPlaced;
import org.kamsuite.contracts.erp.ReceivedLine;
import org.kamsuite.contracts.servicelevel.ServiceFailureDetected;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.test.EventProbe;
import org.kamsuite.test.KamServers;
import org.kamsuite.test.Tokens;

/// From the feed to the event and the list, on real servers. Every test owns its accounts and customers.
@QuarkusTest
@QuarkusTestResource(KamServers.class)
class ServiceFailuresTest {

    private static final String SYSTEM = "erp-failures";
    private static final LocalDate DUE = LocalDate.parse("2024-03-10");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    Clock clock;

    private EventProbe probe;

    @BeforeEach
    void connect() {
        probe = new EventProbe(bootstrapServers);
    }

    @AfterEach
    void disconnect() {
        probe.close();
    }

    @Test
    void eachFailureIsToldOnceWhateverComesAgain() {
        CustomerRef customer = new CustomerRef(SYSTEM, "once");
        UUID account = account("Once Ltd", customer, List.of());
        List<ErpEvent> feed = List.of(
                order(customer, "O-1", DUE, 5),
                receipt(customer, 0, "R-1", "O-1", "2024-03-10", line("1", "10", null, null)),
                receipt(
                        customer,
                        0,
                        "R-2",
                        "O-1",
                        "2024-03-12",
                        line("2", "10", null, null),
                        line("3", "8", "1", null),
                        line("4", "10", null, "B-9")));
        probe.send(feed);
        // line 5 has not come at all; all of R-2 is 2 days late
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> list(account, "").body("items.findAll { it.publishedAt != null }", hasSize(7)));

        // A new import gives every event a new id; a correction takes a failure away, another brings it back.
        probe.send(feed);
        probe.send(receipt(customer, 1, "R-1", "O-1", "2024-03-11", line("1", "10", null, null)));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> list(account, "&kind=LATE").body("items.findAll { it.publishedAt != null }", hasSize(5)));
        probe.send(receipt(customer, 2, "R-1", "O-1", "2024-03-10", line("1", "10", null, null)));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> list(account, "&kind=LATE").body("items.findAll { !it.stands }", hasSize(1)));
        probe.send(receipt(customer, 3, "R-1", "O-1", "2024-03-11", line("1", "10", null, null)));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> list(account, "&kind=LATE").body("items.findAll { it.stands }", hasSize(5)));
        probe.send(order(customer, "O-LAST", DUE, 1));

        List<ServiceFailureDetected> told = told(account, "O-LAST");
        assertThat(told)
                .extracting(each -> each.line() + " " + each.kind())
                .containsExactlyInAnyOrder(
                        "1 LATE",
                        "2 LATE",
                        "3 LATE",
                        "3 SHORT",
                        "3 REJECTED",
                        "4 LATE",
                        "4 WRONG_ITEM",
                        "5 LATE",
                        "1 LATE");
        assertThat(told)
                .filteredOn(
                        each -> each.orderNumber().equals("O-1") && each.line().equals("3"))
                .allMatch(each -> "R-2".equals(each.deliveryNumber()))
                .extracting(each -> "%s %s %s %s"
                        .formatted(
                                each.kind(), each.occurredOn(), each.quantity().toPlainString(), each.days()))
                .containsExactlyInAnyOrder(
                        "LATE 2024-03-11 10 2", "SHORT 2024-03-12 2 null", "REJECTED 2024-03-12 1 null");
    }

    @Test
    void theFailuresOfAnUnknownCustomerAreToldWhenHisMappingArrives() {
        CustomerRef customer = new CustomerRef(SYSTEM, "unknown");
        CustomerRef other = new CustomerRef(SYSTEM, "known");
        UUID known = account("Known Ltd", other, List.of());
        probe.send(List.of(order(customer, "U-1", DUE, 2), order(other, "K-1", DUE, 1)));
        failures(known, "", 1);

        UUID account = account("Late To The Party Ltd", customer, List.of());

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> list(account, "").body("items.findAll { it.publishedAt != null }", hasSize(2)));
        assertThat(told(account, "U-1")).isNotEmpty();
    }

    @Test
    void yearsOfHistoryAreToldInManyTransactions() {
        CustomerRef customer = new CustomerRef(SYSTEM, "history");
        UUID account = account("History Ltd", customer, List.of());
        int lines = ServiceFailures.BATCH / 2 + 1;
        probe.send(IntStream.range(0, 3)
                .mapToObj(i -> order(customer, "H-" + i, DUE, lines))
                .toList());
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(all(account)).hasSize(3 * lines).allMatch(published -> published));

        probe.send(order(customer, "H-LAST", DUE.plusDays(1), 1));
        assertThat(told(account, "H-LAST")).hasSize(3 * lines + 1).doesNotHaveDuplicates();
    }

    @Test
    void whatMayStillComeInTimeIsNoFailure() {
        CustomerRef customer = new CustomerRef(SYSTEM, "future");
        UUID account = account("Future Ltd", customer, List.of());
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        probe.send(List.of(
                order(customer, "F-1", today.plusDays(1), 1),
                order(customer, "F-2", today.plusDays(1), 1),
                receipt(customer, 0, "F-R", "F-2", today.toString(), line("1", "4", null, null)),
                order(customer, "F-LAST", DUE, 1)));

        assertThat(told(account, "F-LAST")).hasSize(1);
        list(account, "&to=2199-12-31").body("items", hasSize(1));
    }

    @Test
    void theListIsFilteredPagedAndASpreadsheet() {
        CustomerRef customer = new CustomerRef(SYSTEM, "parent");
        CustomerRef child = new CustomerRef(SYSTEM, "child");
        UUID parent = account("Parent Ltd", customer, List.of());
        account("Child Ltd", child, List.of(new ParentRef(ParentType.LEGAL, parent, null, null)));
        probe.send(List.of(
                order(customer, "L-1", DUE, 2),
                receipt(customer, 0, "L-R", "L-1", "2024-03-09", line("1", "10", "4", null)),
                order(child, "L-2", DUE.plusDays(1), 1)));

        failures(parent, "&scope=group", 3)
                .body("items[0].order", equalTo("L-2"))
                .body("items[0].days", notNullValue())
                .body("items[0].deliveredOn", nullValue())
                .body("items[1].line", equalTo("2"))
                .body("items[2].kind", equalTo("REJECTED"))
                .body("items[2].quantity", equalTo("4"))
                .body("items[2].sku", equalTo("A-1"))
                .body("items[2].delivery", equalTo("L-R"))
                .body("items[2].days", nullValue());
        list(parent, "").body("items", hasSize(2));
        list(parent, "&kind=REJECTED").body("items", hasSize(1));
        list(parent, "&kind=LATE&to=2024-03-10").body("items", hasSize(0));
        String cursor =
                list(parent, "&limit=1").body("items", hasSize(1)).extract().path("nextCursor");
        list(parent, "&limit=1&cursor=" + cursor)
                .body("items", hasSize(1))
                .body("items[0].kind", equalTo("REJECTED"))
                .body("nextCursor", nullValue());
        String csv = viewer().accept("text/csv")
                .get("/v1/service-failures?from=2024-01-01&limit=1&accountId=" + parent)
                .then()
                .statusCode(200)
                .header("Content-Type", equalTo("text/csv;charset=UTF-8"))
                .header("Link", containsString("cursor=" + cursor))
                .extract()
                .asString();
        assertThat(csv.lines()).hasSize(2).first().asString().startsWith("accountId,system,order,line,sku,kind");
        viewer().get("/v1/service-failures?from=2024-01-01&to=2024-12-31")
                .then()
                .statusCode(200)
                .body("items.size()", org.hamcrest.Matchers.greaterThanOrEqualTo(3));
    }

    @Test
    void nobodyIsAnsweredWithoutATokenOrARoleAndBadParametersAreNamed() {
        given().get("/v1/service-failures").then().statusCode(401);
        given().auth()
                .oauth2(Tokens.of("mallory", "visitor"))
                .get("/v1/service-failures")
                .then()
                .statusCode(403);
        viewer().get("/v1/service-failures?accountId=" + UUID.randomUUID())
                .then()
                .statusCode(404);
        for (String query : List.of(
                "accountId=x",
                "kind=EARLY",
                "from=2024-02-30",
                "from=2024-02-02&to=2024-02-01",
                "limit=0",
                "cursor=x",
                "cursor=YR9iH2MfZA",
                "cursor=Kzk5OTk5OTk5OS0xMi0zMR8xHzEfTEFURQ",
                "colour=red")) {
            viewer().get("/v1/service-failures?" + query)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json");
        }
    }

    private List<ServiceFailureDetected> told(UUID account, String lastOrder) {
        return probe.await(
                ServiceFailureDetected.class,
                each -> each.accountId().equals(account) && each.orderNumber().equals(lastOrder));
    }

    private static List<Boolean> all(UUID account) {
        List<Boolean> published = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            var page = list(account, "&limit=500&cursor=" + cursor).extract();
            published.addAll(page.path("items.collect { it.publishedAt != null }"));
            cursor = page.path("nextCursor");
        }
        return published;
    }

    private static ValidatableResponse failures(UUID account, String query, int number) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> list(account, query).body("items", hasSize(number)));
        return list(account, query);
    }

    private static ValidatableResponse list(UUID account, String query) {
        return viewer().get("/v1/service-failures?from=2024-01-01&accountId=" + account + query)
                .then()
                .statusCode(200);
    }

    private UUID account(String name, CustomerRef customer, List<ParentRef> parents) {
        UUID account = UUID.randomUUID();
        probe.send(new AccountRegistered(new AccountState(
                account,
                1,
                name,
                AccountKind.CUSTOMER,
                AccountClass.KEY,
                null,
                "EUR",
                "DE",
                null,
                null,
                null,
                List.of(customer),
                parents,
                List.of("anna"),
                null,
                null)));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        viewer().get("/v1/service-levels/" + account).then().statusCode(200));
        return account;
    }

    private static RequestSpecification viewer() {
        return given().auth().oauth2(Tokens.of("vera", Roles.VIEWER));
    }

    private static OrderPlaced order(CustomerRef customer, String number, LocalDate due, int lines) {
        return new OrderPlaced(
                customer,
                0,
                number,
                at("2024-03-01"),
                "EUR",
                null,
                due,
                null,
                IntStream.rangeClosed(1, lines)
                        .mapToObj(i -> new OrderLine(
                                Integer.toString(i), "A-" + i, null, BigDecimal.TEN, "EA", BigDecimal.ONE, null, null))
                        .toList());
    }

    private static DeliveryReceived receipt(
            CustomerRef customer, int revision, String number, String order, String day, ReceivedLine... lines) {
        return new DeliveryReceived(customer, revision, number, order, at(day), List.of(lines));
    }

    private static ReceivedLine line(String number, String received, String rejected, String sku) {
        return new ReceivedLine(
                number, new BigDecimal(received), rejected == null ? null : new BigDecimal(rejected), null, sku);
    }

    private static Instant at(String day) {
        return LocalDate.parse(day).atTime(12, 0).toInstant(ZoneOffset.UTC);
    }
}
