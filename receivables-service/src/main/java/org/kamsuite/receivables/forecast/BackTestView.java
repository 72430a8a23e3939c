package org.kamsuite.receivables.forecast;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;

@Schema(name = "CashForecastBackTest", description = "Forecasts as they would have been made, beside what came.")
record BackTestView(
        LocalDate from,
        LocalDate to,
        int horizonWeeks,
        Instant knownAt,

        @Schema(description = "The days on which forecasts were replayed.")
        List<Origin> origins,

        @Schema(description = "Per currency.") List<CurrencyScores> byCurrency,

        @Schema(description = "Why there is nothing; absent otherwise.")
        String reason,

        @Schema(description = "How each figure is defined.") Map<String, String> methods) {

    static final Map<String, String> METHODS = new TreeMap<>(Map.of(
            "replay",
            "a forecast of all open invoices every 4 weeks from `from`, its last week ending by `to`; lateness, losses and"
                    + " disputes by effective dates before the day; all of it, and kept ratios of promises, as known at knownAt",
            "KNOWN_AT",
            "only invoices recorded by the end of the day count; settlements by their effective dates",
            "AS_OF",
            "none of the invoices open on the day was recorded by then (imported later): all count by their effective dates",
            "actual",
            "what payments (discounts included) took off these invoices in the week; not of invoices issued later",
            "wape",
            "sum of |expected - actual| / sum of actual",
            "mape",
            "mean of |expected - actual| / actual, of weeks in which something came",
            "bias",
            "sum of (expected - actual) / sum of actual; positive: too much was expected",
            "coverage",
            "share of forecasts with p10 <= actual <= p90; 0.8 is meant"));

    @Schema(name = "CashForecastOrigin")
    record Origin(
            LocalDate asOf,

            @Schema(description = "KNOWN_AT or AS_OF; see methods.")
            String basis,

            @Schema(description = "Open invoices that were forecast.")
            int openInvoices) {}

    @Schema(name = "CashForecastScores")
    record CurrencyScores(
            @Schema(examples = "EUR") String currency,

            @Schema(description = "Per week of the horizon.")
            List<Scores> weeks,

            @Schema(description = "The whole horizon at once.")
            Scores horizon) {}

    @Schema(name = "CashForecastScore")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Scores(
            @Schema(description = "1, 2, …; null for the whole horizon.")
            Integer week,

            @Schema(description = "How many forecasts.") int forecasts,
            Money expected,
            Money actual,

            @Schema(description = "0 is best; null when nothing came.", examples = "0.18")
            BigDecimal wape,

            @Schema(examples = "0.25") BigDecimal mape,
            @Schema(examples = "0.03") BigDecimal bias,

            @Schema(description = "0 to 1.", examples = "0.81")
            BigDecimal coverage) {

        static Scores of(Integer week, BackTest.Score score, String currency) {
            return new Scores(
                    week,
                    score.forecasts(),
                    new Money(score.expected(), currency),
                    new Money(score.actual(), currency),
                    score.wape(),
                    score.mape(),
                    score.bias(),
                    score.coverage());
        }

        List<Object> cells(String currency) {
            return Arrays.asList(
                    currency, week, forecasts, expected.amount(), actual.amount(), wape, mape, bias, coverage);
        }
    }

    static final List<String> COLUMNS =
            List.of("currency", "week", "forecasts", "expected", "actual", "wape", "mape", "bias", "coverage");
}
