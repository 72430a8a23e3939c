package org.kamsuite.bench;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads of one account's receivables with few and with many documents of other accounts beside it. The accounts that
/// are read have the same documents both times.
final class Growth implements Benchmark {

    private static final double AT_MOST = 1.3;
    private static final int CONNECTIONS = 4;
    private static final String SERVICE = ReceivablesStage.SERVICE.id();

    /// What is read; `%s` is the account. What this build does not answer is left out.
    private static Map<String, String> reads(Run run, Instant knownAt) {
        var past = run.today().minusDays(180);
        Map<String, String> reads = new LinkedHashMap<>();
        reads.put("balance", "/v1/receivables/%s");
        reads.put("balance half a year ago", "/v1/receivables/%s?asOf=" + past);
        reads.put("balance as known before", "/v1/receivables/%s?knownAt=" + knownAt);
        reads.put("ageing", "/v1/receivables/%s/ageing");
        reads.put("items", "/v1/receivables/%s/items");
        reads.put("metrics", "/v1/receivables/%s/metrics");
        reads.put("payment behaviour", "/v1/receivables/%s/payment-behaviour");
        reads.put("forecast", "/v1/receivables/%s/forecast");
        reads.put("statement", "/v1/receivables/%s/statement?asOf=" + run.today());
        reads.put("credit limit", "/v1/credit-limits/%s");
        return reads;
    }

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String about() {
        return "reads of an account with 10,000 and with 1,000,000 invoices in the service, against the small size";
    }

    @Override
    public void measure(Run run) {
        ReceivablesStage stage = ReceivablesStage.of(run);
        URI service = stage.suite().uri(ReceivablesStage.SERVICE.id());
        String token = stage.suite().token("finance", "viewer");
        Instant knownAt = Instant.now();
        Map<String, String> reads = reads(run, knownAt);
        reads.values().removeIf(path -> Load.probe(service, token, path.formatted(stage.account(0))) != 200);
        run.note("reads: %s", reads.keySet());
        Map<String, Readings> small = readings(run, stage, service, token, reads);
        stage.enlarge();
        Map<String, Readings> large = readings(run, stage, service, token, reads);
        String sizes = "%,d and %,d accounts, %d invoices each"
                .formatted(ReceivablesStage.SMALL, stage.accounts(), ReceivablesStage.PER_ACCOUNT);
        run.found(new Figure(
                name(),
                "nothing (liveness)",
                large.get("").latencies.median(),
                "ms",
                "small",
                small.get("").latencies.median(),
                null,
                "shows how the machine itself changed in between"));
        for (String read : reads.keySet()) {
            Latencies latencies = large.get(read).latencies;
            run.found(new Figure(
                    name(),
                    read,
                    latencies.median(),
                    "ms p50",
                    "at the small size",
                    small.get(read).latencies.median(),
                    Figure.Goal.atMost(AT_MOST),
                    "p95 %s ms; processor time a read, large and small: service %s, postgres %s; %s"
                            .formatted(
                                    Figure.number(latencies.percentile(95)),
                                    beside(read, SERVICE, large, small),
                                    beside(read, "postgres", large, small),
                                    sizes)));
        }
    }

    private static String beside(
            String read, String component, Map<String, Readings> large, Map<String, Readings> small) {
        return "%s and %s ms"
                .formatted(
                        Figure.number(large.get(read).milliseconds(component)),
                        Figure.number(small.get(read).milliseconds(component)));
    }

    /// What the rounds of one read came to.
    private static final class Readings {

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
    private static Map<String, Readings> readings(
            Run run, ReceivablesStage stage, URI service, String token, Map<String, String> reads) {
        Map<String, String> all = new LinkedHashMap<>(reads);
        all.put("", "/q/health/live");
        Duration warmUp = Duration.ofSeconds(run.quick() ? 3 : 10);
        all.values().forEach(path -> load(stage, service, token, path, warmUp));
        Map<String, Readings> readings = new LinkedHashMap<>();
        int rounds = run.quick() ? 3 : 10;
        run.profiled("growth-" + stage.accounts(), stage.suite(), ReceivablesStage.SERVICE, () -> {
            for (int round = 0; round < rounds; round++) {
                all.forEach((read, path) -> {
                    Cpu before = Cpu.now(stage.suite(), SERVICE);
                    Load load = load(stage, service, token, path, Duration.ofSeconds(1));
                    readings.computeIfAbsent(read, _ -> new Readings())
                            .add(load, Cpu.now(stage.suite(), SERVICE).since(before));
                });
            }
        });
        return readings;
    }

    private static Load load(ReceivablesStage stage, URI service, String token, String path, Duration duration) {
        return Load.of(
                service, token, CONNECTIONS, duration, n -> path.formatted(stage.account(n % ReceivablesStage.SMALL)));
    }
}
