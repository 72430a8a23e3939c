package org.kamsuite.relationship.strength;

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

@Path("/v1/relationships/{accountId}/strengths")
@Tag(name = "Strength", description = "How strong the tie to each contact is.")
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
public class StrengthResource {

    private static final String ANSWER = """
            {"accountId": "0199a1b2-0000-7000-8000-000000000001", "asOf": "2026-03-31", "scope": "account",
             "method": "strength = 100*(1-exp(-raw/k)); raw = sum of weight*direction*2^(-age in days/h) over interactions",
             "halfLifeDays": 30.0, "k": 3.0, "contacts": 1,
             "items": [
              {"contactId": "0199a1b2-0000-7000-8000-0000000000c1", "accountId": "0199a1b2-0000-7000-8000-000000000001",
               "name": "Maria Keller", "function": "PROCUREMENT", "raw": 4.0000, "strength": 73.6403, "interactions": 3,
               "threads": 1, "lastInteractionAt": "2026-03-31T09:15:00Z",
               "silence": {"silent": false, "gapDays": 0, "usualGapDays": 30,
                "reason": "The last contact was 0 days ago, within 8 times the usual gap of 30 days."}}]}""";

    @Inject
    Strengths strengths;

    @GET
    @Operation(
            operationId = "getStrengths",
            summary = "The tie to each contact of an account, the strongest first",
            description = "Strength grows with interactions and fades without: meeting 3, call 2, email 1,"
                    + " presentation 2, review 4, visit 4; one-way interactions count half; an interaction counts half"
                    + " after halfLifeDays and is left out after 12 half-lives. Interactions after asOf do not count;"
                    + " an asOf in the future shows how ties will fade. Also as text/csv. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The ties; no items when the account has no contacts",
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(implementation = StrengthView.class),
                        examples = @ExampleObject(name = "answer", value = ANSWER)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "There is no such account")
    public StrengthView get(
            @Parameter(description = "The account.") @PathParam("accountId") UUID accountId,
            @Parameter(description = "The day, default today.", example = "2026-03-31") @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(
                            description =
                                    "account (default), or group: with all that belong to it along the LEGAL hierarchy.")
                    @QueryParam("scope")
                    @DefaultValue("account")
                    Scope scope,
            @Parameter(description = "How many of the strongest, 1 to 500, default 500.") @QueryParam("limit")
                    Integer limit) {
        return strengths.of(accountId, asOf, scope, Page.limit(limit, Page.MAX_LIMIT));
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String getAsCsv(
            @PathParam("accountId") UUID accountId,
            @QueryParam("asOf") LocalDate asOf,
            @QueryParam("scope") @DefaultValue("account") Scope scope,
            @QueryParam("limit") Integer limit) {
        return Csv.of(
                List.of(
                        "contactId",
                        "accountId",
                        "name",
                        "function",
                        "raw",
                        "strength",
                        "interactions",
                        "threads",
                        "lastInteractionAt",
                        "silent",
                        "gapDays",
                        "usualGapDays"),
                get(accountId, asOf, scope, limit).items(),
                item -> Arrays.asList(
                        item.contactId(),
                        item.accountId(),
                        item.name(),
                        item.function(),
                        item.raw(),
                        item.strength(),
                        item.interactions(),
                        item.threads(),
                        item.lastInteractionAt(),
                        item.silence().silent(),
                        item.silence().gapDays(),
                        item.silence().usualGapDays()));
    }
}
