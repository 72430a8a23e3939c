package org.kamsuite.bench;

import java.util.Arrays;

/// Durations of single calls. Not for several threads at once; see [#add(Latencies)].
final class Latencies {

    private long[] nanos = new long[1024];
    private int count;
    private boolean sorted;

    void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = duration;
        sorted = false;
    }

    void add(Latencies others) {
        for (int i = 0; i < others.count; i++) {
            add(others.nanos[i]);
        }
    }

    int count() {
        return count;
    }

    /// The smallest duration that at least `percent` of all do not exceed (nearest rank), in milliseconds.
    double percentile(double percent) {
        if (count == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        if (!sorted) {
            Arrays.sort(nanos, 0, count);
            sorted = true;
        }
        int rank = (int) Math.ceil(percent / 100 * count);
        return nanos[Math.clamp(rank - 1L, 0, count - 1)] / 1e6;
    }

    double median() {
        return percentile(50);
    }
}
