package org.kamsuite.scoring.concentration;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.platform.rest.Csv;
import org.kamsuite.platform.rest.CsvPage;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.platform.rest.Scope;

/// How much of the revenue hangs on few accounts.
@Path("/v1/concentration")
@Tag(name = "Concentration", description = "How much of the revenue hangs on few accounts.")
@RolesAllowed({
    Roles.VIEWER,
    Roles.KEY_ACCOUNT_MANAGER,
    Roles.KAM_DIRECTOR,
    Roles.FINANCE,
    Roles.SERVICE_DESK,
    Roles.INTEGRATION,
    Roles.ADMIN
})
@APIResponse(
        responseCode = "422",
        description = "`currency-needed`: amounts in several currencies, which are never added")
public class ConcentrationResource {

    private static final int DEFAULT_LIMIT = 100;

    static final String EXAMPLE = """
            {"asOf":"2026-06-30","from":"2025-07-01","to":"2026-06-30","measure":"revenue","scope":"account",
            "currency":"EUR","hhi":4600,"effectiveNumber":2.173913043478261,"gini":0.3333333333333333,
            "largestShare":0.6,"top3Share":1,"top10Share":1,"total":{"amount":"995.00","currency":"EUR"},
            "shareTotal":{"amount":"1000.00","currency":"EUR"},"accounts":3,
            "items":[{"accountId":"0197c1a2-7b1e-7c3a-9c52-0d6f2b1c4e5f","name":"Muster AG",
            "amount":{"amount":"600.00","currency":"EUR"},"share":0.6}],
            "excluded":[{"accountId":"0197c1a2-7b1e-7c3a-9c52-0d6f2b1c4e60","name":"Retour GmbH",
            "amount":{"amount":"-5.00","currency":"EUR"}}],
            "unassigned":{"customers":1,"amount":{"amount":"20.00","currency":"EUR"}},
            "nextCursor":"NjAwLjAwHzAxOTdjMWEy"}""";

    @Inject
    Concentration concentration;

    @Inject
    Clock clock;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getConcentration",
            summary = "Concentration of revenue: HHI, Gini, largest shares",
            description = "Over all accounts with a positive amount in the window. Accounts with a negative amount take"
                    + " no share and are listed in `excluded`; customers that belong to no account yet are told in"
                    + " `unassigned` and counted nowhere else. Amounts are never converted: with several currencies"
                    + " in the window one has to be chosen. Roles: all. With Accept: text/csv the items for"
                    + " spreadsheets.")
    @APIResponse(
            responseCode = "200",
            description = "The figures and a page of the accounts",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ConcentrationView.class),
                        examples = @ExampleObject(name = "concentration", value = EXAMPLE)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    public ConcentrationView get(
            @Parameter(
                            description = "The legal hierarchy of this day makes the groups; also the default of `to`."
                                    + " Default today.",
                            example = "2026-06-30")
                    @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(
                            description =
                                    "revenue (default): invoices less credit notes; gross-revenue: invoices with a"
                                            + " positive amount alone. Both without tax.",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"revenue", "gross-revenue"},
                                            defaultValue = "revenue"))
                    @QueryParam("measure")
                    String measure,
            @Parameter(
                            description = "account (default): each for itself; group: rolled up to ultimate parents.",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"account", "group"},
                                            defaultValue = "account"))
                    @QueryParam("scope")
                    Scope scope,
            @Parameter(description = "First day; default the day after twelve months before `to`.") @QueryParam("from")
                    LocalDate from,
            @Parameter(description = "Last day; default `asOf`.") @QueryParam("to") LocalDate to,
            @Parameter(description = "ISO 4217; needed when there are amounts in several.", example = "EUR")
                    @QueryParam("currency")
                    String currency,
            @Parameter(description = "How many items, 1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @Parameter(description = "`nextCursor` of the page before.") @QueryParam("cursor") String cursor) {
        LocalDate day = asOf == null ? today() : asOf;
        LocalDate last = to == null ? day : to;
        LocalDate first = from == null ? last.minusMonths(12).plusDays(1) : from;
        if (first.isAfter(last)) {
            throw Problem.badRequest("from", "must not be after to (" + last + "), but is " + first);
        }
        if (currency != null && !currency.matches("[A-Z]{3}")) {
            throw Problem.badRequest("currency", "must be an ISO 4217 code such as EUR");
        }
        return concentration.answer(
                new Concentration.Question(
                        day, first, last, measure(measure), scope == null ? Scope.ACCOUNT : scope, currency),
                Page.limit(limit, DEFAULT_LIMIT),
                Cursor.parse(cursor, 2));
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public CsvPage getAsCsv(
            @QueryParam("asOf") LocalDate asOf,
            @QueryParam("measure") String measure,
            @QueryParam("scope") Scope scope,
            @QueryParam("from") LocalDate from,
            @QueryParam("to") LocalDate to,
            @QueryParam("currency") String currency,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        ConcentrationView page = get(asOf, measure, scope, from, to, currency, limit, cursor);
        return Csv.page(
                List.of("accountId", "name", "amount", "currency", "share"),
                new Page<>(page.items(), page.nextCursor()),
                item -> List.of(
                        item.accountId(),
                        item.name(),
                        item.amount().amount(),
                        item.amount().currency(),
                        item.share()));
    }

    private static Measure measure(String text) {
        return text == null || text.isEmpty()
                ? Measure.REVENUE
                : Measure.find(text)
                        .orElseThrow(() -> Problem.badRequest(
                                "measure",
                                "must be one of "
                                        + Arrays.stream(Measure.values())
                                                .map(Measure::text)
                                                .toList()));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }
}
