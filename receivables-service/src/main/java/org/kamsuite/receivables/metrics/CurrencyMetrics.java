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
        List<String> reasons = new ArrayList<>();
        if (in.sales().signum() <= 0) {
            reasons.add(
                    "No invoice was issued in the window: dsoSimple, bestPossibleDso and averageDaysDelinquent are not"
                            + " defined.");
        }
        BigDecimal dso = quotient(in.ending().multiply(days), in.sales());
        BigDecimal best = quotient(in.endingCurrent().multiply(days), in.sales());
        Countback countback = Countback.of(in.ending(), in.monthly(), in.firstMonth(), to);
        if (!countback.exhausted()) {
            reasons.add(
                    countback.truncated()
                            ? "The countback stopped at a month without sales: dsoCountback is a lower bound."
                            : "The receivables exceed the sales that are known: dsoCountback is a lower bound.");
        }
        BigDecimal collectable = in.beginning().add(in.sales()).subtract(in.endingCurrent());
        if (collectable.signum() <= 0) {
            reasons.add("Nothing was to be collected in the window: collectionEffectivenessIndex is not defined.");
        }
        Inputs.Closed closed = in.closed();
        if (closed.invoices() == 0) {
            reasons.add(
                    "No invoice was closed by payment in the window: lateRate and the weighted averages are not defined.");
        }
        return new CurrencyMetrics(
                currency,
                dso,
                countback.days(),
                best,
                dso == null ? null : dso.subtract(best),
                quotient(in.beginning().add(in.sales()).subtract(in.ending()).multiply(HUNDRED), collectable),
                quotient(closed.daysToPay(), closed.paid()),
                quotient(closed.daysLate(), closed.paid()),
                closed.invoices(),
                closed.late(),
                quotient(BigDecimal.valueOf(closed.late()), BigDecimal.valueOf(closed.invoices())),
                closed.withoutPayment(),
                in.openLate(),
                new Money(in.ending(), currency),
                new Money(in.endingCurrent(), currency),
                new Money(in.beginning(), currency),
                new Money(in.unapplied(), currency),
                new Money(in.sales(), currency),
                length,
                countback.exhausted(),
                countback.truncated(),
                List.copyOf(reasons));
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
