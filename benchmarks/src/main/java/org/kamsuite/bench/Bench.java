package org.kamsuite.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import java.util.stream.Collectors;
import org.kamsuite.local.Kam;
import org.kamsuite.local.launch.LaunchFailure;
import org.kamsuite.local.launch.SuiteService;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./kam bench`: runs benchmarks against suites of its own and prints what they found.
@Command(
        name = "bench",
        description = "Measures the suite beside what this machine can do, on servers and data of its own.")
public final class Bench implements Callable<Integer> {

    /// In the order in which they run: neighbours share what they have loaded.
    static final List<Benchmark> ALL = List.of(
            new Growth(),
            new PortfolioReceivables(),
            new IngestReceivables(),
            new LateRevision(),
            new ProvisionRun(),
            new SuiteGrowth(),
            new PortfolioReads(),
            new AccountReads(),
            new Freshness(),
            new ServiceIngest(
                    "ingest-service-monitor",
                    "orders, deliveries and inquiries through Kafka into service-monitor",
                    SuiteService.MONITOR,
                    List.of("erp.orders", "erp.deliveries", "erp.inquiries"),
                    Books::ordersDeliveriesAndInquiries),
            new ServiceIngest(
                    "ingest-scoring",
                    "orders and invoices through Kafka into scoring-service",
                    SuiteService.SCORING,
                    List.of("erp.orders", "erp.invoices"),
                    Books::ordersAndInvoices),
            new StartAndMemory());

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Benchmarks to run; default: all.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--list", description = "Only list the benchmarks.")
    private boolean list;

    @Option(names = "--quick", description = "A tenth of the data: for trying out; the figures are rougher.")
    private boolean quick;

    @Option(names = "--keep", description = "Keep the data folders (databases, logs) and say where they are.")
    private boolean keep;

    @Option(
            names = "--profile",
            description = "Also write profiles (JFR, statements of PostgreSQL) beside the results.")
    private boolean profile;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "20260101",
            description = "Of the made-up documents (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) throws IOException {
        if (System.getProperty("java.util.logging.config.file") == null) {
            try (var logging = Kam.class.getResourceAsStream("/logging.properties")) {
                LogManager.getLogManager().readConfiguration(logging);
            }
        }
        System.exit(new CommandLine(new Bench())
                .setExecutionExceptionHandler((failure, command, _) -> {
                    if (failure instanceof LaunchFailure) {
                        command.getErr().println(failure.getMessage());
                    } else {
                        failure.printStackTrace(command.getErr());
                    }
                    return 1;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        PrintStream out =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        if (list) {
            ALL.forEach(each -> out.printf("  %-24s %s%n", each.name(), each.about()));
            return 0;
        }
        List<Benchmark> chosen = chosen();
        Path checkout = Path.of(System.getProperty("kam.checkout", ".")).toAbsolutePath();
        Path dir = Files.createTempDirectory("kam-bench");
        Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Map<String, Object> circumstances = new LinkedHashMap<>();
        circumstances.put("begun", begun.toString());
        circumstances.put("quick", quick);
        circumstances.put("seed", seed);
        Map<String, String> machine = Machine.facts(checkout);
        circumstances.put("machine", machine);
        out.println("Machine: " + machine);
        boolean terminal = System.console() != null && System.console().isTerminal();
        Path results = checkout.resolve("benchmarks/target/results");
        String time = begun.toString().replace(':', '-');
        LocalDate today = LocalDate.ofInstant(begun, ZoneOffset.UTC);
        Profiler profiler = profile ? new Profiler(results.resolve(time)) : null;
        int failed = 0;
        try (Run run = new Run(dir, out, terminal, quick, seed, today, profiler)) {
            for (Benchmark each : chosen) {
                out.printf("%s: %s%n", each.name(), each.about());
                try {
                    each.measure(run);
                } catch (Exception failure) {
                    failed++;
                    out.printf("  %s failed: %s%n", each.name(), failure);
                    failure.printStackTrace(out);
                }
            }
            circumstances.put("seconds", Duration.between(begun, Instant.now()).toSeconds());
            circumstances.put("loadAfter", Machine.loadAverage());
            Path json = results.resolve(time + ".json");
            run.report().write(json, circumstances);
            out.println();
            run.report().print(out);
            out.println();
            out.println("Load average before " + machine.get("loadBefore") + "; results: " + json);
        } finally {
            if (keep) {
                out.println("Data kept in " + dir);
            } else {
                Run.deleteTree(dir);
            }
        }
        return failed == 0 ? 0 : 1;
    }

    private List<Benchmark> chosen() {
        Map<String, Benchmark> known =
                ALL.stream().collect(Collectors.toMap(Benchmark::name, each -> each, (a, _) -> a, LinkedHashMap::new));
        LinkedHashSet<String> unknown = new LinkedHashSet<>(names);
        unknown.removeAll(known.keySet());
        if (!unknown.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no benchmark %s. There are: %s"
                            .formatted(String.join(", ", unknown), String.join(", ", known.keySet())));
        }
        return ALL.stream()
                .filter(each -> names.isEmpty() || names.contains(each.name()))
                .toList();
    }
}
