package org.kamsuite.receivables.provision;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
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

@Path("/v1/write-off-requests")
@Tag(name = "Write-offs", description = "Giving up what will not be paid: asked for, approved by amount, posted.")
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
public class WriteOffResource {

    private static final String REQUEST = """
            {"id":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b88","version":1,"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11",
            "system":"sap-emea","invoiceNumber":"INV-1001","amount":{"amount":"190.00","currency":"EUR"},
            "reason":"Insolvent, quota paid","effectiveDate":"2026-03-31","chargeRest":false,"state":"REQUESTED",
            "requiredRole":"finance","requestedBy":"anna","requestedAt":"2026-03-31T09:00:00Z"}""";

    private static final String EXAMPLE = "{\"request\":" + REQUEST
            + ",\"openAmount\":{\"amount\":\"190.00\",\"currency\":\"EUR\"},\"allowance\":{"
            + "\"runId\":\"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b77\",\"asOf\":\"2026-02-28\","
            + "\"allowance\":{\"amount\":\"300.00\",\"currency\":\"EUR\"},"
            + "\"writtenOffSince\":{\"amount\":\"0.00\",\"currency\":\"EUR\"},"
            + "\"rest\":{\"amount\":\"300.00\",\"currency\":\"EUR\"}},"
            + "\"bands\":\"up to 10000 finance, up to 100000 kam-director, above admin (EUR)\"}";

    @Inject
    WriteOffs writeOffs;

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.KEY_ACCOUNT_MANAGER, Roles.FINANCE, Roles.KAM_DIRECTOR, Roles.ADMIN})
    @Operation(
            operationId = "putWriteOffRequest",
            summary = "Ask for a part of an invoice to be written off",
            description =
                    "Nothing is posted before it is approved. 200 for the same content again; while it is undecided"
                            + " another content replaces it with If-Match. Roles: finance, kam-director, admin;"
                            + " key-account-manager on the accounts of his team.")
    @APIResponse(
            responseCode = "201",
            description = "The request",
            headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = WriteOff.View.class),
                            examples = @ExampleObject(name = "request", value = EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "The request, changed or as it was",
            headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = WriteOff.View.class),
                            examples = @ExampleObject(name = "request", value = EXAMPLE)))
    @APIResponse(responseCode = "409", description = "decided: the request is approved or rejected")
    @APIResponse(responseCode = "412", description = "If-Match is not the present ETag")
    @APIResponse(
            responseCode = "422",
            description = "provision-rule (more than what is open, another currency, a day outside), unknown-invoice,"
                    + " unknown-account")
    @APIResponse(responseCode = "428", description = "The request exists with another content: send If-Match")
    public Response put(
            @PathParam("id") UUID id,
            @Parameter(in = ParameterIn.HEADER, description = "The ETag you read, to change a request.")
                    @HeaderParam("If-Match")
                    String ifMatch,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = WriteOff.Content.class),
                                            examples = @ExampleObject(name = "request", value = """
                                                {"system":"sap-emea","invoiceNumber":"INV-1001",
                                                "amount":{"amount":"190.00","currency":"EUR"},
                                                "reason":"Insolvent, quota paid","effectiveDate":"2026-03-31"}""")))
                    @NotNull
                    WriteOff.Content asked) {
        WriteOffs.Written written = writeOffs.put(id, asked, ifMatch);
        return answer(written.created() ? 201 : 200, written.view());
    }

    private static Response answer(int status, WriteOff.View view) {
        return Response.status(status)
                .header("ETag", ETags.of(view.request().version()))
                .entity(view)
                .build();
    }

    @PUT
    @Path("/{id}/decision")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.FINANCE, Roles.KAM_DIRECTOR, Roles.ADMIN})
    @Operation(
            operationId = "putWriteOffDecision",
            summary = "Approve or reject a write-off",
            description =
                    "Approving posts the write-off in the ledger: the invoice stays, with less open. Needs the role"
                            + " of the amount's band (in the reporting currency) or one above, and another person than who asked."
                            + " Roles: finance, kam-director, admin.")
    @APIResponse(
            responseCode = "200",
            description = "The decided request",
            headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = WriteOff.View.class),
                            examples = @ExampleObject(name = "request", value = EXAMPLE)))
    @APIResponse(responseCode = "404", description = "There is no such request")
    @APIResponse(responseCode = "409", description = "decided: it was decided otherwise")
    @APIResponse(responseCode = "412", description = "If-Match is not the present ETag")
    @APIResponse(
            responseCode = "422",
            description = "allowance-insufficient: no allowance covers it and chargeRest is false; provision-rule: more"
                    + " than what is open by now")
    @APIResponse(responseCode = "428", description = "Send If-Match")
    public Response decide(
            @PathParam("id") UUID id,
            @Parameter(in = ParameterIn.HEADER, description = "The ETag you read.") @HeaderParam("If-Match")
                    String ifMatch,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = WriteOff.Decision.class),
                                            examples = @ExampleObject(name = "approval", value = """
                                                {"decision":"APPROVED","comment":"Board of 2026-03-30"}""")))
                    @NotNull
                    WriteOff.Decision decision) {
        return answer(200, writeOffs.decide(id, decision, ifMatch));
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getWriteOffRequest", summary = "One request", description = "Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The request",
            headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = WriteOff.View.class),
                            examples = @ExampleObject(name = "request", value = EXAMPLE)))
    @APIResponse(responseCode = "404", description = "There is no such request")
    public Response get(@PathParam("id") UUID id) {
        return answer(200, writeOffs.get(id));
    }

    @GET
    @Operation(
            operationId = "listWriteOffRequests",
            summary = "Requests by id",
            description = "Also as text/csv. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "A page of requests",
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(implementation = RequestPage.class),
                        examples = @ExampleObject(name = "one", value = "{\"items\":[" + REQUEST + "]}")),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    public Page<WriteOff> list(
            @Parameter(description = "Only requests of this account.") @QueryParam("accountId") UUID accountId,
            @Parameter(description = "Only requests in this state.") @QueryParam("state") WriteOff.State state,
            @Parameter(description = "1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @Parameter(description = "nextCursor of the page before.") @QueryParam("cursor") String cursor) {
        return writeOffs.list(accountId, state, Page.limit(limit, 100), cursor);
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String listCsv(
            @QueryParam("accountId") UUID accountId,
            @QueryParam("state") WriteOff.State state,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        return Csv.of(
                List.of(
                        "id",
                        "accountId",
                        "system",
                        "invoiceNumber",
                        "amount",
                        "currency",
                        "effectiveDate",
                        "state",
                        "requiredRole",
                        "requestedBy",
                        "decidedBy"),
                writeOffs.list(accountId, state, Page.limit(limit, 500), cursor).items(),
                row -> Arrays.asList(
                        row.id(),
                        row.accountId(),
                        row.system(),
                        row.invoiceNumber(),
                        row.amount().amount(),
                        row.amount().currency(),
                        row.effectiveDate(),
                        row.state(),
                        row.requiredRole(),
                        row.requestedBy(),
                        row.decidedBy()));
    }

    /// Only names the page's schema in the OpenAPI document.
    @Schema(name = "WriteOffRequestPage")
    private record RequestPage(List<WriteOff> items, String nextCursor) {}
}
