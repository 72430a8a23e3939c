package org.kamsuite.receivables.behaviour;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
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
import org.kamsuite.receivables.input.Moment;

@Path("/v1")
@Tag(name = "Payment behaviour", description = "How accounts pay, shifts in it, early warnings.")
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
public class BehaviourResource {

    @Inject
    Behaviour behaviour;

    @Inject
    EarlyWarnings warnings;

    @Inject
    LeadTimes leadTimes;

    @Inject
    Clock clock;

    @GET
    @Path("/receivables/{accountId}/payment-behaviour")
    @Operation(
            operationId = "getPaymentBehaviour",
            summary = "How an account pays",
            description =
                    "Of the invoices closed by payment in the window and those open and overdue at its end (counted as late by"
                            + " the days so far): payment index (0-100), average days beyond terms weighted by amount, paid-late"
                            + " ratio, distribution; pattern by month; the last 90 days beside the year before; EWMA and CUSUM"
                            + " charts of the last 24 months with their limits, excursions and the estimated start of a shift;"
                            + " signals of early-warning rules. Figures that are not defined are null with a reason. As text/csv:"
                            + " the pattern by month. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The behaviour",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = BehaviourView.class),
                        examples = @ExampleObject(name = "one currency (shortened)", value = """
                            {"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","name":"Musterbau GmbH","from":"2025-04-01",
                            "to":"2026-03-31","knownAt":"2026-04-01T06:30:00Z","scope":"account","currency":"EUR","invoices":40,
                            "closedWithoutPayment":1,"openOverdue":3,"openShare":0.06976744186046512,"openAmountShare":0.11,
                            "paidAmount":{"amount":"200000.00","currency":"EUR"},
                            "openOverdueAmount":{"amount":"24719.10","currency":"EUR"},"paymentIndex":68.75,
                            "paymentIndexClosed":71.2,"averageDaysBeyondTerms":15,"averageDaysBeyondTermsClosed":13.4,
                            "averageDaysLate":12.9,"paidLate":9,"paidLateRatio":0.225,"paidLateAmountRatio":0.31,
                            "medianDaysLate":-2,"firstClosedOn":"2025-04-03","lastClosedOn":"2026-03-30","distribution":[],
                            "reasons":[],"byCurrency":[],"months":[{"month":"2025-04-01","currency":"EUR","early":2,"onTime":1,
                            "late":1,"earlyAmount":{"amount":"9000.00","currency":"EUR"},
                            "onTimeAmount":{"amount":"4000.00","currency":"EUR"},
                            "lateAmount":{"amount":"4000.00","currency":"EUR"},"averageDaysBeyondTerms":2.4}],
                            "trend":{"recentFrom":"2026-01-01","recentInvoices":10,"recentDaysLate":6.5,"usualInvoices":30,
                            "usualDaysLate":1.5,"change":5,"direction":"LATER","reason":null},
                            "drift":{"state":"DRIFTING","from":"2024-03-01","observations":83,"baselineDays":1.5,
                            "baselineSigma":2.4,"baselineInvoices":60,"settings":{"lambda":0.2},"excursions":[
                            {"method":"EWMA","detectedOn":"2026-03-12","shiftStartedOn":"2026-02-20","baselineDays":1.5,
                            "newLevelDays":11.3,"currentDays":12,"clearedOn":null}],"points":[],"reason":null},
                            "signals":[{"rule":"TERMS_STRETCH","since":"2026-03-30","detail":"On average 6.5 days late, usually 1.5.",
                            "documents":["R-5511"]}],"methods":{"invoices":"instalments with nothing open"}}""")),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "No such account")
    public BehaviourView behaviour(
            @PathParam("accountId") UUID accountId,
            @Parameter(description = "First day of the window; default 364 days before `to`.", example = "2025-04-01")
                    @QueryParam("from")
                    LocalDate from,
            @Parameter(description = "Last day of the window; default today.", example = "2026-03-31") @QueryParam("to")
                    LocalDate to,
            @Parameter(description = "Count only what was recorded by this instant; default now.")
                    @QueryParam("knownAt")
                    Instant knownAt,
            @Parameter(description = "account, or group for all accounts below it in the legal hierarchy at `to`.")
                    @QueryParam("scope")
                    @DefaultValue("account")
                    Scope scope) {
        return behaviour.of(accountId, from, to, knownAt, scope);
    }

    @GET
    @Path("/receivables/{accountId}/payment-behaviour")
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String behaviourCsv(
            @PathParam("accountId") UUID accountId,
            @QueryParam("from") LocalDate from,
            @QueryParam("to") LocalDate to,
            @QueryParam("knownAt") Instant knownAt,
            @QueryParam("scope") @DefaultValue("account") Scope scope) {
        return Csv.of(
                Figures.Month.COLUMNS,
                behaviour.of(accountId, from, to, knownAt, scope).months(),
                Figures.Month::cells);
    }

    @GET
    @Path("/early-warnings")
    @Operation(
            operationId = "listEarlyWarnings",
            summary = "Early warnings, the latest first",
            description =
                    "One per rule and excursion; it is over when its rule no longer applies. Each was also told once as"
                            + " an event. Also as text/csv. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "A page of early warnings",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = WarningPage.class),
                        examples = @ExampleObject(name = "a drift", value = """
                            {"items":[{"warningId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2c00",
                            "accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","name":"Musterbau GmbH","rule":"PAYMENT_DRIFT",
                            "raisedOn":"2026-03-12","raisedAt":"2026-03-12T08:00:00Z","since":"2026-03-12",
                            "detail":"EWMA chart: usually 1.5 days after the due date, 12.0 since about 2026-02-20 (4 invoices).",
                            "documents":["R-5511"],"open":true}]}""")),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "No such account")
    public Page<EarlyWarnings.View> warnings(
            @Parameter(description = "Only of this account.") @QueryParam("accountId") UUID accountId,
            @Parameter(description = "Only of this rule.") @QueryParam("rule") WarningRule rule,
            @Parameter(description = "true: only those that last; false: only those that are over.") @QueryParam("open")
                    Boolean open,
            @Parameter(
                            description =
                                    "Those raised by the end of this day; default today. One that was over later is"
                                            + " open.",
                            example = "2026-03-31")
                    @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(
                            description =
                                    "As they stood at this instant; default now. One that was seen to be over later is"
                                            + " open.")
                    @QueryParam("knownAt")
                    Instant knownAt,
            @Parameter(description = "1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @Parameter(description = "nextCursor of the page before.") @QueryParam("cursor") String cursor) {
        return warnings.list(accountId, rule, open, Moment.of(asOf, knownAt, clock), Page.limit(limit, 100), cursor);
    }

    @GET
    @Path("/early-warnings")
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public CsvPage warningsCsv(
            @QueryParam("accountId") UUID accountId,
            @QueryParam("rule") WarningRule rule,
            @QueryParam("open") Boolean open,
            @QueryParam("asOf") LocalDate asOf,
            @QueryParam("knownAt") Instant knownAt,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        return Csv.page(
                List.of("raisedOn", "accountId", "name", "rule", "since", "detail", "documents", "clearedOn"),
                warnings.list(accountId, rule, open, Moment.of(asOf, knownAt, clock), Page.limit(limit, 500), cursor),
                each -> Arrays.asList(
                        each.raisedOn(),
                        each.accountId(),
                        each.name(),
                        each.rule().name(),
                        each.since(),
                        each.detail(),
                        String.join(" ", each.documents()),
                        each.clearedOn()));
    }

    @GET
    @Path("/early-warnings/lead-times")
    @Operation(
            operationId = "getEarlyWarningLeadTimes",
            summary = "How early drift was noticed before invoices got 60 days late",
            description =
                    "Replays the drift charts week by week for the accounts of which an invoice got more than 60 days"
                            + " past due in the window; beside it, of the warnings raised in the window, the share after which"
                            + " nothing of the kind happened. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The lead times",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = LeadTimes.View.class),
                            examples = @ExampleObject(name = "one account", value = """
                            {"from":"2025-04-01","to":"2026-03-31","knownAt":"2026-04-01T06:30:00Z","accounts":1,"notJudged":0,"warned":1,"warnedShare":1,
                            "medianLeadDays":49,"falseAlarms":{"windowDays":182,"warnings":4,"falseAlarms":1,"rate":0.25,
                            "undecided":2,"byRule":[{"rule":"PAYMENT_DRIFT","warnings":4,"falseAlarms":1,"rate":0.25,
                            "undecided":2}],"reason":null,"definition":"a warning was false when …"},"items":[{"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11",
                            "name":"Musterbau GmbH","reachedOn":"2026-02-10","firstAlarmOn":"2025-12-23","leadDays":49,
                            "judged":true}],"method":"reachedOn: the first day"}""")))
    public LeadTimes.View leadTimes(
            @Parameter(description = "First day of the window; default 364 days before `to`.", example = "2025-04-01")
                    @QueryParam("from")
                    LocalDate from,
            @Parameter(description = "Last day of the window; default today.", example = "2026-03-31") @QueryParam("to")
                    LocalDate to,
            @Parameter(description = "Count only what was recorded by this instant; default now.")
                    @QueryParam("knownAt")
                    Instant knownAt) {
        return leadTimes.of(from, to, knownAt);
    }

    /// Only names the page's schema in the OpenAPI document.
    @Schema(name = "EarlyWarningPage")
    private record WarningPage(List<EarlyWarnings.View> items, String nextCursor) {}
}
