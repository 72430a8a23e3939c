package org.kamsuite.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.kamsuite.local.launch.Ports;
import org.kamsuite.local.launch.SuiteService;

/// `./kam up` from its first line until all is ready, and the memory of all its processes at rest: proportional set
/// size, so that what processes share counts once.
final class StartAndMemory implements Benchmark {

    private static final Duration REST = Duration.ofSeconds(30);
    private static final int BARE_STARTS = 5;
    private static final Duration CACHES_WITHIN = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "start-and-memory";
    }

    @Override
    public String about() {
        return "./kam up until all is ready, first and second start of a build; memory of all processes";
    }

    @Override
    public void measure(Run run) throws Exception {
        run.rest();
        String built = System.getProperty("kam.apps");
        if (built == null || !Files.isDirectory(Path.of(built, "kam-local"))) {
            run.note("not measured: needs the build that ./kam bench makes");
            return;
        }
        // Links to the build, but a folder for start-up caches of its own, so that the first start really is one.
        Path apps = Files.createDirectory(run.dir().resolve("apps"));
        for (String each : Stream.concat(Stream.of(SuiteService.values()).map(SuiteService::id), Stream.of("kam-local"))
                .toList()) {
            Files.createSymbolicLink(apps.resolve(each), Path.of(built, each));
        }
        try (Started first = new Started(run, apps)) {
            run.found(Figure.alone(name(), "first start of a build", first.seconds, "s", "empty data folder"));
            first.awaitCaches(apps.resolve("aot"));
        }
        Double five = fiveBareStarts();
        try (Started second = new Started(run, apps)) {
            run.found(new Figure(
                    name(),
                    "later start",
                    second.seconds,
                    "s",
                    null,
                    null,
                    Figure.Goal.atMost(20),
                    "five services, PostgreSQL and Kafka"));
            run.found(new Figure(
                    name(),
                    "later start, compared",
                    second.seconds,
                    "s",
                    five == null ? null : "bare Quarkus start x 5",
                    five,
                    null,
                    "the bare one without a start-up cache"));
            Run.pause(REST);
            run.found(new Figure(
                    name(),
                    "memory of all processes",
                    second.mebibytes(),
                    "MiB",
                    null,
                    null,
                    Figure.Goal.atMost(2_560),
                    "PSS %d s after the start; %s".formatted(REST.toSeconds(), second.parts())));
        }
    }

    /// The median of some starts, five times; null where there is no such application.
    private static Double fiveBareStarts() {
        List<Double> starts = new ArrayList<>();
        for (int i = 0; i < BARE_STARTS; i++) {
            Hello.start().ifPresent(hello -> {
                starts.add(hello.seconds());
                hello.close();
            });
        }
        return starts.isEmpty() ? null : 5 * starts.stream().sorted().toList().get(starts.size() / 2);
    }

    /// A suite run by the launcher's own command.
    private static final class Started implements AutoCloseable {

        private final Process process;
        private final double seconds;

        Started(Run run, Path apps) throws IOException {
            Ports ports = Ports.free();
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xms32m",
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dkam.checkout=" + System.getProperty("kam.checkout", "."),
                    "-Dkam.apps=" + apps,
                    "-cp",
                    apps.resolve("kam-local") + "/*",
                    "org.kamsuite.local.Kam",
                    "up");
            Map<String, String> environment = builder.environment();
            environment.put("KAM_HOME", run.dir().resolve("start").toString());
            environment.put("KAM_POSTGRES_PORT", Integer.toString(ports.postgres()));
            environment.put("KAM_KAFKA_PORT", Integer.toString(ports.kafka()));
            ports.services()
                    .forEach((service, port) -> environment.put(
                            "KAM_" + service.id().replace('-', '_').toUpperCase(java.util.Locale.ROOT) + "_PORT",
                            Integer.toString(port)));
            long begun = System.nanoTime();
            process = builder.redirectErrorStream(true).start();
            // Not closed: the process writes there as long as it lives.
            BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream()));
            List<String> told = new ArrayList<>();
            String line = lines.readLine();
            while (line != null && !line.contains("Everything is ready")) {
                told.add(line);
                line = lines.readLine();
            }
            seconds = (System.nanoTime() - begun) / 1e9;
            if (line == null) {
                throw new IllegalStateException(String.join("\n", told));
            }
            Thread.ofPlatform().daemon().start(() -> lines.lines().forEach(_ -> {}));
        }

        void awaitCaches(Path caches) throws IOException {
            long patience = System.nanoTime() + CACHES_WITHIN.toNanos();
            int wanted = SuiteService.values().length + 1;
            long there = 0;
            while (there < wanted && System.nanoTime() < patience) {
                Run.pause(Duration.ofSeconds(1));
                if (Files.isDirectory(caches)) {
                    try (var files = Files.list(caches)) {
                        there = files.filter(file -> file.toString().endsWith(".aot"))
                                .count();
                    }
                }
            }
        }

        private Stream<ProcessHandle> processes() {
            return Stream.concat(
                    Stream.of(process.toHandle()), process.toHandle().descendants());
        }

        double mebibytes() {
            return processes().mapToDouble(Started::pss).sum();
        }

        String parts() {
            double launcher = pss(process.toHandle());
            double largest = process.toHandle()
                    .descendants()
                    .mapToDouble(Started::pss)
                    .max()
                    .orElse(0);
            return "launcher %.0f, largest process %.0f".formatted(launcher, largest);
        }

        private static double pss(ProcessHandle each) {
            try (var lines = Files.lines(Path.of("/proc", Long.toString(each.pid()), "smaps_rollup"))) {
                return lines.filter(line -> line.startsWith("Pss:"))
                        .mapToDouble(line -> Double.parseDouble(line.split("\\s+")[1]) / 1024)
                        .findFirst()
                        .orElse(0);
            } catch (IOException | java.io.UncheckedIOException gone) {
                return 0;
            }
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }
}
