package org.kamsuite.receivables.behaviour;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;

@Schema(
        name = "PaymentFigures",
        description =
                "How invoices were paid, in one currency or over all of them. A figure that is not defined is null,"
                        + " and reasons says why.")
@JsonInclude(JsonInclude.Include.ALWAYS)
record Figures(
        @Schema(description = "Of the amounts; over several currencies the reporting currency.", examples = "EUR")
        String currency,

        @Schema(description = "n: invoices (instalments) closed by payment in the window.", examples = "40")
        int invoices,

        @Schema(description = "Closed in the window by credit notes or write-offs alone; in no other figure.")
        int closedWithoutPayment,

        @Schema(description = "Open and past due at the end of the window.", examples = "3")
        int openOverdue,

        @Schema(
                description =
                        "openOverdue / (invoices + openOverdue): how much of what is judged is not paid yet, 0 to 1.",
                examples = "0.07")
        BigDecimal openShare,

        @Schema(description = "The same by amount.", examples = "0.11")
        BigDecimal openAmountShare,

        @Schema(description = "Paid by payments, discounts included.")
        Money paidAmount,

        @Schema(description = "Open and past due.") Money openOverdueAmount,

        @Schema(
                description =
                        "0 to 100, of closed and open overdue invoices, the latter counted as late by the days so far:"
                                + " at most this.",
                examples = "68.75")
        BigDecimal paymentIndex,

        @Schema(description = "The same of closed invoices only.", examples = "71.2")
        BigDecimal paymentIndexClosed,

        @Schema(
                description = "ADBT: days after the due date, early ones as 0, weighted by amount; open overdue amounts"
                        + " counted with the days so far: at least this.",
                examples = "15")
        BigDecimal averageDaysBeyondTerms,

        @Schema(description = "The same of closed invoices only.", examples = "13.4")
        BigDecimal averageDaysBeyondTermsClosed,

        @Schema(description = "The same with early payments counted as negative days.", examples = "2.5")
        BigDecimal averageDaysLate,

        @Schema(description = "Closed after the due date.", examples = "9")
        int paidLate,

        @Schema(description = "paidLate / invoices, 0 to 1.", examples = "0.225")
        BigDecimal paidLateRatio,

        @Schema(description = "The same by amount.", examples = "0.31")
        BigDecimal paidLateAmountRatio,

        @Schema(description = "Median of the days late of closed invoices, each counting once.", examples = "-2")
        BigDecimal medianDaysLate,

        @Schema(description = "First day on which one of these was closed.")
        LocalDate firstClosedOn,

        @Schema(description = "Latest day on which one of these was closed.")
        LocalDate lastClosedOn,

        @Schema(description = "Closed and open overdue invoices by days late.")
        List<Band> distribution,

        @Schema(description = "Why figures are null; empty otherwise.")
        List<String> reasons) {

    Figures with(List<String> others) {
        return new Figures(
                currency,
                invoices,
                closedWithoutPayment,
                openOverdue,
                openShare,
                openAmountShare,
                paidAmount,
                openOverdueAmount,
                paymentIndex,
                paymentIndexClosed,
                averageDaysBeyondTerms,
                averageDaysBeyondTermsClosed,
                averageDaysLate,
                paidLate,
                paidLateRatio,
                paidLateAmountRatio,
                medianDaysLate,
                firstClosedOn,
                lastClosedOn,
                distribution,
                List.copyOf(others));
    }

    @Schema(name = "LatenessBand", description = "Invoices by days late.")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Band(
            @Schema(description = "Days late, lowest; null: no lower end.")
            Integer from,

            @Schema(description = "Days late, highest; null: no upper end.")
            Integer to,

            @Schema(description = "Closed ones.") int closed,

            @Schema(description = "Amount paid.") Money amount,

            @Schema(description = "Open overdue ones, at least so late.")
            int open,

            @Schema(description = "Open amount.") Money openAmount) {}

    private static final Integer[][] BANDS = {
        {null, -31}, {-30, -1}, {0, 0}, {1, 7}, {8, 15}, {16, 30}, {31, 60}, {61, 90}, {91, 120}, {121, null}
    };

    /// Sums of what is weighted by amount.
    private static final class Weighted {

        private BigDecimal amount = BigDecimal.ZERO;
        private BigDecimal late = BigDecimal.ZERO;
        private BigDecimal beyond = BigDecimal.ZERO;
        private BigDecimal marks = BigDecimal.ZERO;

        void add(BigDecimal weight, long days, double mark) {
            amount = amount.add(weight);
            late = late.add(weight.multiply(BigDecimal.valueOf(days)));
            beyond = beyond.add(weight.multiply(BigDecimal.valueOf(Math.max(days, 0))));
            marks = marks.add(weight.multiply(BigDecimal.valueOf(mark)));
        }

        Weighted plus(Weighted other) {
            Weighted sum = new Weighted();
            sum.amount = amount.add(other.amount);
            sum.late = late.add(other.late);
            sum.beyond = beyond.add(other.beyond);
            sum.marks = marks.add(other.marks);
            return sum;
        }
    }

    /// @param items closed from `from` to `to`, or open and overdue at the end of `to`; others do not count
    /// @param factors what to multiply each currency's amounts by; those of other currencies do not count
    static Figures of(
            String currency,
            Collection<PaidItem> items,
            Map<String, BigDecimal> factors,
            LocalDate from,
            LocalDate to) {
        List<PaidItem> counted = items.stream()
                .filter(item -> factors.containsKey(item.currency()))
                .toList();
        List<PaidItem> inWindow = counted.stream()
                .filter(item -> item.closedOn() != null
                        && !item.closedOn().isBefore(from)
                        && !item.closedOn().isAfter(to))
                .toList();
        List<PaidItem> paid = inWindow.stream().filter(PaidItem::isPaid).toList();
        List<PaidItem> overdue =
                counted.stream().filter(item -> item.isOverdue(to)).toList();
        return new Of(currency, factors, to, paid, overdue).figures(inWindow.size() - paid.size());
    }

    private record Of(
            String currency,
            Map<String, BigDecimal> factors,
            LocalDate to,
            List<PaidItem> paid,
            List<PaidItem> overdue) {

        Figures figures(int withoutPayment) {
            Weighted closed = new Weighted();
            for (PaidItem item : paid) {
                for (PaidItem.Part part : item.parts()) {
                    long days = item.daysLateOn(part.date());
                    closed.add(weight(item, part.amount()), days, mark(item, part, days));
                }
            }
            Weighted open = new Weighted();
            overdue.forEach(
                    item -> open.add(weight(item, item.open()), item.daysLate(to), PaymentIndex.of(item.daysLate(to))));
            Weighted all = closed.plus(open);
            List<PaidItem> late =
                    paid.stream().filter(item -> item.daysLate(to) > 0).toList();
            return new Figures(
                    currency,
                    paid.size(),
                    withoutPayment,
                    overdue.size(),
                    quotient(
                            BigDecimal.valueOf(overdue.size()),
                            BigDecimal.valueOf((long) paid.size() + overdue.size())),
                    quotient(open.amount, all.amount),
                    money(closed.amount),
                    money(open.amount),
                    quotient(all.marks, all.amount),
                    quotient(closed.marks, closed.amount),
                    quotient(all.beyond, all.amount),
                    quotient(closed.beyond, closed.amount),
                    quotient(closed.late, closed.amount),
                    late.size(),
                    quotient(BigDecimal.valueOf(late.size()), BigDecimal.valueOf(paid.size())),
                    quotient(sum(late, PaidItem::paid), closed.amount),
                    median(),
                    paid.stream()
                            .map(PaidItem::closedOn)
                            .min(Comparator.naturalOrder())
                            .orElse(null),
                    paid.stream()
                            .map(PaidItem::closedOn)
                            .max(Comparator.naturalOrder())
                            .orElse(null),
                    Arrays.stream(BANDS).map(ends -> band(ends[0], ends[1])).toList(),
                    reasons());
        }

        private static double mark(PaidItem item, PaidItem.Part part, long days) {
            if (!part.date().isAfter(item.issueDate())) {
                return PaymentIndex.ANTICIPATES;
            }
            return part.discounted() && days <= 0 ? PaymentIndex.DISCOUNTS : PaymentIndex.of(days);
        }

        private BigDecimal weight(PaidItem item, BigDecimal amount) {
            return amount.multiply(factors.get(item.currency()));
        }

        private BigDecimal sum(List<PaidItem> items, java.util.function.Function<PaidItem, BigDecimal> amount) {
            return items.stream()
                    .map(item -> weight(item, amount.apply(item)))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        private BigDecimal median() {
            int[] days =
                    paid.stream().mapToInt(item -> item.daysLate(to)).sorted().toArray();
            return days.length == 0
                    ? null
                    : BigDecimal.valueOf((long) days[(days.length - 1) / 2] + days[days.length / 2])
                            .divide(BigDecimal.TWO);
        }

        private Band band(Integer low, Integer high) {
            List<PaidItem> closed =
                    paid.stream().filter(item -> within(item, low, high)).toList();
            List<PaidItem> open =
                    overdue.stream().filter(item -> within(item, low, high)).toList();
            return new Band(
                    low,
                    high,
                    closed.size(),
                    money(sum(closed, PaidItem::paid)),
                    open.size(),
                    money(sum(open, PaidItem::open)));
        }

        private boolean within(PaidItem item, Integer low, Integer high) {
            int days = item.daysLate(to);
            return (low == null || days >= low) && (high == null || days <= high);
        }

        private List<String> reasons() {
            List<String> reasons = new ArrayList<>();
            if (paid.isEmpty()) {
                reasons.add(
                        "No invoice was closed by payment in the window: paidLateRatio, averageDaysLate and the figures"
                                + " of closed invoices are not defined.");
            }
            if (paid.isEmpty() && overdue.isEmpty()) {
                reasons.add("Nothing is overdue either: paymentIndex and averageDaysBeyondTerms are not defined.");
            }
            return reasons;
        }

        // A converted amount is rounded for show only; what is weighted is not.
        private Money money(BigDecimal amount) {
            int digits = Math.max(0, java.util.Currency.getInstance(currency).getDefaultFractionDigits());
            boolean converted = factors.values().stream().anyMatch(factor -> factor.compareTo(BigDecimal.ONE) != 0);
            return new Money(converted ? amount.setScale(digits, RoundingMode.HALF_UP) : amount, currency);
        }
    }

    @Schema(name = "PaymentMonth", description = "The invoices closed by payment in a month, in one currency.")
    record Month(
            @Schema(description = "First day of the month.") LocalDate month,

            @Schema(examples = "EUR") String currency,

            @Schema(description = "Closed before the due date.")
            int early,

            @Schema(description = "Closed on the due date.") int onTime,

            @Schema(description = "Closed after the due date.")
            int late,

            Money earlyAmount,
            Money onTimeAmount,
            Money lateAmount,

            @Schema(description = "Days, early ones as 0, weighted by amount.", examples = "4.2")
            BigDecimal averageDaysBeyondTerms) {

        static final List<String> COLUMNS = List.of(
                "month",
                "currency",
                "early",
                "onTime",
                "late",
                "earlyAmount",
                "onTimeAmount",
                "lateAmount",
                "averageDaysBeyondTerms");

        static Month of(LocalDate month, String currency, List<PaidItem> items, LocalDate to) {
            List<List<PaidItem>> bySign = IntStream.rangeClosed(-1, 1)
                    .mapToObj(sign -> items.stream()
                            .filter(item -> Integer.signum(item.daysLate(to)) == sign)
                            .toList())
                    .toList();
            List<Money> amounts = bySign.stream()
                    .map(each -> new Money(
                            each.stream().map(PaidItem::paid).reduce(BigDecimal.ZERO, BigDecimal::add), currency))
                    .toList();
            return new Month(
                    month,
                    currency,
                    bySign.get(0).size(),
                    bySign.get(1).size(),
                    bySign.get(2).size(),
                    amounts.get(0),
                    amounts.get(1),
                    amounts.get(2),
                    Figures.of(
                                    currency,
                                    items,
                                    Map.of(currency, BigDecimal.ONE),
                                    month,
                                    month.plus(1, ChronoUnit.MONTHS).minusDays(1))
                            .averageDaysBeyondTermsClosed());
        }

        List<Object> cells() {
            return Arrays.asList(
                    month,
                    currency,
                    early,
                    onTime,
                    late,
                    earlyAmount.amount(),
                    onTimeAmount.amount(),
                    lateAmount.amount(),
                    averageDaysBeyondTerms);
        }
    }

    private static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
        return divisor.signum() <= 0
                ? null
                : new BigDecimal(Objects.requireNonNull(dividend.divide(divisor, MathContext.DECIMAL64))
                        .stripTrailingZeros()
                        .toPlainString());
    }
}
