package org.kamsuite.receivables.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kamsuite.contracts.receivables.CreditState;
import org.kamsuite.contracts.receivables.RiskClass;
import org.kamsuite.receivables.solvency.Zone;

class RiskTest {

    @ParameterizedTest
    @CsvSource({
        "OK, 0, , , false, LOW, 12, no sign of trouble",
        "NO_LIMIT, 30, 0.2, SAFE, true, LOW, 6, no sign of trouble",
        "WATCH, 0, 0, , false, MEDIUM, 6, 80 % or more of the credit limit is used",
        "OK, 31, 0, , true, MEDIUM, 3, the oldest open item is 31 days past due",
        "OK, 0, 0.21, , false, MEDIUM, 6, 21.0 % of the open amount is past due",
        "OK, 0, , GREY, false, MEDIUM, 6, Altman's score of the latest annual accounts is in the grey zone",
        "EXCEEDED, 31, 0.3, GREY, false, HIGH, 3, the credit limit is exceeded",
        "OK, 61, 0, , true, HIGH, 2, the oldest open item is 61 days past due",
        "OK, 0, 0.51, , false, HIGH, 3, 51.0 % of the open amount is past due",
        "WATCH, 0, , DISTRESS, false, HIGH, 3, Altman's score of the latest annual accounts is in the distress zone"
    })
    void theWorstSignDecides(
            CreditState state,
            long oldest,
            BigDecimal overdue,
            Zone zone,
            boolean key,
            RiskClass expected,
            int months,
            String reason) {
        Risk risk = Risk.of(new Assessment(UUID.randomUUID(), state, oldest, overdue, key), zone);
        assertThat(risk.riskClass()).isEqualTo(expected);
        assertThat(risk.cadenceMonths()).isEqualTo(months);
        assertThat(risk.reasons()).containsExactly(reason);
    }
}
