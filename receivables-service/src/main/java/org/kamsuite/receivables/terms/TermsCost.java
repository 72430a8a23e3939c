package org.kamsuite.receivables.terms;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Currency;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.PaymentTerms;

/// What terms of payment cost the seller in a year. Pure.
///
/// @param takeUp share of the sales that is paid early when a discount is offered, 0 to 1
record TermsCost(Money annualSales, BigDecimal costOfCapital, BigDecimal takeUp) {

    private static final BigDecimal YEAR = BigDecimal.valueOf(365);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /// Days from invoice to payment when everybody pays on the last day: of the discount for those who take it, else
    /// of the net term.
    BigDecimal days(PaymentTerms terms) {
        BigDecimal net = BigDecimal.valueOf(terms.netDays());
        if (!offersDiscount(terms)) {
            return net;
        }
        BigDecimal early = BigDecimal.valueOf(terms.discountDays());
        return takeUp.multiply(early).add(BigDecimal.ONE.subtract(takeUp).multiply(net));
    }

    static boolean offersDiscount(PaymentTerms terms) {
        return terms.discountPercent() != null && terms.discountPercent().signum() > 0;
    }

    /// annual sales × (days of the proposed - days of the current terms) / 365 × cost of capital; negative when the
    /// money comes earlier. 10m, 30 to 60 days at 8 %: 65,753.42.
    Money funding(PaymentTerms current, PaymentTerms proposed) {
        BigDecimal days = days(proposed).subtract(days(current));
        return money(annualSales.amount().multiply(days).multiply(costOfCapital).divide(YEAR, MathContext.DECIMAL128));
    }

    /// annual sales × take-up × discount.
    Money discount(PaymentTerms terms) {
        return offersDiscount(terms)
                ? money(annualSales
                        .amount()
                        .multiply(takeUp)
                        .multiply(terms.discountPercent())
                        .divide(HUNDRED, MathContext.DECIMAL128))
                : Money.zero(annualSales.currency());
    }

    private Money money(BigDecimal amount) {
        return rounded(amount, annualSales.currency());
    }

    /// To the minor unit of the currency, half up.
    static Money rounded(BigDecimal amount, String currency) {
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return new Money(amount.setScale(digits, RoundingMode.HALF_UP), currency);
    }
}
