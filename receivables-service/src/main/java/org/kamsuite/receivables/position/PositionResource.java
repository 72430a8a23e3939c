package org.kamsuite.receivables.position;

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

@Path("/v1")
@Tag(name = "Receivables", description = "What accounts owe: position and open items.")
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
public class PositionResource {

    @Inject
    Positions positions;

    @GET
    @Path("/receivables/{accountId}")
    @Operation(
            operationId = "getReceivables",
            summary = "What an account owes on a day",
            description =
                    "Open, overdue and disputed amounts of its invoices and what is unapplied; balance = openAmount"
                            + " - unapplied. Payments count from the later of the payment's and the invoice's date, so a later"
                            + " payment never changes an earlier day. With a past knownAt only what was recorded by then counts."
                            + " An account without documents gets zeros with a reason. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The position",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PositionView.class),
                            examples = @ExampleObject(name = "one currency", value = """
                            {"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","name":"Musterbau GmbH","asOf":"2026-03-31",
                            "knownAt":"2026-04-01T06:30:00Z","scope":"account","currency":"EUR",
                            "balance":{"amount":"1140.00","currency":"EUR"},"openInvoices":2,
                            "openAmount":{"amount":"1190.00","currency":"EUR"},
                            "overdueAmount":{"amount":"190.00","currency":"EUR"},
                            "disputedAmount":{"amount":"0.00","currency":"EUR"},
                            "unapplied":{"amount":"50.00","currency":"EUR"},
                            "byCurrency":[{"currency":"EUR","balance":{"amount":"1140.00","currency":"EUR"},
                            "openInvoices":2,"openAmount":{"amount":"1190.00","currency":"EUR"},
                            "overdueAmount":{"amount":"190.00","currency":"EUR"},
                            "disputedAmount":{"amount":"0.00","currency":"EUR"},
                            "unapplied":{"amount":"50.00","currency":"EUR"},"oldestDaysPastDue":12}]}""")))
    @APIResponse(responseCode = "404", description = "No such account")
    public PositionView position(
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
        return positions.position(accountId, asOf, knownAt, scope);
    }

    @GET
    @Path("/receivables/{accountId}/items")
    @Operation(
            operationId = "listOpenItems",
            summary = "The open items of an account, those due first before the others",
            description = "Invoices (each instalment on its own) with what is open, then payments, credit notes and"
                    + " negative invoices with their unapplied rest as negative amounts; all items add up to the balance."
                    + " Also as text/csv. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "A page of open items",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = OpenItemPage.class),
                        examples = @ExampleObject(name = "one invoice", value = """
                            {"items":[{"kind":"INVOICE","number":"INV-1001","instalment":1,
                            "accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11",
                            "customer":{"system":"sap-emea","number":"104711"},"issueDate":"2026-02-17",
                            "dueDate":"2026-03-19","daysPastDue":12,"bucket":"D1_TO_30",
                            "open":{"amount":"190.00","currency":"EUR"}}]}""")),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "No such account")
    public Page<OpenItemView> items(
            @PathParam("accountId") UUID accountId,
            @Parameter(description = "The day whose end is shown; default today.", example = "2026-03-31")
                    @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(description = "Count only what was recorded by this instant; default now.")
                    @QueryParam("knownAt")
                    Instant knownAt,
            @Parameter(description = "account or group.") @QueryParam("scope") @DefaultValue("account") Scope scope,
            @Parameter(description = "1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @Parameter(description = "nextCursor of the page before.") @QueryParam("cursor") String cursor) {
        return positions.items(accountId, asOf, knownAt, scope, Page.limit(limit, 100), cursor);
    }

    @GET
    @Path("/receivables/{accountId}/items")
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String itemsCsv(
            @PathParam("accountId") UUID accountId,
            @QueryParam("asOf") LocalDate asOf,
            @QueryParam("knownAt") Instant knownAt,
            @QueryParam("scope") @DefaultValue("account") Scope scope,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        Page<OpenItemView> page = positions.items(accountId, asOf, knownAt, scope, Page.limit(limit, 500), cursor);
        return Csv.of(
                List.of(
                        "kind",
                        "number",
                        "instalment",
                        "system",
                        "customer",
                        "issueDate",
                        "dueDate",
                        "daysPastDue",
                        "bucket",
                        "currency",
                        "open",
                        "disputed"),
                page.items(),
                item -> Arrays.asList(
                        item.kind(),
                        item.number(),
                        item.instalment(),
                        item.customer().system(),
                        item.customer().number(),
                        item.issueDate(),
                        item.dueDate(),
                        item.daysPastDue(),
                        item.bucket(),
                        item.open().currency(),
                        item.open().amount(),
                        item.disputed() == null ? null : item.disputed().amount()));
    }

    /// Only names the page's schema in the OpenAPI document.
    @Schema(name = "OpenItemPage")
    private record OpenItemPage(List<OpenItemView> items, String nextCursor) {}
}
