package org.kamsuite.servicelevel.level;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.time.Clock;
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
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.AccountRegistered;
import org.kamsuite.contracts.account.AccountState;
import org.kamsuite.contracts.account.ParentRef;
import org.kamsuite.contracts.account.ParentType;
import org.kamsuite.contracts.erp.ConfirmationStatus;
import org.kamsuite.contracts.erp.ConfirmedLine;
import org.kamsuite.contracts.erp.DeliveryReceived;
import org.kamsuite.contracts.erp.DeliveryShipped;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.contracts.erp.Initiator;
import org.kamsuite.contracts.erp.InquiryKind;
import org.kamsuite.contracts.erp.InquiryOpened;
import org.kamsuite.contracts.erp.InquiryPriority;
import org.kamsuite.contracts.erp.InquiryReopened;
import org.kamsuite.contracts.erp.InquiryResolved;
import org.kamsuite.contracts.erp.InquiryResponded;
import org.kamsuite.contracts.erp.InquiryStatus;
import org.kamsuite.contracts.erp.InquiryStatusChanged;
import org.kamsuite.contracts.erp.OrderCancelled;
import org.kamsuite.contracts.erp.OrderChanged;
import org.kamsuite.contracts.erp.OrderConfirmed;
import org.kamsuite.contracts.erp.OrderLine;
import org.kamsuite.contracts.erp.OrderPlaced;
import org.kamsuite.contracts.erp.ReceivedLine;
import org.kamsuite.contracts.erp.ResponseBy;
import org.kamsuite.contracts.erp.ReturnLine;
import org.kamsuite.contracts.erp.ReturnRequested;
import org.kamsuite.contracts.erp.SatisfactionAspect;
import org.kamsuite.contracts.erp.SatisfactionRecorded;
import org.kamsuite.contracts.erp.SatisfactionScale;
import org.kamsuite.contracts.erp.ShippedLine;
import org.kamsuite.contracts.servicelevel.ServiceLevelChanged;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.test.EventProbe;
import org.kamsuite.test.KamServers;
import org.kamsuite.test.Tokens;

/// From the feeds to the answers, on real servers. Every test owns its accounts, customers and year.
@QuarkusTest
@QuarkusTestResource(KamServers.class)
class ServiceLevelsTest {

    private static final String SYSTEM = "erp-levels";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @jakarta.inject.Inject
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
    void nobodyIsAnsweredWithoutATokenOrARole() {
        String path = "/v1/service-levels";
        given().get(path).then().statusCode(401).contentType("application/problem+json");
        given().auth()
                .oauth2(Tokens.of("mallory", "visitor"))
                .get(path)
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
        for (String sub : List.of("", "/late-lines", "/inquiries")) {
            given().get(path + "/" + UUID.randomUUID() + sub).then().statusCode(401);
            given().auth()
                    .oauth2(Tokens.of("mallory", "visitor"))
                    .get(path + "/" + UUID.randomUUID() + sub)
                    .then()
                    .statusCode(403);
            viewer().get(path + "/" + UUID.randomUUID() + sub)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json");
        }
    }

    @Test
    void badParametersAreNamed() {
        UUID account = account("Bad Parameters Ltd", "bad-parameters");
        for (String query : List.of(
                "from=yesterday",
                "from=2026-02-01&to=2026-01-01",
                "basis=WISHED",
                "grain=PALLET",
                "scope=world",
                "form=2026-01-01")) {
            viewer().get("/v1/service-levels/" + account + "?" + query)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:kam:problem:bad-request"));
        }
        for (String query : List.of(
                "limit=0", "limit=501", "limit=x", "sort=colour", "sort=-name", "cursor=x", "cursor=YQ", "miss=LATE")) {
            viewer().get("/v1/service-levels?" + query).then().statusCode(400).contentType("application/problem+json");
        }
        viewer().get("/v1/service-levels/" + account + "/late-lines?miss=EARLY")
                .then()
                .statusCode(400);
        viewer().get("/v1/service-levels/" + account + "/late-lines?cursor=YR9iH2M")
                .then()
                .statusCode(400);
        viewer().get("/v1/service-levels/" + account + "/inquiries?status=GONE")
                .then()
                .statusCode(400);
        viewer().get("/v1/service-levels/" + account + "/inquiries?cursor=YR9i")
                .then()
                .statusCode(400);
        viewer().get("/v1/service-levels/not-an-id").then().statusCode(400);
    }

    @Test
    void anAccountWithoutDocumentsHasZerosAndReasons() {
        UUID account = account("Quiet Ltd", "quiet");

        viewer().get("/v1/service-levels/" + account + "?from=2026-01-01&to=2026-01-31")
                .then()
                .statusCode(200)
                .body("name", equalTo("Quiet Ltd"))
                .body("from", equalTo("2026-01-01"))
                .body("scope", equalTo("account"))
                .body("basis", equalTo("REQUESTED"))
                .body("knownAt", notNullValue())
                .body("delivery.lines", equalTo(0))
                .body("delivery.onTimeRate", nullValue())
                .body("delivery.reasons", hasSize(1))
                .body("response.inquiries", equalTo(0))
                .body("response.reasons", hasSize(1));
    }

    @Test
    void deliveriesAreJudgedByTheirDates() {
        CustomerRef customer = new CustomerRef(SYSTEM, "judged");
        UUID account = account("Judged Ltd", "judged");
        LocalDate due = LocalDate.parse("2021-03-10");
        probe.send(List.of(
                // everything before its order
                receipt(customer, "J1", "J-1", "2021-03-09", received("1", "10"), received("2", "4")),
                receipt(customer, "J2", "J-1", "2021-03-14", received("2", "6"), received("3", "11")),
                order(customer, 0, "J-1", "2021-03-01", due, line("1"), line("2"), line("3"), line("4"), line("5")),
                new OrderCancelled(
                        customer,
                        0,
                        "J-1",
                        at("2021-03-02"),
                        Initiator.BUYER,
                        List.of(new org.kamsuite.contracts.erp.CancelledLine("5"))),
                order(customer, 0, "J-2", "2021-03-03", null, line("1"))));

        // line 1: in time; 2: 4 days late in two parts; 3: 4 days late and too much; 4: overdue; J-2: without a date
        var query = "?from=2021-03-01&to=2021-03-31";
        eventually(account, query, "delivery.lines", 5)
                .body("delivery.orders", equalTo(2))
                .body("delivery.dueLines", equalTo(4))
                .body("delivery.deliveredLines", equalTo(3))
                .body("delivery.lateLines", equalTo(2))
                .body("delivery.overdueLines", equalTo(1))
                .body("delivery.cancelledLines", equalTo(1))
                .body("delivery.onTimeRate", equalTo(0.33333334f))
                .body("delivery.onTimeRateOfDue", equalTo(0.25f))
                .body("delivery.inFullRate", equalTo(0.6666667f))
                .body("delivery.otifRate", equalTo(0.33333334f))
                .body("delivery.daysLate.mean", equalTo(4))
                .body("delivery.daysLate.max", equalTo(4))
                .body("delivery.leadTimeDays.p50", equalTo(13))
                .body("delivery.leadTimeDays.p90", equalTo(13))
                .body("delivery.dueOrders", equalTo(1))
                .body("delivery.lateOrders", equalTo(1))
                .body("delivery.orderOnTimeRate", equalTo(0))
                .body("delivery.coverage", equalTo(0.8f))
                .body("delivery.reasons", hasSize(2));

        // by the 13th only line 1 had come
        level(account, "?from=2021-03-01&to=2021-03-13")
                .body("delivery.deliveredLines", equalTo(1))
                .body("delivery.overdueLines", equalTo(3))
                .body("delivery.onTimeRate", equalTo(1));

        level(account, query + "&grain=ORDER")
                .body("delivery.onTimeRate", equalTo(0))
                .body("delivery.inFullRate", equalTo(0))
                .body("delivery.daysLate.mean", equalTo(4))
                .body("delivery.leadTimeDays.mean", equalTo(13));

        viewer().get("/v1/service-levels/" + account + "/late-lines" + query + "&limit=1")
                .then()
                .statusCode(200)
                .header("Link", containsString("cursor="))
                .body("items.line", contains("2"))
                .body("items[0].daysLate", equalTo(4))
                .body("items[0].target", equalTo("2021-03-10"))
                .body("items[0].delivered", equalTo("2021-03-14"))
                .body("items[0].orderedQuantity", equalTo("10"));
        String next = viewer().get("/v1/service-levels/" + account + "/late-lines" + query + "&limit=1")
                .path("nextCursor");
        viewer().get("/v1/service-levels/" + account + "/late-lines" + query + "&limit=1&cursor=" + next)
                .then()
                .body("items.line", contains("3"))
                .body("nextCursor", nullValue());
        viewer().get("/v1/service-levels/" + account + "/late-lines" + query + "&miss=OVERDUE")
                .then()
                .body("items.line", contains("4"))
                .body("items[0].daysLate", equalTo(21));
        viewer().get("/v1/service-levels/" + account + "/late-lines" + query + "&miss=SHORT")
                .then()
                .body("items.line", contains("3"));
        String csv = viewer().accept("text/csv")
                .get("/v1/service-levels/" + account + "/late-lines" + query)
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .extract()
                .asString();
        assertThat(csv.lines()).hasSize(3).first().asString().startsWith("accountId,system,order,line");
    }

    @Test
    void promisesAreAnotherBasis() {
        CustomerRef customer = new CustomerRef(SYSTEM, "promised");
        UUID account = account("Promised Ltd", "promised");
        LocalDate due = LocalDate.parse("2022-05-10");
        probe.send(List.of(
                confirmation(customer, "P-1", "2022-05-03T08:00:00Z", "1", LocalDate.parse("2022-05-15")),
                confirmation(customer, "P-1", "2022-05-02T08:00:00Z", "1", LocalDate.parse("2022-05-12")),
                order(customer, 0, "P-1", "2022-05-01", due, line("1"), line("2")),
                receipt(customer, "P1", "P-1", "2022-05-14", received("1", "10"), received("2", "10"))));
        var query = "?from=2022-05-01&to=2022-05-31";

        eventually(account, query, "delivery.lateLines", 2).body("delivery.daysLate.max", equalTo(4));
        level(account, query + "&basis=FIRST_PROMISED")
                .body("delivery.lateLines", equalTo(2))
                .body("delivery.daysLate.mean", equalTo(3))
                .body("delivery.coverage", equalTo(0.5f))
                .body("delivery.reasons", hasItem(containsString("judged by the requested date")));
        level(account, query + "&basis=LAST_PROMISED").body("delivery.lateLines", equalTo(1));
    }

    @Test
    void theHighestRevisionCountsAndConflictsAreParked() {
        CustomerRef customer = new CustomerRef(SYSTEM, "revised");
        UUID account = account("Revised Ltd", "revised");
        LocalDate due = LocalDate.parse("2020-06-10");
        probe.send(List.of(
                order(customer, 0, "R-1", "2020-06-01", due, line("1")),
                order(customer, 0, "R-2", "2020-06-01", due, line("1")),
                receipt(customer, 1, "R1", "R-2", "2020-06-09", received("1", "10")),
                // the older revision said another order and day
                receipt(customer, 0, "R1", "R-1", "2020-06-20", received("1", "10")),
                // the same again, and the same revision with another content
                receipt(customer, 1, "R1", "R-2", "2020-06-09", received("1", "10")),
                receipt(customer, 1, "R1", "R-2", "2020-06-30", received("1", "10"))));
        var query = "?from=2020-06-01&to=2020-06-30";

        eventually(account, query, "delivery.deliveredLines", 1)
                .body("delivery.overdueLines", equalTo(1))
                .body("delivery.lateLines", equalTo(0));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> given().auth()
                        .oauth2(Tokens.of("olga", Roles.ADMIN))
                        .get("/ops/quarantine?reason=CONFLICT&limit=500")
                        .then()
                        .statusCode(200)
                        .body("items.findAll { it.detail.contains('R1 revision 1') }", hasSize(1)));

        // the receipt is corrected weeks later, to where it belongs
        probe.send(receipt(customer, 2, "R1", "R-1", "2020-06-12", received("1", "10")));
        eventually(account, query, "delivery.lateLines", 1)
                .body("delivery.deliveredLines", equalTo(1))
                .body("delivery.daysLate.max", equalTo(2));
    }

    @Test
    void changesOfAnOrderAreFollowed() {
        CustomerRef customer = new CustomerRef(SYSTEM, "changed");
        UUID account = account("Changed Ltd", "changed");
        LocalDate due = LocalDate.parse("2019-02-10");
        probe.send(List.of(
                change(customer, "C-1", "2019-02-03", Initiator.SELLER, LocalDate.parse("2019-02-25"), "5"),
                order(customer, 0, "C-1", "2019-02-01", due, line("1")),
                order(customer, 0, "C-2", "2019-02-01", due, line("1")),
                change(customer, "C-2", "2019-02-03", Initiator.BUYER, LocalDate.parse("2019-02-25"), "5"),
                shipment(customer, "C1", "C-1", "2019-02-12", "5"),
                shipment(customer, "C2", "C-2", "2019-02-20", "5")));

        eventually(account, "?from=2019-02-01&to=2019-02-28", "delivery.deliveredLines", 2)
                .body("delivery.lateLines", equalTo(1))
                .body("delivery.daysLate.max", equalTo(2))
                .body("delivery.inFullRate", equalTo(1))
                .body("delivery.reasons", hasItem(containsString("at despatch")));
    }

    @Test
    void inquiriesAreClocked() {
        CustomerRef customer = new CustomerRef(SYSTEM, "asking");
        UUID account = account("Asking Ltd", "asking");
        Instant opened = Instant.parse("2021-09-01T10:00:00Z");
        List<ErpEvent> events = List.of(
                new InquiryResolved(customer, 0, "Q-1", opened.plus(Duration.ofMinutes(600)), null),
                new InquiryReopened(customer, 0, "Q-1", opened.plus(Duration.ofMinutes(1600)), null),
                new InquiryResolved(customer, 0, "Q-1", opened.plus(Duration.ofMinutes(1700)), null),
                status(customer, "Q-1", opened.plus(Duration.ofMinutes(100)), InquiryStatus.WAITING_FOR_CUSTOMER),
                status(customer, "Q-1", opened.plus(Duration.ofMinutes(200)), InquiryStatus.OPEN),
                new InquiryResponded(customer, 0, "Q-1", opened.plusSeconds(30), ResponseBy.AUTO, true),
                new InquiryResponded(customer, 0, "Q-1", opened.plusSeconds(60), ResponseBy.AGENT, false),
                new InquiryResponded(customer, 0, "Q-1", opened.plusSeconds(630), ResponseBy.AGENT, true),
                opened(customer, "Q-1", opened),
                opened(customer, "Q-2", opened.plus(Duration.ofDays(1))),
                new InquiryResolved(customer, 0, "Q-2", opened.plus(Duration.ofMinutes(1440 + 50)), true),
                opened(customer, "Q-3", opened.plus(Duration.ofDays(2))));
        probe.send(events);
        probe.send(events);
        var query = "?from=2021-09-01&to=2021-09-30";

        // Q-1: 1700 minutes, less 100 of waiting and 1000 until it came back
        eventually(account, query, "response.resolved", 2)
                .body("response.inquiries", equalTo(3))
                .body("response.responded", equalTo(1))
                .body("response.open", equalTo(1))
                .body("response.calendar", equalTo("24x7"))
                .body("response.firstResponseMinutes.p50", equalTo(10.5f))
                .body("response.resolutionMinutes.p50", equalTo(50))
                .body("response.resolutionMinutes.p90", equalTo(600))
                .body("response.resolutionMinutes.mean", equalTo(325))
                .body("response.reasons", hasSize(2));

        viewer().get("/v1/service-levels/" + account + "/inquiries" + query)
                .then()
                .statusCode(200)
                .body("items.inquiry", contains("Q-3", "Q-2", "Q-1"))
                .body("items[2].status", equalTo("RESOLVED"))
                .body("items[2].resolutionMinutes", equalTo(600))
                .body("items[2].reopened", equalTo(1));
        viewer().get("/v1/service-levels/" + account + "/inquiries" + query + "&status=OPEN")
                .then()
                .body("items.inquiry", contains("Q-3"));
        String next = viewer().get("/v1/service-levels/" + account + "/inquiries" + query + "&limit=2")
                .path("nextCursor");
        viewer().get("/v1/service-levels/" + account + "/inquiries" + query + "&limit=2&cursor=" + next)
                .then()
                .body("items.inquiry", contains("Q-1"));
        assertThat(viewer().accept("text/csv")
                        .get("/v1/service-levels/" + account + "/inquiries" + query)
                        .asString()
                        .lines())
                .hasSize(4);
    }

    @Test
    void anUnknownCustomerJoinsItsAccountLater() {
        CustomerRef customer = new CustomerRef(SYSTEM, "later");
        LocalDate due = LocalDate.parse("2018-04-10");
        probe.send(List.of(
                order(customer, 0, "L-1", "2018-04-01", due, line("1")),
                receipt(customer, "L1", "L-1", "2018-04-11", received("1", "10"))));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> viewer().get("/v1/service-levels?from=2018-04-01&to=2018-04-30")
                        .then()
                        .statusCode(200)
                        .body("items", empty())
                        .body("total.accounts", equalTo(0))
                        .body("total.unassignedLines", equalTo(1)));

        UUID account = account("Later Ltd", "later");

        eventually(account, "?from=2018-04-01&to=2018-04-30", "delivery.lateLines", 1);
        viewer().get("/v1/service-levels?from=2018-04-01&to=2018-04-30")
                .then()
                .body("items", hasSize(1))
                .body("total.accounts", equalTo(1))
                .body("total.unassignedLines", equalTo(0));
    }

    @Test
    void groupsAreServedAsOneAndThePortfolioIsSorted() {
        UUID parent = UUID.randomUUID();
        UUID child = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        CustomerRef parents = new CustomerRef(SYSTEM, "group-parent");
        CustomerRef childs = new CustomerRef(SYSTEM, "group-child");
        CustomerRef others = new CustomerRef(SYSTEM, "group-other");
        send(parent, "Alpha Group", parents, List.of());
        send(child, "Beta Child", childs, List.of(new ParentRef(ParentType.LEGAL, parent, null, null)));
        send(other, "Gamma Other", others, List.of());
        LocalDate due = LocalDate.parse("2017-07-10");
        probe.send(List.of(
                order(parents, 0, "G-1", "2017-07-01", due, line("1")),
                order(childs, 0, "G-2", "2017-07-01", due, line("1"), line("2")),
                order(others, 0, "G-3", "2017-07-01", due, line("1"), line("2")),
                receipt(parents, "G1", "G-1", "2017-07-10", received("1", "10")),
                receipt(childs, "G2", "G-2", "2017-07-12", received("1", "10"), received("2", "10")),
                receipt(others, "G3", "G-3", "2017-07-12", received("1", "10"))));
        var query = "?from=2017-07-01&to=2017-07-31";

        eventually(parent, query + "&scope=group", "delivery.deliveredLines", 3)
                .body("scope", equalTo("group"))
                .body("delivery.lateLines", equalTo(2));
        level(parent, query).body("delivery.lines", equalTo(1));
        eventually(other, query, "delivery.deliveredLines", 1);

        viewer().get("/v1/service-levels" + query + "&sort=name")
                .then()
                .statusCode(200)
                .body("sort", equalTo("name"))
                .body("items.name", contains("Alpha Group", "Beta Child", "Gamma Other"))
                .body("total.accounts", equalTo(3))
                .body("total.delivery.lines", equalTo(5))
                .body("total.delivery.deliveredLines", equalTo(4))
                .body("total.delivery.onTimeRate", equalTo(0.25f));
        viewer().get("/v1/service-levels" + query + "&sort=-onTimeRate")
                .then()
                .body("items[0].name", equalTo("Alpha Group"));
        viewer().get("/v1/service-levels" + query + "&sort=overdueLines")
                .then()
                .body("items[2].name", equalTo("Gamma Other"));
        viewer().get("/v1/service-levels" + query + "&scope=group&sort=name")
                .then()
                .body("items.name", contains("Alpha Group", "Gamma Other"))
                .body("items[0].delivery.lines", equalTo(3))
                .body("items[0].missed", equalTo(2));

        for (String sort : List.of("-missedLines", "onTimeRate", "name", "-resolutionMinutes")) {
            String first = viewer().get("/v1/service-levels" + query + "&limit=2&sort=" + sort)
                    .then()
                    .statusCode(200)
                    .header("Link", containsString("rel=\"next\""))
                    .body("items", hasSize(2))
                    .body("total.accounts", equalTo(3))
                    .extract()
                    .path("nextCursor");
            viewer().get("/v1/service-levels" + query + "&limit=2&sort=" + sort + "&cursor=" + first)
                    .then()
                    .statusCode(200)
                    .body("items", hasSize(1))
                    .body("total.accounts", equalTo(3))
                    .body("nextCursor", nullValue());
        }
        String csv = viewer().accept("text/csv")
                .get("/v1/service-levels" + query)
                .then()
                .statusCode(200)
                .header("Content-Type", equalTo("text/csv;charset=UTF-8"))
                .extract()
                .asString();
        assertThat(csv.lines()).hasSize(4).first().asString().startsWith("accountId,name,missed,orders");
    }

    @Test
    void changesAreToldToTheOtherServices() {
        CustomerRef customer = new CustomerRef(SYSTEM, "told");
        UUID account = account("Told Ltd", "told");
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        probe.send(List.of(
                order(customer, 0, "T-1", today.minusDays(20).toString(), today.minusDays(10), line("1"), line("2")),
                receipt(customer, "T1", "T-1", today.minusDays(11).toString(), received("1", "10")),
                opened(customer, "T-9", clock.instant().minus(Duration.ofHours(5)))));

        ServiceLevelChanged event = probe.await(
                        ServiceLevelChanged.class,
                        each -> each.accountId().equals(account)
                                && each.dueLines() == 2
                                && each.inquiries() == 1
                                && each.onTimeRate() != null)
                .getLast();

        assertThat(event.to()).isEqualTo(today);
        assertThat(event.from()).isEqualTo(today.minusDays(364));
        assertThat(event.overdueLines()).isOne();
        assertThat(event.onTimeRate()).isEqualByComparingTo("1");
    }

    @Test
    void whatCannotBeReadIsParkedAndItsNeighboursCount() {
        CustomerRef customer = new CustomerRef(SYSTEM, "neighbour");
        UUID account = account("Neighbour Ltd", "neighbour");
        LocalDate due = LocalDate.parse("2016-08-10");
        EventType type = EventType.of(OrderPlaced.class);
        Map<String, String> headers =
                EventProbe.headers(type, "broken-neighbour", "/erp/" + SYSTEM, Instant.parse("2016-08-01T00:00:00Z"));
        probe.send(order(customer, 0, "N-1", "2016-08-01", due, line("1")));
        probe.sendRecord(type.topic(), customer.key(), headers, "{\"orderNumber\":".getBytes());
        probe.send(List.of(
                order(customer, 0, "N-2", "2016-08-01", due, line("1")),
                new ReturnRequested(
                        customer,
                        0,
                        "N-R",
                        "N-1",
                        at("2016-08-20"),
                        List.of(new ReturnLine("A-1", BigDecimal.ONE, "damaged"))),
                new SatisfactionRecorded(
                        customer,
                        0,
                        "N-S",
                        at("2016-08-21"),
                        SatisfactionAspect.DELIVERY,
                        new BigDecimal("7"),
                        SatisfactionScale.NPS,
                        null)));

        eventually(account, "?from=2016-08-01&to=2016-08-31", "delivery.lines", 2);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> given().auth()
                        .oauth2(Tokens.of("olga", Roles.ADMIN))
                        .get("/ops/quarantine?limit=500")
                        .then()
                        .body("items.findAll { it.eventId == 'broken-neighbour' }", hasSize(1)));
    }

    private UUID account(String name, String number) {
        UUID account = UUID.randomUUID();
        send(account, name, new CustomerRef(SYSTEM, number), List.of());
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        viewer().get("/v1/service-levels/" + account).then().statusCode(200));
        return account;
    }

    private void send(UUID account, String name, CustomerRef customer, List<ParentRef> parents) {
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
    }

    private static RequestSpecification viewer() {
        return given().auth().oauth2(Tokens.of("vera", Roles.VIEWER));
    }

    private static ValidatableResponse level(UUID account, String query) {
        return viewer().get("/v1/service-levels/" + account + query).then().statusCode(200);
    }

    private static ValidatableResponse eventually(UUID account, String query, String field, int value) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> level(account, query).body(field, equalTo(value)));
        return level(account, query);
    }

    private static Instant at(String day) {
        return LocalDate.parse(day).atTime(12, 0).toInstant(ZoneOffset.UTC);
    }

    private static OrderLine line(String number) {
        return line(number, "10", null);
    }

    private static OrderLine line(String number, String quantity, LocalDate requested) {
        return new OrderLine(
                number, "A-" + number, null, new BigDecimal(quantity), "EA", BigDecimal.ONE, null, requested);
    }

    private static OrderPlaced order(
            CustomerRef customer, int revision, String number, String ordered, LocalDate due, OrderLine... lines) {
        return new OrderPlaced(customer, revision, number, at(ordered), "EUR", null, due, null, List.of(lines));
    }

    private static OrderChanged change(
            CustomerRef customer, String number, String on, Initiator initiator, LocalDate due, String quantity) {
        return new OrderChanged(
                customer,
                0,
                number,
                at("2019-02-01"),
                "EUR",
                null,
                due,
                null,
                at(on),
                initiator,
                List.of(line("1", quantity, null)));
    }

    private static OrderConfirmed confirmation(
            CustomerRef customer, String number, String moment, String line, LocalDate promised) {
        return new OrderConfirmed(
                customer,
                0,
                number,
                Instant.parse(moment),
                List.of(new ConfirmedLine(line, ConfirmationStatus.ACCEPTED, null, promised)));
    }

    private static DeliveryShipped shipment(
            CustomerRef customer, String number, String order, String day, String quantity) {
        return new DeliveryShipped(
                customer,
                0,
                number,
                order,
                at(day),
                null,
                null,
                List.of(new ShippedLine("1", new BigDecimal(quantity), null)));
    }

    private static DeliveryReceived receipt(
            CustomerRef customer, String number, String order, String day, ReceivedLine... lines) {
        return receipt(customer, 0, number, order, day, lines);
    }

    private static DeliveryReceived receipt(
            CustomerRef customer, int revision, String number, String order, String day, ReceivedLine... lines) {
        return new DeliveryReceived(customer, revision, number, order, at(day), List.of(lines));
    }

    private static ReceivedLine received(String line, String quantity) {
        return new ReceivedLine(line, new BigDecimal(quantity), null, null, null);
    }

    private static InquiryOpened opened(CustomerRef customer, String number, Instant at) {
        return new InquiryOpened(
                customer,
                0,
                number,
                at,
                InquiryKind.COMPLAINT,
                "phone",
                "Damaged goods",
                InquiryPriority.HIGH,
                null,
                null);
    }

    private static InquiryStatusChanged status(CustomerRef customer, String number, Instant at, InquiryStatus status) {
        return new InquiryStatusChanged(customer, 0, number, at, status, null);
    }
}
