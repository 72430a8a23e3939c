package org.kamsuite.receivables.provision;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/// Loss rates of a cohort of sales: of what reached a bucket, the share that was never paid. The source is the
/// provision matrix as IFRScommunity and PwC derive it from history under IFRS 9 B5.5.35.
///
/// @param reached the amount that reached each bucket, the first being all of it
/// @param unpaid what was never paid
record LossRates(List<BigDecimal> reached, BigDecimal unpaid) {

    LossRates {
        reached = List.copyOf(reached);
    }

    /// @param later what was paid in each of the later buckets
    /// @param buckets how many: one more than `later`, or two more, the last holding only what was never paid
    static LossRates of(
            BigDecimal sales, BigDecimal paidOnTime, List<BigDecimal> later, BigDecimal unpaid, int buckets) {
        List<BigDecimal> reached = new ArrayList<>();
        BigDecimal left = sales;
        for (int bucket = 0; bucket < buckets; bucket++) {
            reached.add(left);
            if (bucket <= later.size()) {
                left = left.subtract(bucket == 0 ? paidOnTime : later.get(bucket - 1));
            }
        }
        return new LossRates(reached, unpaid);
    }

    /// To 34 digits; null when nothing reached the bucket.
    BigDecimal rate(int bucket) {
        return times(bucket, BigDecimal.ONE);
    }

    /// `factor` × the rate, with one division at the end.
    BigDecimal times(int bucket, BigDecimal factor) {
        BigDecimal base = reached.get(bucket);
        return base.signum() <= 0 ? null : factor.multiply(unpaid).divide(base, MathContext.DECIMAL128);
    }
}
