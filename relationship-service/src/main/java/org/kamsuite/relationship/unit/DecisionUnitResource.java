package org.kamsuite.relationship.unit;

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
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
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

@Path("/v1/decision-units")
@Tag(name = "Decision units", description = "Who makes or influences a purchase.")
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
public class DecisionUnitResource {

    private static final String EXAMPLE = """
            {"accountId": "0199a1b2-0000-7000-8000-000000000001", "subject": "Bearings 2026",
             "members": [
              {"contactId": "0199a1b2-0000-7000-8000-0000000000c1", "roles": ["DECIDER", "APPROVER"],
               "influence": 10, "support": 1},
              {"contactId": "0199a1b2-0000-7000-8000-0000000000c2", "roles": ["USER"], "influence": 4,
               "from": "2025-01-01"}]}""";

    private static final String ANSWER = """
            {"id": "0199a1b2-0000-7000-8000-0000000000d1", "version": 1,
             "accountId": "0199a1b2-0000-7000-8000-000000000001", "subject": "Bearings 2026",
             "requiredRoles": ["INFLUENCER", "USER", "GATEKEEPER", "BUYER", "DECIDER", "APPROVER"],
             "members": [{"contactId": "0199a1b2-0000-7000-8000-0000000000c1", "roles": ["DECIDER"], "influence": 10}],
             "recordedAt": "2026-03-02T09:15:00Z", "updatedAt": "2026-03-02T09:15:00Z"}""";

    private static final String PAGE = "{\"items\": [" + ANSWER + "], \"nextCursor\": \"TWFyaWE\"}";

    @Schema(name = "DecisionUnitPage", description = "A page of the list.")
    private record DecisionUnitPage(
            List<DecisionUnit> items,

            @Schema(description = "Give it as ?cursor= for the next page; absent on the last page.")
            String nextCursor) {}

    @Inject
    DecisionUnits units;

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.KEY_ACCOUNT_MANAGER, Roles.KAM_DIRECTOR, Roles.INTEGRATION, Roles.ADMIN})
    @Operation(
            operationId = "putDecisionUnit",
            summary = "State a decision unit with its members under an id of your choice",
            description = "201 the first time; 200 for the same content again; another content replaces the unit and"
                    + " needs If-Match. The members' contacts must exist. Roles: kam-director, integration, admin;"
                    + " key-account-manager on the accounts of his team.")
    @APIResponse(
            responseCode = "201",
            description = "The new unit",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Its version",
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = DecisionUnit.class),
                            examples = @ExampleObject(name = "answer", value = ANSWER)))
    @APIResponse(
            responseCode = "200",
            description = "The unit, changed or as it was",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Its version",
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = DecisionUnit.class),
                            examples = @ExampleObject(name = "answer", value = ANSWER)))
    @APIResponse(responseCode = "409", description = "The unit belongs to another account (account-is-fixed)")
    @APIResponse(responseCode = "412", description = "If-Match is not the present ETag")
    @APIResponse(
            responseCode = "422",
            description = "unknown-account (it may arrive shortly: try again), unknown-contact, overlapping-membership,"
                    + " interval-empty")
    @APIResponse(responseCode = "428", description = "The unit exists with another content: send If-Match")
    public Response put(
            @PathParam("id") UUID id,
            @Parameter(in = ParameterIn.HEADER, description = "The ETag you read, to change an existing unit.")
                    @HeaderParam("If-Match")
                    String ifMatch,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = DecisionUnitRequest.class),
                                            examples = @ExampleObject(name = "unit", value = EXAMPLE)))
                    @NotNull
                    @Valid
                    DecisionUnitRequest stated) {
        DecisionUnits.Stated outcome = units.put(id, stated, ifMatch);
        return Response.status(outcome.created() ? 201 : 200)
                .header("ETag", ETags.of(outcome.unit().version()))
                .entity(outcome.unit())
                .build();
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getDecisionUnit", summary = "One decision unit", description = "Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The unit",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Its version",
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = DecisionUnit.class),
                            examples = @ExampleObject(name = "answer", value = ANSWER)))
    @APIResponse(responseCode = "404", description = "There is no such decision unit")
    public Response get(@PathParam("id") UUID id) {
        DecisionUnit unit = units.get(id);
        return Response.ok(unit).header("ETag", ETags.of(unit.version())).build();
    }

    @GET
    @Operation(
            operationId = "listDecisionUnits",
            summary = "Decision units by subject",
            description = "As text/csv one row for each member. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "A page of units",
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(implementation = DecisionUnitPage.class),
                        examples = @ExampleObject(name = "page", value = PAGE)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "There is no such account")
    public Page<DecisionUnit> list(
            @Parameter(description = "Only units of this account.") @QueryParam("accountId") UUID accountId,
            @Parameter(description = "1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @Parameter(description = "nextCursor of the page before.") @QueryParam("cursor") String cursor) {
        return units.list(accountId, Page.limit(limit, 100), cursor);
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String listAsCsv(
            @QueryParam("accountId") UUID accountId,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        record Row(DecisionUnit unit, Membership member) {}
        List<Row> rows = units.list(accountId, Page.limit(limit, 500), cursor).items().stream()
                .flatMap(unit -> unit.members().stream().map(member -> new Row(unit, member)))
                .toList();
        return Csv.of(
                List.of("id", "accountId", "subject", "contactId", "roles", "influence", "support", "from", "to"),
                rows,
                row -> Arrays.asList(
                        row.unit().id(),
                        row.unit().accountId(),
                        row.unit().subject(),
                        row.member().contactId(),
                        row.member().roles().stream().map(Role::name).collect(Collectors.joining(" ")),
                        row.member().influence(),
                        row.member().support(),
                        row.member().from(),
                        row.member().to()));
    }
}
