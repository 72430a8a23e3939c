package org.kamsuite.receivables.solvency;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
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
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.platform.rest.ETags;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.receivables.input.Moment;

/// Annual accounts of customers.
@Path("/v1/receivables/{accountId}/financial-statements")
@Tag(name = "Financial statements", description = "How sound a customer is by its own annual accounts (Altman).")
@Produces(MediaType.APPLICATION_JSON)
public class StatementResource {

    private static final String BODY = """
            {"firmType":"PRIVATE_MANUFACTURER","currency":"EUR","totalAssets":"1000000.00","currentAssets":"600000.00",
            "currentLiabilities":"400000.00","totalLiabilities":"500000.00","retainedEarnings":"300000.00",
            "ebit":"150000.00","sales":"1800000.00","bookValueOfEquity":"500000.00"}""";

    private static final String VIEW = """
            {"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","fiscalYear":2025,"version":1,
            "statement":{"firmType":"PRIVATE_MANUFACTURER","currency":"EUR","totalAssets":"1000000.00",
            "currentAssets":"600000.00","currentLiabilities":"400000.00","totalLiabilities":"500000.00",
            "retainedEarnings":"300000.00","ebit":"150000.00","sales":"1800000.00","bookValueOfEquity":"500000.00"},
            "altman":{"model":"Z'","formula":"0.717 X1 + 0.847 X2 + 3.107 X3 + 0.420 X4 + 0.998 X5","score":3.08,
            "zone":"SAFE","distressBelow":1.23,"safeAbove":2.9,"ratios":[{"name":"X2",
            "definition":"retained earnings / total assets","value":0.3,"coefficient":0.847}]},
            "recordedBy":"otto","recordedAt":"2026-03-31T09:00:00Z"}""";

    @Inject
    Statements statements;

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
            operationId = "listFinancialStatements",
            summary = "The annual accounts of an account with their scores, the latest year first",
            description =
                    "One page. A year has no other day than its own: knownAt tells what was entered by then. Roles:"
                            + " all.")
    @APIResponse(
            responseCode = "200",
            description = "All years that were entered",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = StatementView.PageSchema.class),
                            examples = @ExampleObject(name = "one year", value = "{\"items\":[" + VIEW + "]}")))
    @APIResponse(responseCode = "404", description = "No such account")
    public Page<StatementView> list(
            @PathParam("accountId") UUID accountId,
            @Parameter(
                            description = "Count only what was recorded by this instant; default now.",
                            example = "2026-04-01T06:30:00Z")
                    @QueryParam("knownAt")
                    Instant knownAt) {
        Moment at = Moment.of(null, knownAt, clock);
        return new Page<>(
                statements.of(accountId, at).stream()
                        .map(stored -> StatementView.of(accountId, stored))
                        .toList(),
                null);
    }

    @GET
    @Path("/{fiscalYear}")
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
            operationId = "getFinancialStatement",
            summary = "A year's annual accounts with Altman's score",
            description =
                    "Z for listed manufacturers (zones 1.81, 2.99), Z' for private ones (1.23, 2.9), Z'' for other"
                            + " firms (1.1, 2.6), with the ratios it is made of. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The statement; as known now its version is the ETag",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = StatementView.class),
                            examples = @ExampleObject(name = "private manufacturer", value = VIEW)))
    @APIResponse(responseCode = "404", description = "No such account, or nothing entered for the year")
    public Response get(
            @PathParam("accountId") UUID accountId,
            @Parameter(description = "1900 to 2199.", example = "2025") @PathParam("fiscalYear") Integer fiscalYear,
            @Parameter(
                            description = "Count only what was recorded by this instant; default now.",
                            example = "2026-04-01T06:30:00Z")
                    @QueryParam("knownAt")
                    Instant knownAt) {
        Moment at = Moment.of(null, knownAt, clock);
        Statements.Stored stored = statements.of(accountId, year(fiscalYear), at);
        return at.until() == null
                ? answer(200, accountId, stored)
                : Response.ok(StatementView.of(accountId, stored)).build();
    }

    @PUT
    @Path("/{fiscalYear}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.KAM_DIRECTOR, Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "putFinancialStatement",
            summary = "Enters or corrects a year's annual accounts",
            description = "All items that the firm's model needs must be there; those that are missing are listed."
                    + " The zone is one of the grounds of the risk class (see credit reviews). Replacing what is there"
                    + " needs If-Match. Roles: finance, kam-director, admin.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Statement.class),
                            examples = @ExampleObject(name = "private manufacturer", value = BODY)))
    @APIResponse(
            responseCode = "200",
            description = "Corrected",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = StatementView.class),
                            examples = @ExampleObject(name = "private manufacturer", value = VIEW)))
    @APIResponse(
            responseCode = "201",
            description = "Entered",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = StatementView.class)))
    @APIResponse(responseCode = "404", description = "No such account")
    @APIResponse(responseCode = "412", description = "If-Match is not the present version")
    @APIResponse(responseCode = "422", description = "`financial-items-missing`: all that are missing are listed")
    @APIResponse(responseCode = "428", description = "There is a statement of that year: If-Match is needed")
    public Response put(
            @PathParam("accountId") UUID accountId,
            @Parameter(description = "1900 to 2199.", example = "2025") @PathParam("fiscalYear") Integer fiscalYear,
            @Parameter(description = "The ETag that you read; not for the first one.") @HeaderParam("If-Match")
                    String ifMatch,
            Statement statement) {
        Statements.Written written = statements.put(accountId, year(fiscalYear), statement, ifMatch);
        return answer(written.created() ? 201 : 200, accountId, written.stored());
    }

    private static int year(Integer fiscalYear) {
        if (fiscalYear < 1900 || fiscalYear > 2199) {
            throw Problem.badRequest("fiscalYear", "must be from 1900 to 2199, but is " + fiscalYear);
        }
        return fiscalYear;
    }

    private static Response answer(int status, UUID account, Statements.Stored stored) {
        return Response.status(status)
                .entity(StatementView.of(account, stored))
                .header("ETag", ETags.of(stored.version()))
                .build();
    }
}
