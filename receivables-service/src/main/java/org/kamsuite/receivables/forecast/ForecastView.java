package org.kamsuite.receivables.forecast;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.rest.Scope;

@Schema(
        name = "CashForecast",
        description =
                "When open invoices will bring money. With one currency its weeks; with several those in the reporting"
                        + " currency, and each in byCurrency.")
record ForecastView(
        @Schema(description = "Absent for all accounts.") UUID accountId,
        @Schema(description = "Legal name of the account.") String name,

        @Schema(description = "What is open at the end of this day is forecast.")
        LocalDate asOf,

        Instant knownAt,
        @Schema(description = "Absent for all accounts.") Scope scope,
        @JsonUnwrapped Flow total,
        List<Flow> byCurrency,

        @Schema(description = "Open amounts that no exchange rate is known for; in byCurrency only.")
        List<Money> unconverted,

        @Schema(description = "What it rests on.") Basis basis,

        @Schema(
                description =
                        "The open instalments of an account, the first due first, at most 500; absent for all accounts.")
        List<Item> items,

        @Schema(description = "Why there is nothing, or something is missing; absent otherwise.")
        String reason,

        @Schema(description = "How each figure is defined.") Map<String, String> methods) {

    static final int ITEMS = 500;

    static final Map<String, String> METHODS = new TreeMap<>(Map.of(
            "lateness",
            "days from due date to payment of what payments took off in the last 365 days, weighted by amount (relative to the"
                    + " currency's average) and by half every 120 days back; an account's own are mixed with the portfolio's as if 5 invoices had been paid"
                    + " like those",
            "expected",
            CashFlow.METHOD,
            "condition",
            "days that would be past are left out and the rest counts more; an item later than any known payment is expected"
                    + " 7, 30 or 90 days from now (25, 50, 25 %)",
            "promise",
            "on the promised date with the account's kept ratio (mixed with 5 average promises), else as usual",
            "dispute",
            "the disputed part comes later by the median days that disputes took in the last 730 days, less the share of"
                    + " disputed amounts that was credited (assumed 30 days and one half without any)",
            "expectedLoss",
            "credited part of disputes + share of amounts written off in the last 730 days, an account's own mixed with the"
                    + " portfolio's as if 50 invoices had been paid like those",
            "conservation",
            "openAmount = sum of the weeks' expected + beyondHorizon + expectedLoss, exactly",
            "byExpectedDate",
            "the same money on the median day of each item instead of spread over its possible days"));

    @Schema(
            name = "CashForecastFlow",
            description = "Expected receipts in one currency. Amounts are exact to the minor unit.")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Flow(
            @Schema(examples = "EUR") String currency,

            @Schema(description = "Open invoices; unapplied payments not deducted.")
            Money openAmount,

            @Schema(description = "Sum of the weeks' expected amounts.")
            Money expectedInHorizon,

            @Schema(description = "10 % of the draws bring less.")
            Money horizonP10,

            @Schema(description = "Median of the draws.") Money horizonP50,

            @Schema(description = "10 % of the draws bring more.")
            Money horizonP90,

            @Schema(description = "Expected later.") Money beyondHorizon,

            @Schema(description = "Not expected to be paid.")
            Money expectedLoss,

            @Schema(description = "The part of expectedLoss that is credited after disputes.")
            Money expectedCredits,

            List<Week> weeks) {

        static Flow of(String currency, CashFlow flow, LocalDate asOf) {
            List<Week> weeks = new ArrayList<>();
            BigDecimal sum = BigDecimal.ZERO;
            for (int i = 0; i < flow.weeks().size(); i++) {
                sum = sum.add(flow.weeks().get(i));
                weeks.add(new Week(
                        i + 1,
                        asOf.plusDays(7L * i + 1),
                        asOf.plusDays(7L * i + 7),
                        new Money(flow.weeks().get(i), currency),
                        new Money(flow.bands().get(i).get(0), currency),
                        new Money(flow.bands().get(i).get(1), currency),
                        new Money(flow.bands().get(i).get(2), currency),
                        new Money(flow.byExpectedDate().get(i), currency),
                        new Money(sum, currency)));
            }
            return new Flow(
                    currency,
                    new Money(flow.open(), currency),
                    new Money(sum, currency),
                    new Money(flow.total().get(0), currency),
                    new Money(flow.total().get(1), currency),
                    new Money(flow.total().get(2), currency),
                    new Money(flow.beyond(), currency),
                    new Money(flow.loss(), currency),
                    new Money(flow.credits(), currency),
                    weeks);
        }
    }

    @Schema(name = "CashForecastWeek")
    record Week(
            @Schema(description = "1, 2, …") int week,
            LocalDate from,
            LocalDate to,

            @Schema(description = "Probability-weighted receipts.")
            Money expected,

            Money p10,
            Money p50,
            Money p90,

            @Schema(description = "Receipts, each item on its median day.")
            Money byExpectedDate,

            @Schema(description = "expected of the weeks so far.")
            Money cumulated) {}

    @Schema(name = "CashForecastBasis")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Basis(
            @Schema(description = "Payments of the account's own (0 for all accounts).")
            int payments,

            @Schema(description = "Days late that 10 % of the money beats.")
            Integer latenessP10,

            Integer latenessP50,
            Integer latenessP90,

            @Schema(description = "Payments of the portfolio.")
            int portfolioPayments,

            @Schema(description = "0 to 1.") BigDecimal lossRate,
            @Schema(description = "Of promises, 0 to 1.") BigDecimal keptRatio,
            int disputeDays,
            @Schema(description = "0 to 1.") BigDecimal disputeCreditedShare,

            @Schema(description = "Ended disputes that these rest on; 0: assumed.")
            int disputes,

            @Schema(description = "Draws that the bands rest on.")
            int draws) {

        static Basis of(Receivable.Habit habit, Receivable.Assumptions all, int draws, boolean ofOne) {
            return new Basis(
                    ofOne ? habit.invoices() : 0,
                    habit.spread().quantile(0.1),
                    habit.spread().quantile(0.5),
                    habit.spread().quantile(0.9),
                    all.usual().invoices(),
                    rounded(habit.lossRate()),
                    rounded(habit.keptRatio()),
                    all.disputes().days(),
                    rounded(all.disputes().creditedShare()),
                    all.disputes().resolved(),
                    draws);
        }
    }

    @Schema(name = "CashForecastItem")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Item(
            String invoiceNumber,
            int instalment,
            LocalDate dueDate,
            Money open,
            Money disputed,
            Money promised,
            LocalDate promisedOn,

            @Schema(description = "LATENESS, PROMISE or DISPUTE: what weighs most.")
            String basis,

            @Schema(description = "Paid earlier with 10 % probability.")
            LocalDate earliest,

            @Schema(description = "Median day.") LocalDate expectedOn,

            @Schema(description = "Paid later with 10 % probability.")
            LocalDate latest,

            @Schema(description = "Share that is not expected, 0 to 1.")
            BigDecimal lossShare) {

        static Item of(Receivable each, Receivable.Outlook outlook, String number, LocalDate asOf) {
            return new Item(
                    number,
                    each.instalment(),
                    each.dueDate(),
                    new Money(each.open(), each.currency()),
                    new Money(each.disputed(), each.currency()),
                    new Money(each.promised(), each.currency()),
                    each.promised().signum() > 0 ? each.promisedOn() : null,
                    outlook.basis(),
                    asOf.plusDays(outlook.quantile(0.1)),
                    asOf.plusDays(outlook.quantile(0.5)),
                    asOf.plusDays(outlook.quantile(0.9)),
                    rounded(outlook.loss() + outlook.credit()));
        }
    }

    static BigDecimal rounded(double value) {
        return new BigDecimal(BigDecimal.valueOf(value)
                .setScale(6, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString());
    }

    static final List<String> COLUMNS =
            List.of("currency", "week", "from", "to", "expected", "p10", "p50", "p90", "byExpectedDate", "cumulated");

    /// One row per currency and week.
    List<List<Object>> rows() {
        return byCurrency.stream()
                .flatMap(flow -> IntStream.range(0, flow.weeks().size()).mapToObj(i -> {
                    Week week = flow.weeks().get(i);
                    return Arrays.<Object>asList(
                            flow.currency(),
                            week.week(),
                            week.from(),
                            week.to(),
                            week.expected().amount(),
                            week.p10().amount(),
                            week.p50().amount(),
                            week.p90().amount(),
                            week.byExpectedDate().amount(),
                            week.cumulated().amount());
                }))
                .toList();
    }
}
