package org.kamsuite.receivables.dispute;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
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
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.erp.DisputeReason;
import org.kamsuite.platform.rest.Csv;
import org.kamsuite.platform.rest.ETags;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.platform.rest.Scope;

@Path("/v1/disputes")
@Tag(name = "Disputes", description = "What customers do not want to pay, why, and what becomes of it.")
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
public class DisputeResource {

    private static final String ANSWER = """
            {"disputeId":"0199a1b2-0000-7000-8000-0000000000d1","number":"D-17","origin":"/erp/sap-emea",
             "accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","customer":{"system":"sap-emea","number":"104711"},
             "invoiceNumber":"INV-1001","reason":"DEL","asOf":"2026-04-10","knownAt":"2026-04-11T06:30:00Z",
             "status":"OPEN","openedOn":"2026-04-02",
             "dueOn":"2026-04-12","daysOpen":8,"overdue":false,"ownerDepartment":"LOGISTICS",
             "originalDisputed":{"amount":"250.00","currency":"EUR"},"currentDisputed":{"amount":"150.00","currency":"EUR"},
             "credited":{"amount":"100.00","currency":"EUR"},"paid":{"amount":"0.00","currency":"EUR"},
             "writtenOff":{"amount":"0.00","currency":"EUR"},"withdrawn":{"amount":"0.00","currency":"EUR"},
             "causes":[{"orderNumber":"SO-77","line":"1","kind":"LATE","occurredOn":"2026-03-20","days":6}]}""";

    private static final String PAGE = "{\"items\":[" + ANSWER + "]}";

    private static final String METRICS = """
            {"from":"2026-01-01","to":"2026-03-31","knownAt":"2026-04-01T06:30:00Z","invoicesIssued":100,
             "invoicesDisputed":2,"disputeRate":0.02,"all":{"key":"ALL","opened":2,"resolved":1,"open":1,"overdue":0,
             "meanDaysToResolve":8,"medianDaysToResolve":8,"valid":1,"validShare":1,"explained":1,"explainedShare":0.5},
             "byCurrency":[],"byReason":[],"byOwner":[],"methods":{"disputeRate":"invoicesDisputed / invoicesIssued"},
             "reasons":[]}""";

    private static final List<String> COLUMNS = List.of(
            "disputeId",
            "number",
            "accountId",
            "system",
            "customer",
            "invoice",
            "reason",
            "status",
            "openedOn",
            "dueOn",
            "resolvedOn",
            "outcome",
            "daysOpen",
            "overdue",
            "ownerDepartment",
            "owner",
            "currency",
            "originalDisputed",
            "currentDisputed",
            "credited",
            "paid",
            "writtenOff",
            "withdrawn",
            "causes");

    @Inject
    Disputes disputes;

    @Inject
    DisputeMetrics metrics;

    @GET
    @Operation(
            operationId = "listDisputes",
            summary = "Disputes, the latest opened first",
            description =
                    "At the end of a day: those opened by then, as they stood then and as it was known at `knownAt`. Also as text/csv. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "A page of disputes",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = DisputePage.class),
                        examples = @ExampleObject(name = "page", value = PAGE)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "No such account")
    public Page<DisputeView> list(
            @Parameter(description = "Only of this account.") @QueryParam("accountId") UUID accountId,
            @Parameter(description = "account, or group for all accounts below it in the legal hierarchy on that day.")
                    @QueryParam("scope")
                    @DefaultValue("account")
                    Scope scope,
            @Parameter(description = "Only those with this status on that day.") @QueryParam("status")
                    DisputeStatus status,
            @Parameter(description = "Only for this reason.") @QueryParam("reason") DisputeReason reason,
            @Parameter(description = "Only those that this department or person settles.", example = "LOGISTICS")
                    @QueryParam("owner")
                    String owner,
            @Parameter(description = "true: only those open past their due day; false: only others.")
                    @QueryParam("overdue")
                    Boolean overdue,
            @Parameter(description = "The day whose end is shown; default today.", example = "2026-03-31")
                    @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(
                            description = "Show what was known at this instant; default now.",
                            example = "2026-04-01T06:30:00Z")
                    @QueryParam("knownAt")
                    Instant knownAt,
            @Parameter(description = "1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @Parameter(description = "nextCursor of the page before.") @QueryParam("cursor") String cursor) {
        return page(accountId, scope, status, reason, owner, overdue, asOf, knownAt, Page.limit(limit, 100), cursor);
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String listCsv(
            @QueryParam("accountId") UUID accountId,
            @QueryParam("scope") @DefaultValue("account") Scope scope,
            @QueryParam("status") DisputeStatus status,
            @QueryParam("reason") DisputeReason reason,
            @QueryParam("owner") String owner,
            @QueryParam("overdue") Boolean overdue,
            @QueryParam("asOf") LocalDate asOf,
            @QueryParam("knownAt") Instant knownAt,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        Page<DisputeView> page =
                page(accountId, scope, status, reason, owner, overdue, asOf, knownAt, Page.limit(limit, 500), cursor);
        return Csv.of(
                COLUMNS,
                page.items(),
                it -> Arrays.asList(
                        it.disputeId(),
                        it.number(),
                        it.accountId(),
                        it.customer().system(),
                        it.customer().number(),
                        it.invoiceNumber(),
                        it.reason(),
                        it.status(),
                        it.openedOn(),
                        it.dueOn(),
                        it.resolvedOn(),
                        it.outcome(),
                        it.daysOpen(),
                        it.overdue(),
                        it.ownerDepartment(),
                        it.owner(),
                        it.originalDisputed() == null
                                ? null
                                : it.originalDisputed().currency(),
                        amount(it.originalDisputed()),
                        amount(it.currentDisputed()),
                        amount(it.credited()),
                        amount(it.paid()),
                        amount(it.writtenOff()),
                        amount(it.withdrawn()),
                        it.causes().size()));
    }

    private static Object amount(Money money) {
        return money == null ? null : money.amount();
    }

    private Page<DisputeView> page(
            UUID accountId,
            Scope scope,
            DisputeStatus status,
            DisputeReason reason,
            String owner,
            Boolean overdue,
            LocalDate asOf,
            Instant knownAt,
            int limit,
            String cursor) {
        if (owner != null && owner.indexOf('\0') >= 0) {
            throw Problem.badRequest("owner", "must have no control characters");
        }
        String wanted = owner == null || owner.isBlank() ? null : owner;
        return disputes.list(
                new DisputeStore.Filter(accountId, scope, status, reason, wanted, overdue),
                asOf,
                knownAt,
                limit,
                cursor);
    }

    @GET
    @Path("/metrics")
    @Operation(
            operationId = "getDisputeMetrics",
            summary = "How often customers dispute, how long it takes, how many are right",
            description = "Dispute rate, days to resolve, valid share, disputed share of overdue, DSO with and without"
                    + " disputed amounts, share explained by a known service failure; by currency, reason and owner."
                    + " Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The metrics",
            content =
                    @Content(
                            schema = @Schema(implementation = DisputeMetricsView.class),
                            examples = @ExampleObject(name = "quarter", value = METRICS)))
    @APIResponse(responseCode = "404", description = "No such account")
    public DisputeMetricsView metrics(
            @Parameter(description = "Only of this account; default all.") @QueryParam("accountId") UUID accountId,
            @Parameter(description = "account or group.") @QueryParam("scope") @DefaultValue("account") Scope scope,
            @Parameter(description = "First day; default 89 days before `to`.", example = "2026-01-01")
                    @QueryParam("from")
                    LocalDate from,
            @Parameter(description = "Last day; default today.", example = "2026-03-31") @QueryParam("to") LocalDate to,
            @Parameter(
                            description = "Show what was known at this instant; default now.",
                            example = "2026-04-01T06:30:00Z")
                    @QueryParam("knownAt")
                    Instant knownAt) {
        return metrics.of(accountId, from, to, knownAt, scope);
    }

    @GET
    @Path("/{disputeId}")
    @Operation(
            operationId = "getDispute",
            summary = "A dispute on a day",
            description = "Amounts, clocks, who settles it, and the service failures that explain it. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The dispute",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Version of its assignment",
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = DisputeView.class),
                            examples = @ExampleObject(name = "late delivery", value = ANSWER)))
    @APIResponse(responseCode = "404", description = "No such dispute was known")
    public Response get(
            @PathParam("disputeId") UUID disputeId,
            @Parameter(description = "The day whose end is shown; default today.", example = "2026-03-31")
                    @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(
                            description = "Show what was known at this instant; default now.",
                            example = "2026-04-01T06:30:00Z")
                    @QueryParam("knownAt")
                    Instant knownAt) {
        return answer(disputes.get(disputeId, asOf, knownAt));
    }

    @PUT
    @Path("/{disputeId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({
        Roles.KEY_ACCOUNT_MANAGER,
        Roles.KAM_DIRECTOR,
        Roles.FINANCE,
        Roles.SERVICE_DESK,
        Roles.INTEGRATION,
        Roles.ADMIN
    })
    @Operation(
            operationId = "putDispute",
            summary = "Open a dispute about an invoice under an id of your choice",
            description =
                    "Becomes a fact of the ledger, so position and ageing show it. 201 the first time, 200 for the"
                            + " same content again. Roles: kam-director, finance, service-desk, integration, admin;"
                            + " key-account-manager on the accounts of his team.")
    @APIResponse(
            responseCode = "201",
            description = "The new dispute",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Version of its assignment",
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = DisputeView.class),
                            examples = @ExampleObject(name = "late delivery", value = ANSWER)))
    @APIResponse(
            responseCode = "200",
            description = "It was there with this content",
            content =
                    @Content(
                            schema = @Schema(implementation = DisputeView.class),
                            examples = @ExampleObject(name = "late delivery", value = ANSWER)))
    @APIResponse(responseCode = "409", description = "It exists with another content (different-content)")
    @APIResponse(
            responseCode = "422",
            description = "unknown-invoice, currency-mismatch, dispute-exceeds-open, in-the-future, before-invoice")
    public Response put(
            @PathParam("disputeId") UUID disputeId,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = DisputeRequest.class),
                                            examples = @ExampleObject(name = "late delivery", value = """
                                    {"invoice":{"system":"sap-emea","number":"INV-1001"},"amount":{"amount":"250.00","currency":"EUR"},"reason":"DEL",
                                     "openedOn":"2026-04-02"}""")))
                    @NotNull
                    @Valid
                    DisputeRequest request) {
        return answer(disputes.open(disputeId, request));
    }

    @PUT
    @Path("/{disputeId}/assignment")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({
        Roles.KEY_ACCOUNT_MANAGER,
        Roles.KAM_DIRECTOR,
        Roles.FINANCE,
        Roles.SERVICE_DESK,
        Roles.INTEGRATION,
        Roles.ADMIN
    })
    @Operation(
            operationId = "putDisputeAssignment",
            summary = "Say who settles a dispute until when",
            description = "Replaces the whole assignment; what is absent falls back to what the reason says. Needs"
                    + " If-Match. Roles: kam-director, finance, service-desk, integration, admin; key-account-manager on"
                    + " the accounts of his team.")
    @APIResponse(
            responseCode = "200",
            description = "The dispute with its new assignment",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Version of its assignment",
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = DisputeView.class),
                            examples = @ExampleObject(name = "assigned", value = ANSWER)))
    @APIResponse(responseCode = "404", description = "No such dispute")
    @APIResponse(responseCode = "412", description = "If-Match is not the present ETag")
    @APIResponse(responseCode = "422", description = "due-before-opening")
    @APIResponse(responseCode = "428", description = "Send If-Match")
    public Response assign(
            @PathParam("disputeId") UUID disputeId,
            @Parameter(in = ParameterIn.HEADER, description = "The ETag you read.") @HeaderParam("If-Match")
                    String ifMatch,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = AssignmentRequest.class),
                                            examples = @ExampleObject(name = "to a person", value = """
                                    {"ownerDepartment":"LOGISTICS","owner":"kim","dueOn":"2026-04-15",
                                     "note":"Carrier asked for the proof of delivery"}""")))
                    @NotNull
                    @Valid
                    AssignmentRequest assignment) {
        return answer(disputes.assign(disputeId, ifMatch, assignment));
    }

    @PUT
    @Path("/{disputeId}/resolution")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({
        Roles.KEY_ACCOUNT_MANAGER,
        Roles.KAM_DIRECTOR,
        Roles.FINANCE,
        Roles.SERVICE_DESK,
        Roles.INTEGRATION,
        Roles.ADMIN
    })
    @Operation(
            operationId = "putDisputeResolution",
            summary = "End a dispute",
            description =
                    "Becomes a fact of the ledger. The credit itself is posted by the ERP's credit note. 201 the first"
                            + " time, 200 for the same content again; should the ERP tell another end of a dispute, its end counts."
                            + " Roles: kam-director, finance, service-desk, integration, admin; key-account-manager on the accounts"
                            + " of his team.")
    @APIResponse(
            responseCode = "201",
            description = "The dispute, resolved",
            content =
                    @Content(
                            schema = @Schema(implementation = DisputeView.class),
                            examples = @ExampleObject(name = "resolved", value = ANSWER)))
    @APIResponse(
            responseCode = "200",
            description = "It had ended just so",
            content =
                    @Content(
                            schema = @Schema(implementation = DisputeView.class),
                            examples = @ExampleObject(name = "resolved", value = ANSWER)))
    @APIResponse(responseCode = "404", description = "No such dispute")
    @APIResponse(responseCode = "409", description = "It has ended otherwise (already-resolved)")
    @APIResponse(
            responseCode = "422",
            description =
                    "resolution-date, currency-mismatch, credit-needed, credit-without-claim, credit-exceeds-dispute")
    public Response resolve(
            @PathParam("disputeId") UUID disputeId,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = ResolutionRequest.class),
                                            examples = @ExampleObject(name = "partly", value = """
                                    {"outcome":"PARTLY","creditedAmount":{"amount":"100.00","currency":"EUR"},
                                     "resolvedOn":"2026-04-10"}""")))
                    @NotNull
                    @Valid
                    ResolutionRequest resolution) {
        return answer(disputes.resolve(disputeId, resolution));
    }

    private static Response answer(Disputes.Stated stated) {
        return Response.status(stated.created() ? 201 : 200)
                .header("ETag", ETags.of(stated.version()))
                .entity(stated.dispute())
                .build();
    }

    /// Only names the page's schema in the OpenAPI document.
    @Schema(name = "DisputePage")
    private record DisputePage(List<DisputeView> items, String nextCursor) {}
}
