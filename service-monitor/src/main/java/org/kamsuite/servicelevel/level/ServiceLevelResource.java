package org.kamsuite.servicelevel.level;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.platform.rest.Csv;
import org.kamsuite.platform.rest.CsvPage;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.servicelevel.delivery.Basis;
import org.kamsuite.servicelevel.period.Period;

@Path("/v1/service-levels")
@Tag(
        name = "Service levels",
        description =
                "What accounts really got: deliveries against requested and promised dates, answers to inquiries.")
@RolesAllowed({
    Roles.VIEWER,
    Roles.KEY_ACCOUNT_MANAGER,
    Roles.KAM_DIRECTOR,
    Roles.FINANCE,
    Roles.SERVICE_DESK,
    Roles.INTEGRATION,
    Roles.ADMIN
})
public class ServiceLevelResource {

    private static final int DEFAULT_LIMIT = 50;

    private static final String DEFINITIONS =
            " A line is on time when its delivery day is not after its target date. Target date: the requested date"
                    + " (the line's, else the order's; the seller's own changes do not move it), or by `basis` the"
                    + " first or last promised date, and where nothing was promised the requested one. Delivery day:"
                    + " the day on which the accepted quantity (received minus rejected, of the ordered article) first"
                    + " reached the ordered one, else the day of the last delivery; where an order has no receipt at"
                    + " all, despatches count instead. Percentiles are nearest-rank. Any role may call it.";

    private static final String DELIVERY_EXAMPLE = """
            {"orders": 42, "lines": 130, "dueLines": 128, "deliveredLines": 125, "lateLines": 9, "overdueLines": 3,
             "cancelledLines": 2, "refusedLines": 0, "onTimeRate": 0.928, "onTimeRateOfDue": 0.90625,
             "inFullRate": 0.96, "otifRate": 0.904, "daysLate": {"mean": 3.5, "max": 12},
             "leadTimeDays": {"p50": 6, "p90": 14, "mean": 7.25}, "dueOrders": 41, "deliveredOrders": 40,
             "lateOrders": 4, "orderOnTimeRate": 0.9, "coverage": 0.9846153846153846,
             "reasons": ["2 of 130 lines have no requested or promised date: they are in no rate."]}""";

    private static final String RESPONSE_EXAMPLE = """
            {"inquiries": 17, "responded": 17, "resolved": 17, "open": 0, "firstResponseMinutes": {"p50": 42, "p90": 310.5},
             "resolutionMinutes": {"p50": 1326, "p90": 22893, "mean": 2210.25}, "calendar": "24x7", "reasons": []}""";

    private static final String PERIOD_EXAMPLE = """
            "from": "2026-01-01", "to": "2026-03-31", "scope": "account", "basis": "REQUESTED", "grain": "LINE",
             "knownAt": "2026-04-01T08:00:00Z\"""";

    private static final String ACCOUNT_EXAMPLE = "{\"accountId\": \"01970a52-4c3e-7000-8000-00000000002a\","
            + " \"name\": \"Northern Retail AB\", " + PERIOD_EXAMPLE + ", \"delivery\": " + DELIVERY_EXAMPLE
            + ", \"response\": " + RESPONSE_EXAMPLE + "}";

    private static final String PORTFOLIO_EXAMPLE = "{" + PERIOD_EXAMPLE + ", \"sort\": \"-missedLines\","
            + " \"items\": [{\"accountId\": \"01970a52-4c3e-7000-8000-00000000002a\","
            + " \"name\": \"Northern Retail AB\", \"missed\": 15, \"delivery\": " + DELIVERY_EXAMPLE
            + ", \"response\": " + RESPONSE_EXAMPLE + "}], \"total\": {\"accounts\": 1, \"delivery\": "
            + DELIVERY_EXAMPLE + ", \"response\": " + RESPONSE_EXAMPLE
            + ", \"unassignedLines\": 0, \"unassignedInquiries\": 0}}";

    @Inject
    Portfolio portfolio;

    @Inject
    Clock clock;

    @GET
    @Path("/{accountId}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getServiceLevel",
            summary = "What one account, or its whole group, got in a period",
            description = "Deliveries due and inquiries opened in the period." + DEFINITIONS)
    @APIResponse(
            responseCode = "200",
            description = "The figures; without any order or inquiry zeros, and reasons why there are no rates",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ServiceLevelView.class),
                            examples = @ExampleObject(name = "account", value = ACCOUNT_EXAMPLE)))
    @APIResponse(responseCode = "404", description = "No such account")
    public ServiceLevelView get(
            @PathParam("accountId") UUID accountId,
            @Parameter(description = "First day; default 364 days before `to`.", example = "2026-01-01")
                    @QueryParam("from")
                    LocalDate from,
            @Parameter(description = "Last day; default today.", example = "2026-03-31") @QueryParam("to") LocalDate to,
            @Parameter(description = "account (default), or group: with all that belong to it on the last day.")
                    @QueryParam("scope")
                    Scope scope,
            @Parameter(description = "Against which date deliveries are judged; default REQUESTED.")
                    @QueryParam("basis")
                    Basis basis,
            @Parameter(description = "What rates, days late and lead times are counted over; default LINE.")
                    @QueryParam("grain")
                    Grain grain) {
        return portfolio.account(accountId, Question.of(Period.of(from, to, clock), scope, basis, grain));
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "listServiceLevels",
            summary = "What all accounts got in a period, those with most misses first",
            description =
                    "Accounts with order lines or inquiries in the period, a page at a time, and the total over all"
                            + " of them in every answer. Also as CSV (the page without the total)." + DEFINITIONS)
    @APIResponse(
            responseCode = "200",
            description = "A page of accounts and the total",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = PortfolioView.class),
                        examples = @ExampleObject(name = "portfolio", value = PORTFOLIO_EXAMPLE)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    public PortfolioView list(
            @Parameter(description = "First day; default 364 days before `to`.", example = "2026-01-01")
                    @QueryParam("from")
                    LocalDate from,
            @Parameter(description = "Last day; default today.", example = "2026-03-31") @QueryParam("to") LocalDate to,
            @Parameter(description = "account (default), or group: an item for each ultimate parent on the last day.")
                    @QueryParam("scope")
                    Scope scope,
            @Parameter(description = "Against which date deliveries are judged; default REQUESTED.")
                    @QueryParam("basis")
                    Basis basis,
            @Parameter(description = "What rates, days late and lead times are counted over; default LINE.")
                    @QueryParam("grain")
                    Grain grain,
            @Parameter(
                            description = "-missedLines (default), or one of missedLines, dueLines, lateLines,"
                                    + " overdueLines, onTimeRate, inFullRate, otifRate, inquiries, resolutionMinutes,"
                                    + " with - for descending; or name. Accounts without the value come last.",
                            example = "otifRate")
                    @QueryParam("sort")
                    String sort,
            @Parameter(description = "1 to 500, default 50.") @QueryParam("limit") Integer limit,
            @Parameter(description = "`nextCursor` of the page before.") @QueryParam("cursor") String cursor) {
        return portfolio.accounts(
                Question.of(Period.of(from, to, clock), scope, basis, grain),
                Sort.of(sort),
                Page.limit(limit, DEFAULT_LIMIT),
                cursor);
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public CsvPage csv(
            @QueryParam("from") LocalDate from,
            @QueryParam("to") LocalDate to,
            @QueryParam("scope") Scope scope,
            @QueryParam("basis") Basis basis,
            @QueryParam("grain") Grain grain,
            @QueryParam("sort") String sort,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        PortfolioView view = list(from, to, scope, basis, grain, sort, limit, cursor);
        return Csv.page(
                List.of(
                        "accountId",
                        "name",
                        "missed",
                        "orders",
                        "lines",
                        "dueLines",
                        "deliveredLines",
                        "lateLines",
                        "overdueLines",
                        "onTimeRate",
                        "onTimeRateOfDue",
                        "inFullRate",
                        "otifRate",
                        "daysLateMean",
                        "daysLateMax",
                        "leadTimeDaysP50",
                        "leadTimeDaysP90",
                        "leadTimeDaysMean",
                        "orderOnTimeRate",
                        "coverage",
                        "inquiries",
                        "responded",
                        "resolved",
                        "firstResponseMinutesP50",
                        "firstResponseMinutesP90",
                        "resolutionMinutesP50",
                        "resolutionMinutesP90",
                        "resolutionMinutesMean"),
                new Page<>(view.items(), view.nextCursor()),
                ServiceLevelResource::columns);
    }

    private static List<Object> columns(PortfolioView.Item item) {
        DeliveryView delivery = item.delivery();
        ResponseView response = item.response();
        return Arrays.asList(
                item.accountId(),
                item.name(),
                item.missed(),
                delivery.orders(),
                delivery.lines(),
                delivery.dueLines(),
                delivery.deliveredLines(),
                delivery.lateLines(),
                delivery.overdueLines(),
                delivery.onTimeRate(),
                delivery.onTimeRateOfDue(),
                delivery.inFullRate(),
                delivery.otifRate(),
                delivery.daysLate().mean(),
                delivery.daysLate().max(),
                delivery.leadTimeDays().p50(),
                delivery.leadTimeDays().p90(),
                delivery.leadTimeDays().mean(),
                delivery.orderOnTimeRate(),
                delivery.coverage(),
                response.inquiries(),
                response.responded(),
                response.resolved(),
                response.firstResponseMinutes().p50(),
                response.firstResponseMinutes().p90(),
                response.resolutionMinutes().p50(),
                response.resolutionMinutes().p90(),
                response.resolutionMinutes().mean());
    }
}
