package org.kamsuite.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void percentilesAreByNearestRank() {
        Latencies latencies = millis(15, 20, 35, 40, 50);
        assertThat(latencies.percentile(5)).isEqualTo(15);
        assertThat(latencies.percentile(30)).isEqualTo(20);
        assertThat(latencies.percentile(40)).isEqualTo(20);
        assertThat(latencies.median()).isEqualTo(35);
        assertThat(latencies.percentile(100)).isEqualTo(50);
    }

    @Test
    void moreCanBeAddedAfterLooking() {
        Latencies latencies = millis(3, 1);
        assertThat(latencies.percentile(100)).isEqualTo(3);
        latencies.add(millis(7));
        assertThat(latencies.percentile(100)).isEqualTo(7);
        assertThat(latencies.count()).isEqualTo(3);
    }

    @Test
    void growsAsNeeded() {
        Latencies latencies = new Latencies();
        for (int i = 1; i <= 5_000; i++) {
            latencies.add(i * 1_000_000L);
        }
        assertThat(latencies.percentile(99)).isEqualTo(4_950);
    }

    @Test
    void nothingHasNoPercentile() {
        assertThatThrownBy(() -> new Latencies().median()).isInstanceOf(IllegalStateException.class);
    }

    private static Latencies millis(int... durations) {
        Latencies latencies = new Latencies();
        for (int each : durations) {
            latencies.add(each * 1_000_000L);
        }
        return latencies;
    }
}
