package org.kamsuite.receivables.concentration;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// How unevenly open amounts are spread. Sums are exact, shares are quotients of 16 digits. Pure.
///
/// @param total sum of all
/// @param ranked those with a positive amount, largest first
record Shares(BigDecimal total, List<Holder> ranked) {

    private static final BigDecimal SCALE = BigDecimal.valueOf(10_000);
    private static final MathContext QUOTIENT = MathContext.DECIMAL64;

    /// @param accountId null for customers that belong to no account: their amounts are in the total, and each is
    ///     nobody's share
    record Holder(UUID accountId, String name, BigDecimal amount) {}

    static Shares of(Collection<Holder> holders) {
        return new Shares(
                holders.stream().map(Holder::amount).reduce(BigDecimal.ZERO, BigDecimal::add),
                holders.stream()
                        .filter(holder -> holder.amount().signum() > 0)
                        .sorted(Comparator.comparing(Holder::amount, Comparator.reverseOrder())
                                .thenComparing(Holder::accountId, Comparator.nullsLast(Comparator.naturalOrder())))
                        .toList());
    }

    boolean isEmpty() {
        return ranked.isEmpty();
    }

    BigDecimal shareOf(Holder holder) {
        return holder.amount().divide(total, QUOTIENT);
    }

    /// Herfindahl-Hirschman index: the sum of the squared shares in percent, 0 to 10,000.
    BigDecimal hhi() {
        BigDecimal squares = ranked.stream()
                .map(holder -> holder.amount().multiply(holder.amount()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return squares.multiply(SCALE).divide(total.multiply(total), QUOTIENT);
    }

    /// The share of the `count` largest together.
    BigDecimal topShare(int count) {
        return ranked.stream()
                .limit(count)
                .map(Holder::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(total, QUOTIENT);
    }

    /// Compared exactly, not by the rounded share.
    boolean reaches(Holder holder, BigDecimal threshold) {
        return holder.amount().compareTo(total.multiply(threshold)) >= 0;
    }
}
