package org.kamsuite.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.kamsuite.local.launch.Suite;

/// Processor time that components have used so far, their child processes included.
record Cpu(Map<String, Double> seconds) {

    /// Of a service and of the two servers.
    static Cpu now(Suite suite, String service) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (String component : List.of(service, "postgres", "kafka")) {
            suite.process(component)
                    .ifPresent(process -> seconds.put(
                            component,
                            Stream.concat(Stream.of(process), process.descendants())
                                    .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                                    .mapToDouble(used -> used.toMillis() / 1e3)
                                    .sum()));
        }
        return new Cpu(seconds);
    }

    Map<String, Double> since(Cpu before) {
        Map<String, Double> used = new LinkedHashMap<>();
        seconds.forEach(
                (component, now) -> used.put(component, now - before.seconds().getOrDefault(component, 0.0)));
        return used;
    }
}
