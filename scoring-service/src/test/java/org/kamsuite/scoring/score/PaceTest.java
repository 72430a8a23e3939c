package org.kamsuite.scoring.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final AtomicLong now = new AtomicLong(-7);
    private final Pace pace = new Pace(100, now::get);

    @Test
    void theFirstDoNotWaitAndTheNextRestsAsLongAsThoseWereMany() {
        assertThat(pace.rests()).isFalse();
        pace.took(10_000);
        assertThat(pace.rests()).isTrue();
        pass(99_999);
        assertThat(pace.rests()).isTrue();
        pass(1);
        assertThat(pace.rests()).isFalse();
    }

    @Test
    void whoTookNoneNeedsNoRest() {
        pace.took(0);
        assertThat(pace.rests()).isFalse();
    }

    @Test
    void aPaceOfNothingIsRefused() {
        assertThatThrownBy(() -> new Pace(0, now::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1");
    }

    private void pass(long milliseconds) {
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(milliseconds));
    }
}
