package org.kamsuite.receivables.terms;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.PaymentTerms;
import org.kamsuite.receivables.ledger.Cause;
import org.kamsuite.receivables.ledger.InstalmentHistory;

/// An account's own history of a window, as it was and as it would have been under other terms. Every invoice keeps
/// its issue date and how late it was paid; its due date moves, and a share is paid early if a discount is offered.
/// Pure.
///
/// @param takeUp share of what was paid that is paid early, 0 to 1
record Replay(LocalDate from, LocalDate to, BigDecimal takeUp, BigDecimal costOfCapital, String currency) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal YEAR = BigDecimal.valueOf(365);

    @Schema(name = "TermsOutcome", description = "How the window went.")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Outcome(
            @Schema(description = "Days: averageReceivables / sales × days; null without sales.", examples = "38.2")
            BigDecimal dso,

            @Schema(
                    description = "Days from invoice to due date, weighted by amount; null without sales.",
                    examples = "30")
            BigDecimal averageTerms,

            @Schema(
                    description =
                            "Days from invoice to settlement, weighted by what was settled by the end of the window;"
                                    + " null when nothing was.",
                    examples = "38")
            BigDecimal averageDaysToPay,

            @Schema(description = "Mean of what was open at the end of each day.")
            Money averageReceivables,

            @Schema(description = "Open at the end of the window.")
            Money endingReceivables,

            @Schema(description = "Paid in the window, discounts not included.")
            Money cashCollected,

            @Schema(description = "Discounts taken in the window.")
            Money discountCost,

            @Schema(description = "averageReceivables × costOfCapital × days / 365.")
            Money fundingCost) {

        Outcome minus(Outcome other) {
            return new Outcome(
                    minus(dso, other.dso),
                    minus(averageTerms, other.averageTerms),
                    minus(averageDaysToPay, other.averageDaysToPay),
                    averageReceivables.minus(other.averageReceivables),
                    endingReceivables.minus(other.endingReceivables),
                    cashCollected.minus(other.cashCollected),
                    discountCost.minus(other.discountCost),
                    fundingCost.minus(other.fundingCost));
        }

        private static BigDecimal minus(BigDecimal a, BigDecimal b) {
            return a == null || b == null ? null : a.subtract(b, MathContext.DECIMAL64);
        }
    }

    /// What is added up over the instalments.
    private static final class Sums {
        private BigDecimal sales = BigDecimal.ZERO;
        private BigDecimal termDays = BigDecimal.ZERO;
        private BigDecimal openDays = BigDecimal.ZERO;
        private BigDecimal ending = BigDecimal.ZERO;
        private BigDecimal cash = BigDecimal.ZERO;
        private BigDecimal discount = BigDecimal.ZERO;
        private BigDecimal settled = BigDecimal.ZERO;
        private BigDecimal settledDays = BigDecimal.ZERO;
    }

    Outcome actual(Collection<InstalmentHistory> history) {
        Sums sums = new Sums();
        for (InstalmentHistory each : history) {
            sale(sums, each, 0);
            BigDecimal left = each.amount();
            for (InstalmentHistory.Settlement settlement : each.settlements()) {
                boolean discount = settlement.cause() == Cause.DISCOUNT;
                settle(sums, each.issueDate(), settlement.date(), settlement.amount());
                pay(sums, settlement.date(), settlement.cause() == Cause.PAYMENT, discount, settlement.amount());
                left = left.subtract(settlement.amount());
            }
            settle(sums, each.issueDate(), LocalDate.MAX, left);
        }
        return outcome(sums);
    }

    /// An invoice of several instalments keeps the time between them: all move as the first one does.
    Outcome proposed(Collection<InstalmentHistory> history, PaymentTerms terms) {
        Sums sums = new Sums();
        BigDecimal early = TermsCost.offersDiscount(terms) ? takeUp : BigDecimal.ZERO;
        Map<Long, LocalDate> firstDue = new HashMap<>();
        history.forEach(each -> firstDue.merge(each.document(), each.judgedDueDate(), (a, b) -> a.isBefore(b) ? a : b));
        for (InstalmentHistory each : history) {
            long shift = terms.netDays() - ChronoUnit.DAYS.between(each.issueDate(), firstDue.get(each.document()));
            sale(sums, each, shift);
            BigDecimal left = each.amount();
            for (InstalmentHistory.Settlement settlement : each.settlements()) {
                left = left.subtract(settlement.amount());
                boolean paid = settlement.cause() == Cause.PAYMENT || settlement.cause() == Cause.DISCOUNT;
                // What a customer prepaid he would have prepaid; nothing is settled before it was invoiced.
                LocalDate date = later(settlement.date().plusDays(shift), each.issueDate());
                BigDecimal taken = paid ? settlement.amount().multiply(early) : BigDecimal.ZERO;
                settle(sums, each.issueDate(), date, settlement.amount().subtract(taken));
                pay(sums, date, paid, false, settlement.amount().subtract(taken));
                if (taken.signum() != 0) {
                    LocalDate soon = each.issueDate().plusDays(terms.discountDays());
                    BigDecimal granted =
                            taken.multiply(terms.discountPercent()).divide(HUNDRED, MathContext.DECIMAL128);
                    settle(sums, each.issueDate(), soon, taken);
                    pay(sums, soon, true, false, taken.subtract(granted));
                    pay(sums, soon, false, true, granted);
                }
            }
            settle(sums, each.issueDate(), LocalDate.MAX, left);
        }
        return outcome(sums);
    }

    private void sale(Sums sums, InstalmentHistory each, long shift) {
        if (within(each.issueDate())) {
            long term = ChronoUnit.DAYS.between(each.issueDate(), each.judgedDueDate()) + shift;
            sums.sales = sums.sales.add(each.amount());
            sums.termDays = sums.termDays.add(each.amount().multiply(BigDecimal.valueOf(term)));
        }
    }

    private void settle(Sums sums, LocalDate issued, LocalDate settled, BigDecimal amount) {
        if (issued.isAfter(to)) {
            return;
        }
        LocalDate start = later(issued, from);
        LocalDate end = settled.isAfter(to) ? to.plusDays(1) : settled;
        if (end.isAfter(start)) {
            sums.openDays = sums.openDays.add(amount.multiply(BigDecimal.valueOf(ChronoUnit.DAYS.between(start, end))));
        }
        if (settled.isAfter(to)) {
            sums.ending = sums.ending.add(amount);
        } else if (!settled.isBefore(from)) {
            sums.settled = sums.settled.add(amount);
            sums.settledDays =
                    sums.settledDays.add(amount.multiply(BigDecimal.valueOf(ChronoUnit.DAYS.between(issued, settled))));
        }
    }

    private void pay(Sums sums, LocalDate date, boolean cash, boolean discount, BigDecimal amount) {
        if (within(date) && cash) {
            sums.cash = sums.cash.add(amount);
        }
        if (within(date) && discount) {
            sums.discount = sums.discount.add(amount);
        }
    }

    private boolean within(LocalDate date) {
        return !date.isBefore(from) && !date.isAfter(to);
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    private Outcome outcome(Sums sums) {
        BigDecimal days = BigDecimal.valueOf(ChronoUnit.DAYS.between(from, to) + 1);
        BigDecimal funding = sums.openDays.multiply(costOfCapital).divide(YEAR, MathContext.DECIMAL128);
        return new Outcome(
                quotient(sums.openDays, sums.sales),
                quotient(sums.termDays, sums.sales),
                quotient(sums.settledDays, sums.settled),
                TermsCost.rounded(sums.openDays.divide(days, MathContext.DECIMAL128), currency),
                TermsCost.rounded(sums.ending, currency),
                TermsCost.rounded(sums.cash, currency),
                TermsCost.rounded(sums.discount, currency),
                TermsCost.rounded(funding, currency));
    }

    private static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
        return divisor.signum() <= 0 ? null : dividend.divide(divisor, MathContext.DECIMAL64);
    }

    /// What of a history the replay reads.
    static List<InstalmentHistory> of(Collection<InstalmentHistory> histories, String currency, LocalDate to) {
        return histories.stream()
                .filter(each -> each.currency().equals(currency))
                .filter(each -> !each.issueDate().isAfter(to))
                .toList();
    }
}
