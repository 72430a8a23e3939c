package org.kamsuite.receivables.ageing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kamsuite.receivables.ledger.Bucket;
import org.kamsuite.receivables.ledger.Totals;

class BucketsTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "30,", "30,30", "60,30", "-1", "1,2,3,4,5,6,7,8,9,10,11,12,13", "3651", "30.5"})
    void onlyAscendingDaysMakeBuckets(String text) {
        assertThat(Buckets.parse(text)).isEmpty();
    }

    @Test
    void theDefaultHasTheSixOfTheContract() {
        assertThat(Buckets.DEFAULT).isEqualTo(Buckets.parse("30,60,90,120").orElseThrow());
        assertThat(Buckets.DEFAULT.ranges()).hasSize(Bucket.values().length);
    }

    /// Whatever the bounds, no day drops out, and the six buckets of every row stay what they are.
    @Test
    void everyDayIsInOneBucket() {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            int first = 1 + random.nextInt(50);
            int second = first + 1 + random.nextInt(50);
            Buckets buckets = Buckets.parse(first + "," + second).orElseThrow();
            long day = random.nextInt(300) - 100;
            Aged empty = Aged.of("EUR", new Totals(), buckets);
            empty.sums().set(buckets.index(day), BigDecimal.TEN);
            AgeingRow row = AgeingRow.of(empty, buckets);
            assertThat(row.total().amount()).isEqualByComparingTo("10");
            var holding = row.buckets().stream()
                    .filter(bucket -> bucket.amount().amount().signum() > 0)
                    .toList();
            assertThat(holding).hasSize(1);
            assertThat(holding.getFirst().from() == null || holding.getFirst().from() <= day)
                    .isTrue();
            assertThat(holding.getFirst().to() == null || holding.getFirst().to() >= day)
                    .isTrue();
            BigDecimal usual = switch (Bucket.of(day)) {
                case CURRENT -> row.current().amount();
                case D1_TO_30 -> row.d1To30().amount();
                case D31_TO_60 -> row.d31To60().amount();
                case D61_TO_90 -> row.d61To90().amount();
                case D91_TO_120 -> row.d91To120().amount();
                case OVER_120 -> row.over120().amount();
            };
            assertThat(usual).isEqualByComparingTo("10");
        }
    }
}
