package org.kamsuite.local.demo;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kamsuite.local.client.SuiteClient;
import org.kamsuite.local.launch.Home;
import org.kamsuite.local.launch.LaunchFailure;
import org.kamsuite.local.launch.Ports;
import org.kamsuite.local.launch.Suite;
import org.kamsuite.local.launch.UpCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./kam demo`: the suite with a made-up company in it, and a report.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts the suite unless it runs, feeds it about 18 months of a made-up company, and reports.",
            "Doing it again changes nothing; on another day it adds the days since."
        })
public final class DemoCommand implements Callable<Integer> {

    private static final int WIDTH = 132;
    /// Held, because java.util.logging forgets the level of a logger that nobody refers to.
    private static final Logger KAFKA_LOG = Logger.getLogger("org.apache.kafka");

    @Option(names = "--exit", description = "End after the report; stop the suite if this command has started it.")
    private boolean exit;

    @Option(names = "--report-only", description = "Feed nothing, only report.")
    private boolean reportOnly;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "" + World.USUAL_SEED,
            description = "Another number makes another company beside the first (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--today", paramLabel = "DATE", description = "The day of the report (default: today, UTC).")
    private LocalDate today;

    private final Clock clock;

    public DemoCommand() {
        this(Clock.systemUTC());
    }

    DemoCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        KAFKA_LOG.setLevel(Level.SEVERE);
        LocalDate now = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (today == null) {
            today = now;
        }
        if (today.isAfter(now)) {
            throw new LaunchFailure("--today is " + today + ", but the future cannot be reported on.");
        }
        Console console = System.console();
        boolean terminal = console != null && console.isTerminal();
        PrintStream out =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        Home home = Home.fromEnvironment(System.getenv());
        try (Suite suite = Suite.attachOrStart(home, Ports.fromEnvironment(System.getenv()), out);
                SuiteClient client = new SuiteClient(suite)) {
            if (!reportOnly) {
                feed(suite, client, out, terminal);
            }
            new Report(suite, client, out, terminal ? terminalWidth() : WIDTH, today).print();
            if (suite.isOwned() && !exit) {
                out.println();
                out.println("The suite goes on running; Ctrl-C stops it.");
                UpCommand.stay();
            }
        }
        return 0;
    }

    private void feed(Suite suite, SuiteClient client, PrintStream out, boolean terminal) {
        LocalDate start = start(suite.home().resolve("demo.properties"));
        if (!start.isBefore(today)) {
            throw new LaunchFailure("The demo in this suite begins on " + start + "; --today must be later.");
        }
        World world = World.of(seed, start);
        List<DemoEvent> events = History.of(world, today);
        Talks talks = Talks.of(world, today);
        out.println();
        out.printf(
                Locale.ROOT,
                "A made-up maker of machine parts: %d customers, %s to %s, %,d ERP events, %,d talks with %d people%n",
                world.customers().size(),
                start,
                today.minusDays(1),
                events.size(),
                talks.talks().size(),
                talks.people().size());
        new Feed(suite, client, out, terminal).run(events, talks, Settings.of(start, today));
    }

    /// The first day of this seed's history in this suite: chosen at the first run and kept beside the data, so that
    /// the past of a later run is the same.
    private LocalDate start(Path file) {
        Properties kept = new Properties();
        try {
            if (Files.exists(file)) {
                try (var reader = Files.newBufferedReader(file)) {
                    kept.load(reader);
                }
            }
            String known = kept.getProperty("start." + seed);
            if (known != null) {
                return LocalDate.parse(known);
            }
            LocalDate start = World.startFor(today);
            kept.setProperty("start." + seed, start.toString());
            try (var writer = Files.newBufferedWriter(file)) {
                kept.store(writer, "First day of the demo's history, by seed");
            }
            return start;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DateTimeException e) {
            throw new LaunchFailure(file + " is damaged: " + e.getMessage() + ". Delete it after ./kam reset.", e);
        }
    }

    /// Columns of the terminal; a usual number when it does not tell.
    private static int terminalWidth() {
        try {
            Process process = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            if (process.waitFor(2, TimeUnit.SECONDS) && size.matches("\\d+ \\d+")) {
                return Math.clamp(Integer.parseInt(size.substring(size.indexOf(' ') + 1)), 80, 180);
            }
        } catch (IOException noTerminal) {
            // The usual width does.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return WIDTH;
    }
}
