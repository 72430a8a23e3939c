package org.kamsuite.receivables.plan;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
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
import org.kamsuite.contracts.receivables.PaymentPlanStatus;
import org.kamsuite.platform.rest.Csv;
import org.kamsuite.platform.rest.ETags;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Roles;

@Path("/v1/payment-plans")
@Tag(name = "Payment plans", description = "What is overdue, paid in agreed instalments.")
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
public class PlanResource {

    private static final String ANSWER = """
            {"planId":"0199a1b2-0000-7000-8000-0000000000e7","accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11",
             "asOf":"2026-05-02","knownAt":"2026-05-03T06:30:00Z","agreedOn":"2026-04-02","status":"AGREED","since":"2026-04-02",
             "amount":{"amount":"900.00","currency":"EUR"},"settled":{"amount":"300.00","currency":"EUR"},
             "toleranceDays":3,"invoices":[{"system":"sap-emea","number":"INV-1001",
             "rescheduled":{"amount":"900.00","currency":"EUR"},"open":{"amount":"600.00","currency":"EUR"},
             "originalDueDate":"2026-03-31","daysPastDue":32}],"instalments":[
             {"number":1,"dueOn":"2026-05-01","amount":{"amount":"300.00","currency":"EUR"},
              "open":{"amount":"0.00","currency":"EUR"}},
             {"number":2,"dueOn":"2026-06-01","amount":{"amount":"600.00","currency":"EUR"},
              "open":{"amount":"600.00","currency":"EUR"},"daysPastDue":-30}],
             "ageing":{"original":{"D31_TO_60":{"amount":"600.00","currency":"EUR"}},
             "planned":{"CURRENT":{"amount":"600.00","currency":"EUR"}}}}""";

    private static final String PAGE = "{\"items\":[" + ANSWER + "]}";

    @Inject
    Plans plans;

    @GET
    @Operation(
            operationId = "listPaymentPlans",
            summary = "Payment plans, the latest agreed first",
            description =
                    "Those agreed by the end of a day, judged as of that day by what was known at `knownAt`. As text/csv one row for each plan."
                            + " Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "A page of plans",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = PlanPage.class),
                        examples = @ExampleObject(name = "page", value = PAGE)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "No such account")
    public Page<PlanView> list(
            @Parameter(description = "Only of this account.") @QueryParam("accountId") UUID accountId,
            @Parameter(description = "Only those in this state on that day.") @QueryParam("status")
                    PaymentPlanStatus status,
            @Parameter(description = "The day whose end is shown; default today.", example = "2026-05-02")
                    @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(
                            description = "Show what was known at this instant; default now.",
                            example = "2026-04-01T06:30:00Z")
                    @QueryParam("knownAt")
                    Instant knownAt,
            @Parameter(description = "1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @Parameter(description = "nextCursor of the page before.") @QueryParam("cursor") String cursor) {
        return plans.list(accountId, status, asOf, knownAt, Page.limit(limit, 100), cursor);
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String listCsv(
            @QueryParam("accountId") UUID accountId,
            @QueryParam("status") PaymentPlanStatus status,
            @QueryParam("asOf") LocalDate asOf,
            @QueryParam("knownAt") Instant knownAt,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        return Csv.of(
                List.of(
                        "planId",
                        "accountId",
                        "agreedOn",
                        "status",
                        "since",
                        "currency",
                        "amount",
                        "settled",
                        "invoices",
                        "instalments",
                        "lastDueOn"),
                plans.list(accountId, status, asOf, knownAt, Page.limit(limit, 500), cursor)
                        .items(),
                it -> List.of(
                        it.planId(),
                        it.accountId(),
                        it.agreedOn(),
                        it.status(),
                        it.since(),
                        it.amount().currency(),
                        it.amount().amount(),
                        it.settled().amount(),
                        it.invoices().size(),
                        it.instalments().size(),
                        it.instalments().getLast().dueOn()));
    }

    @GET
    @Path("/{planId}")
    @Operation(
            operationId = "getPaymentPlan",
            summary = "A payment plan on a day",
            description =
                    "Its instalments, its invoices with their original ages, and the ageing of the whole account both"
                            + " ways. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The plan",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Its version",
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = PlanView.class),
                            examples = @ExampleObject(name = "two instalments", value = ANSWER)))
    @APIResponse(responseCode = "404", description = "No such plan")
    public Response get(
            @PathParam("planId") UUID planId,
            @Parameter(description = "The day whose end is shown; default today.", example = "2026-05-02")
                    @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(
                            description = "Show what was known at this instant; default now.",
                            example = "2026-04-01T06:30:00Z")
                    @QueryParam("knownAt")
                    Instant knownAt) {
        return answer(plans.get(planId, asOf, knownAt));
    }

    @PUT
    @Path("/{planId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.KEY_ACCOUNT_MANAGER, Roles.KAM_DIRECTOR, Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "putPaymentPlan",
            summary = "Record an agreed payment plan under an id of your choice",
            description = "201 the first time, 200 for the same content again; a plan is never changed, only cancelled."
                    + " Roles: kam-director, finance, admin; key-account-manager on the accounts of his team.")
    @APIResponse(
            responseCode = "201",
            description = "The new plan",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Its version",
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = PlanView.class),
                            examples = @ExampleObject(name = "two instalments", value = ANSWER)))
    @APIResponse(
            responseCode = "200",
            description = "It was there with this content",
            content =
                    @Content(
                            schema = @Schema(implementation = PlanView.class),
                            examples = @ExampleObject(name = "two instalments", value = ANSWER)))
    @APIResponse(responseCode = "404", description = "No such account")
    @APIResponse(
            responseCode = "409",
            description = "It exists with another content (different-content), or an invoice is in a plan in force"
                    + " (already-planned)")
    @APIResponse(
            responseCode = "422",
            description = "unknown-invoice, other-account, several-currencies, currency-mismatch, in-the-future,"
                    + " instalment-order, too-far, nothing-open, plan-sum")
    public Response put(
            @PathParam("planId") UUID planId,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = PlanRequest.class),
                                            examples = @ExampleObject(name = "two instalments", value = """
                                    {"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11",
                                     "invoices":[{"system":"sap-emea","number":"INV-1001"}],"agreedOn":"2026-04-02",
                                     "instalments":[{"dueOn":"2026-05-01","amount":{"amount":"300.00","currency":"EUR"}},
                                      {"dueOn":"2026-06-01","amount":{"amount":"600.00","currency":"EUR"}}]}""")))
                    @NotNull
                    @Valid
                    PlanRequest request) {
        return answer(plans.agree(planId, request));
    }

    @PUT
    @Path("/{planId}/cancellation")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.KEY_ACCOUNT_MANAGER, Roles.KAM_DIRECTOR, Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "putPaymentPlanCancellation",
            summary = "End a payment plan from today",
            description = "The original due dates count again. Needs If-Match. Roles: kam-director, finance, admin;"
                    + " key-account-manager on the accounts of his team.")
    @APIResponse(
            responseCode = "200",
            description = "The plan, cancelled",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Its version",
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = PlanView.class),
                            examples = @ExampleObject(name = "two instalments", value = ANSWER)))
    @APIResponse(responseCode = "404", description = "No such plan")
    @APIResponse(responseCode = "409", description = "It has ended already (plan-ended)")
    @APIResponse(responseCode = "412", description = "If-Match is not the present ETag")
    @APIResponse(responseCode = "428", description = "Send If-Match")
    public Response cancel(
            @PathParam("planId") UUID planId,
            @Parameter(in = ParameterIn.HEADER, description = "The ETag you read.") @HeaderParam("If-Match")
                    String ifMatch,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = PlanCancellationRequest.class),
                                            examples = @ExampleObject(name = "paid at once", value = """
                                    {"reason":"Customer pays everything next week"}""")))
                    @NotNull
                    @Valid
                    PlanCancellationRequest request) {
        return answer(plans.cancel(planId, ifMatch, request));
    }

    private static Response answer(Plans.Stated stated) {
        return Response.status(stated.created() ? 201 : 200)
                .header("ETag", ETags.of(stated.version()))
                .entity(stated.plan())
                .build();
    }

    /// Only names the page's schema in the OpenAPI document.
    @Schema(name = "PaymentPlanPage")
    private record PlanPage(List<PlanView> items, String nextCursor) {}
}
