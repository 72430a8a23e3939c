package org.kamsuite.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
    @ParameterizedTest
    @CsvSource({
        "1656.25, EUR, 1656.25",
        "1656.2, EUR, 1656.20",
        "1656.2500, EUR, 1656.25",
        "0.1234567, EUR, 0.1234567",
        "100, JPY, 100",
        "100.00, JPY, 100",
        "1, KWD, 1.000",
        "0, EUR, 0.00",
        "-0.5, EUR, -0.50",
        "1E+3, EUR, 1000.00",
        "1, XAU, 1"
    })
    void isPrintedExactlyWithAtLeastTheMinorDigits(String amount, String currency, String printed) throws IOException {
        var money = Money.of(amount, currency);
        var json = "{\"amount\":\"" + printed + "\",\"currency\":\"" + currency + "\"}";

        assertThat(new String(ContractJson.write(money), StandardCharsets.UTF_8))
                .isEqualTo(json);
        assertThat(new ObjectMapper().writeValueAsString(money)).isEqualTo(json);
        assertThat(new ObjectMapper().readValue(json, Money.class)).isEqualTo(money);
        assertThat(money).hasToString(printed + " " + currency);
    }

    @Test
    void equalAmountsAreEqual() {
        assertThat(Money.of("1.5", "EUR"))
                .isEqualTo(Money.of("1.500", "EUR"))
                .hasSameHashCodeAs(Money.of("1.50", "EUR"));
        assertThat(Money.of("1.5", "EUR")).isNotEqualTo(Money.of("1.5", "USD"));
    }

    @Test
    void addsExactlyAndOnlyWithinOneCurrency() {
        assertThat(Money.of("0.1", "EUR").plus(Money.of("0.2", "EUR"))).isEqualTo(Money.of("0.3", "EUR"));
        assertThat(Money.of("0.1", "EUR").minus(Money.of("0.2", "EUR"))).isEqualTo(Money.of("-0.1", "EUR"));
        assertThat(Money.zero("EUR").plus(Money.of("1.005", "EUR")).amount()).isEqualTo(new BigDecimal("1.005"));
        assertThatExceptionOfType(ContractViolation.class)
                .isThrownBy(() -> Money.of("1", "EUR").plus(Money.of("1", "USD")))
                .withMessage("currency: must be EUR to be added, but is USD");
    }

    @Test
    void hasRoomForSumsOfTheLargestDocuments() {
        var largest = Money.of("999999999999999.999999", "EUR");
        var sum = Money.zero("EUR");
        for (int i = 0; i < 1_000; i++) {
            sum = sum.plus(largest);
        }
        assertThat(sum).hasToString("999999999999999999.999 EUR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EURO", "eur", "QQQ", ""})
    void needsACurrencyOfTheList(String currency) {
        assertThatExceptionOfType(ContractViolation.class)
                .isThrownBy(() -> Money.of("1", currency))
                .satisfies(violation -> assertThat(violation.field()).isEqualTo("currency"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+2000000000", "1E-2000000000", "1E+31"})
    void refusesAmountsOfAbsurdSize(String amount) {
        assertThatExceptionOfType(ContractViolation.class)
                .isThrownBy(() -> Money.of(amount, "EUR"))
                .satisfies(violation -> assertThat(violation.field()).isEqualTo("amount"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"amount\":1656.25,\"currency\":\"EUR\"}", "{\"amount\":\"1,5\",\"currency\":\"EUR\"}"})
    void isReadFromADecimalStringOnly(String json) {
        assertThatExceptionOfType(ContractViolation.class)
                .isThrownBy(() -> ContractJson.read(json.getBytes(StandardCharsets.UTF_8), Money.class))
                .satisfies(violation -> {
                    assertThat(violation.field()).isEqualTo("amount");
                    assertThat(violation.problem()).startsWith("must be a decimal string such as \"12.50\", but is");
                });
    }
}
