package org.kamsuite.receivables.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kamsuite.platform.rest.Problem;

class RateTableTest {

    @Test
    void theCentralBanksTableIsRead() {
        RateTable table = RateTable.ofCsv("""
                Date,USD,JPY,CYP,
                2026-03-27,1.0843,161.72,N/A,
                2026-03-26,1.0831,,0.58,
                """);
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.rejects()).isEmpty();
        assertThat(table.rates().get(LocalDate.parse("2026-03-27")))
                .containsEntry("USD", new BigDecimal("1.0843"))
                .containsEntry("JPY", new BigDecimal("161.72"))
                .hasSize(2);
        assertThat(table.rates().get(LocalDate.parse("2026-03-26"))).containsOnlyKeys("USD", "CYP");
    }

    @Test
    void theTableOfOneDayIsRead() {
        RateTable table = RateTable.ofCsv("Date, USD, JPY, \n20 March 2026, 1.0843, 161.72, \n");
        assertThat(table.rates().get(LocalDate.parse("2026-03-20"))).containsOnlyKeys("USD", "JPY");
    }

    @Test
    void whatCannotBeReadIsReportedAndTheRestTakenOver() {
        RateTable table = RateTable.ofCsv("""
                Date,USD,GBP
                2026-03-27,abc,0.86
                not a day,1,1
                2026-03-26,-1,0
                2026-03-27,1.08,0.87
                2026-03-25,1.07
                """);
        assertThat(table.rates().keySet().stream().map(LocalDate::toString))
                .containsExactly("2026-03-27", "2026-03-26", "2026-03-25");
        assertThat(table.rejects().stream().map(reject -> reject.line() + " " + reject.column()))
                .containsExactly("2 USD", "3 null", "4 USD", "4 GBP", "5 null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "USD,JPY\n1,2", "Date\n2026-01-01", "Date,XX1\n2026-01-01,1", "Date,USD,USD\n", "\"Date"})
    void anotherTableIsRefused(String text) {
        assertThatThrownBy(() -> RateTable.ofCsv(text)).isInstanceOf(Problem.class);
    }
}
