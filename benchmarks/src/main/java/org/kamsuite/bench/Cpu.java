package org.kamsuite.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.kamsuite.local.launch.Suite;
import org.kamsuite.local.launch.SuiteService;

/// Processor time that components have used so far, their child processes included.
record Cpu(Map<String, Double> seconds) {

    /// A second of Linux's process times, whatever the processor.
    private static final double TICKS = 100;

    /// Of a service and of the two servers.
    static Cpu now(Suite suite, String service) {
        return now(suite, Stream.of(service));
    }

    /// Of all services and of the two servers.
    static Cpu now(Suite suite) {
        return now(suite, Stream.of(SuiteService.values()).map(SuiteService::id));
    }

    private static Cpu now(Suite suite, Stream<String> services) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (String component :
                Stream.concat(services, Stream.of("postgres", "kafka")).toList()) {
            suite.process(component)
                    .ifPresent(process -> seconds.put(
                            component,
                            Stream.concat(Stream.of(process), process.descendants())
                                    .mapToDouble(Cpu::seconds)
                                    .sum()));
        }
        return new Cpu(seconds);
    }

    // With the children that have ended, else the time of a closed database session would be taken off again.
    private static double seconds(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            // After the name, which may have spaces: the state is the first field, utime the twelfth.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return IntStream.range(11, 15)
                            .mapToLong(field -> Long.parseLong(fields[field]))
                            .sum()
                    / TICKS;
        } catch (IOException e) {
            // Ended since, or not Linux.
            return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
        }
    }

    Map<String, Double> since(Cpu before) {
        Map<String, Double> used = new LinkedHashMap<>();
        seconds.forEach(
                (component, now) -> used.put(component, now - before.seconds().getOrDefault(component, 0.0)));
        return used;
    }
}
