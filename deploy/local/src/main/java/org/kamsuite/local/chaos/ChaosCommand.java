package org.kamsuite.local.chaos;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./kam chaos`: shows that faults change no figure.
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Feeds a suite of its own with duplicates, disorder and broken records while its processes are killed and",
            "frozen, and compares every answer with that of an undisturbed run. Your data is not touched."
        })
public final class ChaosCommand implements Callable<Integer> {

    private static final int SHOWN = 5;
    /// Held, because java.util.logging forgets the level of a logger that nobody refers to.
    private static final Logger KAFKA_LOG = Logger.getLogger("org.apache.kafka");

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "5",
            description = "How long the feed lasts under fire, 1 to 600 (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Another number makes another feed and other faults (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--beside",
            paramLabel = "CHECKOUT",
            description = "Packaged checkout of an older or a newer build: the second process of each service runs"
                    + " from it, as during an upgrade.")
    private Path beside;

    @Option(names = "--keep", description = "Keep the data folders for a look at logs and databases.")
    private boolean keep;

    @Override
    public Integer call() throws IOException {
        KAFKA_LOG.setLevel(Level.SEVERE);
        Console console = System.console();
        boolean terminal = console != null && console.isTerminal();
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Path folder = Files.createTempDirectory("kam-chaos");
        try {
            Duration length = Duration.ofMinutes(Math.clamp(minutes, 1, 600));
            Duration pause = minutes >= 3 ? Duration.ofSeconds(60) : Duration.ofSeconds(15);
            ChaosRun.Result result =
                    new ChaosRun(folder, seed, length, pause, out, terminal, Optional.ofNullable(beside)).run();
            print(result, out);
            return result.passed() ? 0 : 1;
        } finally {
            if (keep) {
                out.println("Data and logs: " + folder);
            } else {
                delete(folder);
            }
        }
    }

    private static void print(ChaosRun.Result result, PrintStream out) {
        out.println();
        out.println("Faults: "
                + result.faults().entrySet().stream()
                        .map(each -> each.getValue() + " x "
                                + each.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .collect(Collectors.joining(", ")));
        out.printf("Events of the suite that were sent more than once, and applied once: %,d%n", result.repetitions());
        for (Map.Entry<String, List<String>> check : result.problems().entrySet()) {
            List<String> problems = check.getValue();
            out.printf("  %-4s  %s%n", problems.isEmpty() ? "ok" : "FAIL", check.getKey());
            problems.stream().limit(SHOWN).forEach(problem -> out.println("        " + problem));
            if (problems.size() > SHOWN) {
                out.println("        and " + (problems.size() - SHOWN) + " more");
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
