package org.kamsuite.bench;

import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import org.kamsuite.local.launch.Suite;
import org.kamsuite.local.launch.SuiteService;

/// Reads of the same accounts, measured before and after many others came beside them.
final class GrowingReads {

    private static final double AT_MOST = 1.3;
    private static final int CONNECTIONS = 4;
    private static final String NOTHING = "nothing (liveness)";

    /// @param path `%s` is the account
    record Read(SuiteService service, String path) {}

    private final Run run;
    private final String benchmark;
    private final Suite suite;
    private final String token;
    private final IntFunction<UUID> account;
    private final Map<String, Read> reads = new LinkedHashMap<>();
    private Map<String, Rounds> small;

    /// @param reads by their names; what this build does not answer is left out
    /// @param account the n-th of those that are read
    GrowingReads(Run run, String benchmark, Suite suite, Map<String, Read> reads, IntFunction<UUID> account) {
        this.run = run;
        this.benchmark = benchmark;
        this.suite = suite;
        this.token = suite.token("finance", "viewer");
        this.account = account;
        this.reads.put(NOTHING, new Read(reads.values().iterator().next().service(), "/q/health/live"));
        this.reads.putAll(reads);
        this.reads.values().removeIf(read -> Load.probe(uri(read), token, path(read, 0)) != 200);
        run.note("reads: %s", this.reads.keySet());
    }

    void measureSmall() {
        small = rounds("small");
    }

    void measureLarge(String sizes) {
        Map<String, Rounds> large = rounds("large");
        reads.forEach((name, read) -> {
            Latencies latencies = large.get(name).latencies;
            run.found(new Figure(
                    benchmark,
                    name,
                    latencies.median(),
                    "ms p50",
                    "at the small size",
                    small.get(name).latencies.median(),
                    name.equals(NOTHING) ? null : Figure.Goal.atMost(AT_MOST),
                    name.equals(NOTHING)
                            ? "shows how the machine itself changed in between"
                            : "p95 %s ms; processor time a read, large and small: service %s, postgres %s; %s"
                                    .formatted(
                                            Figure.number(latencies.percentile(95)),
                                            beside(name, read.service().id(), large),
                                            beside(name, "postgres", large),
                                            sizes)));
        });
    }

    private String beside(String read, String component, Map<String, Rounds> large) {
        return "%s and %s ms"
                .formatted(
                        Figure.number(large.get(read).milliseconds(component)),
                        Figure.number(small.get(read).milliseconds(component)));
    }

    /// What the rounds of one read came to.
    private static final class Rounds {

        private final Latencies latencies = new Latencies();
        private final Map<String, Double> seconds = new HashMap<>();
        private long requests;

        void add(Load load, Map<String, Double> used) {
            latencies.add(load.latencies());
            requests += load.requests();
            used.forEach((component, more) -> seconds.merge(component, more, Double::sum));
        }

        double milliseconds(String component) {
            return seconds.getOrDefault(component, 0.0) / requests * 1e3;
        }
    }

    // So many connections that the processors never sleep: waking one takes as long as a statement, and happens the
    // more often the less else there is to do. All reads in turn, so that all see the same machine.
    private Map<String, Rounds> rounds(String size) {
        Duration warmUp = Duration.ofSeconds(run.quick() ? 3 : 20);
        Map<SuiteService, Map<String, Read>> byService = new EnumMap<>(SuiteService.class);
        reads.forEach((name, read) -> {
            load(read, warmUp);
            byService
                    .computeIfAbsent(read.service(), _ -> new LinkedHashMap<>())
                    .put(name, read);
        });
        Map<String, Rounds> rounds = new LinkedHashMap<>();
        int times = run.quick() ? 3 : 10;
        byService.forEach((service, its) ->
                run.profiled("%s-%s-%s".formatted(benchmark, size, service.id()), suite, service, () -> {
                    for (int round = 0; round < times; round++) {
                        its.forEach((name, read) -> {
                            Cpu before = Cpu.now(suite, service.id());
                            Load load = load(read, Duration.ofSeconds(1));
                            rounds.computeIfAbsent(name, _ -> new Rounds())
                                    .add(load, Cpu.now(suite, service.id()).since(before));
                        });
                    }
                }));
        return rounds;
    }

    private Load load(Read read, Duration duration) {
        return Load.of(uri(read), token, CONNECTIONS, duration, n -> path(read, n));
    }

    private URI uri(Read read) {
        return suite.uri(read.service().id());
    }

    private String path(Read read, int number) {
        return read.path().formatted(account.apply(number));
    }
}
