package org.kamsuite.receivables.concentration;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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

/// How much of the receivables hangs on few customers.
@Path("/v1/receivables-concentration")
@Tag(name = "Concentration", description = "How much of the receivables hangs on few customers.")
@RolesAllowed({
    Roles.VIEWER,
    Roles.KEY_ACCOUNT_MANAGER,
    Roles.KAM_DIRECTOR,
    Roles.FINANCE,
    Roles.SERVICE_DESK,
    Roles.INTEGRATION,
    Roles.ADMIN
})
public class ConcentrationResource {

    @Inject
    Concentration concentration;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getReceivablesConcentration",
            summary = "Concentration of receivables: shares, CR1, CR5, HHI, customers of 10 % and more",
            description =
                    "Of the open amounts of invoices on a day, in the reporting currency at the rates of that day,"
                            + " or of one currency alone. Also as text/csv. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The figures and a page of the customers",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ConcentrationView.class),
                        examples = @ExampleObject(name = "three groups", value = """
                            {"asOf":"2026-03-31","knownAt":"2026-04-01T06:30:00Z","scope":"group","currency":"EUR",
                            "total":{"amount":"1000.00","currency":"EUR"},"unassigned":{"amount":"0.00","currency":"EUR"},
                            "hhi":4600,"cr1":0.6,"cr5":1,"customers":3,"threshold":0.10,
                            "significant":[{"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","name":"Musterbau GmbH",
                            "amount":{"amount":"600.00","currency":"EUR"},"share":0.6}],
                            "items":[{"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","name":"Musterbau GmbH",
                            "amount":{"amount":"600.00","currency":"EUR"},"share":0.6}],"notConverted":[]}""")),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    public ConcentrationView get(
            @Parameter(description = "The day whose end is shown; default today.", example = "2026-03-31")
                    @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(description = "Count only what was recorded by this instant; default now.")
                    @QueryParam("knownAt")
                    Instant knownAt,
            @Parameter(description = "group (default): rolled up to ultimate parents of that day; account: each alone.")
                    @QueryParam("scope")
                    @DefaultValue("group")
                    Scope scope,
            @Parameter(description = "Only amounts in it; default all, in the reporting currency.", example = "EUR")
                    @QueryParam("currency")
                    String currency,
            @Parameter(description = "How many items, 1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @Parameter(description = "nextCursor of the page before.") @QueryParam("cursor") String cursor) {
        return concentration.answer(asOf, knownAt, scope, currency, Page.limit(limit, 100), cursor);
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String getCsv(
            @QueryParam("asOf") LocalDate asOf,
            @QueryParam("knownAt") Instant knownAt,
            @QueryParam("scope") @DefaultValue("group") Scope scope,
            @QueryParam("currency") String currency,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        return Csv.of(
                List.of("accountId", "name", "currency", "amount", "share"),
                concentration
                        .answer(asOf, knownAt, scope, currency, Page.limit(limit, 500), cursor)
                        .items(),
                item -> List.of(
                        item.accountId(),
                        item.name(),
                        item.amount().currency(),
                        item.amount().amount(),
                        item.share()));
    }
}
