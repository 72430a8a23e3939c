package org.kamsuite.bench;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads of one account's receivables with few and with many documents of other accounts beside it. The accounts that
/// are read have the same documents both times.
final class Growth implements Benchmark {

    private static final double AT_MOST = 1.3;

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
        Map<String, Latencies> small = latencies(run, stage, service, token, reads);
        stage.enlarge();
        Map<String, Latencies> large = latencies(run, stage, service, token, reads);
        String sizes = "%,d and %,d accounts, %d invoices each"
                .formatted(ReceivablesStage.SMALL, stage.accounts(), ReceivablesStage.PER_ACCOUNT);
        run.found(new Figure(
                name(),
                "nothing (liveness)",
                large.get("").median(),
                "ms",
                "small",
                small.get("").median(),
                null,
                "shows how the machine itself changed in between"));
        for (String read : reads.keySet()) {
            run.found(new Figure(
                    name(),
                    read,
                    large.get(read).median(),
                    "ms p50",
                    "at the small size",
                    small.get(read).median(),
                    Figure.Goal.atMost(AT_MOST),
                    "p95 %s ms; %s".formatted(Figure.number(large.get(read).percentile(95)), sizes)));
        }
    }

    // One connection, so that no request waits for another; all reads in turn, so that all see the same machine.
    private static Map<String, Latencies> latencies(
            Run run, ReceivablesStage stage, URI service, String token, Map<String, String> reads) {
        Map<String, String> all = new LinkedHashMap<>(reads);
        all.put("", "/q/health/live");
        Duration warm = Duration.ofSeconds(run.quick() ? 2 : 4);
        all.values()
                .forEach(path -> Load.of(
                        service, token, 4, warm, n -> path.formatted(stage.account(n % ReceivablesStage.SMALL))));
        Map<String, Latencies> latencies = new LinkedHashMap<>();
        int rounds = run.quick() ? 3 : 10;
        run.profiled("growth-" + stage.accounts(), stage.suite(), ReceivablesStage.SERVICE, () -> {
            for (int round = 0; round < rounds; round++) {
                all.forEach((read, path) -> latencies
                        .computeIfAbsent(read, _ -> new Latencies())
                        .add(Load.times(
                                service, token, ReceivablesStage.SMALL, n -> path.formatted(stage.account(n)))));
            }
        });
        return latencies;
    }
}
