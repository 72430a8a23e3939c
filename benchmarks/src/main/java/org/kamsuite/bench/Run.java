package org.kamsuite.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.kamsuite.local.launch.Ports;
import org.kamsuite.local.launch.Suite;
import org.kamsuite.local.launch.SuiteService;

/// What all benchmarks of one run share: its size, where it works, what it found. Suites are started when a benchmark
/// needs them, on data folders of their own, one at a time.
final class Run implements AutoCloseable {

    private final Path dir;
    private final PrintStream out;
    private final boolean terminal;
    private final boolean quick;
    private final Chance chance;
    private final LocalDate today;
    private final Report report = new Report();
    private final Map<Class<?>, AutoCloseable> stages = new HashMap<>();
    private final Profiler profiler;
    private int suites;

    /// @param profiler null: without profiles
    Run(Path dir, PrintStream out, boolean terminal, boolean quick, long seed, LocalDate today, Profiler profiler) {
        this.profiler = profiler;
        this.dir = dir;
        this.out = out;
        this.terminal = terminal;
        this.quick = quick;
        this.chance = new Chance(seed);
        this.today = today;
    }

    Path dir() {
        return dir;
    }

    PrintStream out() {
        return out;
    }

    boolean terminal() {
        return terminal;
    }

    boolean quick() {
        return quick;
    }

    Report report() {
        return report;
    }

    LocalDate today() {
        return today;
    }

    Books books(int perAccount) {
        return new Books(chance, today, perAccount);
    }

    void note(String format, Object... values) {
        out.printf("  " + format + "%n", values);
    }

    void found(Figure figure) {
        report.add(figure);
        Report.lines(java.util.List.of(figure)).stream().skip(1).forEach(line -> out.println("  > " + line));
    }

    /// A new suite with these services on an empty data folder; ends the suite before.
    Suite start(Set<SuiteService> services) {
        closeStages();
        note("starting %s", services.stream().map(SuiteService::id).sorted().toList());
        Suite suite = Suite.start(dir.resolve("suite-" + suites++), Ports.free(), out, services);
        if (profiler != null) {
            Profiler.prepare(suite, services.iterator().next());
        }
        return suite;
    }

    /// Does it, and with `--profile` records where the service's time goes meanwhile.
    void profiled(String label, Suite suite, SuiteService service, Runnable work) {
        if (profiler == null) {
            work.run();
            return;
        }
        profiler.begin(suite, service);
        work.run();
        profiler.end(suite, service, label);
    }

    /// What several benchmarks work on: made at its first use, closed when another kind is asked for.
    <T extends AutoCloseable> T stage(Class<T> kind, java.util.function.Supplier<T> maker) {
        if (!stages.containsKey(kind)) {
            closeStages();
            stages.put(kind, maker.get());
        }
        return kind.cast(stages.get(kind));
    }

    /// Stops what runs, for a benchmark that starts something of its own.
    void rest() {
        closeStages();
    }

    private void closeStages() {
        for (AutoCloseable stage : stages.values()) {
            try {
                stage.close();
            } catch (Exception e) {
                throw new IllegalStateException("a suite was not stopped", e);
            }
        }
        stages.clear();
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    static void deleteTree(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (var files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closeStages();
    }
}
