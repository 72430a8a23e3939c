package org.kamsuite.receivables.metrics;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;

@Schema(
        name = "CollectionMetrics",
        description =
                "Collection figures of a window in one currency. A figure that is not defined is null, and reasons"
                        + " says why.")
@JsonInclude(JsonInclude.Include.ALWAYS)
record CurrencyMetrics(
        @Schema(description = "Null when there are several currencies.", examples = "EUR")
        String currency,

        @Schema(description = "Days: endingReceivables / sales × days.", examples = "38.2")
        BigDecimal dsoSimple,

        @Schema(
                description = "Days: endingReceivables counted back over the latest calendar months' sales.",
                examples = "41.7")
        BigDecimal dsoCountback,

        @Schema(description = "Days: currentReceivables / sales × days.", examples = "31")
        BigDecimal bestPossibleDso,

        @Schema(description = "Days: dsoSimple - bestPossibleDso.", examples = "7.2")
        BigDecimal averageDaysDelinquent,

        @Schema(
                description =
                        "Percent: (beginningReceivables + sales - endingReceivables) / (beginningReceivables + sales -"
                                + " currentReceivables) × 100, with the sales of the whole window.",
                examples = "88.4")
        BigDecimal collectionEffectivenessIndex,

        @Schema(
                description =
                        "Days from invoice date to payment, weighted by the applied amounts, of the invoices closed in"
                                + " the window.",
                examples = "32.5")
        BigDecimal weightedAverageDaysToPay,

        @Schema(
                description = "Days from due date to payment, weighted likewise; negative when early.",
                examples = "2.5")
        BigDecimal weightedAverageDaysLate,

        @Schema(description = "The same, an early payment counting as 0 days late.", examples = "4.1")
        BigDecimal weightedAverageDaysOverdue,

        @Schema(
                description = "Days from invoice date to due date, weighted likewise: weightedAverageTerms +"
                        + " weightedAverageDaysLate = weightedAverageDaysToPay.",
                examples = "30")
        BigDecimal weightedAverageTerms,

        @Schema(
                description = "Days: endingReceivables / sales of the last three months × their days.",
                examples = "36.5")
        BigDecimal dsoRolling3Months,

        @Schema(
                description = "Days: the receivables not past due / sales × days (JD Edwards); the same quantity as"
                        + " bestPossibleDso.",
                examples = "31")
        BigDecimal daysCreditGranted,

        @Schema(
                description =
                        "Days: daysCreditGranted - weighted terms of the window's sales: how much longer than the terms"
                                + " the receivables not past due are, as when sales rise.",
                examples = "1")
        BigDecimal extendedDso,

        @Schema(
                description =
                        "Days from invoice date to payment by which half of the invoices issued in the window are paid,"
                                + " those still open counted as at least so long (Kaplan-Meier).",
                examples = "34")
        Integer medianDaysToPay,

        @Schema(description = "Invoices issued in the window that are paid: the events of the median.")
        Long medianPaidInvoices,

        @Schema(description = "Those still open, or closed without payment: censored in the median.")
        Long medianCensoredInvoices,

        @Schema(
                description = "The part of the applied amounts that was paid after the due date, 0 to 1.",
                examples = "0.19")
        BigDecimal paidLateAmountRatio,

        @Schema(description = "Amounts applied by payments and discounts to the invoices closed in the window.")
        Money paidAmount,

        @Schema(description = "The part of paidAmount that was paid after the due date.")
        Money paidLateAmount,

        @Schema(description = "Invoices whose last day for a prompt-payment discount lies in the window.")
        Long discountOffers,

        @Schema(description = "The discounts offered on them.")
        Money discountsOffered,

        @Schema(description = "The part of them that was taken in time.")
        Money discountsTaken,

        @Schema(description = "Discounts taken in the window after their last day, or without an offer.")
        Money discountsUnearned,

        @Schema(description = "discountsTaken / discountsOffered, 0 to 1.", examples = "0.62")
        BigDecimal discountTakeUp,

        @Schema(description = "Invoices closed in the window with at least one payment.", examples = "40")
        long invoices,

        @Schema(description = "Those of them of which an instalment was closed after its due date.", examples = "9")
        long lateInvoices,

        @Schema(description = "lateInvoices / invoices, 0 to 1.", examples = "0.225")
        BigDecimal lateRate,

        @Schema(description = "Invoices closed in the window by credit notes or write-offs alone; in no other count.")
        long closedWithoutPayment,

        @Schema(description = "Invoices still open and past due at the end of the window; in no other count.")
        long openLateInvoices,

        @Schema(
                description =
                        "Open amount of invoices at the end of the window, disputed included, unapplied not deducted.")
        Money endingReceivables,

        @Schema(description = "The part of endingReceivables that is not past due.")
        Money currentReceivables,

        @Schema(description = "Open amount at the end of the day before the window.")
        Money beginningReceivables,

        @Schema(description = "Unapplied payments and credits at the end of the window.")
        Money unapplied,

        @Schema(
                description =
                        "Payable amounts, with tax, of the invoices issued in the window; credit notes not deducted.")
        Money sales,

        @Schema(description = "The same of the last three months up to the end of the window.")
        Money rollingSales,

        @Schema(description = "Days of the window, both ends included.", examples = "365")
        long days,

        @Schema(
                description =
                        "Whether sales cover all receivables in the countback; false: dsoCountback is a lower bound.")
        Boolean countbackExhausted,

        @Schema(description = "Whether the countback stopped at a month without sales.")
        Boolean countbackTruncated,

        @Schema(description = "Why figures are null or only bounds; empty otherwise.")
        List<String> reasons) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    static CurrencyMetrics of(String currency, Inputs in, LocalDate from, LocalDate to) {
        long length = ChronoUnit.DAYS.between(from, to) + 1;
        BigDecimal days = BigDecimal.valueOf(length);
        BigDecimal dso = quotient(in.ending.multiply(days), in.sales);
        BigDecimal best = quotient(in.current.multiply(days), in.sales);
        BigDecimal granted = quotient(in.salesTerms, in.sales);
        Countback countback = in.countback(to);
        BigDecimal collectable = in.beginning.add(in.sales).subtract(in.current);
        Inputs.Closed closed = in.closed;
        Inputs.Discounts discounts = in.discounts;
        return new CurrencyMetrics(
                currency,
                dso,
                countback.days(),
                best,
                dso == null ? null : dso.subtract(best),
                quotient(in.beginning.add(in.sales).subtract(in.ending).multiply(HUNDRED), collectable),
                quotient(closed.daysToPay(), closed.paid()),
                quotient(closed.daysLate(), closed.paid()),
                quotient(closed.daysOverdue(), closed.paid()),
                quotient(closed.daysToPay().subtract(closed.daysLate()), closed.paid()),
                quotient(in.ending.multiply(BigDecimal.valueOf(rollingDays(to))), in.rollingSales),
                best,
                best == null ? null : best.subtract(granted),
                in.survival.median(),
                in.survival.paid(),
                in.survival.censored(),
                quotient(closed.paidLate(), closed.paid()),
                new Money(closed.paid(), currency),
                new Money(closed.paidLate(), currency),
                discounts.offers(),
                new Money(discounts.offered(), currency),
                new Money(discounts.taken(), currency),
                new Money(discounts.unearned(), currency),
                quotient(discounts.taken(), discounts.offered()),
                closed.invoices(),
                closed.late(),
                quotient(BigDecimal.valueOf(closed.late()), BigDecimal.valueOf(closed.invoices())),
                closed.withoutPayment(),
                in.openLate,
                new Money(in.ending, currency),
                new Money(in.current, currency),
                new Money(in.beginning, currency),
                new Money(in.unapplied, currency),
                new Money(in.sales, currency),
                new Money(in.rollingSales, currency),
                length,
                countback.exhausted(),
                countback.truncated(),
                reasons(in, countback, collectable));
    }

    /// The days of the three months up to `to`.
    private static long rollingDays(LocalDate to) {
        return ChronoUnit.DAYS.between(rollingFrom(to), to) + 1;
    }

    /// The first day of the three months up to `to`.
    static LocalDate rollingFrom(LocalDate to) {
        return to.plusDays(1).minusMonths(3);
    }

    private static List<String> reasons(Inputs in, Countback countback, BigDecimal collectable) {
        List<String> reasons = new ArrayList<>();
        if (in.sales.signum() <= 0) {
            reasons.add("No invoice was issued in the window: dsoSimple, bestPossibleDso, averageDaysDelinquent,"
                    + " daysCreditGranted, extendedDso and medianDaysToPay are not defined.");
        }
        if (in.rollingSales.signum() <= 0) {
            reasons.add("No invoice was issued in the last three months: dsoRolling3Months is not defined.");
        }
        if (!countback.exhausted()) {
            reasons.add(
                    countback.truncated()
                            ? "The countback stopped at a month without sales: dsoCountback is a lower bound."
                            : "The receivables exceed the sales that are known: dsoCountback is a lower bound.");
        }
        if (collectable.signum() <= 0) {
            reasons.add("Nothing was to be collected in the window: collectionEffectivenessIndex is not defined.");
        }
        if (in.closed.invoices() == 0) {
            reasons.add("No invoice was closed by payment in the window: lateRate, paidLateAmountRatio and the weighted"
                    + " averages are not defined.");
        }
        if (in.sales.signum() > 0 && in.survival.median() == null) {
            reasons.add(
                    "Less than half of the invoices issued in the window are paid: medianDaysToPay is not reached.");
        }
        if (in.discounts.offers() == 0) {
            reasons.add("No prompt-payment discount ended in the window: discountTakeUp is not defined.");
        }
        return List.copyOf(reasons);
    }

    /// Of several currencies only counts are added.
    static CurrencyMetrics counted(List<CurrencyMetrics> parts, long days) {
        long invoices = parts.stream().mapToLong(CurrencyMetrics::invoices).sum();
        long late = parts.stream().mapToLong(CurrencyMetrics::lateInvoices).sum();
        return new CurrencyMetrics(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                invoices,
                late,
                quotient(BigDecimal.valueOf(late), BigDecimal.valueOf(invoices)),
                parts.stream().mapToLong(CurrencyMetrics::closedWithoutPayment).sum(),
                parts.stream().mapToLong(CurrencyMetrics::openLateInvoices).sum(),
                null,
                null,
                null,
                null,
                null,
                null,
                days,
                null,
                null,
                List.of(
                        parts.isEmpty()
                                ? "No invoice, payment or credit is known up to the end of the window."
                                : "Amounts of " + parts.size()
                                        + " currencies are not added: choose one with ?currency=,"
                                        + " or see byCurrency. The counts are over all."));
    }

    private static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
        return divisor.signum() <= 0 ? null : dividend.divide(divisor, MathContext.DECIMAL64);
    }
}
