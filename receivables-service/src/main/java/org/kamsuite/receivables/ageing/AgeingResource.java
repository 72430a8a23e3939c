package org.kamsuite.receivables.ageing;

import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
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
@Tag(name = "Ageing", description = "Open items by age.")
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
public class AgeingResource {

    @Inject
    Ageing ageing;

    @Context
    UriInfo uri;

    @Context
    HttpServerResponse response;

    @GET
    @Path("/receivables/{accountId}/ageing")
    @Operation(
            operationId = "getAgeing",
            summary = "The open items of an account by age",
            description =
                    "Per currency; instalments age separately; unapplied payments and credits have no age and stand"
                            + " apart, so total = sum of the buckets - unapplied = balance. Also as text/csv. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The ageing",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = AgeingView.class),
                        examples = @ExampleObject(name = "one currency", value = """
                            {"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","name":"Musterbau GmbH","asOf":"2026-03-31",
                            "knownAt":"2026-04-01T06:30:00Z","scope":"account","basis":"DUE","rows":[{"currency":"EUR",
                            "current":{"amount":"1000.00","currency":"EUR"},"d1To30":{"amount":"190.00","currency":"EUR"},
                            "d31To60":{"amount":"0.00","currency":"EUR"},"d61To90":{"amount":"0.00","currency":"EUR"},
                            "d91To120":{"amount":"0.00","currency":"EUR"},"over120":{"amount":"0.00","currency":"EUR"},
                            "unapplied":{"amount":"50.00","currency":"EUR"},"total":{"amount":"1140.00","currency":"EUR"},
                            "disputed":{"amount":"0.00","currency":"EUR"},"openInvoices":2}]}""")),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "No such account")
    public AgeingView ageing(
            @PathParam("accountId") UUID accountId,
            @Parameter(description = "The day whose end is shown; default today.", example = "2026-03-31")
                    @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(description = "Count only what was recorded by this instant; default now.")
                    @QueryParam("knownAt")
                    Instant knownAt,
            @Parameter(description = "DUE: days past the due date. INVOICE: days since the invoice date.")
                    @QueryParam("basis")
                    @DefaultValue("DUE")
                    Basis basis,
            @Parameter(description = "account, or group for all accounts below it in the legal hierarchy on that day.")
                    @QueryParam("scope")
                    @DefaultValue("account")
                    Scope scope,
            @Parameter(
                            description = "Last days of the buckets besides current and the rest, up to 12; default as"
                                    + " configured.",
                            example = "30,60,90,120")
                    @QueryParam("buckets")
                    String buckets) {
        return ageing.of(accountId, new Ageing.Asked(asOf, knownAt, scope, basis, ageing.buckets(buckets)));
    }

    @GET
    @Path("/receivables/{accountId}/ageing")
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String ageingCsv(
            @PathParam("accountId") UUID accountId,
            @QueryParam("asOf") LocalDate asOf,
            @QueryParam("knownAt") Instant knownAt,
            @QueryParam("basis") @DefaultValue("DUE") Basis basis,
            @QueryParam("scope") @DefaultValue("account") Scope scope,
            @QueryParam("buckets") String buckets) {
        Buckets used = ageing.buckets(buckets);
        return Csv.of(
                AgeingRow.columns(used),
                ageing.of(accountId, new Ageing.Asked(asOf, knownAt, scope, basis, used))
                        .rows(),
                row -> row.cells(used));
    }

    @GET
    @Path("/ageing")
    @Operation(
            operationId = "listAgeing",
            summary = "Ageing of all accounts, the largest total first",
            description = "One row per account and currency that has something open; with scope=group one per ultimate"
                    + " legal parent. The totals per currency are over all customers whatever the page, those that belong"
                    + " to no account yet included and shown apart as unassigned. Also as text/csv (items only)."
                    + " Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "A page of accounts, and the totals",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = AgeingView.All.class),
                        examples = @ExampleObject(name = "one account", value = """
                            {"asOf":"2026-03-31","knownAt":"2026-04-01T06:30:00Z","scope":"account","basis":"DUE","items":[
                            {"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","name":"Musterbau GmbH","currency":"EUR",
                            "current":{"amount":"1000.00","currency":"EUR"},"d1To30":{"amount":"190.00","currency":"EUR"},
                            "d31To60":{"amount":"0.00","currency":"EUR"},"d61To90":{"amount":"0.00","currency":"EUR"},
                            "d91To120":{"amount":"0.00","currency":"EUR"},"over120":{"amount":"0.00","currency":"EUR"},
                            "unapplied":{"amount":"50.00","currency":"EUR"},"total":{"amount":"1140.00","currency":"EUR"},
                            "disputed":{"amount":"0.00","currency":"EUR"},"openInvoices":2}],"totals":[{"currency":"EUR",
                            "current":{"amount":"1000.00","currency":"EUR"},"d1To30":{"amount":"190.00","currency":"EUR"},
                            "d31To60":{"amount":"0.00","currency":"EUR"},"d61To90":{"amount":"0.00","currency":"EUR"},
                            "d91To120":{"amount":"0.00","currency":"EUR"},"over120":{"amount":"0.00","currency":"EUR"},
                            "unapplied":{"amount":"50.00","currency":"EUR"},"total":{"amount":"1140.00","currency":"EUR"},
                            "disputed":{"amount":"0.00","currency":"EUR"},"openInvoices":2}],"unassigned":[]}""")),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    public AgeingView.All ageingOfAll(
            @Parameter(description = "The day whose end is shown; default today.", example = "2026-03-31")
                    @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(
                            description =
                                    "Count only what was recorded by this instant; default now. A past one folds the"
                                            + " documents of all customers, which takes its time.")
                    @QueryParam("knownAt")
                    Instant knownAt,
            @Parameter(description = "DUE: days past the due date. INVOICE: days since the invoice date.")
                    @QueryParam("basis")
                    @DefaultValue("DUE")
                    Basis basis,
            @Parameter(description = "account, or group for one row per ultimate legal parent.")
                    @QueryParam("scope")
                    @DefaultValue("account")
                    Scope scope,
            @Parameter(
                            description = "Last days of the buckets besides current and the rest, up to 12; default as"
                                    + " configured.",
                            example = "30,60,90,120")
                    @QueryParam("buckets")
                    String buckets,
            @Parameter(description = "1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @Parameter(description = "nextCursor of the page before.") @QueryParam("cursor") String cursor) {
        AgeingView.All page = ageing.ofAll(
                new Ageing.Asked(asOf, knownAt, scope, basis, ageing.buckets(buckets)), Page.limit(limit, 100), cursor);
        if (page.nextCursor() != null) {
            URI next = uri.getRequestUriBuilder()
                    .replaceQueryParam("cursor", page.nextCursor())
                    .build();
            response.putHeader("Link", "<%s>; rel=\"next\"".formatted(next));
        }
        return page;
    }

    @GET
    @Path("/ageing")
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String ageingOfAllCsv(
            @QueryParam("asOf") LocalDate asOf,
            @QueryParam("knownAt") Instant knownAt,
            @QueryParam("basis") @DefaultValue("DUE") Basis basis,
            @QueryParam("scope") @DefaultValue("account") Scope scope,
            @QueryParam("buckets") String buckets,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        List<String> header = new ArrayList<>(List.of("accountId", "name"));
        Buckets used = ageing.buckets(buckets);
        header.addAll(AgeingRow.columns(used));
        return Csv.of(
                header,
                ageing.ofAll(new Ageing.Asked(asOf, knownAt, scope, basis, used), Page.limit(limit, 500), cursor)
                        .items(),
                item -> {
                    List<Object> cells = new ArrayList<>(List.of(item.accountId(), item.name()));
                    cells.addAll(item.row().cells(used));
                    return cells;
                });
    }
}
