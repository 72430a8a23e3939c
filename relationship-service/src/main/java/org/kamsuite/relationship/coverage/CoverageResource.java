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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.platform.rest.Csv;
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

    @Inject
    Coverages coverages;

    @GET
    @Path("/{accountId}")
    @Operation(
            operationId = "getCoverage",
            summary = "How well the people who decide at an account are covered",
            description = "The share of influence in its decision units that lies with members to whom we have a tie of"
                    + " at least theta, every member with his strength, the gaps to close first, roles that nobody"
                    + " fills, and how the decision is spread. Interactions after asOf do not count; members who had"
                    + " left by then are no members. As text/csv one row for each membership. Roles: all.")
    @APIResponse(responseCode = "200", description = "The coverage; without members coverage is absent with a reason")
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
