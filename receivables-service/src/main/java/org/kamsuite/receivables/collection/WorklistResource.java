package org.kamsuite.receivables.collection;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.rest.Csv;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.receivables.lateness.Outlook;

@Path("/v1/collections")
@Tag(name = "Collections", description = "Whom to talk to about money first.")
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
public class WorklistResource {

    private static final String ANSWER = """
            {"asOf":"2026-04-20","knownAt":"2026-04-21T06:30:00Z","currency":"EUR","items":[{"rank":1,
             "accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","name":"Musterbau GmbH","accountClass":"KEY","tier":"A",
             "team":["kim"],"reason":"OVERDUE","priority":{"amount":"1410.00","currency":"EUR"},"contributions":[
             {"part":"OVERDUE","amount":{"amount":"1000.00","currency":"EUR"},"why":"overdue invoices: 1"},
             {"part":"AGE","amount":{"amount":"200.00","currency":"EUR"},"why":"days past due of the oldest: 20"},
             {"part":"DISPUTED","amount":{"amount":"-12.00","currency":"EUR"},"why":"invoices in dispute: 1"},
             {"part":"BROKEN_PROMISES","amount":{"amount":"222.00","currency":"EUR"},
             "why":"promises broken in 365 days: 1"}],"overdue":[{"amount":"1000.00","currency":"EUR"}],
             "collectable":[{"amount":"990.00","currency":"EUR"}],"unconverted":[],"overdueInvoices":1,
             "oldestDaysPastDue":20,"brokenPromises":1,"notYetDue":{"sums":[{"invoices":2,
             "open":{"amount":"3000.00","currency":"EUR"},"atRisk":{"amount":"1350.00","currency":"EUR"},
             "probability":0.45}],"riskiest":[{"invoiceNumber":"INV-1009","instalment":1,"dueDate":"2026-05-02",
             "open":{"amount":"2000.00","currency":"EUR"},"probability":0.6},{"invoiceNumber":"INV-1010","instalment":1,
             "dueDate":"2026-05-12","open":{"amount":"1000.00","currency":"EUR"},"probability":0.15}]},
             "lastContactAt":null}],"accounts":1,"daysAhead":14,
             "rates":[{"currency":"EUR","factor":1,"date":"2026-04-20"}],"method":"OVERDUE = overdue amount; …",
             "lateness":{"method":"MODEL","trainedOn":"2026-04-20","reason":null,"definition":"probability: …"},"reasons":["lastContactAt is not known to this service."]}""";

    @Inject
    Worklist worklist;

    @GET
    @Path("/worklist")
    @Operation(
            operationId = "getCollectionWorklist",
            summary = "Accounts with something overdue, or much that probably will be, the most urgent first",
            description =
                    "The priority is an amount in the reporting currency whose contributions are shown and add up to"
                            + " it. What falls due in the next days counts as far as it is expected to be paid late (AT_RISK), so"
                            + " that accounts with nothing overdue are among the others for a reminder, from an amount that is"
                            + " worth it; of these, and of those not among the first by what is overdue, the 25 with most to fall"
                            + " due are looked at. Beside it stands how likely what is not yet due is paid late, and how much that"
                            + " puts at risk. Also as text/csv. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The first ones",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = WorklistView.class),
                        examples = @ExampleObject(name = "one account", value = ANSWER)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    public WorklistView worklist(
            @Parameter(description = "Only accounts on whose team this person is.", example = "kim")
                    @QueryParam("owner")
                    String owner,
            @Parameter(description = "The day whose end counts; default today.") @QueryParam("asOf") LocalDate asOf,
            @Parameter(
                            description = "Count only items, disputes, promises and plans as recorded by this instant;"
                                    + " default now.")
                    @QueryParam("knownAt")
                    Instant knownAt,
            @Parameter(description = "How many, 1 to 500, default 50.") @QueryParam("limit") Integer limit) {
        return worklist.of(person(owner), asOf, knownAt, Page.limit(limit, 50));
    }

    @GET
    @Path("/worklist")
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String worklistCsv(
            @QueryParam("owner") String owner,
            @QueryParam("asOf") LocalDate asOf,
            @QueryParam("knownAt") Instant knownAt,
            @QueryParam("limit") Integer limit) {
        return Csv.of(
                List.of(
                        "rank",
                        "accountId",
                        "name",
                        "class",
                        "tier",
                        "team",
                        "currency",
                        "priority",
                        "overdue",
                        "collectable",
                        "invoices",
                        "oldestDaysPastDue",
                        "brokenPromises",
                        "pendingStep",
                        "notYetDue",
                        "atRisk",
                        "reason"),
                worklist.of(person(owner), asOf, knownAt, Page.limit(limit, 500))
                        .items(),
                it -> Arrays.asList(
                        it.rank(),
                        it.accountId(),
                        it.name(),
                        it.accountClass(),
                        it.tier(),
                        String.join(" ", it.team()),
                        it.priority().currency(),
                        it.priority().amount(),
                        amounts(it.overdue()),
                        amounts(it.collectable()),
                        it.overdueInvoices(),
                        it.oldestDaysPastDue(),
                        it.brokenPromises(),
                        it.pendingStep() == null ? null : it.pendingStep().channel(),
                        amounts(it.notYetDue().sums().stream()
                                .map(Outlook.Sum::open)
                                .toList()),
                        amounts(it.notYetDue().sums().stream()
                                .map(Outlook.Sum::atRisk)
                                .toList()),
                        it.reason()));
    }

    private static String amounts(List<Money> amounts) {
        return amounts.stream().map(Money::toString).collect(Collectors.joining(" + "));
    }

    private static String person(String owner) {
        if (owner != null && owner.indexOf('\0') >= 0) {
            throw Problem.badRequest("owner", "must have no control characters");
        }
        return owner == null || owner.isBlank() ? null : owner;
    }
}
