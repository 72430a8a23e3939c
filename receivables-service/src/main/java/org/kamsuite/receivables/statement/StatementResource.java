package org.kamsuite.receivables.statement;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
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
import org.kamsuite.platform.rest.Csv;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.platform.rest.Scope;

@Path("/v1/receivables/{accountId}/statement")
@Tag(name = "Statements", description = "Statements of account.")
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
public class StatementResource {

    @Inject
    Statements statements;

    @GET
    @Operation(
            operationId = "getStatement",
            summary = "The statement of account of a customer",
            description =
                    "Per currency: opening balance, every movement with the balance after it, closing balance = the"
                            + " account's balance at the end of asOf, the open items that make it, and the same by days past due."
                            + " Settling an invoice with a payment of the same account moves nothing; the payment itself does."
                            + " Also as text/csv. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The statement",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = StatementView.class),
                        examples = @ExampleObject(name = "one payment", value = """
                            {"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","name":"Musterbau GmbH","from":"2026-03-01",
                            "asOf":"2026-03-31","knownAt":"2026-04-01T06:30:00Z","scope":"account","currencies":[
                            {"currency":"EUR","openingBalance":{"amount":"1190.00","currency":"EUR"},"movements":[
                            {"date":"2026-03-10","kind":"PAYMENT","number":"P-77","customer":{"system":"sap-emea",
                            "number":"104711"},"amount":{"amount":"-1000.00","currency":"EUR"},
                            "balance":{"amount":"190.00","currency":"EUR"}}],
                            "closingBalance":{"amount":"190.00","currency":"EUR"},"openItems":[{"kind":"INVOICE",
                            "number":"INV-1001","instalment":1,"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11",
                            "customer":{"system":"sap-emea","number":"104711"},"issueDate":"2026-02-17",
                            "dueDate":"2026-03-19","daysPastDue":12,"bucket":"D1_TO_30",
                            "open":{"amount":"190.00","currency":"EUR"}}]}]}""")),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "No such account")
    @APIResponse(responseCode = "422", description = "The period has more than 100,000 movements")
    public StatementView statement(
            @PathParam("accountId") UUID accountId,
            @Parameter(description = "The day whose end is shown; default today.", example = "2026-03-31")
                    @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(
                            description =
                                    "First day of the movements; default the first day of the month before asOf's.",
                            example = "2026-03-01")
                    @QueryParam("from")
                    LocalDate from,
            @Parameter(description = "Count only what was recorded by this instant; default now.")
                    @QueryParam("knownAt")
                    Instant knownAt,
            @Parameter(description = "account, or group for all accounts below it in the legal hierarchy on that day.")
                    @QueryParam("scope")
                    @DefaultValue("account")
                    Scope scope) {
        return statements.of(accountId, from, asOf, knownAt, scope);
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String statementCsv(
            @PathParam("accountId") UUID accountId,
            @QueryParam("asOf") LocalDate asOf,
            @QueryParam("from") LocalDate from,
            @QueryParam("knownAt") Instant knownAt,
            @QueryParam("scope") @DefaultValue("account") Scope scope) {
        return Csv.of(
                StatementView.COLUMNS,
                statements.of(accountId, from, asOf, knownAt, scope).cells(),
                row -> row);
    }
}
