package org.kamsuite.receivables.scenario;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.platform.rest.Roles;

/// What if customers pay later, default or leave.
@Path("/v1/receivables-scenarios")
@Tag(name = "Scenarios", description = "What if customers pay later, default or leave.")
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
public class ScenarioResource {

    @Inject
    Scenarios scenarios;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "runReceivablesScenario",
            summary = "What if customers pay later, default or leave",
            description =
                    "DELAY: receipts by week as they fall due against the same so many days later, the largest gap"
                            + " and the cost of funding it. DEFAULT: expected loss = pd × lgd × exposure. LOSS: what is open of"
                            + " the accounts and its share of all. On what is open at the end of `asOf`, as it was known at `knownAt`; stores nothing. Roles: all.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ScenarioRequest.class),
                            examples = {
                                @ExampleObject(name = "30 days later", value = """
                                    {"kind":"DELAY","accountIds":["01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11"],"scope":"group",
                                    "days":30,"fundingRate":0.08,"weeks":13}"""),
                                @ExampleObject(name = "default", value = """
                                    {"kind":"DEFAULT","pd":0.02,"lgd":0.45,
                                    "ead":{"amount":"1200000.00","currency":"EUR"}}"""),
                                @ExampleObject(name = "loss", value = """
                                    {"kind":"LOSS","accountIds":["01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11"]}""")
                            }))
    @APIResponse(
            responseCode = "200",
            description = "What comes of it",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ScenarioView.class),
                            examples = @ExampleObject(name = "default", value = """
                            {"inputs":{"kind":"DEFAULT","accountIds":[],"scope":"account","pd":0.02,"lgd":0.45,
                            "ead":{"amount":"1200000.00","currency":"EUR"}},"asOf":"2026-03-31",
                            "knownAt":"2026-03-31T09:00:00Z",
                            "method":"Expected loss = pd × lgd × exposure at default (open items - unapplied cash).",
                            "byCurrency":[{"currency":"EUR","expectedLoss":{
                            "exposureAtDefault":{"amount":"1200000.00","currency":"EUR"},
                            "expectedLoss":{"amount":"10800.00","currency":"EUR"}}}],"reasons":[]}""")))
    @APIResponse(responseCode = "422", description = "`unknown-account`")
    public ScenarioView run(ScenarioRequest request) {
        return scenarios.run(request);
    }
}
