package org.kamsuite.receivables.terms;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
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
import org.kamsuite.platform.rest.Csv;
import org.kamsuite.platform.rest.ETags;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Roles;

@Path("/v1")
@Tag(name = "Terms", description = "Terms of payment: requests with their economics, and the negotiation bench.")
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
public class TermsResource {

    private static final String EXAMPLE = """
            {"id":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b99","version":1,"state":"DRAFT",
            "accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","current":{"netDays":30},"proposed":{"netDays":60},
            "requestedBy":"Head of purchasing","reason":"Competitor grants 60 days","economics":{
            "annualSales":{"amount":"10000000.00","currency":"EUR"},"annualSalesBasis":"given","costOfCapital":0.08,
            "discountTakeUp":1,"currentDays":30,"proposedDays":60,
            "fundingCost":{"amount":"65753.42","currency":"EUR"},"discountCost":{"amount":"0.00","currency":"EUR"},
            "cost":{"amount":"65753.42","currency":"EUR"},"benefit":null,"net":null,"earlyPayment":null,
            "method":"days = netDays …","reasons":["No benefit is entered: the net is not defined."]},
            "requiredRole":"kam-director","recordedBy":"anna","recordedAt":"2026-03-31T09:00:00Z"}""";

    @Inject
    TermsRequests requests;

    @Inject
    Simulations simulations;

    @PUT
    @Path("/terms-requests/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.KEY_ACCOUNT_MANAGER, Roles.FINANCE, Roles.KAM_DIRECTOR, Roles.ADMIN})
    @Operation(
            operationId = "putTermsRequest",
            summary = "Draft a request for other terms of payment, with what they cost",
            description =
                    "The answer computes what the proposed terms cost a year against the current ones, and who"
                            + " approves such a cost. 200 for the same content again; another content replaces a draft with"
                            + " If-Match. Roles: finance, kam-director, admin; key-account-manager on the accounts of his team.")
    @APIResponse(
            responseCode = "201",
            description = "The draft",
            headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = TermsRequest.class),
                            examples = @ExampleObject(name = "draft", value = EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "The draft, changed or as it was",
            headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = TermsRequest.class),
                            examples = @ExampleObject(name = "draft", value = EXAMPLE)))
    @APIResponse(responseCode = "404", description = "No such account")
    @APIResponse(responseCode = "409", description = "wrong-state: it is no draft; account-is-fixed")
    @APIResponse(responseCode = "412", description = "If-Match is not the present ETag")
    @APIResponse(
            responseCode = "422",
            description = "terms-rule: impossible terms, …; not-retroactive: validFrom is past")
    @APIResponse(responseCode = "428", description = "The request exists with another content: send If-Match")
    public Response put(
            @PathParam("id") UUID id,
            @Parameter(in = ParameterIn.HEADER, description = "The ETag you read, to change a draft.")
                    @HeaderParam("If-Match")
                    String ifMatch,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = TermsRequest.Content.class),
                                            examples = @ExampleObject(name = "60 days", value = """
                                                {"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11",
                                                "current":{"netDays":30},"proposed":{"netDays":60},
                                                "requestedBy":"Head of purchasing","reason":"Competitor grants 60 days",
                                                "annualSales":{"amount":"10000000.00","currency":"EUR"},
                                                "costOfCapital":0.08}""")))
                    @NotNull
                    TermsRequest.Content asked) {
        TermsRequests.Written written = requests.put(id, asked, ifMatch);
        return answer(written.created() ? 201 : 200, written.request());
    }

    private static Response answer(int status, TermsRequest request) {
        return Response.status(status)
                .header("ETag", ETags.of(request.version()))
                .entity(request)
                .build();
    }

    @PUT
    @Path("/terms-requests/{id}/state")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.KEY_ACCOUNT_MANAGER, Roles.FINANCE, Roles.KAM_DIRECTOR, Roles.ADMIN})
    @Operation(
            operationId = "putTermsRequestState",
            summary = "Submit, approve, reject or take back a request",
            description =
                    "DRAFT to SUBMITTED, SUBMITTED to APPROVED, REJECTED or back to DRAFT. A decision needs the role of"
                            + " the cost's band (in the reporting currency a year) or one above, and another person than who"
                            + " entered the request. Approved terms are told (TermsChanged) and count from validFrom, never"
                            + " before the day of approval. Roles: finance, kam-director, admin; key-account-manager on the"
                            + " accounts of his team.")
    @APIResponse(
            responseCode = "200",
            description = "The request",
            headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = TermsRequest.class),
                            examples = @ExampleObject(name = "request", value = EXAMPLE)))
    @APIResponse(responseCode = "404", description = "There is no such request")
    @APIResponse(responseCode = "409", description = "wrong-state: this state does not follow the present one")
    @APIResponse(responseCode = "412", description = "If-Match is not the present ETag")
    @APIResponse(responseCode = "422", description = "not-retroactive: validFrom is past by now")
    @APIResponse(responseCode = "428", description = "Send If-Match")
    public Response move(
            @PathParam("id") UUID id,
            @Parameter(in = ParameterIn.HEADER, description = "The ETag you read.") @HeaderParam("If-Match")
                    String ifMatch,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = TermsRequest.Transition.class),
                                            examples = @ExampleObject(name = "approval", value = """
                                                {"state":"APPROVED","comment":"For two years"}""")))
                    @NotNull
                    TermsRequest.Transition asked) {
        return answer(200, requests.move(id, asked, ifMatch));
    }

    @GET
    @Path("/terms-requests/{id}")
    @Operation(operationId = "getTermsRequest", summary = "One request", description = "Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The request",
            headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = TermsRequest.class),
                            examples = @ExampleObject(name = "request", value = EXAMPLE)))
    @APIResponse(responseCode = "404", description = "There is no such request")
    public Response get(@PathParam("id") UUID id) {
        return answer(200, requests.get(id));
    }

    @GET
    @Path("/terms-requests")
    @Operation(
            operationId = "listTermsRequests",
            summary = "Requests by id",
            description = "Also as text/csv. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "A page of requests",
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(implementation = RequestPage.class),
                        examples = @ExampleObject(name = "one", value = "{\"items\":[" + EXAMPLE + "]}")),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    public Page<TermsRequest> list(
            @Parameter(description = "Only requests of this account.") @QueryParam("accountId") UUID accountId,
            @Parameter(description = "Only requests in this state.") @QueryParam("state") TermsRequest.State state,
            @Parameter(description = "1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @Parameter(description = "nextCursor of the page before.") @QueryParam("cursor") String cursor) {
        return requests.list(accountId, state, Page.limit(limit, 100), cursor);
    }

    @GET
    @Path("/terms-requests")
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String listCsv(
            @QueryParam("accountId") UUID accountId,
            @QueryParam("state") TermsRequest.State state,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        return Csv.of(
                List.of(
                        "id",
                        "accountId",
                        "state",
                        "currentNetDays",
                        "proposedNetDays",
                        "proposedDiscountPercent",
                        "proposedDiscountDays",
                        "validFrom",
                        "cost",
                        "currency",
                        "requiredRole"),
                requests.list(accountId, state, Page.limit(limit, 500), cursor).items(),
                row -> Arrays.asList(
                        row.id(),
                        row.accountId(),
                        row.state(),
                        row.current().netDays(),
                        row.proposed().netDays(),
                        row.proposed().discountPercent(),
                        row.proposed().discountDays(),
                        row.validFrom(),
                        row.economics().cost() == null
                                ? null
                                : row.economics().cost().amount(),
                        row.economics().cost() == null
                                ? null
                                : row.economics().cost().currency(),
                        row.requiredRole()));
    }

    @POST
    @Path("/terms-simulations")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "simulateTerms",
            summary = "How an account would have paid under other terms",
            description = "Replays the account's own invoices of a window with the proposed terms and the lateness they"
                    + " actually had; nothing is kept. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "Both side by side, per currency",
            content =
                    @Content(
                            schema = @Schema(implementation = Simulations.View.class),
                            examples = @ExampleObject(name = "60 days", value = """
                                {"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","name":"Musterbau GmbH",
                                "from":"2025-01-01","to":"2025-12-31","days":365,"scope":"account",
                                "knownAt":"2026-03-31T10:00:00Z","proposed":{"netDays":60},"costOfCapital":0.08,
                                "discountTakeUp":0.5,"comparisons":[],"method":"Every invoice keeps …",
                                "reason":"No invoice of this account was open in the window."}""")))
    @APIResponse(responseCode = "404", description = "No such account")
    @APIResponse(responseCode = "422", description = "terms-rule: impossible terms or window")
    public Simulations.View simulate(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Simulations.Request.class),
                                            examples = @ExampleObject(name = "60 days", value = """
                                                {"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11",
                                                "proposed":{"netDays":60},"from":"2025-01-01","to":"2025-12-31"}""")))
                    @NotNull
                    Simulations.Request asked) {
        return simulations.simulate(asked);
    }

    /// Only names the page's schema in the OpenAPI document.
    @Schema(name = "TermsRequestPage")
    private record RequestPage(List<TermsRequest> items, String nextCursor) {}
}
