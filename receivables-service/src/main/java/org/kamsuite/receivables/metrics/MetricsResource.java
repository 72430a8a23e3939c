package org.kamsuite.receivables.metrics;

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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.platform.rest.Scope;

@Path("/v1")
@Tag(name = "Metrics", description = "Days sales outstanding, collection effectiveness, days to pay, lateness.")
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
public class MetricsResource {

    private static final String EXAMPLE = """
            {"from":"2025-04-01","to":"2026-03-31","knownAt":"2026-04-01T06:30:00Z","currency":"EUR","dsoSimple":38.2,
            "dsoCountback":41.7,"bestPossibleDso":31,"averageDaysDelinquent":7.2,"collectionEffectivenessIndex":88.4,
            "weightedAverageDaysToPay":32.5,"weightedAverageDaysLate":2.5,"invoices":40,"lateInvoices":9,"lateRate":0.225,
            "closedWithoutPayment":1,"openLateInvoices":2,"endingReceivables":{"amount":"12190.00","currency":"EUR"},
            "currentReceivables":{"amount":"9892.00","currency":"EUR"},
            "beginningReceivables":{"amount":"8000.00","currency":"EUR"},"unapplied":{"amount":"50.00","currency":"EUR"},
            "sales":{"amount":"116475.00","currency":"EUR"},"days":365,"countbackExhausted":true,
            "countbackTruncated":false,"reasons":[],"byCurrency":[],"methods":{"dsoSimple":"endingReceivables / sales * days"}}""";

    private static final String BRIDGE = """
            {"from":"2025-12-31","to":"2026-03-31","window":3,"knownAt":"2026-04-01T06:30:00Z","byCurrency":[{"currency":"EUR",
            "before":{"from":"2025-10-01","to":"2025-12-31","receivables":{"amount":"1000.00","currency":"EUR"},
            "current":{"amount":"900.00","currency":"EUR"},"sales":{"amount":"2300.00","currency":"EUR"},"days":92,"dso":40,
            "bestPossibleDso":36,"weightedTerms":30},
            "after":{"from":"2026-01-01","to":"2026-03-31","receivables":{"amount":"1200.00","currency":"EUR"},
            "current":{"amount":"1000.00","currency":"EUR"},"sales":{"amount":"2250.00","currency":"EUR"},"days":90,"dso":48,
            "bestPossibleDso":40,"weightedTerms":32},"difference":8,"volume":2,"terms":2,"delinquency":4}],
            "methods":{"dso":"receivables / sales of the window * days of the window"}}""";

    @Inject
    Metrics metrics;

    @GET
    @Path("/receivables/{accountId}/metrics")
    @Operation(
            operationId = "getReceivablesMetrics",
            summary = "How well is collected from an account",
            description =
                    "DSO (simple, countback, best possible), average days delinquent, collection effectiveness,"
                            + " weighted days to pay and late of the invoices closed in the window, and how many were late. Every"
                            + " figure with its inputs and definition; one that is not defined is null with a reason. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The metrics",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MetricsView.class),
                            examples = @ExampleObject(name = "one currency", value = EXAMPLE)))
    @APIResponse(responseCode = "404", description = "No such account")
    public MetricsView metrics(
            @PathParam("accountId") UUID accountId,
            @Parameter(description = "First day of the window; default 364 days before `to`.", example = "2025-04-01")
                    @QueryParam("from")
                    LocalDate from,
            @Parameter(description = "Last day of the window; default today.", example = "2026-03-31") @QueryParam("to")
                    LocalDate to,
            @Parameter(description = "Only this currency, ISO 4217; default all.", example = "EUR")
                    @QueryParam("currency")
                    String currency,
            @Parameter(description = "account, or group for all accounts below it in the legal hierarchy at `to`.")
                    @QueryParam("scope")
                    @DefaultValue("account")
                    Scope scope,
            @Parameter(description = "Months up to `to` instead of `from`: 1 to 60, as 3, 6 or 12.", example = "3")
                    @QueryParam("window")
                    Integer window,
            @Parameter(description = "Count only what was recorded by this instant; default now.")
                    @QueryParam("knownAt")
                    Instant knownAt) {
        return metrics.of(accountId, new Metrics.Asked(from, to, window, currency, knownAt), scope);
    }

    @GET
    @Path("/receivables/{accountId}/dso-bridge")
    @Operation(
            operationId = "getDsoBridge",
            summary = "Why an account's days sales outstanding changed between two days",
            description =
                    "DSO of each day over the sales of the months before it; the difference is exactly volume (how the"
                            + " sales are spread over the window) + terms (agreed payment terms) + delinquency (what is past due)."
                            + " Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The bridge",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = BridgeView.class),
                            examples = @ExampleObject(name = "one currency", value = BRIDGE)))
    @APIResponse(responseCode = "404", description = "No such account")
    public BridgeView bridge(
            @PathParam("accountId") UUID accountId,
            @Parameter(description = "The earlier day; default a year before `to`.", example = "2025-03-31")
                    @QueryParam("from")
                    LocalDate from,
            @Parameter(description = "The later day; default today.", example = "2026-03-31") @QueryParam("to")
                    LocalDate to,
            @Parameter(description = "Months of sales before each day: 1 to 60; default 3.") @QueryParam("window")
                    Integer window,
            @Parameter(description = "Only this currency, ISO 4217; default all.", example = "EUR")
                    @QueryParam("currency")
                    String currency,
            @Parameter(description = "account, or group for all accounts below it in the legal hierarchy at `to`.")
                    @QueryParam("scope")
                    @DefaultValue("account")
                    Scope scope,
            @Parameter(description = "Count only what was recorded by this instant; default now.")
                    @QueryParam("knownAt")
                    Instant knownAt) {
        return metrics.bridge(accountId, new Metrics.Asked(from, to, window, currency, knownAt), scope);
    }

    @GET
    @Path("/dso-bridge")
    @Operation(
            operationId = "getDsoBridgeOfAll",
            summary = "Why the days sales outstanding of all customers changed between two days",
            description = "As for one account, over all customers. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The bridge",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = BridgeView.class),
                            examples = @ExampleObject(name = "one currency", value = BRIDGE)))
    public BridgeView bridgeOfAll(
            @Parameter(description = "The earlier day; default a year before `to`.", example = "2025-03-31")
                    @QueryParam("from")
                    LocalDate from,
            @Parameter(description = "The later day; default today.", example = "2026-03-31") @QueryParam("to")
                    LocalDate to,
            @Parameter(description = "Months of sales before each day: 1 to 60; default 3.") @QueryParam("window")
                    Integer window,
            @Parameter(description = "Only this currency, ISO 4217; default all.", example = "EUR")
                    @QueryParam("currency")
                    String currency,
            @Parameter(description = "Count only what was recorded by this instant; default now.")
                    @QueryParam("knownAt")
                    Instant knownAt) {
        return metrics.bridgeOfAll(new Metrics.Asked(from, to, window, currency, knownAt));
    }

    @GET
    @Path("/receivables-metrics")
    @Operation(
            operationId = "getReceivablesMetricsOfAll",
            summary = "How well is collected from all customers",
            description = "As for one account, over all customers, those that belong to no account yet included. Roles:"
                    + " all.")
    @APIResponse(
            responseCode = "200",
            description = "The metrics",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MetricsView.class),
                            examples = @ExampleObject(name = "one currency", value = EXAMPLE)))
    public MetricsView metricsOfAll(
            @Parameter(description = "First day of the window; default 364 days before `to`.", example = "2025-04-01")
                    @QueryParam("from")
                    LocalDate from,
            @Parameter(description = "Last day of the window; default today.", example = "2026-03-31") @QueryParam("to")
                    LocalDate to,
            @Parameter(description = "Only this currency, ISO 4217; default all.", example = "EUR")
                    @QueryParam("currency")
                    String currency,
            @Parameter(description = "Months up to `to` instead of `from`: 1 to 60, as 3, 6 or 12.", example = "3")
                    @QueryParam("window")
                    Integer window,
            @Parameter(
                            description =
                                    "Count only what was recorded by this instant; default now. A past one folds the"
                                            + " documents of all customers, which takes its time.")
                    @QueryParam("knownAt")
                    Instant knownAt) {
        return metrics.ofAll(new Metrics.Asked(from, to, window, currency, knownAt));
    }
}
