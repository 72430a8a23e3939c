package org.kamsuite.receivables.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kamsuite.platform.rest.Problem;

class CalculationTest {

    private static BigDecimal number(String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static List<BigDecimal> numbers(String... texts) {
        return Arrays.stream(texts).map(BigDecimal::new).toList();
    }

    private static Calculation.Bucket bucket(String name, String gross, String rate) {
        return new Calculation.Bucket(name, number(gross), number(rate));
    }

    private static Calculation ofBuckets(String factor, Calculation.Bucket... buckets) {
        return new Calculation(List.of(buckets), null, null, number(factor));
    }

    private static Calculation ofCohort(
            String sales, String onTime, List<BigDecimal> later, String never, List<BigDecimal> ageing) {
        return new Calculation(
                null, new Calculation.Cohort(number(sales), number(onTime), later, number(never)), ageing, null);
    }

    @Test
    void agreesWithIllustrativeExample12OfIfrs9() {
        Calculation asked = ofBuckets(
                null,
                bucket("current", "15000000", "0.003"),
                bucket("1-30", "7500000", "0.016"),
                bucket("31-60", "4000000", "0.036"),
                bucket("61-90", "2500000", "0.066"),
                bucket("over 90", "1000000", "0.106"));
        asked.check();
        CalculationView view = asked.result();
        assertThat(view.allowances()).isEqualTo(numbers("45000", "120000", "144000", "165000", "106000"));
        assertThat(view.total()).isEqualTo(number("580000"));
        assertThat(view.rates()).isEqualTo(numbers("0.003", "0.016", "0.036", "0.066", "0.106"));
    }

    @Test
    void aCohortGivesTheShareOfWhatReachedABucket() {
        // PwC, IFRS 9: provision matrix of sales of 10,000 of which 300 are never paid
        Calculation asked = ofCohort(
                "10000",
                "2000",
                numbers("3500", "3000", "1200"),
                "300",
                numbers("1000", "1000", "1000", "1000", "1000"));
        asked.check();
        CalculationView view = asked.result();
        assertThat(view.rates()).isEqualTo(numbers("0.03", "0.0375", "0.06666666666666667", "0.2", "1"));
        assertThat(view.allowances()).isEqualTo(numbers("30", "37.5", "66.66666666666667", "200", "1000"));
        assertThat(view.total()).isCloseTo(number("1334.166666666667"), within(number("1e-12")));
    }

    @Test
    void theQuotientIsTakenLast() {
        // 3 × 1/3 is 1, not 0.999…
        CalculationView view = ofCohort("3", "2", List.of(), "1", numbers("3")).result();
        assertThat(view.allowances()).isEqualTo(numbers("1"));
        assertThat(view.total()).isEqualTo(number("1"));
    }

    @Test
    void theForwardFactorScalesARateUpToOne() {
        CalculationView view = ofBuckets("1.5", bucket(null, "200", "0.5"), bucket(null, "100", "0.9"))
                .result();
        assertThat(view.rates()).isEqualTo(numbers("0.5", "0.9"));
        assertThat(view.allowances()).isEqualTo(numbers("150", "100"));
        assertThat(view.total()).isEqualTo(number("250"));
    }

    @Test
    void aBucketThatNothingReachedHasNoRate() {
        CalculationView view =
                ofCohort("100", "100", List.of(), "0", numbers("50", "20")).result();
        assertThat(view.rates()).containsExactly(number("0"), null);
        assertThat(view.allowances()).containsExactly(number("0"), null);
        assertThat(view.total()).isNull();
        assertThat(view.reasons()).hasSize(1);
    }

    static Stream<Calculation> wrong() {
        return Stream.of(
                new Calculation(null, null, null, null),
                ofBuckets(null),
                ofBuckets(null, bucket("a", "-1", "0.1")),
                ofBuckets(null, bucket("a", "1", "1.01")),
                ofBuckets(null, bucket("a", null, "0.1")),
                ofBuckets(null, bucket("a", "1", null)),
                ofBuckets("-1", bucket("a", "1", "0.1")),
                ofBuckets(null, bucket("a", "1e999999", "0.1")),
                ofCohort("100", "50", numbers("20"), "29", numbers("1", "1")),
                ofCohort("100", "50", numbers("-20"), "70", numbers("1", "1")),
                ofCohort("0", "0", numbers("0"), "0", numbers("1", "1")),
                ofCohort("100", "50", numbers("20"), "30", numbers("1")),
                ofCohort("100", "50", numbers("20"), "30", numbers("1", "1", "1", "1")),
                ofCohort("100", "50", numbers("20"), "30", null),
                ofCohort("100", null, numbers("20"), "30", numbers("1", "1")));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatBreaksARuleIsRefused(Calculation asked) {
        assertThatThrownBy(asked::check)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(422));
    }
}
