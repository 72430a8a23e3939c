package org.kamsuite.receivables.interest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kamsuite.receivables.ledger.Cause;
import org.kamsuite.receivables.ledger.InstalmentHistory;

class LateInterestTest {

    private static final BigDecimal MARGIN = new BigDecimal("8");
    private static final Map<HalfYear, BigDecimal> RATES = Map.of(
            HalfYear.parse("2023-H2"), new BigDecimal("4.00"),
            HalfYear.parse("2024-H1"), new BigDecimal("4.50"),
            HalfYear.parse("2024-H2"), new BigDecimal("4.25"),
            HalfYear.parse("2025-H1"), new BigDecimal("3.15"));

    /// @param payments date, amount, …
    private static InstalmentHistory part(String due, String amount, String... payments) {
        List<InstalmentHistory.Settlement> settlements = Arrays.stream(payments)
                .map(payment -> payment.split(" "))
                .map(payment -> new InstalmentHistory.Settlement(
                        LocalDate.parse(payment[0]), Cause.PAYMENT, new BigDecimal(payment[1]), 7))
                .toList();
        LocalDate day = LocalDate.parse(due);
        return new InstalmentHistory(1, 1, 1, "EUR", day.minusDays(30), day, new BigDecimal(amount), settlements);
    }

    private static String interest(InstalmentHistory part, String asOf) {
        return LateInterest.total(List.of(LateInterest.of(part, null, LocalDate.parse(asOf), RATES, MARGIN)), "EUR")
                .toString();
    }

    /// Ireland published 12.25 % from 2024-07-01.
    @ParameterizedTest
    @CsvSource({
        // 1000 * 12.25 % * 100 / 365 = 33.5616…
        "2024-07-31, 1000, 2024-11-08, 33.56 EUR",
        "2024-07-31, 1000, 2024-07-31, 0.00 EUR",
        "2024-07-31, 1000, 2024-08-01, 0.34 EUR",
        // 30 days of June at 12.50 %, 31 of July at 12.25 %: 10.2739… + 10.4041…
        "2024-05-31, 1000, 2024-07-31, 20.68 EUR",
        // a leap year still has 365 days: 1000 * 12.5 % * 182 / 365
        "2023-12-31, 1000, 2024-06-30, 62.33 EUR"
    })
    void simpleInterestByHalfYears(String due, String amount, String asOf, String expected) {
        assertThat(interest(part(due, amount), asOf)).isEqualTo(expected);
    }

    @Test
    void aPaymentStopsTheInterestOnWhatItPays() {
        InstalmentHistory part = part("2024-07-31", "1000", "2024-08-10 400", "2024-08-20 600");
        // 1000 for 10 days, 600 for 10 days
        assertThat(interest(part, "2024-12-31")).isEqualTo("5.37 EUR");
        LateInterest interest = LateInterest.of(part, null, LocalDate.parse("2024-12-31"), RATES, MARGIN);
        assertThat(interest.spans()).extracting(LateInterest.Span::days).containsExactly(10L, 10L);
        assertThat(interest.spans().getFirst().from()).isEqualTo("2024-08-01");
        assertThat(interest.spans().getLast().to()).isEqualTo("2024-08-20");
    }

    @Test
    void whatWasPaidInTimeBearsNone() {
        assertThat(interest(part("2024-07-31", "1000", "2024-07-31 1000"), "2024-12-31"))
                .isEqualTo("0.00 EUR");
        assertThat(interest(part("2024-07-31", "1000", "2024-07-10 900"), "2024-11-08"))
                .isEqualTo("3.36 EUR");
    }

    @Test
    void onlyTheDisputedPart() {
        LateInterest interest = LateInterest.of(
                part("2024-07-31", "1000"), new BigDecimal("100"), LocalDate.parse("2024-11-08"), RATES, MARGIN);
        assertThat(LateInterest.total(List.of(interest), "EUR").toString()).isEqualTo("3.36 EUR");
    }

    @Test
    void withoutARateThereIsNoFigure() {
        LateInterest interest =
                LateInterest.of(part("2025-06-20", "1000"), null, LocalDate.parse("2026-01-10"), RATES, MARGIN);
        assertThat(interest.missing()).extracting(HalfYear::toString).containsExactly("2025-H2", "2026-H1");
        assertThat(LateInterest.total(List.of(interest), "EUR")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-H3", "2024-h1", "24-H1", "2024H1", "", "9999-H1"})
    void noHalfYears(String text) {
        assertThatThrownBy(() -> HalfYear.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
