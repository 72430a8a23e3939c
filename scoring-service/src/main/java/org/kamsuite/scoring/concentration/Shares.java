package org.kamsuite.scoring.concentration;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// How unevenly an amount is spread over accounts. Only positive amounts take part: a share of a total
/// needs parts of one sign.
///
/// Sums are exact; shares and figures are quotients of 16 digits.
///
/// @param total sum of all amounts
/// @param base sum of the positive ones, of which the shares are
/// @param ranked the positive ones, largest first
/// @param excluded the negative ones, the most negative first
record Shares(BigDecimal total, BigDecimal base, List<Holder> ranked, List<Holder> excluded) {

    private static final BigDecimal SCALE = BigDecimal.valueOf(10_000);
    private static final MathContext QUOTIENT = MathContext.DECIMAL64;

    record Holder(UUID accountId, String name, BigDecimal amount) {}

    static Shares of(Collection<Holder> holders) {
        BigDecimal total = BigDecimal.ZERO;
        BigDecimal base = BigDecimal.ZERO;
        List<Holder> ranked = new ArrayList<>();
        List<Holder> excluded = new ArrayList<>();
        for (Holder holder : holders) {
            total = total.add(holder.amount());
            if (holder.amount().signum() > 0) {
                base = base.add(holder.amount());
                ranked.add(holder);
            } else if (holder.amount().signum() < 0) {
                excluded.add(holder);
            }
        }
        ranked.sort(
                Comparator.comparing(Holder::amount, Comparator.reverseOrder()).thenComparing(Holder::accountId));
        excluded.sort(Comparator.comparing(Holder::amount).thenComparing(Holder::accountId));
        return new Shares(total, base, List.copyOf(ranked), List.copyOf(excluded));
    }

    boolean isEmpty() {
        return ranked.isEmpty();
    }

    BigDecimal shareOf(Holder holder) {
        return holder.amount().divide(base, QUOTIENT);
    }

    /// Herfindahl-Hirschman index: the sum of the squared shares in percent, 0 to 10,000.
    BigDecimal hhi() {
        BigDecimal squares = ranked.stream()
                .map(holder -> holder.amount().multiply(holder.amount()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return squares.multiply(SCALE).divide(base.multiply(base), QUOTIENT);
    }

    /// The number of equal accounts that would give the same index: 10,000 / HHI.
    BigDecimal effectiveNumber() {
        return SCALE.divide(hhi(), QUOTIENT);
    }

    /// 0 when all are equal, towards 1 when one has all: sum of (2i - n - 1) x / (n × sum of x),
    /// ascending.
    BigDecimal gini() {
        long n = ranked.size();
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < n; i++) {
            // ranked is descending: the i-th from here is the (n - i)-th ascending
            long rank = n - i;
            sum = sum.add(ranked.get(i).amount().multiply(BigDecimal.valueOf(2 * rank - n - 1)));
        }
        return sum.divide(base.multiply(BigDecimal.valueOf(n)), QUOTIENT);
    }

    /// The share of the `count` largest together.
    BigDecimal topShare(int count) {
        return ranked.stream()
                .limit(count)
                .map(Holder::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(base, QUOTIENT);
    }
}
