package org.kamsuite.local.imports;

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kamsuite.local.launch.Home;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./kam import MAPPING FILE…`
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Turns CSV files into ERP events by a mapping and sends them to Kafka.",
        footer = {
            "",
            "Importing the same file again changes nothing: every event has an id made from its content.",
            "An interrupted import goes on where it stopped when the same command is given again.",
            "Exit code: 0 everything sent, 3 some rows were rejected (see the list it names), 1 stopped, 2 bad usage.",
            "How mappings are written: deploy/local/src/main/resources/mappings/README.md"
        })
public final class ImportCommand implements Callable<Integer> {
    private static final int STOPPED = 1;
    private static final int BAD_USAGE = 2;
    private static final int ROWS_REJECTED = 3;
    private static final long SAVE_NANOS = 3_000_000_000L;
    /// Held, because java.util.logging forgets the level of a logger that nobody refers to.
    private static final Logger KAFKA_LOG = Logger.getLogger("org.apache.kafka");

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "MAPPING",
            description = "Name of a mapping that comes with the suite (see --list), or path of a mapping file.")
    private String mappingName;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "FILE",
            description = "CSV files, plain or gzip. A mapping of several files takes them by name, as NAME=FILE, or"
                    + " the folder that has them.")
    private List<String> fileNames = List.of();

    @Option(names = "--list", description = "List the mappings that come with the suite.")
    private boolean list;

    @Option(
            names = "--system",
            paramLabel = "ID",
            description = "ERP system id for the events, instead of the mapping's.")
    private String system;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Kafka broker (default: KAFKA_BOOTSTRAP_SERVERS, else 127.0.0.1:9092).")
    private String bootstrap;

    @Option(names = "--dry-run", description = "Check everything, send nothing, print the first events.")
    private boolean dryRun;

    @Option(
            names = "--show",
            paramLabel = "N",
            defaultValue = "5",
            description = "Events to print with --dry-run (default: ${DEFAULT-VALUE}).")
    private int show;

    @Option(names = "--restart", description = "Send everything again, even what an interrupted import already sent.")
    private boolean restart;

    @Option(
            names = "--sort-memory",
            paramLabel = "MB",
            defaultValue = "96",
            description = "Memory for bringing rows of a document together; beyond it, disk is used"
                    + " (default: ${DEFAULT-VALUE}).")
    private int sortMemory;

    private final Path home;
    private final PrintStream out;
    private final PrintStream err;

    /// As picocli makes it: the suite's data folder, standard output and error.
    public ImportCommand() {
        this(null, System.out, System.err);
    }

    /// @param home the suite's data folder, or null for the one of the environment
    public ImportCommand(Path home, PrintStream out, PrintStream err) {
        this.home = home;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        try {
            if (list) {
                list();
                return 0;
            }
            if (mappingName == null || fileNames.isEmpty()) {
                err.println("Usage: ./kam import MAPPING FILE…   (./kam import --list, ./kam import --help)");
                return BAD_USAGE;
            }
            return run();
        } catch (MappingProblem e) {
            err.println(e.getMessage());
            return BAD_USAGE;
        } catch (ImportFailure e) {
            err.println(e.getMessage());
            return STOPPED;
        }
    }

    private void list() {
        for (String name : MappingReader.SHIPPED) {
            Mapping mapping = MappingReader.load(name);
            out.printf(
                    "%-16s %s%n",
                    name, mapping.description().lines().findFirst().orElse(""));
        }
    }

    private int run() {
        Mapping mapping = MappingReader.load(mappingName);
        String erp = system == null ? mapping.system() : system;
        if (!MappingReader.isSystem(erp)) {
            throw new MappingProblem("--system " + erp + ": letters, digits, \".\", \"_\" and \"-\" only, at most 64");
        }
        if (sortMemory < 1 || sortMemory > 100_000) {
            throw new MappingProblem("--sort-memory " + sortMemory + ": between 1 and 100000 (MB)");
        }
        Map<String, List<CsvFile>> files = FileArguments.assign(mapping, fileNames);
        Map<String, Long> expectedRows = new LinkedHashMap<>();
        String broker = broker();
        StringBuilder identity = new StringBuilder(mapping.fingerprint() + "\n" + erp + "\n");
        files.forEach((input, ofInput) -> {
            for (CsvFile file : ofInput) {
                CsvFile.Survey survey = file.survey();
                expectedRows.merge(input, survey.lines(), Long::sum);
                identity.append(input).append(' ').append(survey.hash()).append('\n');
            }
        });
        if (!dryRun) {
            KAFKA_LOG.setLevel(Level.OFF);
            // After "./kam reset" the broker is a new one, to which nothing has been sent.
            identity.append(KafkaSink.clusterId(broker));
        }
        String fingerprint = Hashes.hex(identity.toString().getBytes(StandardCharsets.UTF_8));
        Path data = home == null ? Home.fromEnvironment(System.getenv()).dir() : home;
        Path folder = data.resolve("imports");
        Checkpoint checkpoint = new Checkpoint(folder, mapping.name(), fingerprint);
        long skip = dryRun ? 0 : alreadySent(checkpoint);

        Console console = System.console();
        long start = System.nanoTime();
        try (Rejects rejects = new Rejects(
                        folder.resolve(mapping.name() + "-" + fingerprint.substring(0, 12) + ".rejected.csv"));
                Progress progress = new Progress(err, console != null && console.isTerminal(), System::nanoTime);
                EventSink sink =
                        dryRun ? new DryRun(out, show) : new KafkaSink(broker, progress::note, System::nanoTime)) {
            Importer importer = new Importer(
                    mapping,
                    files,
                    expectedRows,
                    new Importer.Options(erp, sortMemory * 1_000_000L, skip),
                    sink,
                    rejects,
                    progress,
                    dryRun ? _ -> {} : saver(checkpoint, sink, skip));
            Importer.Summary summary = importer.run();
            if (!dryRun) {
                checkpoint.write(summary.documents(), true);
            }
            report(mapping, erp, broker, summary, rejects, (System.nanoTime() - start) / 1e9);
            return rejects.rows() == 0 ? 0 : ROWS_REJECTED;
        }
    }

    private String broker() {
        if (bootstrap != null) {
            return bootstrap;
        }
        String fromEnvironment = System.getenv("KAFKA_BOOTSTRAP_SERVERS");
        return fromEnvironment == null || fromEnvironment.isBlank() ? "127.0.0.1:9092" : fromEnvironment;
    }

    private long alreadySent(Checkpoint checkpoint) {
        Checkpoint.State state = restart ? null : checkpoint.read();
        if (state == null) {
            return 0;
        }
        if (state.finished()) {
            err.println("These files were imported before; importing them again changes nothing.");
            return 0;
        }
        err.printf(
                Locale.ROOT,
                "Going on after %,d documents of an interrupted import (--restart sends them again).%n",
                state.documents());
        return state.documents();
    }

    private static LongConsumer saver(Checkpoint checkpoint, EventSink sink, long skip) {
        long[] saved = {System.nanoTime()};
        return documents -> {
            if ((documents & 0x3F) == 0 && documents > skip && System.nanoTime() - saved[0] > SAVE_NANOS) {
                sink.flush();
                checkpoint.write(documents, false);
                saved[0] = System.nanoTime();
            }
        };
    }

    private void report(
            Mapping mapping, String erp, String broker, Importer.Summary summary, Rejects rejects, double seconds) {
        long rows = summary.rows().values().stream().mapToLong(Long::longValue).sum();
        long events =
                summary.events().values().stream().mapToLong(Long::longValue).sum();
        out.printf(
                Locale.ROOT,
                "%n%s, system %s, %s%n",
                mapping.name(),
                erp,
                dryRun ? "dry run: nothing was sent" : "sent to Kafka at " + broker);
        summary.rows().forEach((stream, count) -> {
            long left = summary.leftOut().getOrDefault(stream, 0L);
            out.printf(
                    Locale.ROOT,
                    "  %,10d rows read for %s%s%n",
                    count,
                    stream,
                    left == 0 ? "" : String.format(Locale.ROOT, ", %,d left out by the mapping's filter", left));
        });
        summary.events().forEach((type, count) -> out.printf(Locale.ROOT, "  %,10d %s%n", count, type));
        if (summary.skipped() > 0) {
            out.printf(
                    Locale.ROOT, "  %,10d of these were already sent by the interrupted import%n", summary.skipped());
        }
        out.printf(
                Locale.ROOT,
                "  %.1f s, %,.0f rows/s, %,.0f events/s%n",
                seconds,
                rows / seconds,
                (events - summary.skipped()) / seconds);
        if (rejects.rows() > 0) {
            out.printf(Locale.ROOT, "  %,10d rows REJECTED, all listed in %s%n", rejects.rows(), rejects.file());
            rejects.first().forEach(reason -> out.println("    " + reason));
            if (rejects.rows() > rejects.first().size()) {
                out.println("    …");
            }
        }
    }
}
