package org.kamsuite.receivables.behaviour;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.receivables.DriftMethod;
import org.kamsuite.platform.rest.Scope;

@Schema(name = "PaymentBehaviour", description = "How an account pays: figures of a window, pattern by month, shift.")
record BehaviourView(
        UUID accountId,
        @Schema(description = "Legal name of the account.") String name,
        @Schema(description = "First day of the window.") LocalDate from,

        @Schema(description = "Last day of the window; charts, signals and open invoices are as of its end.")
        LocalDate to,

        Instant knownAt,
        Scope scope,
        @JsonUnwrapped Figures figures,
        @Schema(description = "The figures per currency.") List<Figures> byCurrency,

        @Schema(description = "Rates into the reporting currency by currency, when there are several currencies.")
        SortedMap<String, RateUsed> rates,

        @Schema(description = "Invoices closed by payment, per month and currency.")
        List<Figures.Month> months,

        TrendView trend,
        DriftView drift,

        @Schema(description = "What is out of the ordinary at the end of `to`; raised ones are at /v1/early-warnings.")
        List<SignalView> signals,

        @Schema(description = "How each figure is defined.") Map<String, String> methods) {

    @Schema(name = "RateUsed")
    record RateUsed(
            @Schema(description = "Multiplies an amount of the currency.", examples = "0.92")
            BigDecimal factor,

            LocalDate date) {}

    @Schema(
            name = "PaymentTrend",
            description = "The last 90 days beside the 365 days before, each invoice counting once.")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record TrendView(
            @Schema(description = "First of the last 90 days.")
            LocalDate recentFrom,

            int recentInvoices,

            @Schema(description = "Mean days late, negative when early.", examples = "6.5")
            BigDecimal recentDaysLate,

            int usualInvoices,
            @Schema(examples = "1.5") BigDecimal usualDaysLate,

            @Schema(description = "recentDaysLate - usualDaysLate.", examples = "5")
            BigDecimal change,

            @Schema(description = "LATER or EARLIER by more than a day, else STEADY; null when not defined.")
            String direction,

            @Schema(description = "Why it is not defined; else null.")
            String reason) {}

    @Schema(
            name = "PaymentDrift",
            description =
                    "EWMA and CUSUM charts of the days late, in the order of closing, then open overdue invoices.")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record DriftView(
            @Schema(description = "NOT_JUDGED (too few invoices), STEADY or DRIFTING.")
            String state,

            @Schema(description = "Invoices closed from this day are in the charts.")
            LocalDate from,

            @Schema(description = "Invoices that count, open overdue ones included.", examples = "31")
            int observations,

            @Schema(description = "Usual days late; null when not judged.", examples = "1.5")
            BigDecimal baselineDays,

            @Schema(description = "Standard deviation in days, at least 2.", examples = "2.4")
            BigDecimal baselineSigma,

            @Schema(description = "Invoices that the baseline rests on.", examples = "24")
            Integer baselineInvoices,

            @Schema(description = "lambda, L, K, H and the other settings of the charts.")
            Map<String, BigDecimal> settings,

            List<ExcursionView> excursions,

            @Schema(description = "The latest points, at most 200.")
            List<PointView> points,

            @Schema(description = "Why there is no judgement; else null.")
            String reason) {}

    @Schema(name = "PaymentDriftExcursion")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ExcursionView(
            DriftMethod method,

            @Schema(description = "Day of the point that left the limit.")
            LocalDate detectedOn,

            @Schema(description = "Day of the first point since which C+ is above 0: i - N+ + 1.")
            LocalDate shiftStartedOn,

            @Schema(description = "Mean of the baseline, days late.")
            BigDecimal baselineDays,

            @Schema(description = "Estimate at the alarm: mean + K + C+/N+.")
            BigDecimal newLevelDays,

            @Schema(description = "Mean days late since shiftStartedOn.")
            BigDecimal currentDays,

            @Schema(description = "Day of the last of 3 payments in a row within the limit; null while it lasts.")
            LocalDate clearedOn) {}

    @Schema(name = "PaymentDriftPoint")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record PointView(
            String invoiceNumber,

            @Schema(description = "Closing day; `to` for an open one.")
            LocalDate on,

            int daysLate,

            @Schema(description = "Still open: late by so many days at least.")
            boolean atLeast,

            @Schema(description = "In days; null while the baseline is gathered.")
            BigDecimal ewma,

            @Schema(description = "Upper limit in days.") BigDecimal upper,
            @Schema(description = "Lower limit in days.") BigDecimal lower,
            @Schema(description = "C+ in days.") BigDecimal cusum,

            @Schema(description = "H in days: C+ above it is an alarm.")
            BigDecimal cusumLimit,

            @Schema(description = "N+: points since C+ was 0.")
            int run,

            boolean alarm,
            boolean inExcursion) {}

    @Schema(name = "PaymentSignal")
    record SignalView(
            WarningRule rule,

            @Schema(description = "Day of the latest thing it rests on.")
            LocalDate since,

            String detail,

            @Schema(description = "Invoice numbers, at most 20.")
            List<String> documents) {}

    static BigDecimal rounded(double value) {
        return new BigDecimal(BigDecimal.valueOf(value)
                .setScale(6, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString());
    }
}
