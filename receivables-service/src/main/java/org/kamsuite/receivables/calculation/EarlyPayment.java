package org.kamsuite.receivables.calculation;

import java.math.BigDecimal;
import java.math.MathContext;

/// What an early-payment discount is worth per year, in percent. Pure.
///
/// @param daysGained days by which the money comes earlier
/// @param periodRate discount / (100 - discount) for these days
/// @param simple360 periodRate × 360 / days, 2/10 net 30: 36.73
/// @param simple365 periodRate × 365 / days, 2/10 net 30: 37.24
/// @param effective365 compounded: (100 / (100 - discount))^(365 / days) - 1, 2/10 net 30: 44.59; null when it is
///     beyond all numbers
public record EarlyPayment(
        int daysGained, BigDecimal periodRate, BigDecimal simple360, BigDecimal simple365, BigDecimal effective365) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final MathContext PRECISION = MathContext.DECIMAL64;

    /// @param discount percent, above 0 and below 100
    /// @param discountDays until when it is granted
    /// @param netDays until when the full amount is due, more than `discountDays`
    public static EarlyPayment of(BigDecimal discount, int discountDays, int netDays) {
        int gained = netDays - discountDays;
        BigDecimal left = HUNDRED.subtract(discount);
        BigDecimal days = BigDecimal.valueOf(gained);
        return new EarlyPayment(
                gained,
                discount.multiply(HUNDRED).divide(left, PRECISION),
                discount.multiply(HUNDRED).multiply(BigDecimal.valueOf(360)).divide(left.multiply(days), PRECISION),
                discount.multiply(HUNDRED).multiply(BigDecimal.valueOf(365)).divide(left.multiply(days), PRECISION),
                compound(discount, gained));
    }

    private static BigDecimal compound(BigDecimal discount, int days) {
        double growth = Math.expm1(-Math.log1p(-discount.doubleValue() / 100) * 365 / days) * 100;
        return Double.isFinite(growth) ? new BigDecimal(growth, new MathContext(12)) : null;
    }
}
