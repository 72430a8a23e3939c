package org.kamsuite.receivables.concentration;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharesTest {

    private static Shares shares(String amounts) {
        return Shares.of(Stream.of(amounts.split(" "))
                .map(amount -> new Shares.Holder(UUID.randomUUID(), "n", new BigDecimal(amount)))
                .toList());
    }

    /// W3.
    @ParameterizedTest
    @CsvSource({"10 9 12 15 12 11 15 16, 1296, 0.16, 0.7", "60 30 10, 4600, 0.6, 1", "25 25 25 25, 2500, 0.25, 1"})
    void theIndexIsTheSumOfSquaredShares(String amounts, BigDecimal hhi, BigDecimal cr1, BigDecimal cr5) {
        Shares shares = shares(amounts);
        assertThat(shares.hhi()).isEqualByComparingTo(hhi);
        assertThat(shares.topShare(1)).isEqualByComparingTo(cr1);
        assertThat(shares.topShare(5)).isEqualByComparingTo(cr5);
    }

    @Test
    void theThresholdIsComparedExactly() {
        Shares shares = shares("10 20 70");
        BigDecimal tenth = new BigDecimal("0.10");
        assertThat(shares.ranked()).allMatch(holder -> shares.reaches(holder, tenth));
        Shares just = shares("9.99 20 70.01");
        assertThat(just.ranked().stream().filter(holder -> just.reaches(holder, tenth)))
                .hasSize(2);
        assertThat(Shares.of(List.of()).isEmpty()).isTrue();
    }
}
