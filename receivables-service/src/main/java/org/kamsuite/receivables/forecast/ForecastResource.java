package org.kamsuite.receivables.forecast;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
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
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.platform.rest.Scope;

@Path("/v1")
@Tag(name = "Cash forecast", description = "When open invoices will bring money.")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({
    Roles.VIEWER,
    Roles.KEY_ACCOUNT_MANAGER,
    Roles.KAM_DIRECTOR,
    Roles.FINANCE,
    Roles.SERVICE_DESK,
    Roles.INTEGRATION,
    Roles.ADMIN
})
public class ForecastResource {

    private static final String FLOW = """
            "currency":"EUR","openAmount":{"amount":"10000.00","currency":"EUR"},
            "expectedInHorizon":{"amount":"9710.00","currency":"EUR"},"horizonP10":{"amount":"9200.00","currency":"EUR"},
            "horizonP50":{"amount":"9950.00","currency":"EUR"},"horizonP90":{"amount":"9950.00","currency":"EUR"},
            "beyondHorizon":{"amount":"240.00","currency":"EUR"},"expectedLoss":{"amount":"50.00","currency":"EUR"},
            "expectedCredits":{"amount":"0.00","currency":"EUR"},"weeks":[{"week":1,"from":"2026-04-01","to":"2026-04-07",
            "expected":{"amount":"3100.00","currency":"EUR"},"p10":{"amount":"1200.00","currency":"EUR"},
            "p50":{"amount":"3000.00","currency":"EUR"},"p90":{"amount":"5200.00","currency":"EUR"},
            "byExpectedDate":{"amount":"2985.00","currency":"EUR"},"cumulated":{"amount":"3100.00","currency":"EUR"}}],
            "byCurrency":[],"unconverted":[],"basis":{"payments":40,"latenessP10":-3,"latenessP50":4,"latenessP90":18,
            "portfolioPayments":21000,"lossRate":0.005,"keptRatio":0.71,"disputeDays":24,"disputeCreditedShare":0.4,
            "disputes":31,"draws":500},""";

    @Inject
    Forecasts forecasts;

    @Inject
    BackTests backTests;

    @GET
    @Path("/receivables/{accountId}/forecast")
    @Operation(
            operationId = "getReceivablesForecast",
            summary = "When an account's open invoices will bring money",
            description =
                    "Weekly expected receipts with bands (p10, p50, p90), from how late the account's money came in the last 365"
                            + " days, its promises and disputes. What is expected in the horizon, beyond it and not at all adds up"
                            + " to what is open, exactly. Also as text/csv. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The forecast",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ForecastView.class),
                        examples =
                                @ExampleObject(
                                        name = "one currency (shortened)",
                                        value =
                                                "{\"accountId\":\"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11\",\"name\":\"Musterbau"
                                                        + " GmbH\",\"asOf\":\"2026-03-31\",\"knownAt\":\"2026-04-01T06:30:00Z\","
                                                        + "\"scope\":\"account\"," + FLOW
                                                        + "\"items\":[],\"methods\":{}}")),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "No such account")
    public ForecastView forecast(
            @PathParam("accountId") UUID accountId,
            @Parameter(description = "What is open at the end of this day; default today.", example = "2026-03-31")
                    @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(description = "1 to 53, default 13.") @QueryParam("weeks") Integer weeks,
            @Parameter(
                            description =
                                    "Count only the account's items, payments, promises and disputes as recorded by this"
                                            + " instant; default now. What is usual among all customers is as known now.")
                    @QueryParam("knownAt")
                    Instant knownAt,
            @Parameter(description = "account, or group for all accounts below it in the legal hierarchy on that day.")
                    @QueryParam("scope")
                    @DefaultValue("account")
                    Scope scope) {
        return forecasts.of(accountId, asOf, knownAt, scope, weeks);
    }

    @GET
    @Path("/receivables/{accountId}/forecast")
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String forecastCsv(
            @PathParam("accountId") UUID accountId,
            @QueryParam("asOf") LocalDate asOf,
            @QueryParam("weeks") Integer weeks,
            @QueryParam("knownAt") Instant knownAt,
            @QueryParam("scope") @DefaultValue("account") Scope scope) {
        return csv(forecasts.of(accountId, asOf, knownAt, scope, weeks));
    }

    private static String csv(ForecastView forecast) {
        return Csv.of(ForecastView.COLUMNS, forecast.rows(), row -> row);
    }

    @GET
    @Path("/receivables-forecast")
    @Operation(
            operationId = "getReceivablesForecastOfAll",
            summary = "When all open invoices will bring money",
            description = "As for one account, over all customers, those that belong to no account yet included: each"
                    + " with its own habit. Also as text/csv. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The forecast",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ForecastView.class),
                        examples =
                                @ExampleObject(
                                        name = "one currency (shortened)",
                                        value = "{\"asOf\":\"2026-03-31\",\"knownAt\":\"2026-04-01T06:30:00Z\"," + FLOW
                                                + "\"methods\":{}}")),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    public ForecastView forecastOfAll(
            @Parameter(description = "What is open at the end of this day; default today.", example = "2026-03-31")
                    @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(description = "1 to 53, default 13.") @QueryParam("weeks") Integer weeks,
            @Parameter(
                            description =
                                    "Count only items, payments, promises and disputes as recorded by this instant;"
                                            + " default now.")
                    @QueryParam("knownAt")
                    Instant knownAt) {
        return forecasts.ofAll(asOf, knownAt, weeks);
    }

    @GET
    @Path("/receivables-forecast")
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String forecastOfAllCsv(
            @QueryParam("asOf") LocalDate asOf,
            @QueryParam("weeks") Integer weeks,
            @QueryParam("knownAt") Instant knownAt) {
        return csv(forecasts.ofAll(asOf, knownAt, weeks));
    }

    @GET
    @Path("/receivables-forecast/back-test")
    @Operation(
            operationId = "getReceivablesForecastBackTest",
            summary = "How good forecasts of all open invoices would have been",
            description =
                    "Replays forecasts every 4 weeks (at most 13) with what was recorded by then, or by effective dates"
                            + " where everything was imported later, and compares them with what came: WAPE, MAPE, bias and coverage of"
                            + " the bands per week of the horizon. Also as text/csv. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The back-test",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = BackTestView.class),
                        examples = @ExampleObject(name = "one week", value = """
                            {"from":"2025-09-30","to":"2026-03-31","horizonWeeks":1,"knownAt":"2026-04-01T06:30:00Z","origins":[
                            {"asOf":"2025-09-30","basis":"KNOWN_AT","openInvoices":812}],"byCurrency":[{"currency":"EUR",
                            "weeks":[{"week":1,"forecasts":1,"expected":{"amount":"3100.00","currency":"EUR"},
                            "actual":{"amount":"3300.00","currency":"EUR"},"wape":0.0606061,"mape":0.0606061,"bias":-0.0606061,
                            "coverage":1}],"horizon":{"week":null,"forecasts":1,
                            "expected":{"amount":"3100.00","currency":"EUR"},"actual":{"amount":"3300.00","currency":"EUR"},
                            "wape":0.0606061,"mape":0.0606061,"bias":-0.0606061,"coverage":1}}],"methods":{}}""")),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    public BackTestView backTest(
            @Parameter(description = "Day of the first forecast; default so that 7 fit.", example = "2025-09-30")
                    @QueryParam("from")
                    LocalDate from,
            @Parameter(description = "What came by this day counts; default today.", example = "2026-03-31")
                    @QueryParam("to")
                    LocalDate to,
            @Parameter(description = "1 to 53, default 8.") @QueryParam("horizonWeeks") Integer horizonWeeks,
            @Parameter(description = "Count only what was recorded by this instant, as what came too; default now.")
                    @QueryParam("knownAt")
                    Instant knownAt) {
        return backTests.of(from, to, horizonWeeks, knownAt);
    }

    @GET
    @Path("/receivables-forecast/back-test")
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String backTestCsv(
            @QueryParam("from") LocalDate from,
            @QueryParam("to") LocalDate to,
            @QueryParam("horizonWeeks") Integer horizonWeeks,
            @QueryParam("knownAt") Instant knownAt) {
        List<List<Object>> rows = new ArrayList<>();
        backTests.of(from, to, horizonWeeks, knownAt).byCurrency().forEach(each -> {
            each.weeks().forEach(week -> rows.add(week.cells(each.currency())));
            rows.add(each.horizon().cells(each.currency()));
        });
        return Csv.of(BackTestView.COLUMNS, rows, row -> row);
    }
}
