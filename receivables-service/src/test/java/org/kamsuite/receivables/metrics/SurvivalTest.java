package org.kamsuite.receivables.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SurvivalTest {

    /// Remission of 21 patients under 6-MP (Freireich 1963), the textbook example: median 23 weeks, 0.857 at 6, 0.627
    /// at 15, 0.448 at 23.
    @Test
    void agreesWithTheTextbook() {
        Survival survival = new Survival();
        int[][] weeks = {
            {6, 3, 1},
            {7, 1, 0},
            {9, 0, 1},
            {10, 1, 1},
            {11, 0, 1},
            {13, 1, 0},
            {16, 1, 0},
            {17, 0, 1},
            {19, 0, 1},
            {20, 0, 1},
            {22, 1, 0},
            {23, 1, 0},
            {25, 0, 1},
            {32, 0, 2},
            {34, 0, 1},
            {35, 0, 1}
        };
        for (int[] week : weeks) {
            survival.add(week[0], week[1], week[2]);
        }
        assertThat(survival.paid() + survival.censored()).isEqualTo(21);
        assertThat(survival.median()).isEqualTo(23);
        assertThat(survival.unpaidAfter(6).doubleValue())
                .isCloseTo(0.857, org.assertj.core.api.Assertions.within(5e-4));
        assertThat(survival.unpaidAfter(15).doubleValue())
                .isCloseTo(0.690, org.assertj.core.api.Assertions.within(5e-4));
        assertThat(survival.unpaidAfter(16).doubleValue())
                .isCloseTo(0.627, org.assertj.core.api.Assertions.within(5e-4));
        assertThat(survival.unpaidAfter(23).doubleValue())
                .isCloseTo(0.448, org.assertj.core.api.Assertions.within(5e-4));
    }

    @Test
    void withoutHalfPaidThereIsNoMedian() {
        Survival survival = new Survival();
        assertThat(survival.median()).isNull();
        survival.add(10, 1, 0);
        survival.add(20, 0, 2);
        assertThat(survival.median()).isNull();
        survival.add(5, 2, 0);
        assertThat(survival.median()).isEqualTo(10);
    }
}
