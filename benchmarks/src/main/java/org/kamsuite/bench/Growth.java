package org.kamsuite.bench;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads of one account's receivables with few and with many documents of other accounts beside it. The accounts that
/// are read have the same documents both times.
final class Growth implements Benchmark {

    private static Map<String, GrowingReads.Read> reads(Run run, Instant knownAt) {
        var past = run.today().minusDays(180);
        Map<String, String> paths = new LinkedHashMap<>();
        paths.put("balance", "/v1/receivables/%s");
        paths.put("balance half a year ago", "/v1/receivables/%s?asOf=" + past);
        paths.put("balance as known before", "/v1/receivables/%s?knownAt=" + knownAt);
        paths.put("ageing", "/v1/receivables/%s/ageing");
        paths.put("items", "/v1/receivables/%s/items");
        paths.put("metrics", "/v1/receivables/%s/metrics");
        paths.put("payment behaviour", "/v1/receivables/%s/payment-behaviour");
        paths.put("forecast", "/v1/receivables/%s/forecast");
        paths.put("statement", "/v1/receivables/%s/statement?asOf=" + run.today());
        paths.put("credit limit", "/v1/credit-limits/%s");
        Map<String, GrowingReads.Read> reads = new LinkedHashMap<>();
        paths.forEach((name, path) -> reads.put(name, new GrowingReads.Read(ReceivablesStage.SERVICE, path)));
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
        GrowingReads reads = new GrowingReads(
                run, name(), stage.suite(), reads(run, Instant.now()), n -> stage.account(n % ReceivablesStage.SMALL));
        reads.measureSmall();
        stage.enlarge();
        reads.measureLarge("%,d and %,d accounts, %d invoices each"
                .formatted(ReceivablesStage.SMALL, stage.accounts(), ReceivablesStage.PER_ACCOUNT));
    }
}
