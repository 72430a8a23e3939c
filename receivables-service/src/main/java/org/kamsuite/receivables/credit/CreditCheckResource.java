package org.kamsuite.receivables.credit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.platform.rest.Roles;

/// Checks of orders against credit limits.
@Path("/v1/credit-checks")
@Tag(name = "Credit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.KEY_ACCOUNT_MANAGER, Roles.KAM_DIRECTOR, Roles.FINANCE, Roles.INTEGRATION, Roles.ADMIN})
public class CreditCheckResource {

    private static final String CHECK = """
            {"decision":"WARN","accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","orderNumber":"SO-77",
            "orderAmount":{"amount":"15000.00","currency":"EUR"},"orderCounts":true,"asOf":"2026-03-31",
            "checkedAt":"2026-03-31T09:00:00Z","policy":"INCLUDE_DISPUTED","horizonDays":90,
            "bindingAccountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11",
            "exposureBefore":{"amount":"82000.00","currency":"EUR"},"exposureAfter":{"amount":"97000.00","currency":"EUR"},
            "limit":{"amount":"100000.00","currency":"EUR"},"utilisationBefore":0.82,"utilisation":0.97,
            "stateBefore":"WATCH","stateAfter":"WATCH","nodes":[{"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11",
            "name":"Musterbau GmbH","limit":{"amount":"100000.00","currency":"EUR"},"limitSource":"OWN",
            "exposureBefore":{"amount":"82000.00","currency":"EUR"},"exposureAfter":{"amount":"97000.00","currency":"EUR"},
            "utilisationBefore":0.82,"utilisationAfter":0.97,"stateBefore":"WATCH","stateAfter":"WATCH"}],
            "reasons":["Musterbau GmbH: an exposure of 97000.00 EUR uses 97 % of the limit of 100000.00 EUR."],
            "reservationId":"01997b3e-6d11-7a2b-8c3d-4e5f60718293","expiresAt":"2026-03-31T09:30:00Z"}""";

    @Inject
    Checks checks;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "checkCredit",
            summary = "May this order be taken?",
            description = "Adds the order to the exposure of the account and of all above it, with what is reserved for"
                    + " other orders, and compares with their limits. With `reserve` the credit is held for 30 minutes"
                    + " (configurable), until it is released, or until the order is known from the feed; a check of the"
                    + " same order again replaces its reservation. Checks that reserve come one after the other within a"
                    + " group, so that they cannot exceed a limit together. Roles: finance, kam-director, admin,"
                    + " integration; key-account-manager, to reserve only for accounts of his team.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CheckRequest.class),
                            examples = @ExampleObject(name = "15,000 EUR", value = """
                            {"customer":{"system":"sap-emea","number":"104711"},"orderNumber":"SO-77",
                            "orderAmount":{"amount":"15000.00","currency":"EUR"},"deliveryDate":"2026-05-15",
                            "reserve":true}""")))
    @APIResponse(
            responseCode = "200",
            description = "The decision, also when it is BLOCK",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CheckView.class),
                            examples = @ExampleObject(name = "warning", value = CHECK)))
    @APIResponse(responseCode = "404", description = "No such account, or the customer belongs to none")
    @APIResponse(responseCode = "422", description = "The Idempotency-Key was used for something else")
    public CheckView check(
            @Parameter(description = "The same key again gives the first answer.") @HeaderParam("Idempotency-Key")
                    String key,
            CheckRequest request) {
        return checks.check(request, key);
    }

    @GET
    @Path("/{reservationId}")
    @Operation(
            operationId = "getCreditReservation",
            summary = "What became of reserved credit",
            description = "Roles: finance, kam-director, admin, integration, key-account-manager.")
    @APIResponse(
            responseCode = "200",
            description = "The reservation",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ReservationView.class),
                            examples = @ExampleObject(name = "active", value = """
                            {"reservationId":"01997b3e-6d11-7a2b-8c3d-4e5f60718293",
                            "accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11",
                            "amount":{"amount":"15000.00","currency":"EUR"},"deliveryDate":"2026-05-15",
                            "system":"sap-emea","orderNumber":"SO-77","status":"ACTIVE","reservedBy":"sap",
                            "reservedAt":"2026-03-31T09:00:00Z","expiresAt":"2026-03-31T09:30:00Z"}""")))
    @APIResponse(responseCode = "404", description = "No such reservation")
    public ReservationView reservation(@PathParam("reservationId") UUID reservationId) {
        return checks.reservation(reservationId);
    }

    @DELETE
    @Path("/{reservationId}")
    @Operation(
            operationId = "releaseCredit",
            summary = "Gives reserved credit free",
            description = "Does nothing to a reservation that holds none any more. Roles: finance, kam-director, admin,"
                    + " integration; key-account-manager for accounts of his team.")
    @APIResponse(responseCode = "204", description = "Nothing is held")
    @APIResponse(responseCode = "404", description = "No such reservation")
    public void release(@PathParam("reservationId") UUID reservationId) {
        checks.release(reservationId);
    }
}
