package org.kamsuite.scoring.sales;

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
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.rest.Csv;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.platform.rest.Scope;

/// The monthly sales on which scores stand.
@Path("/v1/sales")
@Tag(name = "Sales", description = "The monthly sales on which scores stand.")
@RolesAllowed({
    Roles.VIEWER,
    Roles.KEY_ACCOUNT_MANAGER,
    Roles.KAM_DIRECTOR,
    Roles.FINANCE,
    Roles.SERVICE_DESK,
    Roles.INTEGRATION,
    Roles.ADMIN
})
public class SalesResource {

    static final String EXAMPLE = """
            {"accountId":"0197c1a2-7b1e-7c3a-9c52-0d6f2b1c4e5f","name":"Muster AG","from":"2026-03-01",
            "to":"2026-03-31","scope":"account","months":[{"month":"2026-03","currency":"EUR",
            "revenue":{"amount":"950.00","currency":"EUR"},"grossRevenue":{"amount":"1000.00","currency":"EUR"},
            "cost":{"amount":"648.00","currency":"EUR"},"margin":{"amount":"302.00","currency":"EUR"},
            "costCoverage":1,"invoices":1,"creditNotes":1,"orders":2}]}""";

    @Inject
    MonthlySales sales;

    @Inject
    Clock clock;

    @GET
    @Path("/{accountId}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getSales",
            summary = "Monthly revenue, margin and number of documents",
            description = "Per month and currency; nothing is converted. Roles: all. With Accept: text/csv the months"
                    + " for spreadsheets.")
    @APIResponse(
            responseCode = "200",
            description = "The months",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = SalesView.class),
                        examples = @ExampleObject(name = "sales", value = EXAMPLE)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "No such account")
    public SalesView get(
            @Parameter(description = "The account.") @PathParam("accountId") UUID accountId,
            @Parameter(description = "First day; default the day after twelve months before `to`.") @QueryParam("from")
                    LocalDate from,
            @Parameter(description = "Last day; default today.") @QueryParam("to") LocalDate to,
            @Parameter(
                            description = "account (default) or group.",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"account", "group"},
                                            defaultValue = "account"))
                    @QueryParam("scope")
                    Scope scope) {
        return sales(accountId, from, to, scope);
    }

    @GET
    @Path("/{accountId}")
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String getAsCsv(
            @PathParam("accountId") UUID accountId,
            @QueryParam("from") LocalDate from,
            @QueryParam("to") LocalDate to,
            @QueryParam("scope") Scope scope) {
        return Csv.of(
                List.of(
                        "month",
                        "currency",
                        "revenue",
                        "grossRevenue",
                        "cost",
                        "margin",
                        "costCoverage",
                        "invoices",
                        "creditNotes",
                        "orders"),
                sales(accountId, from, to, scope).months(),
                // not List.of: cost and margin may be absent
                month -> Arrays.asList(
                        month.month(),
                        month.currency(),
                        month.revenue().amount(),
                        month.grossRevenue().amount(),
                        amount(month.cost()),
                        amount(month.margin()),
                        month.costCoverage(),
                        month.invoices(),
                        month.creditNotes(),
                        month.orders()));
    }

    private static Object amount(Money money) {
        return money == null ? null : money.amount();
    }

    private SalesView sales(UUID accountId, LocalDate from, LocalDate to, Scope scope) {
        LocalDate last = to == null ? today() : to;
        LocalDate first = from == null ? last.minusMonths(12).plusDays(1) : from;
        if (first.isAfter(last)) {
            throw Problem.badRequest("from", "must not be after to (" + last + "), but is " + first);
        }
        return sales.of(accountId, first, last, scope == null ? Scope.ACCOUNT : scope);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }
}
