package org.kamsuite.scoring.concentration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharesTest {

    static Shares of(String... amounts) {
        List<Shares.Holder> holders = IntStream.range(0, amounts.length)
                .mapToObj(i -> new Shares.Holder(new UUID(0, i), "account " + i, new BigDecimal(amounts[i])))
                .toList();
        return Shares.of(holders);
    }

    /// W3 of the worked examples.
    @ParameterizedTest
    @CsvSource({
        "10 9 12 15 12 11 15 16, 1296",
        "60 30 10, 4600",
        "25 25 25 25, 2500",
        "35 20 15 10 8 7 5, 2088",
        "7, 10000"
    })
    void hhiIsTheSumOfSquaredPercentShares(String amounts, BigDecimal expected) {
        Shares shares = of(amounts.split(" "));
        assertThat(shares.hhi()).isEqualByComparingTo(expected);
        assertThat(shares.effectiveNumber().doubleValue()).isCloseTo(10_000 / expected.doubleValue(), within(1e-9));
    }

    @Test
    void equalAccountsHaveNoInequality() {
        assertThat(of("5", "5", "5").gini()).isEqualByComparingTo("0");
    }

    @Test
    void giniFollowsItsDefinition() {
        // ascending 1, 2, 3, 10: (-3·1 - 1·2 + 1·3 + 3·10) / (4 · 16)
        assertThat(of("10", "1", "3", "2").gini()).isEqualByComparingTo("0.4375");
    }

    @Test
    void topSharesAddTheLargest() {
        Shares shares = of("60", "30", "10");
        assertThat(shares.topShare(1)).isEqualByComparingTo("0.6");
        assertThat(shares.topShare(3)).isEqualByComparingTo("1");
        assertThat(shares.topShare(10)).isEqualByComparingTo("1");
    }

    @Test
    void negativeAmountsTakeNoShareAndAreListedApart() {
        Shares shares = of("60", "-5", "40", "0", "-20");
        assertThat(shares.total()).isEqualByComparingTo("75");
        assertThat(shares.base()).isEqualByComparingTo("100");
        assertThat(shares.ranked()).extracting(Shares.Holder::amount).containsExactly(bd("60"), bd("40"));
        assertThat(shares.excluded()).extracting(Shares.Holder::amount).containsExactly(bd("-20"), bd("-5"));
        assertThat(shares.hhi()).isEqualByComparingTo("5200");
        assertThat(shares.shareOf(shares.ranked().getFirst())).isEqualByComparingTo("0.6");
    }

    @Test
    void withoutPositiveAmountsThereAreNoShares() {
        assertThat(of("0", "-1").isEmpty()).isTrue();
        assertThat(Shares.of(List.of()).isEmpty()).isTrue();
    }

    @Test
    void figuresDoNotDependOnTheOrder() {
        String[] amounts = {"3.10", "17.25", "0.01", "99999.99", "17.25"};
        String[] reversed = Arrays.asList(amounts).reversed().toArray(String[]::new);
        assertThat(of(amounts).gini()).isEqualByComparingTo(of(reversed).gini());
        assertThat(of(amounts).hhi()).isEqualByComparingTo(of(reversed).hhi());
    }

    private static BigDecimal bd(String text) {
        return new BigDecimal(text);
    }
}
