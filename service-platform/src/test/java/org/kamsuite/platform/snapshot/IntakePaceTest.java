package org.kamsuite.platform.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class IntakePaceTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final IntakePace pace = new IntakePace();

    IntakePaceTest() {
        pace.most = 2000;
        at(NOON);
    }

    @Test
    void anIntakeIsBehindWhileItTakesFullBatchesAndUntilNoNextOneComes() {
        assertThat(pace.isBehind()).isFalse();
        pace.begins(1000);
        at(NOON.plusSeconds(60));
        assertThat(pace.isBehind()).isTrue();
        pace.ends();
        at(NOON.plusSeconds(60).plusMillis(999));
        assertThat(pace.isBehind()).isTrue();
        at(NOON.plusSeconds(61));
        assertThat(pace.isBehind()).isFalse();
    }

    @Test
    void theLastRecordsOfAPileAreASmallBatch() {
        pace.begins(2000);
        pace.ends();
        pace.begins(999);
        assertThat(pace.isBehind()).isFalse();
        pace.ends();
        assertThat(pace.isBehind()).isFalse();
    }

    @Test
    void nothingIsLeftInPeaceWhileAPileWaits() {
        Duration quiet = Duration.ofSeconds(10);
        assertThat(pace.leftInPeaceBefore(quiet)).isEqualTo(NOON.minus(quiet));
        pace.begins(2000);
        assertThat(pace.leftInPeaceBefore(quiet)).isEqualTo(Instant.EPOCH);
    }

    @Test
    void whoWorksInTheBackgroundGivesWayWhileRecordsComeIn() {
        Duration worked = Duration.ofMillis(50);
        assertThat(pace.pauseAfter(worked)).isZero();
        pace.begins(1);
        assertThat(pace.pauseAfter(worked)).isEqualTo(Duration.ofMillis(200));
        pace.ends();
        at(NOON.plusMillis(999));
        assertThat(pace.pauseAfter(worked)).isEqualTo(Duration.ofMillis(200));
        at(NOON.plusSeconds(1));
        assertThat(pace.pauseAfter(worked)).isZero();
    }

    @Test
    void aBatchIsTimedFromItsBeginningToItsEnd() {
        assertThat(pace.busySince()).isNull();
        pace.begins(1);
        at(NOON.plusSeconds(60));
        assertThat(pace.busySince()).isEqualTo(NOON);
        pace.ends();
        assertThat(pace.busySince()).isNull();
    }

    private void at(Instant now) {
        pace.clock = Clock.fixed(now, ZoneOffset.UTC);
    }
}
