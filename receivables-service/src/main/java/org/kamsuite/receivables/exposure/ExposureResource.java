package org.kamsuite.receivables.exposure;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.receivables.input.Moment;

/// What is at stake with an account.
@Path("/v1/receivables/{accountId}/exposure")
@Tag(name = "Credit")
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
public class ExposureResource {

    @Inject
    CompositeExposure exposure;

    @Inject
    Clock clock;

    @GET
    @Operation(
            operationId = "getExposure",
            summary = "Everything that is at stake with an account",
            description = "Open items, unbilled deliveries, open orders and unapplied cash by currency and in the"
                    + " reporting currency. A line of an order is unbilled as far as it was accepted (before the receipt:"
                    + " shipped) and not invoiced, open as far as it was neither delivered nor invoiced. Invoices that"
                    + " name no order line bill by their net amount, first what is unbilled. Parts that no event tells"
                    + " (dedicated stock, customization, rebates) are listed as not known. Of a day that has passed only"
                    + " documents of that day and before count. With a past knownAt only what was recorded by then counts;"
                    + " which customers belong to the account is as known now. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The parts",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ExposureView.class),
                            examples = @ExampleObject(name = "one currency", value = """
                            {"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","name":"Musterbau GmbH",
                            "asOf":"2026-03-31","knownAt":"2026-03-31T09:00:00Z","scope":"account","horizonDays":90,
                            "byCurrency":[{"currency":"EUR","openItems":{"amount":"62000.00","currency":"EUR"},
                            "disputed":{"amount":"0.00","currency":"EUR"},
                            "unbilledDeliveries":{"amount":"0.00","currency":"EUR"},
                            "openOrders":{"amount":"25000.00","currency":"EUR"},
                            "laterOrders":{"amount":"30000.00","currency":"EUR"},
                            "unappliedCash":{"amount":"5000.00","currency":"EUR"},
                            "exposure":{"amount":"82000.00","currency":"EUR"}}],
                            "total":{"amount":"82000.00","currency":"EUR"},"notConverted":[],
                            "parts":[{"name":"OPEN_ITEMS","known":true},{"name":"DEDICATED_STOCK","known":false,
                            "reason":"Stock held for one customer is not in the feed of the ERP."}],
                            "coverage":0.5714285714285714,"reasons":[]}""")))
    @APIResponse(responseCode = "404", description = "No such account")
    public ExposureView get(
            @PathParam("accountId") UUID accountId,
            @Parameter(description = "The day whose end is shown; default today.", example = "2026-03-31")
                    @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(
                            description = "Count only what was recorded by this instant; default now.",
                            example = "2026-04-01T06:30:00Z")
                    @QueryParam("knownAt")
                    Instant knownAt,
            @Parameter(description = "account, or group for all accounts below it in the legal hierarchy on that day.")
                    @QueryParam("scope")
                    @DefaultValue("account")
                    Scope scope) {
        return exposure.of(accountId, Moment.of(asOf, knownAt, clock), scope);
    }
}
