package org.kamsuite.receivables.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.PaymentTerms;

class TermsCostTest {

    private static final PaymentTerms NET_30 = new PaymentTerms(30, null, null);
    private static final PaymentTerms NET_60 = new PaymentTerms(60, null, null);
    private static final PaymentTerms TWO_TEN_NET_30 = new PaymentTerms(30, new BigDecimal("2"), 10);

    private static Economics of(PaymentTerms current, PaymentTerms proposed, String takeUp, Money benefit) {
        return Economics.of(
                Money.of("10000000", "EUR"),
                "given",
                current,
                proposed,
                new BigDecimal("0.08"),
                new BigDecimal(takeUp),
                BigDecimal.ZERO,
                benefit);
    }

    @Test
    void thirtyDaysMoreOfTenMillionsAtEightPercent() {
        Economics found = of(NET_30, NET_60, "1", Money.of("70000", "EUR"));
        assertThat(found.fundingCost()).isEqualTo(Money.of("65753.42", "EUR"));
        assertThat(found.cost()).isEqualTo(Money.of("65753.42", "EUR"));
        assertThat(found.net()).isEqualTo(Money.of("4246.58", "EUR"));
        assertThat(of(NET_60, NET_30, "1", null).fundingCost()).isEqualTo(Money.of("-65753.42", "EUR"));
    }

    @Test
    void aDiscountCostsWhatIsTakenAndBringsTheMoneyEarlier() {
        Economics found = of(NET_30, TWO_TEN_NET_30, "0.5", null);
        assertThat(found.proposedDays()).isEqualByComparingTo("20");
        assertThat(found.discountCost()).isEqualTo(Money.of("100000", "EUR"));
        assertThat(found.fundingCost()).isEqualTo(Money.of("-21917.81", "EUR"));
        assertThat(found.cost()).isEqualTo(Money.of("78082.19", "EUR"));
        assertThat(found.net()).isNull();
        assertThat(found.earlyPayment().simpleRate())
                .isCloseTo(new BigDecimal("37.24"), within(new BigDecimal("0.01")));
        assertThat(found.earlyPayment().effectiveRate())
                .isCloseTo(new BigDecimal("44.59"), within(new BigDecimal("0.01")));
        assertThat(found.earlyPayment().worthwhile()).isFalse();
    }

    @Test
    void aDiscountPaysWhenItSavesEnoughLosses() {
        // 2 % for 20 days: 44.59 % a year; 2.2 % of what is paid early would have been lost: 40.15 % a year, and 8 %
        Economics.Discount found =
                Economics.Discount.of(TWO_TEN_NET_30, new BigDecimal("0.08"), new BigDecimal("0.022"));
        assertThat(found.saved()).isEqualByComparingTo("48.15");
        assertThat(found.worthwhile()).isTrue();
    }

    @Test
    void unknownSalesGiveNoCost() {
        Economics found = Economics.of(
                null, "none", NET_30, NET_60, new BigDecimal("0.08"), BigDecimal.ONE, BigDecimal.ZERO, null);
        assertThat(found.cost()).isNull();
        assertThat(found.reasons()).hasSize(2);
    }
}
