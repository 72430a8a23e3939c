package org.kamsuite.receivables.promise;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.rest.Csv;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.platform.rest.Scope;

@Path("/v1")
@Tag(name = "Promises", description = "Promises to pay, and whether they were kept.")
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
public class PromiseResource {

    private static final String ANSWER = """
            {"promiseId":"0199a1b2-0000-7000-8000-0000000000f1","number":"PR-9","origin":"/erp/sap-emea",
             "accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","customer":{"system":"sap-emea","number":"104711"},
             "invoiceNumbers":["INV-1001"],"asOf":"2026-04-20","knownAt":"2026-04-21T06:30:00Z",
             "madeOn":"2026-04-02","promisedDate":"2026-04-15",
             "deadline":"2026-04-18","promised":{"amount":"900.00","currency":"EUR"},
             "needed":{"amount":"900.00","currency":"EUR"},"paid":{"amount":"900.00","currency":"EUR"},"status":"KEPT",
             "evaluatedOn":"2026-04-16"}""";

    private static final String PAGE = "{\"items\":[" + ANSWER + "]}";

    private static final String CREDIBILITY = """
            {"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","asOf":"2026-04-20",
             "knownAt":"2026-04-21T06:30:00Z","since":"2024-04-20","judged":4,
             "kept":3,"partiallyKept":0,"broken":1,"open":1,"cancelled":0,"keptRatio":0.75,
             "byCurrency":[{"currency":"EUR","needed":{"amount":"4000.00","currency":"EUR"},
             "paid":{"amount":"3000.00","currency":"EUR"},"keptAmountRatio":0.75}],"credibility":0.7222222222222222,
             "prior":0.7,"priorStrength":5}""";

    @Inject
    Promises promises;

    @GET
    @Path("/promises")
    @Operation(
            operationId = "listPromises",
            summary = "Promises to pay, the latest made first",
            description =
                    "Those made by the end of a day, judged as of that day by what was known at `knownAt`. Also as text/csv. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "A page of promises",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = PromisePage.class),
                        examples = @ExampleObject(name = "page", value = PAGE)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "No such account")
    public Page<PromiseView> list(
            @Parameter(description = "Only of this account.") @QueryParam("accountId") UUID accountId,
            @Parameter(description = "account, or group for all accounts below it in the legal hierarchy on that day.")
                    @QueryParam("scope")
                    @DefaultValue("account")
                    Scope scope,
            @Parameter(description = "Only those in this state on that day.") @QueryParam("status") PromiseState status,
            @Parameter(description = "The day whose end is shown; default today.", example = "2026-04-20")
                    @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(
                            description = "Show what was known at this instant; default now.",
                            example = "2026-04-01T06:30:00Z")
                    @QueryParam("knownAt")
                    Instant knownAt,
            @Parameter(description = "1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @Parameter(description = "nextCursor of the page before.") @QueryParam("cursor") String cursor) {
        return promises.list(accountId, scope, status, asOf, knownAt, Page.limit(limit, 100), cursor);
    }

    @GET
    @Path("/promises")
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String listCsv(
            @QueryParam("accountId") UUID accountId,
            @QueryParam("scope") @DefaultValue("account") Scope scope,
            @QueryParam("status") PromiseState status,
            @QueryParam("asOf") LocalDate asOf,
            @QueryParam("knownAt") Instant knownAt,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        return Csv.of(
                List.of(
                        "promiseId",
                        "number",
                        "accountId",
                        "system",
                        "customer",
                        "invoices",
                        "madeOn",
                        "promisedDate",
                        "deadline",
                        "status",
                        "evaluatedOn",
                        "currency",
                        "promised",
                        "needed",
                        "paid"),
                promises.list(accountId, scope, status, asOf, knownAt, Page.limit(limit, 500), cursor)
                        .items(),
                it -> Arrays.asList(
                        it.promiseId(),
                        it.number(),
                        it.accountId(),
                        it.customer().system(),
                        it.customer().number(),
                        String.join(" ", it.invoiceNumbers()),
                        it.madeOn(),
                        it.promisedDate(),
                        it.deadline(),
                        it.status(),
                        it.evaluatedOn(),
                        it.promised() == null ? null : it.promised().currency(),
                        amount(it.promised()),
                        amount(it.needed()),
                        amount(it.paid())));
    }

    private static Object amount(Money money) {
        return money == null ? null : money.amount();
    }

    @GET
    @Path("/promises/{promiseId}")
    @Operation(operationId = "getPromise", summary = "A promise on a day", description = "Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The promise",
            content =
                    @Content(
                            schema = @Schema(implementation = PromiseView.class),
                            examples = @ExampleObject(name = "kept", value = ANSWER)))
    @APIResponse(responseCode = "404", description = "No such promise")
    public PromiseView get(
            @PathParam("promiseId") UUID promiseId,
            @Parameter(description = "The day whose end is shown; default today.") @QueryParam("asOf") LocalDate asOf,
            @Parameter(
                            description = "Show what was known at this instant; default now.",
                            example = "2026-04-01T06:30:00Z")
                    @QueryParam("knownAt")
                    Instant knownAt) {
        return promises.view(promiseId, asOf, knownAt);
    }

    @PUT
    @Path("/promises/{promiseId}")
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
            operationId = "putPromise",
            summary = "Enter a promise to pay under an id of your choice",
            description =
                    "Becomes a fact of the ledger; it moves no money. 201 the first time, 200 for the same content"
                            + " again. Roles: kam-director, finance, service-desk, integration, admin; key-account-manager on the"
                            + " accounts of his team.")
    @APIResponse(
            responseCode = "201",
            description = "The new promise",
            content =
                    @Content(
                            schema = @Schema(implementation = PromiseView.class),
                            examples = @ExampleObject(name = "kept", value = ANSWER)))
    @APIResponse(
            responseCode = "200",
            description = "It was there with this content",
            content =
                    @Content(
                            schema = @Schema(implementation = PromiseView.class),
                            examples = @ExampleObject(name = "kept", value = ANSWER)))
    @APIResponse(responseCode = "409", description = "It exists with another content (different-content)")
    @APIResponse(
            responseCode = "422",
            description = "unknown-invoice, several-customers, currency-mismatch, in-the-future, promised-before-made,"
                    + " too-far, promise-exceeds-open")
    public Response put(
            @PathParam("promiseId") UUID promiseId,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = PromiseRequest.class),
                                            examples = @ExampleObject(name = "promise", value = """
                                    {"system":"sap-emea","invoiceNumbers":["INV-1001"],
                                     "amount":{"amount":"900.00","currency":"EUR"},"promisedDate":"2026-04-15",
                                     "madeOn":"2026-04-02"}""")))
                    @NotNull
                    @Valid
                    PromiseRequest request) {
        Promises.Stated stated = promises.make(promiseId, request);
        return Response.status(stated.created() ? 201 : 200)
                .entity(stated.promise())
                .build();
    }

    @PUT
    @Path("/promises/{promiseId}/cancellation")
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
            operationId = "putPromiseCancellation",
            summary = "Say that a promise no longer counts",
            description = "It is neither kept nor broken from that day on. Roles: kam-director, finance, service-desk,"
                    + " integration, admin; key-account-manager on the accounts of his team.")
    @APIResponse(
            responseCode = "200",
            description = "The promise, cancelled",
            content =
                    @Content(
                            schema = @Schema(implementation = PromiseView.class),
                            examples = @ExampleObject(name = "promise", value = ANSWER)))
    @APIResponse(responseCode = "404", description = "No such promise")
    @APIResponse(responseCode = "409", description = "It was cancelled otherwise (already-cancelled)")
    @APIResponse(responseCode = "422", description = "cancellation-date")
    public PromiseView cancel(
            @PathParam("promiseId") UUID promiseId,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = CancellationRequest.class),
                                            examples = @ExampleObject(name = "plan", value = """
                                    {"reason":"Replaced by a payment plan"}""")))
                    @NotNull
                    @Valid
                    CancellationRequest request) {
        return promises.cancel(promiseId, request);
    }

    @GET
    @Path("/receivables/{accountId}/promise-credibility")
    @Operation(
            operationId = "getPromiseCredibility",
            summary = "How much an account's promises are worth",
            description = "Kept ratio by count and by amount over the last 730 days, and the credibility: the own ratio"
                    + " shrunken towards the one of all accounts, as few promises say little. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The credibility",
            content =
                    @Content(
                            schema = @Schema(implementation = PromiseView.Credibility.class),
                            examples = @ExampleObject(name = "three of four", value = CREDIBILITY)))
    @APIResponse(responseCode = "404", description = "No such account")
    public PromiseView.Credibility credibility(
            @PathParam("accountId") UUID accountId,
            @Parameter(description = "Judged as of this day; default today.") @QueryParam("asOf") LocalDate asOf,
            @Parameter(
                            description = "Show what was known at this instant; default now.",
                            example = "2026-04-01T06:30:00Z")
                    @QueryParam("knownAt")
                    Instant knownAt) {
        return promises.credibility(accountId, asOf, knownAt);
    }

    /// Only names the page's schema in the OpenAPI document.
    @Schema(name = "PromisePage")
    private record PromisePage(List<PromiseView> items, String nextCursor) {}
}
