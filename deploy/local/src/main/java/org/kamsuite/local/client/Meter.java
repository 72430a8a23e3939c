package org.kamsuite.local.client;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// How far one step of the demo is: a bar on a terminal; elsewhere a line when it is done and now and then before.
/// Any thread may step.
public final class Meter implements AutoCloseable {

    private static final long PLAIN_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int WIDTH = 100;

    private final PrintStream out;
    private final String name;
    private final long total;
    private final LongSupplier nanos;
    private final ProgressBar bar;
    private final AtomicLong done = new AtomicLong();
    private final long started;
    private final AtomicLong shown;

    public Meter(PrintStream out, boolean terminal, String name, long total, LongSupplier nanos) {
        this.out = out;
        this.name = name;
        this.total = total;
        this.nanos = nanos;
        this.started = nanos.getAsLong();
        this.shown = new AtomicLong(started);
        this.bar = terminal
                ? new ProgressBarBuilder()
                        .setTaskName("  %-28s".formatted(name))
                        .setInitialMax(total)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(250)
                        .setMaxRenderedLength(WIDTH)
                        .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
                        .build()
                : null;
    }

    public void step() {
        to(done.incrementAndGet());
    }

    /// So much of the total is done.
    public void to(long now) {
        done.set(now);
        if (bar != null) {
            bar.stepTo(now);
            return;
        }
        long time = nanos.getAsLong();
        long before = shown.get();
        if (now < total && time - before >= PLAIN_NANOS && shown.compareAndSet(before, time)) {
            out.println(line(now, time));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.stepTo(total);
            bar.close();
        } else {
            out.println(line(Math.max(total, done.get()), nanos.getAsLong()));
        }
    }

    private String line(long now, long time) {
        return String.format(
                Locale.ROOT, "  %-28s %,9d of %,9d   %6.1f s", name, now, Math.max(total, now), (time - started) / 1e9);
    }
}
