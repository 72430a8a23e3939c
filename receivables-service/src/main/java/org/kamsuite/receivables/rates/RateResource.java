package org.kamsuite.receivables.rates;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Roles;

@Path("/v1/exchange-rates")
@Tag(name = "Exchange rates", description = "Units of each currency per euro, by day.")
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
public class RateResource {

    private static final int SHOWN_REJECTS = 100;

    private static final String EXAMPLE = """
            {"asOf":"2026-03-29","knownAt":"2026-04-01T06:30:00Z","base":"EUR",
            "rates":{"GBP":"0.8651","USD":"1.0843"},"rateDates":{"GBP":"2026-03-27","USD":"2026-03-27"}}""";

    @Schema(name = "ExchangeRatesOfDay", description = "Rates of one day to be entered or corrected.")
    record DayRates(
            @Schema(description = "What the rates are per one of: only EUR.", examples = "EUR")
            String base,

            @NotNull
            @Schema(
                    description = "Units of the currency (ISO 4217) per 1 EUR as decimal text, up to 15 decimals.",
                    examples = "{\"USD\":\"1.0843\",\"GBP\":\"0.8651\"}")
            Map<String, String> rates) {}

    @Schema(name = "ExchangeRates", description = "The rates in force on a day.")
    record RatesView(
            @Schema(description = "The day asked for.") LocalDate asOf,

            @Schema(description = "Only rates recorded by this instant count.")
            Instant knownAt,

            @Schema(examples = "EUR") String base,

            @Schema(description = "Units of the currency per 1 EUR, the latest known on or before the day.")
            SortedMap<String, String> rates,

            @Schema(description = "The day of each rate.") SortedMap<String, LocalDate> rateDates) {}

    @Schema(name = "ExchangeRateImport", description = "What became of a table of rates.")
    record ImportView(
            @Schema(description = "Rows after the header.", examples = "6800")
            int rows,

            @Schema(description = "Days taken over.", examples = "6800")
            int days,

            @Schema(description = "Rates that were not known before.")
            int added,

            @Schema(description = "Rates that were known with another value.")
            int corrected,

            @Schema(description = "Cells and rows that were left out.")
            int rejected,

            @Schema(description = "The first 100 of them.") List<RateTable.Reject> rejects) {}

    @Inject
    ExchangeRates exchangeRates;

    @Inject
    RateBook book;

    @Inject
    Clock clock;

    @PUT
    @Path("/{date}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.FINANCE, Roles.INTEGRATION, Roles.ADMIN})
    @Operation(
            operationId = "putExchangeRates",
            summary = "Enter or correct the exchange rates of a day",
            description = "Sets the named currencies; others of that day stay as they are. The same again changes"
                    + " nothing. Another value is a correction: it is audited, and figures with an earlier knownAt keep the"
                    + " old one. Roles: finance, integration, admin.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DayRates.class),
                            examples =
                                    @ExampleObject(
                                            name = "two currencies",
                                            value = "{\"rates\":{\"USD\":\"1.0843\",\"GBP\":\"0.8651\"}}")))
    @APIResponse(
            responseCode = "201",
            description = "First rates of that day; the rates now in force",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RatesView.class),
                            examples = @ExampleObject(name = "two currencies", value = EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "The day had rates already; the rates now in force",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RatesView.class),
                            examples = @ExampleObject(name = "two currencies", value = EXAMPLE)))
    public Response put(
            @Parameter(description = "The day of the rates.", example = "2026-03-27") @PathParam("date") LocalDate date,
            @Valid @NotNull DayRates body) {
        RateBook.Outcome outcome = book.put(date, checked(body));
        return Response.status(outcome.firstOfDay() ? 201 : 200)
                .entity(view(date, null))
                .build();
    }

    private static Map<String, BigDecimal> checked(DayRates body) {
        List<Problem.Violation> violations = new ArrayList<>();
        if (body.base() != null && !body.base().equals(ExchangeRates.BASE)) {
            violations.add(new Problem.Violation("base", "must be EUR"));
        }
        if (body.rates().isEmpty()) {
            violations.add(new Problem.Violation("rates", "must name a currency"));
        }
        Map<String, BigDecimal> rates = new TreeMap<>();
        body.rates()
                .forEach((currency, rate) -> RateTable.fault(currency, rate)
                        .ifPresentOrElse(
                                fault -> violations.add(new Problem.Violation("rates", fault)),
                                () -> rates.put(currency, new BigDecimal(rate))));
        if (!violations.isEmpty()) {
            throw Problem.badRequest(violations.subList(0, Math.min(violations.size(), SHOWN_REJECTS)));
        }
        return rates;
    }

    @GET
    @Path("/{date}")
    @Operation(
            operationId = "getExchangeRates",
            summary = "The exchange rates in force on a day",
            description = "Of each currency the latest rate on or before the day, with its own date. Cross rates go"
                    + " through the euro. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The rates; empty when none is known",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RatesView.class),
                            examples = @ExampleObject(name = "a Sunday", value = EXAMPLE)))
    public RatesView get(
            @Parameter(description = "The day.", example = "2026-03-29") @PathParam("date") LocalDate date,
            @Parameter(description = "Count only what was recorded by this instant; default now.")
                    @QueryParam("knownAt")
                    Instant knownAt) {
        return view(date, knownAt);
    }

    private RatesView view(LocalDate date, Instant knownAt) {
        Instant now = clock.instant();
        Instant known = knownAt != null && knownAt.isBefore(now) ? knownAt : now;
        SortedMap<String, String> rates = new TreeMap<>();
        SortedMap<String, LocalDate> dates = new TreeMap<>();
        exchangeRates.inForce(date, known).forEach((currency, rate) -> {
            rates.put(currency, rate.rate().toPlainString());
            dates.put(currency, rate.date());
        });
        return new RatesView(date, known, ExchangeRates.BASE, rates, dates);
    }

    @PUT
    @Consumes("text/csv")
    @RolesAllowed({Roles.FINANCE, Roles.INTEGRATION, Roles.ADMIN})
    @Operation(
            operationId = "importExchangeRates",
            summary = "Take over a table of exchange rates",
            description =
                    "The table of the European Central Bank (eurofxref-hist.csv): a header Date,USD,JPY,… and a row"
                            + " a day with units per euro; N/A and empty cells say nothing. Cells that cannot be read are left out"
                            + " and reported, the others are taken over; the same again changes nothing. At most 20,000 rows and"
                            + " 4 MB. Roles: finance, integration, admin.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "text/csv",
                            schema = @Schema(implementation = String.class),
                            examples =
                                    @ExampleObject(
                                            name = "two days",
                                            value = "Date,USD,JPY\n2026-03-27,1.0843,161.72\n2026-03-26,1.0831,N/A\n")))
    @APIResponse(
            responseCode = "200",
            description = "What was taken over and what was not",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ImportView.class),
                            examples = @ExampleObject(name = "two days", value = """
                            {"rows":2,"days":2,"added":3,"corrected":0,"rejected":0,"rejects":[]}""")))
    @APIResponse(responseCode = "413", description = "The table is larger than 4 MB")
    public ImportView importCsv(@NotNull String body) {
        RateTable table = RateTable.ofCsv(body);
        RateBook.Outcome outcome = book.putAll(table);
        List<RateTable.Reject> rejects = table.rejects();
        return new ImportView(
                table.rows(),
                table.rates().size(),
                outcome.added(),
                outcome.corrected(),
                rejects.size(),
                rejects.subList(0, Math.min(rejects.size(), SHOWN_REJECTS)));
    }
}
