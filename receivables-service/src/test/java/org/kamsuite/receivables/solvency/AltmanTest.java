package org.kamsuite.receivables.solvency;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AltmanTest {

    private static Statement statement(FirmType firm, String assets, String liabilities) {
        return new Statement(
                firm,
                "EUR",
                new BigDecimal(assets),
                new BigDecimal("600"),
                new BigDecimal("400"),
                new BigDecimal(liabilities),
                new BigDecimal("300"),
                new BigDecimal("150"),
                new BigDecimal("1800"),
                new BigDecimal("900"),
                new BigDecimal("500"));
    }

    @ParameterizedTest
    @CsvSource({
        // 1.2 × .2 + 1.4 × .3 + 3.3 × .15 + .6 × 1.8 + 1.8
        "PUBLIC_MANUFACTURER, 4.035, SAFE, Z",
        // .717 × .2 + .847 × .3 + 3.107 × .15 + .420 × 1 + .998 × 1.8
        "PRIVATE_MANUFACTURER, 3.07995, SAFE, Z'",
        // 6.56 × .2 + 3.26 × .3 + 6.72 × .15 + 1.05 × 1
        "NON_MANUFACTURER, 4.348, SAFE, Z''"
    })
    void eachTypeOfFirmHasItsModel(FirmType firm, BigDecimal score, Zone zone, String model) {
        Altman altman = Altman.of(statement(firm, "1000", "500"));
        assertThat(altman.score()).isEqualByComparingTo(score);
        assertThat(altman.zone()).isEqualTo(zone);
        assertThat(altman.model()).isEqualTo(model);
        assertThat(altman.ratios()).hasSize(5);
    }

    @Test
    void aZeroDenominatorIsToldNotDivided() {
        Altman altman = Altman.of(statement(FirmType.PRIVATE_MANUFACTURER, "1000", "0"));
        assertThat(altman.score()).isNull();
        assertThat(altman.zone()).isNull();
        assertThat(altman.ratios().get(3).value()).isNull();
        assertThat(altman.reason()).contains("X4");
        assertThat(Altman.of(statement(FirmType.NON_MANUFACTURER, "0", "1")).reason())
                .contains("X1, X2, X3");
    }

    @Test
    void allMissingItemsAreListed() {
        Statement empty =
                new Statement(FirmType.NON_MANUFACTURER, "EUR", null, null, null, null, null, null, null, null, null);
        assertThat(empty.missing())
                .containsExactly(
                        "totalAssets",
                        "currentAssets",
                        "currentLiabilities",
                        "totalLiabilities",
                        "retainedEarnings",
                        "ebit",
                        "bookValueOfEquity");
    }
}
