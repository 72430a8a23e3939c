package org.kamsuite.scoring.score;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// So many a second on average, however many at a time: after each of n, a rest of n / rate seconds. Not for several
/// threads at a time.
final class Pace {

    private final int perSecond;
    private final LongSupplier nanoTime;
    private long begun;
    private long rest;

    /// @param perSecond at least 1
    /// @param nanoTime as [System#nanoTime]
    Pace(int perSecond, LongSupplier nanoTime) {
        if (perSecond < 1) {
            throw new IllegalArgumentException("a pace must be at least 1 a second, but is " + perSecond);
        }
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    boolean rests() {
        return nanoTime.getAsLong() - begun < rest;
    }

    void took(int number) {
        begun = nanoTime.getAsLong();
        rest = TimeUnit.SECONDS.toNanos(number) / perSecond;
    }
}
