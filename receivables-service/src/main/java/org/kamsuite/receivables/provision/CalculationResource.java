package org.kamsuite.receivables.provision;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
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

@Path("/v1/provision-calculations")
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
public class CalculationResource {

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "calculateProvision",
            summary = "Expected loss of given buckets, or by the loss rates of a given cohort",
            description =
                    "Stateless. With buckets, allowance = gross × lossRate × forwardFactor. With cohort and ageing,"
                            + " the rate of a bucket is neverPaid over what of the cohort reached it. Amounts are plain numbers of"
                            + " one currency (text is accepted). Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "Rates, allowances and their total",
            content =
                    @Content(
                            schema = @Schema(implementation = CalculationView.class),
                            examples = @ExampleObject(name = "two buckets", value = """
                                {"rates":[0.003,0.016],"allowances":[45000,120000],"total":165000,
                                "method":"allowance = gross × min(1, lossRate × forwardFactor); …","forwardFactor":1,
                                "buckets":[{"name":"current","gross":15000000,"reached":null,"rate":0.003,
                                "appliedRate":0.003,"allowance":45000},{"name":"1-30","gross":7500000,"reached":null,
                                "rate":0.016,"appliedRate":0.016,"allowance":120000}],"reasons":[],
                                "inputs":{"buckets":[{"name":"current","gross":15000000,"lossRate":0.003},
                                {"name":"1-30","gross":7500000,"lossRate":0.016}]}}""")))
    @APIResponse(
            responseCode = "422",
            description =
                    "provision-rule: a negative amount, a rate outside 0 to 1, a cohort that does not add up, lists"
                            + " of the wrong length")
    public CalculationView calculate(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Calculation.class),
                                            examples = {
                                                @ExampleObject(name = "buckets", value = """
                                                {"buckets":[{"name":"current","gross":15000000,"lossRate":0.003},
                                                {"name":"1-30","gross":7500000,"lossRate":0.016}]}"""),
                                                @ExampleObject(name = "cohort", value = """
                                                {"cohort":{"sales":10000,"paidOnTime":2000,"laterPaid":[3500,3000,1200],
                                                "neverPaid":300},"ageing":[5000,2000,800,400]}""")
                                            }))
                    @NotNull
                    Calculation asked) {
        asked.check();
        return asked.result();
    }
}
