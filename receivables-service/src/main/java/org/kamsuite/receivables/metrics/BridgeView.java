package org.kamsuite.receivables.metrics;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.rest.Scope;

@Schema(name = "DsoBridge", description = "Why days sales outstanding changed between two days.")
record BridgeView(
        @Schema(description = "Absent for all accounts.") UUID accountId,
        @Schema(description = "Legal name of the account.") String name,
        @Schema(description = "The earlier day.") LocalDate from,
        @Schema(description = "The later day.") LocalDate to,

        @Schema(description = "Months of sales before each day.", examples = "3")
        int window,

        Instant knownAt,
        @Schema(description = "Absent for all accounts.") Scope scope,
        @Schema(description = "One per currency.") List<CurrencyBridge> byCurrency,
        @Schema(description = "How each figure is defined.") Map<String, String> methods) {

    static final Map<String, String> METHODS = new TreeMap<>(Map.of(
            "dso", "receivables / sales of the window * days of the window",
            "bestPossibleDso", "receivables not past due / sales * days",
            "terms", "change of the sales' payment terms, weighted by amounts",
            "delinquency", "change of dso - bestPossibleDso: of what is past due",
            "volume",
                    "change of bestPossibleDso - weighted terms: of how the sales are spread over the window; rising sales"
                            + " raise it",
            "difference", "dso at `to` - dso at `from` = volume + terms + delinquency"));

    @Schema(name = "DsoBridgePoint")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Point(
            @Schema(description = "First day of the sales.") LocalDate from,
            @Schema(description = "The day.") LocalDate to,
            Money receivables,
            @Schema(description = "Of them not past due.") Money current,
            Money sales,
            @Schema(examples = "90") long days,
            @Schema(description = "Null without sales.") BigDecimal dso,
            BigDecimal bestPossibleDso,

            @Schema(description = "Terms of the sales weighted by amounts, days.")
            BigDecimal weightedTerms) {

        static Point of(String currency, Inputs in, LocalDate from, LocalDate to) {
            long length = ChronoUnit.DAYS.between(from, to) + 1;
            BigDecimal days = BigDecimal.valueOf(length);
            boolean defined = in.sales.signum() > 0;
            return new Point(
                    from,
                    to,
                    new Money(in.ending, currency),
                    new Money(in.current, currency),
                    new Money(in.sales, currency),
                    length,
                    defined ? in.ending.multiply(days).divide(in.sales, MathContext.DECIMAL64) : null,
                    defined ? in.current.multiply(days).divide(in.sales, MathContext.DECIMAL64) : null,
                    defined ? in.salesTerms.divide(in.sales, MathContext.DECIMAL64) : null);
        }
    }

    @Schema(name = "CurrencyDsoBridge", description = "volume + terms + delinquency = difference, exactly.")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record CurrencyBridge(
            @Schema(examples = "EUR") String currency,
            Point before,
            Point after,

            @Schema(description = "Days; null with a reason.")
            BigDecimal difference,

            @Schema(description = "Days.") BigDecimal volume,
            @Schema(description = "Days.") BigDecimal terms,
            @Schema(description = "Days.") BigDecimal delinquency,

            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Schema(description = "Why there is no difference; absent otherwise.")
            String reason) {

        static CurrencyBridge of(String currency, Point before, Point after) {
            if (before.dso() == null || after.dso() == null) {
                String reason = "No sales in the window before " + (before.dso() == null ? before : after).to()
                        + ": DSO is not defined.";
                return new CurrencyBridge(currency, before, after, null, null, null, null, reason);
            }
            BigDecimal difference = after.dso().subtract(before.dso());
            BigDecimal terms = after.weightedTerms().subtract(before.weightedTerms());
            BigDecimal delinquency = after.dso()
                    .subtract(after.bestPossibleDso())
                    .subtract(before.dso().subtract(before.bestPossibleDso()));
            BigDecimal volume = difference.subtract(terms).subtract(delinquency);
            return new CurrencyBridge(currency, before, after, difference, volume, terms, delinquency, null);
        }
    }
}
