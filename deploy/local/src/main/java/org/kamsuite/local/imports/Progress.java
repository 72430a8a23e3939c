package org.kamsuite.local.imports;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// Shows how far the import is: a bar with rate and remaining time on a terminal, a line every few seconds
/// elsewhere.
final class Progress implements AutoCloseable {
    private static final long PLAIN_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int WIDTH = 110;

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanos;
    private ProgressBar bar;
    private String phase = "";
    private long total;
    private long done;
    private long started;
    private long shown;

    Progress(PrintStream out, boolean terminal, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
    }

    /// @param expected number of steps, as far as known
    void phase(String name, long expected) {
        close();
        phase = name;
        total = expected;
        done = 0;
        started = nanos.getAsLong();
        shown = started;
        if (terminal) {
            bar = new ProgressBarBuilder()
                    .setTaskName(name)
                    .setInitialMax(expected)
                    .setUnit(" rows", 1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(250)
                    .setMaxRenderedLength(WIDTH)
                    .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
                    .showSpeed()
                    .build();
        }
    }

    void step(int rows) {
        done += rows;
        if (bar != null) {
            bar.stepBy(rows);
        } else if (!terminal && (done & 0xFF) == 0) {
            long now = nanos.getAsLong();
            if (now - shown >= PLAIN_NANOS) {
                shown = now;
                out.println(line(now));
            }
        }
    }

    private String line(long now) {
        double seconds = Math.max(1, now - started) / 1e9;
        double rate = done / seconds;
        String left = rate > 0 && total > done ? ", about " + Math.round((total - done) / rate) + " s left" : "";
        return String.format(
                Locale.ROOT,
                "%s: %,d of %,d rows (%d %%), %,.0f rows/s%s",
                phase,
                done,
                Math.max(total, done),
                total == 0 ? 100 : Math.min(100, done * 100 / total),
                rate,
                left);
    }

    /// A remark between the progress. Any thread.
    void note(String text) {
        if (terminal) {
            out.print("\r\u001b[K");
        }
        out.println(text);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.maxHint(Math.max(1, bar.getCurrent()));
            bar.close();
            bar = null;
        } else if (!phase.isEmpty()) {
            total = done;
            out.println(line(nanos.getAsLong()));
        }
        phase = "";
    }
}
