package org.kamsuite.account.hierarchy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.contracts.account.ParentType;
import org.kamsuite.platform.rest.Csv;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Roles;

/// `/v1/accounts/{accountId}/tree`
@Path("/v1/accounts/{accountId}/tree")
@Tag(name = "Hierarchy", description = "Groups and how they changed over time.")
@Produces(MediaType.APPLICATION_JSON)
public class TreeResource {

    private static final String EXAMPLE = """
            {"accountId":"0199f3c4-1111-7a8b-9c0d-1e2f3a4b5c6d","type":"LEGAL","asOf":"2026-03-31",
             "path":[{"accountId":"0199f3c4-1111-7a8b-9c0d-1e2f3a4b5c6d","legalName":"Nordwind Holding AG"}],
             "accounts":2,"depth":1,
             "scope":{"spread":"GLOBAL","countries":["DE","FR"],"cities":2,"withoutCountry":0},
             "tree":{"accountId":"0199f3c4-1111-7a8b-9c0d-1e2f3a4b5c6d","legalName":"Nordwind Holding AG",
              "name":"Nordwind","kind":"CUSTOMER","class":"REGULAR","country":"DE","city":"Hamburg","children":[
              {"accountId":"0199f3c4-5d6e-7a8b-9c0d-1e2f3a4b5c6d","legalName":"Nordwind France SAS",
               "name":"Nordwind France","kind":"CUSTOMER","class":"REGULAR","country":"FR","city":"Lyon",
               "children":[]}]}}""";

    private static final List<String> CSV_HEADER = List.of(
            "depth",
            "accountId",
            "parentId",
            "legalName",
            "name",
            "kind",
            "class",
            "tier",
            "country",
            "city",
            "type",
            "asOf");

    @Inject
    Trees trees;

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
            operationId = "getAccountTree",
            summary = "Who belongs to the account on a day, and to whom it belongs",
            description = "Nested from the account down, any depth (cut after 400 levels); path leads from the head of"
                    + " the group to the account. An account that is reached on two ways stands on the shortest."
                    + " scope tells how far the tree is spread. As text/csv one row per account, by depth."
                    + " Roles: all seven.")
    @APIResponse(
            responseCode = "200",
            description = "The tree",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = TreeView.class),
                        examples = @ExampleObject(name = "tree", value = EXAMPLE)),
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "404", description = "No such account")
    public TreeView get(
            @PathParam("accountId") UUID accountId,
            @Parameter(
                            description = "Which hierarchy. Default: LEGAL.",
                            schema = @Schema(enumeration = {"LEGAL", "BUYING_GROUP", "BILLING"}))
                    @QueryParam("type")
                    String type,
            @Parameter(description = "The day. Default: today (UTC).", example = "2026-03-31") @QueryParam("asOf")
                    LocalDate asOf) {
        ParentType hierarchy = typeOf(type);
        LocalDate day = dayOf(asOf);
        return TreeView.of(hierarchy, day, trees.path(accountId, hierarchy, day), members(accountId, hierarchy, day));
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @RolesAllowed({
        Roles.VIEWER,
        Roles.KEY_ACCOUNT_MANAGER,
        Roles.KAM_DIRECTOR,
        Roles.FINANCE,
        Roles.SERVICE_DESK,
        Roles.INTEGRATION,
        Roles.ADMIN
    })
    @Operation(hidden = true)
    public String getAsCsv(
            @PathParam("accountId") UUID accountId,
            @QueryParam("type") String type,
            @QueryParam("asOf") LocalDate asOf) {
        ParentType hierarchy = typeOf(type);
        LocalDate day = dayOf(asOf);
        return Csv.of(
                CSV_HEADER,
                members(accountId, hierarchy, day),
                member -> Arrays.asList(
                        member.depth(),
                        member.accountId(),
                        member.parentId(),
                        member.legalName(),
                        member.name(),
                        member.kind(),
                        member.accountClass(),
                        member.tier(),
                        member.country(),
                        member.city(),
                        hierarchy,
                        day));
    }

    private List<Member> members(UUID accountId, ParentType type, LocalDate asOf) {
        List<Member> members = trees.below(accountId, type, asOf);
        if (members.isEmpty()) {
            throw Problem.notFound("There is no account " + accountId + ".");
        }
        return members;
    }

    private LocalDate dayOf(LocalDate asked) {
        return asked == null ? LocalDate.now(clock) : asked;
    }

    private static ParentType typeOf(String text) {
        return Arrays.stream(ParentType.values())
                .filter(type -> type.name().equals(text == null ? "LEGAL" : text))
                .findFirst()
                .orElseThrow(
                        () -> Problem.badRequest("type", "must be one of " + Arrays.toString(ParentType.values())));
    }
}
