package org.kamsuite.receivables.provision;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
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
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Roles;

@Path("/v1/provision-runs")
@Tag(name = "Provisions", description = "Expected losses on receivables (IFRS 9, simplified approach).")
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
public class RunResource {

    private static final String JSON = "application/json";

    @Inject
    Runs runs;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "createProvisionRun",
            summary = "Compute the expected losses on all open items of a day",
            description =
                    "Every account is judged individually if it has an assessment, else by the matrix of its segment"
                            + " or DEFAULT. What neither covers is named and gets no allowance. The answer shows how the"
                            + " allowance came from the last posted run: opening + charge - utilised - released + fx = closing."
                            + " A calculated run changes nothing until it is posted. Roles: finance, admin.")
    @APIResponse(
            responseCode = "201",
            description = "The run",
            headers = @Header(name = "Location", schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = RunView.class),
                            examples = @ExampleObject(name = "run", value = """
                                {"runId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b77","status":"CALCULATED","asOf":"2026-03-31",
                                "knownAt":"2026-04-01T06:30:00Z","segmentBy":"SEGMENT","accounts":0,"totals":[],
                                "reporting":{"currency":"EUR","rates":{},"openingRates":{},"notConverted":[]},
                                "inputs":{"matrices":[],"assessments":[],"insured":[]},"method":"gross = …","reasons":[],
                                "createdBy":"fiona"}""")))
    @APIResponse(
            responseCode = "422",
            description = "provision-rule: asOf after today, insured shares outside 0 to 1, …")
    public Response run(
            @Parameter(in = ParameterIn.HEADER, description = "A repeated key gives the first answer.")
                    @HeaderParam("Idempotency-Key")
                    String key,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = RunRequest.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "month end",
                                                            value =
                                                                    "{\"asOf\":\"2026-03-31\",\"segmentBy\":\"SEGMENT\"}")))
                    @NotNull
                    RunRequest asked) {
        UUID id = runs.run(key, asked);
        return Response.created(URI.create("/v1/provision-runs/" + id))
                .entity(runs.view(id))
                .build();
    }

    @GET
    @Path("/{id}")
    @Operation(
            operationId = "getProvisionRun",
            summary = "A run: totals by currency, segment and bucket, roll-forward, inputs",
            description = "Amounts are exact; they are added across currencies only in `reporting`, at the rates named"
                    + " there. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The run",
            content =
                    @Content(
                            schema = @Schema(implementation = RunView.class),
                            examples = @ExampleObject(name = "run", value = """
                                {"runId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b77","status":"POSTED","asOf":"2026-03-31",
                                "knownAt":"2026-04-01T06:30:00Z","segmentBy":"SEGMENT","accounts":0,"totals":[],
                                "reporting":{"currency":"EUR","rates":{},"openingRates":{},"notConverted":[]},
                                "inputs":{"matrices":[],"assessments":[],"insured":[]},"method":"gross = …","reasons":[],
                                "createdBy":"fiona","postedBy":"fiona","postedAt":"2026-04-01T07:00:00Z"}""")))
    @APIResponse(responseCode = "404", description = "There is no such run")
    public RunView get(@PathParam("id") UUID id) {
        return runs.view(id);
    }

    @POST
    @Path("/{id}/posting")
    @RolesAllowed({Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "postProvisionRun",
            summary = "Post a run: its allowances become the opening of the next one",
            description = "For good. Tells of each account whose allowance changed (ProvisionChanged). Posting again"
                    + " changes nothing. Roles: finance, admin.")
    @APIResponse(
            responseCode = "200",
            description = "The posted run",
            content =
                    @Content(
                            schema = @Schema(implementation = RunView.class),
                            examples = @ExampleObject(name = "run", value = """
                                {"runId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b77","status":"POSTED","asOf":"2026-03-31",
                                "knownAt":"2026-04-01T06:30:00Z","segmentBy":"SEGMENT","accounts":0,"totals":[],
                                "reporting":{"currency":"EUR","rates":{},"openingRates":{},"notConverted":[]},
                                "inputs":{"matrices":[],"assessments":[],"insured":[]},"method":"gross = …","reasons":[],
                                "createdBy":"fiona","postedBy":"fiona","postedAt":"2026-04-01T07:00:00Z"}""")))
    @APIResponse(responseCode = "404", description = "There is no such run")
    @APIResponse(
            responseCode = "409",
            description = "run-outdated: another run was posted meanwhile; not-covered: open items without a matrix")
    public RunView post(@PathParam("id") UUID id) {
        runs.post(id);
        return runs.view(id);
    }

    @GET
    @Path("/{id}/accounts")
    @Operation(
            operationId = "listProvisionRunAccounts",
            summary = "The accounts of a run with their allowances, the largest first",
            description =
                    "One row per account and currency, each with its own roll-forward; all rows add up to the totals"
                            + " of the run. Also as text/csv. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "A page of accounts",
            content = {
                @Content(
                        mediaType = JSON,
                        schema = @Schema(implementation = AccountPage.class),
                        examples = @ExampleObject(name = "one account", value = """
                            {"items":[{"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","name":"Musterbau GmbH",
                            "currency":"EUR","method":"MATRIX","gross":{"amount":"1000.00","currency":"EUR"},
                            "insured":{"amount":"0.00","currency":"EUR"},"uncovered":{"amount":"0.00","currency":"EUR"},
                            "allowance":{"amount":"16.00","currency":"EUR"},"rollForward":{
                            "opening":{"amount":"0.00","currency":"EUR"},"charge":{"amount":"16.00","currency":"EUR"},
                            "utilised":{"amount":"0.00","currency":"EUR"},"released":{"amount":"0.00","currency":"EUR"},
                            "fx":{"amount":"0.00","currency":"EUR"},"closing":{"amount":"16.00","currency":"EUR"}}}]}""")),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "There is no such run")
    public Page<RunView.AccountRow> accounts(
            @PathParam("id") UUID id,
            @Parameter(description = "1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @Parameter(description = "nextCursor of the page before.") @QueryParam("cursor") String cursor) {
        return runs.accounts(id, Page.limit(limit, 100), cursor);
    }

    @GET
    @Path("/{id}/accounts")
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String accountsCsv(
            @PathParam("id") UUID id, @QueryParam("limit") Integer limit, @QueryParam("cursor") String cursor) {
        return Csv.of(
                List.of(
                        "accountId",
                        "name",
                        "system",
                        "customer",
                        "currency",
                        "method",
                        "gross",
                        "insured",
                        "uncovered",
                        "allowance",
                        "opening",
                        "charge",
                        "utilised",
                        "released"),
                runs.accounts(id, Page.limit(limit, 500), cursor).items(),
                row -> Arrays.asList(
                        row.accountId(),
                        row.name(),
                        row.customer() == null ? null : row.customer().system(),
                        row.customer() == null ? null : row.customer().number(),
                        row.currency(),
                        row.method(),
                        row.gross().amount(),
                        row.insured().amount(),
                        row.uncovered().amount(),
                        row.allowance().amount(),
                        row.rollForward().opening().amount(),
                        row.rollForward().charge().amount(),
                        row.rollForward().utilised().amount(),
                        row.rollForward().released().amount()));
    }

    /// Only names the page's schema in the OpenAPI document.
    @Schema(name = "ProvisionRunAccountPage")
    private record AccountPage(List<RunView.AccountRow> items, String nextCursor) {}
}
