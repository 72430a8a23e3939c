package org.kamsuite.receivables.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kamsuite.contracts.Money;

class RollForwardTest {

    @ParameterizedTest
    @CsvSource({
        // opening, written off, closing -> charge, released
        "0, 0, 580, 580, 0",
        "580, 0, 500, 0, 80",
        "100, 40, 100, 40, 0",
        "100, 100, 0, 0, 0",
        "100, 150, 0, 50, 0", // no allowance for 50 of it: charged and used at once
        "100, 30, 20, 0, 50",
        "100, -10, 100, 0, 10" // a write-off taken back
    })
    void whatIsNeitherOpeningNorWrittenOffIsChargedOrReleased(
            BigDecimal opening, BigDecimal utilised, BigDecimal closing, BigDecimal charge, BigDecimal released) {
        RollForward found = RollForward.of(opening, utilised, closing, "EUR");
        assertThat(found.charge().amount()).isEqualByComparingTo(charge);
        assertThat(found.released().amount()).isEqualByComparingTo(released);
        assertThat(found.closes()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void sumsConversionsAndChainsClose(long seed) {
        Random random = new Random(seed);
        BigDecimal allowance = BigDecimal.ZERO;
        List<Map<String, RollForward>> runs = new ArrayList<>();
        RollForward sum = RollForward.none("USD");
        for (int i = 0; i < 50; i++) {
            BigDecimal closing = amount(random);
            RollForward next = RollForward.of(allowance, amount(random).subtract(BigDecimal.TEN), closing, "USD");
            allowance = closing;
            runs.add(Map.of("USD", next));
            sum = sum.plus(next);
            assertThat(next.closes()).isTrue();
            BigDecimal before = rate(random);
            BigDecimal now = rate(random);
            RollForward converted = next.converted(in(before), in(now));
            assertThat(converted.closes()).isTrue();
            assertThat(converted.closing()).isEqualTo(in(now).of(closing));
        }
        assertThat(sum.closes()).isTrue();
        RollForward chain = RollForward.chained(runs).get("USD");
        assertThat(chain.closes()).isTrue();
        assertThat(chain.opening()).isEqualTo(Money.zero("USD"));
        assertThat(chain.closing()).isEqualTo(new Money(allowance, "USD"));
    }

    @Test
    void aChangedRateIsNoCharge() {
        RollForward unchanged =
                RollForward.of(BigDecimal.valueOf(100), BigDecimal.ZERO, BigDecimal.valueOf(100), "USD");
        RollForward converted = unchanged.converted(in(new BigDecimal("0.9")), in(new BigDecimal("0.8")));
        assertThat(converted.fx()).isEqualTo(Money.of("-10.00", "EUR"));
        assertThat(converted.charge()).isEqualTo(Money.zero("EUR"));
    }

    private static RollForward.Conversion in(BigDecimal rate) {
        return amount -> new Money(amount.multiply(rate).setScale(2, RoundingMode.HALF_UP), "EUR");
    }

    private static BigDecimal amount(Random random) {
        return BigDecimal.valueOf(random.nextInt(1_000_000), 4);
    }

    private static BigDecimal rate(Random random) {
        return BigDecimal.valueOf(5_000 + random.nextInt(10_000), 4);
    }
}
