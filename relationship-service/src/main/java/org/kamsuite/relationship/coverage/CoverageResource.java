package org.kamsuite.relationship.coverage;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.platform.rest.Csv;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.relationship.unit.Role;

@Path("/v1/coverage")
@Tag(name = "Coverage", description = "How well the people who decide are covered.")
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
public class CoverageResource {

    private static final String ANSWER = """
            {"accountId": "0199a1b2-0000-7000-8000-000000000001", "name": "Northern Bearings GmbH", "asOf": "2026-03-31",
             "scope": "account", "method": "coverage = sum of influence of members with strength >= theta / sum of influence",
             "theta": 30.0, "halfLifeDays": 30.0, "k": 3.0, "coverage": 0.7142857142857143, "influence": 14,
             "coveredInfluence": 10, "members": 2, "coveredMembers": 1, "people": 2, "completeness": 0.5, "threads": 1,
             "singleThreaded": true, "lastInteractionAt": "2026-03-31T09:15:00Z",
             "items": [
              {"decisionUnitId": "0199a1b2-0000-7000-8000-0000000000d1", "contactId": "0199a1b2-0000-7000-8000-0000000000c1",
               "name": "Maria Keller", "function": "PROCUREMENT", "roles": ["DECIDER", "APPROVER"], "influence": 10,
               "strength": 63.2121, "covered": true, "lastInteractionAt": "2026-03-31T09:15:00Z"},
              {"decisionUnitId": "0199a1b2-0000-7000-8000-0000000000d1", "contactId": "0199a1b2-0000-7000-8000-0000000000c2",
               "name": "Jan Novak", "function": "ENGINEERING", "roles": ["USER"], "influence": 4, "strength": 0.0000,
               "covered": false}],
             "decisionUnits": [
              {"id": "0199a1b2-0000-7000-8000-0000000000d1", "accountId": "0199a1b2-0000-7000-8000-000000000001",
               "subject": "Bearings 2026", "members": 2, "coverage": 0.7142857142857143, "completeness": 0.5,
               "missingRoles": ["INFLUENCER", "GATEKEEPER", "BUYER"]}],
             "gaps": [
              {"decisionUnitId": "0199a1b2-0000-7000-8000-0000000000d1", "contactId": "0199a1b2-0000-7000-8000-0000000000c2",
               "name": "Jan Novak", "function": "ENGINEERING", "roles": ["USER"], "influence": 4, "strength": 0.0000,
               "gap": 4.0000}],
             "dispersion": {"countries": 2, "accounts": 1, "functions": 2, "entropyBits": 0.863121,
              "influenceByCountry": {"CZ": 4, "DE": 10}, "unknownCountryInfluence": 0}}""";

    private static final String PAGE = """
            {"items": [
             {"accountId": "0199a1b2-0000-7000-8000-000000000001", "name": "Northern Bearings GmbH",
              "asOf": "2026-03-31", "coverage": 0.7142857142857143, "members": 2, "coveredMembers": 1,
              "completeness": 0.5, "threads": 1, "singleThreaded": true,
              "lastInteractionAt": "2026-03-31T09:15:00Z"}]}""";

    @Schema(name = "CoveragePage", description = "A page of the list.")
    private record CoveragePage(
            List<CoverageSummary> items,

            @Schema(description = "Give it as ?cursor= for the next page; absent on the last page.")
            String nextCursor) {}

    @Inject
    Coverages coverages;

    @GET
    @Operation(
            operationId = "listCoverage",
            summary = "The present coverage of all accounts that have decision units or interactions, by name",
            description = "What other services were told last, so that a portfolio costs one look; the figures of a day"
                    + " and their explanation are at /v1/coverage/{accountId}. Also as text/csv. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "A page of accounts",
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(implementation = CoveragePage.class),
                        examples = @ExampleObject(name = "page", value = PAGE)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    public Page<CoverageSummary> list(
            @Parameter(description = "true: only accounts that hang on one person; false: only the others.")
                    @QueryParam("singleThreaded")
                    Boolean singleThreaded,
            @Parameter(description = "1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @Parameter(description = "nextCursor of the page before.") @QueryParam("cursor") String cursor) {
        return coverages.list(singleThreaded, Page.limit(limit, 100), cursor);
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String listAsCsv(
            @QueryParam("singleThreaded") Boolean singleThreaded,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        return Csv.of(
                List.of(
                        "accountId",
                        "name",
                        "asOf",
                        "coverage",
                        "members",
                        "coveredMembers",
                        "completeness",
                        "threads",
                        "singleThreaded",
                        "lastInteractionAt"),
                coverages.list(singleThreaded, Page.limit(limit, 500), cursor).items(),
                row -> Arrays.asList(
                        row.accountId(),
                        row.name(),
                        row.asOf(),
                        row.coverage(),
                        row.members(),
                        row.coveredMembers(),
                        row.completeness(),
                        row.threads(),
                        row.singleThreaded(),
                        row.lastInteractionAt()));
    }

    @GET
    @Path("/{accountId}")
    @Operation(
            operationId = "getCoverage",
            summary = "How well the people who decide at an account are covered",
            description = "The share of influence in its decision units that lies with members to whom we have a tie of"
                    + " at least theta, every member with his strength, the gaps to close first, roles that nobody"
                    + " fills, and how the decision is spread. Interactions after asOf do not count; members who had"
                    + " left by then are no members. As text/csv one row for each membership. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The coverage; without members coverage is absent with a reason",
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(implementation = CoverageView.class),
                        examples = @ExampleObject(name = "answer", value = ANSWER)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "There is no such account")
    public CoverageView get(
            @Parameter(description = "The account.") @PathParam("accountId") UUID accountId,
            @Parameter(description = "The day, default today.", example = "2026-03-31") @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(
                            description =
                                    "account (default), or group: with all that belong to it along the LEGAL hierarchy.")
                    @QueryParam("scope")
                    @DefaultValue("account")
                    Scope scope) {
        return coverages.of(accountId, asOf, scope);
    }

    @GET
    @Path("/{accountId}")
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String getAsCsv(
            @PathParam("accountId") UUID accountId,
            @QueryParam("asOf") LocalDate asOf,
            @QueryParam("scope") @DefaultValue("account") Scope scope) {
        return Csv.of(
                List.of(
                        "decisionUnitId",
                        "contactId",
                        "name",
                        "function",
                        "roles",
                        "influence",
                        "strength",
                        "covered",
                        "lastInteractionAt",
                        "silent"),
                coverages.of(accountId, asOf, scope).items(),
                item -> Arrays.asList(
                        item.decisionUnitId(),
                        item.contactId(),
                        item.name(),
                        item.function(),
                        item.roles().stream().map(Role::name).collect(Collectors.joining(" ")),
                        item.influence(),
                        item.strength(),
                        item.covered(),
                        item.lastInteractionAt(),
                        item.silent()));
    }
}
