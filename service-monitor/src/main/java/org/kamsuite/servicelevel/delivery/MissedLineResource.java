package org.kamsuite.servicelevel.delivery;

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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.rest.Csv;
import org.kamsuite.platform.rest.CsvPage;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.servicelevel.period.Period;

@Path("/v1/service-levels/{accountId}/late-lines")
@Tag(name = "Service levels")
@RolesAllowed({
    Roles.VIEWER,
    Roles.KEY_ACCOUNT_MANAGER,
    Roles.KAM_DIRECTOR,
    Roles.FINANCE,
    Roles.SERVICE_DESK,
    Roles.INTEGRATION,
    Roles.ADMIN
})
@APIResponse(responseCode = "404", description = "No such account")
public class MissedLineResource {

    private static final int DEFAULT_LIMIT = 100;

    private static final String EXAMPLE = """
            {"items": [{"accountId": "01970a52-4c3e-7000-8000-00000000002a", "system": "sap-emea", "order": "SO-77",
              "line": "10", "sku": "A-100", "ordered": "2026-02-20", "target": "2026-03-02",
              "firstRequested": "2026-03-02", "delivered": "2026-03-05", "daysLate": 3, "orderedQuantity": "40",
              "acceptedQuantity": "40", "unit": "EA", "inFull": true, "measuredAt": "RECEIPT"}]}""";

    /// How a page of these is named in the OpenAPI document, which cannot tell a generic type.
    @Schema(name = "MissedLinePage", description = "A page of order lines.")
    record MissedLinePage(
            List<MissedLineView> items,

            @Schema(description = "Give it as ?cursor= for the next page; absent on the last page.")
            String nextCursor) {

        MissedLinePage {
            items = List.copyOf(items);
        }
    }

    @Inject
    MissedLines lines;

    @Inject
    AccountDirectory directory;

    @Inject
    Clock clock;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "listLateLines",
            summary = "The order lines behind an account's rates, latest first",
            description = "Lines whose target date is in the period and that were late (default), are overdue, or were"
                    + " not delivered in full. Also as CSV. Any role may call it.")
    @APIResponse(
            responseCode = "200",
            description = "A page of lines",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = MissedLinePage.class),
                        examples = @ExampleObject(name = "lateLine", value = EXAMPLE)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    public Page<MissedLineView> list(
            @PathParam("accountId") UUID accountId,
            @Parameter(description = "First day; default 364 days before `to`.", example = "2026-01-01")
                    @QueryParam("from")
                    LocalDate from,
            @Parameter(description = "Last day; default today.", example = "2026-03-31") @QueryParam("to") LocalDate to,
            @Parameter(description = "account (default), or group.") @QueryParam("scope") Scope scope,
            @Parameter(description = "Against which date lines are judged; default REQUESTED.") @QueryParam("basis")
                    Basis basis,
            @Parameter(description = "LATE (default), OVERDUE or SHORT.") @QueryParam("miss") Miss miss,
            @Parameter(description = "1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @Parameter(description = "`nextCursor` of the page before.") @QueryParam("cursor") String cursor) {
        directory.require(accountId);
        return lines.list(
                accountId,
                Period.of(from, to, clock),
                scope == null ? Scope.ACCOUNT : scope,
                basis == null ? Basis.REQUESTED : basis,
                miss == null ? Miss.LATE : miss,
                Page.limit(limit, DEFAULT_LIMIT),
                cursor);
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public CsvPage csv(
            @PathParam("accountId") UUID accountId,
            @QueryParam("from") LocalDate from,
            @QueryParam("to") LocalDate to,
            @QueryParam("scope") Scope scope,
            @QueryParam("basis") Basis basis,
            @QueryParam("miss") Miss miss,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        return Csv.page(
                List.of(
                        "accountId",
                        "system",
                        "order",
                        "line",
                        "sku",
                        "ordered",
                        "target",
                        "firstRequested",
                        "delivered",
                        "daysLate",
                        "orderedQuantity",
                        "acceptedQuantity",
                        "unit",
                        "inFull",
                        "measuredAt"),
                list(accountId, from, to, scope, basis, miss, limit, cursor),
                line -> Arrays.asList(
                        line.accountId(),
                        line.system(),
                        line.order(),
                        line.line(),
                        line.sku(),
                        line.ordered(),
                        line.target(),
                        line.firstRequested(),
                        line.delivered(),
                        line.daysLate(),
                        line.orderedQuantity(),
                        line.acceptedQuantity(),
                        line.unit(),
                        line.inFull(),
                        line.measuredAt()));
    }
}
