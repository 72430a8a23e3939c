package org.kamsuite.receivables.credit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.contracts.receivables.CreditState;
import org.kamsuite.platform.rest.Csv;
import org.kamsuite.platform.rest.ETags;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.receivables.input.Moment;

/// Credit limits.
@Path("/v1/credit-limits")
@Tag(name = "Credit", description = "How much credit accounts have, use and may still use.")
@Produces(MediaType.APPLICATION_JSON)
public class CreditLimitResource {

    private static final String VIEW = """
            {"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","name":"Musterbau GmbH","asOf":"2026-03-31",
            "knownAt":"2026-03-31T09:00:00Z","policy":"INCLUDE_DISPUTED","horizonDays":90,"limit":{"amount":{"amount":"100000.00","currency":"EUR"},
            "source":"OWN","type":"STANDARD","validFrom":"2026-01-01","approvedBy":"otto","reason":"Annual review"},
            "version":1,"state":"WATCH","bindingAccountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11",
            "nodes":[{"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","name":"Musterbau GmbH",
            "limit":{"amount":"100000.00","currency":"EUR"},"limitSource":"OWN",
            "openItems":{"amount":"62000.00","currency":"EUR"},"disputed":{"amount":"0.00","currency":"EUR"},
            "unbilledDeliveries":{"amount":"0.00","currency":"EUR"},"openOrders":{"amount":"25000.00","currency":"EUR"},
            "laterOrders":{"amount":"30000.00","currency":"EUR"},"unappliedCash":{"amount":"5000.00","currency":"EUR"},
            "insured":{"amount":"0.00","currency":"EUR"},"exposure":{"amount":"82000.00","currency":"EUR"},
            "reserved":{"amount":"0.00","currency":"EUR"},"available":{"amount":"18000.00","currency":"EUR"},
            "utilisation":0.82,"state":"WATCH","notConverted":[]}],"triggers":[],"reasons":[],"history":[]}""";

    @Inject
    Limits limits;

    @Inject
    Clock clock;

    @GET
    @RolesAllowed({
        Roles.VIEWER,
        Roles.KEY_ACCOUNT_MANAGER,
        Roles.KAM_DIRECTOR,
        Roles.FINANCE,
        Roles.SERVICE_DESK,
        Roles.INTEGRATION,
        Roles.ADMIN
    })
    @Operation(
            operationId = "listCreditLimits",
            summary = "The credit portfolio, most used limits first",
            description = "Accounts with a limit or exposure, as they stood when their figures last changed (a fraction"
                    + " of a second after the event, and at the change of day): a list of work without a past, which"
                    + " each account's own read has. Those without an own limit come last."
                    + " Also as text/csv. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "A page of accounts",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = LimitView.PageSchema.class),
                        examples = @ExampleObject(name = "one account", value = """
                            {"items":[{"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","name":"Musterbau GmbH",
                            "asOf":"2026-03-31","state":"WATCH","exposure":{"amount":"82000.00","currency":"EUR"},
                            "limit":{"amount":"100000.00","currency":"EUR"},"limitSource":"OWN","utilisation":0.82,
                            "bindingAccountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11"}]}""")),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    public Page<LimitView.Row> list(
            @Parameter(description = "Only accounts in this state.") @QueryParam("state") CreditState state,
            @Parameter(description = "1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @Parameter(description = "nextCursor of the page before.") @QueryParam("cursor") String cursor) {
        return limits.portfolio(state, Page.limit(limit, 100), cursor);
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @RolesAllowed({
        Roles.VIEWER,
        Roles.KEY_ACCOUNT_MANAGER,
        Roles.KAM_DIRECTOR,
        Roles.FINANCE,
        Roles.SERVICE_DESK,
        Roles.INTEGRATION,
        Roles.ADMIN
    })
    @Operation(hidden = true)
    public String listCsv(
            @QueryParam("state") CreditState state,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        return Csv.of(
                List.of(
                        "accountId",
                        "name",
                        "asOf",
                        "state",
                        "currency",
                        "exposure",
                        "limitCurrency",
                        "limit",
                        "limitSource",
                        "utilisation",
                        "bindingAccountId"),
                limits.portfolio(state, Page.limit(limit, 500), cursor).items(),
                row -> Arrays.asList(
                        row.accountId(),
                        row.name(),
                        row.asOf(),
                        row.state(),
                        row.exposure().currency(),
                        row.exposure().amount(),
                        row.limit() == null ? null : row.limit().currency(),
                        row.limit() == null ? null : row.limit().amount(),
                        row.limitSource(),
                        row.utilisation(),
                        row.bindingAccountId()));
    }

    @GET
    @Path("/{accountId}")
    @RolesAllowed({
        Roles.VIEWER,
        Roles.KEY_ACCOUNT_MANAGER,
        Roles.KAM_DIRECTOR,
        Roles.FINANCE,
        Roles.SERVICE_DESK,
        Roles.INTEGRATION,
        Roles.ADMIN
    })
    @Operation(
            operationId = "getCreditLimit",
            summary = "An account's limit, its exposure and the limits above it",
            description =
                    "Exposure = open items + unbilled deliveries + open orders within the horizon - unapplied cash"
                            + " - insured part. The limit of an account binds it and all below it in the legal hierarchy of"
                            + " that day, as it is known now; all accounts on the path are listed. Without a limit set here"
                            + " the ERP's counts, of which the last one told is known. Items include tax, orders and"
                            + " deliveries do not. Other currencies are converted at the rates of the day, those without a"
                            + " rate listed apart. Of a day that has passed only documents of that day and before count. With"
                            + " a past knownAt only what was recorded by then counts: limits, items, disputes, orders,"
                            + " reservations, rates. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The limit and the path; as known now the version is the ETag",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = LimitView.class),
                            examples = @ExampleObject(name = "82 % used", value = VIEW)))
    @APIResponse(responseCode = "404", description = "No such account")
    public Response get(
            @PathParam("accountId") UUID accountId,
            @Parameter(description = "The day whose end is shown; default today.", example = "2026-03-31")
                    @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(
                            description = "Count only what was recorded by this instant; default now.",
                            example = "2026-04-01T06:30:00Z")
                    @QueryParam("knownAt")
                    Instant knownAt,
            @Parameter(description = "Whether disputed items use credit.")
                    @QueryParam("policy")
                    @DefaultValue("INCLUDE_DISPUTED")
                    DisputePolicy policy) {
        Moment at = Moment.of(asOf, knownAt, clock);
        LimitView view = limits.view(accountId, at, policy);
        return at.until() == null ? answer(200, view) : Response.ok(view).build();
    }

    @PUT
    @Path("/{accountId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.FINANCE, Roles.KAM_DIRECTOR, Roles.ADMIN})
    @Operation(
            operationId = "putCreditLimit",
            summary = "Sets the limit of an account",
            description = "By default finance approves up to 500,000 and kam-director up to 5,000,000 in the reporting"
                    + " currency, admin any (kam.credit.approval). An increase is refused while a credit review is overdue. After the"
                    + " first one If-Match is needed. Earlier limits stay in the history; a TEMPORARY one gives way to"
                    + " the one before it after its last day. Roles: finance, kam-director, admin.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = LimitRequest.class),
                            examples = @ExampleObject(name = "100,000 EUR", value = """
                            {"amount":{"amount":"100000.00","currency":"EUR"},"type":"STANDARD",
                            "validFrom":"2026-01-01","reason":"Annual review"}""")))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = LimitView.class),
                            examples = @ExampleObject(name = "82 % used", value = VIEW)))
    @APIResponse(
            responseCode = "201",
            description = "The account's first",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = LimitView.class)))
    @APIResponse(responseCode = "403", description = "None of your roles approves such an amount")
    @APIResponse(responseCode = "404", description = "No such account")
    @APIResponse(responseCode = "412", description = "If-Match is not the present version")
    @APIResponse(
            responseCode = "422",
            description = "`credit-review-overdue`, `temporary-without-end`, `valid-to-before-valid-from`,"
                    + " `insured-currency`")
    @APIResponse(responseCode = "428", description = "There is a limit: If-Match is needed")
    public Response put(
            @PathParam("accountId") UUID accountId,
            @Parameter(description = "The ETag that you read; not for the first one.") @HeaderParam("If-Match")
                    String ifMatch,
            LimitRequest request) {
        if (request == null) {
            throw Problem.badRequest("body", "is missing");
        }
        Limits.Written written = limits.put(accountId, request, ifMatch);
        return answer(written.created() ? 201 : 200, written.view());
    }

    @DELETE
    @Path("/{accountId}")
    @RolesAllowed({Roles.FINANCE, Roles.KAM_DIRECTOR, Roles.ADMIN})
    @Operation(
            operationId = "deleteCreditLimit",
            summary = "Removes the limit that was set here from today on",
            description = "The ERP's limit, if there is one, counts again. The history stays. Roles: finance,"
                    + " kam-director, admin.")
    @APIResponse(
            responseCode = "200",
            description = "What counts now",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = LimitView.class),
                            examples = @ExampleObject(name = "what counts now", value = VIEW)))
    @APIResponse(responseCode = "404", description = "No such account, or no limit was set here")
    @APIResponse(responseCode = "412", description = "If-Match is not the present version")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Response delete(
            @PathParam("accountId") UUID accountId,
            @Parameter(description = "The ETag that you read.") @HeaderParam("If-Match") String ifMatch,
            @Parameter(description = "Why, up to 2,000 characters.") @QueryParam("reason") String reason) {
        return answer(200, limits.remove(accountId, ifMatch, reason));
    }

    private static Response answer(int status, LimitView view) {
        return Response.status(status)
                .entity(view)
                .header("ETag", ETags.of(view.version()))
                .build();
    }
}
