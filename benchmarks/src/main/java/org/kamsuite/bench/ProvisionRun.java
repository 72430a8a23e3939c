package org.kamsuite.bench;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kamsuite.local.client.SuiteClient;
import org.kamsuite.local.launch.Suite;

/// The expected losses on very many open items: what an accountant waits for at the end of a month.
final class ProvisionRun implements Benchmark {

    private static final int FIRST_ACCOUNT = 5_000_000;
    private static final int PER_ACCOUNT = 100;
    private static final int RUNS = 5;

    /// Loss rates by days past due, as a finance department would set them.
    private static final Map<String, Object> MATRIX = Map.of(
            "validFrom",
            "2020-01-01",
            "buckets",
            List.of(bucket("current", 0, "0.003"), bucket("1-90", 1, "0.02"), bucket("over 90", 91, "0.25")),
            "reason",
            "made up");

    @Override
    public String name() {
        return "provision-run";
    }

    @Override
    public String about() {
        return "a provision run on 1,000,000 open items, beside one SQL aggregate of them";
    }

    @Override
    public void measure(Run run) throws Exception {
        ReceivablesStage stage = ReceivablesStage.of(run);
        Suite suite = stage.suite();
        int accounts = run.quick() ? 1_000 : 10_000;
        Books unpaid = run.books(PER_ACCOUNT);
        stage.add(
                unpaid,
                FIRST_ACCOUNT,
                FIRST_ACCOUNT + accounts,
                to -> unpaid.invoices(FIRST_ACCOUNT, FIRST_ACCOUNT + accounts, to));
        Latencies times = new Latencies();
        try (SuiteClient client = new SuiteClient(suite)) {
            answered(201, client.put(ReceivablesStage.SERVICE, "finance", "/v1/provision-matrices/DEFAULT", MATRIX));
            for (int i = 0; i < RUNS; i++) {
                long begun = System.nanoTime();
                answered(201, client.post(ReceivablesStage.SERVICE, "finance", "/v1/provision-runs", Map.of()));
                times.add(System.nanoTime() - begun);
            }
        }
        run.found(new Figure(
                name(),
                "request to answer",
                times.median() / 1e3,
                "s p50",
                "one SQL aggregate of the open items",
                Portfolio.AGEING.aggregate(suite).median() / 1e3,
                null,
                "%,d open items of %,d accounts".formatted(openItems(stage), accounts + stage.accounts())));
    }

    private static Map<String, Object> bucket(String name, int fromDays, String lossRate) {
        Map<String, Object> bucket = new HashMap<>(Map.of("name", name, "lossRate", new BigDecimal(lossRate)));
        if (fromDays > 0) {
            bucket.put("fromDays", fromDays);
        }
        return bucket;
    }

    private static long openItems(ReceivablesStage stage) throws java.sql.SQLException {
        return Tables.rows(stage.database(), "open_items(null, current_date) where side = 'OPEN'");
    }

    private static void answered(int status, SuiteClient.Answer answer) {
        if (answer.status() != status) {
            throw new IllegalStateException(
                    "answered with %d instead of %d: %s".formatted(answer.status(), status, answer.body()));
        }
    }
}
