package org.kamsuite.bench;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kamsuite.local.launch.Suite;
import org.kamsuite.local.launch.SuiteService;

/// Reads of one account at full speed beside the same statements without a service in front of them.
final class AccountReads implements Benchmark {

    private static final int CONNECTIONS = 32;

    static final Map<String, GrowingReads.Read> READS = new LinkedHashMap<>();

    static {
        READS.put("balance", new GrowingReads.Read(SuiteService.RECEIVABLES, "/v1/receivables/%s"));
        READS.put("ageing", new GrowingReads.Read(SuiteService.RECEIVABLES, "/v1/receivables/%s/ageing"));
        READS.put("metrics", new GrowingReads.Read(SuiteService.RECEIVABLES, "/v1/receivables/%s/metrics"));
        READS.put("service level", new GrowingReads.Read(SuiteService.MONITOR, "/v1/service-levels/%s"));
        READS.put("score", new GrowingReads.Read(SuiteService.SCORING, "/v1/scores/%s"));
        READS.put("coverage", new GrowingReads.Read(SuiteService.RELATIONSHIP, "/v1/coverage/%s"));
        READS.put("overview", new GrowingReads.Read(SuiteService.ACCOUNT, "/v1/accounts/%s/overview"));
    }

    @Override
    public String name() {
        return "account-reads";
    }

    @Override
    public String about() {
        return "reads of an account over REST with 32 connections, against the same SQL by pgbench with 32";
    }

    @Override
    public void measure(Run run) throws Exception {
        SuiteStage stage = SuiteStage.of(run);
        Suite suite = stage.suite();
        String token = suite.token("finance", "viewer", "kam-director");
        int seconds = run.quick() ? 4 : 10;
        bareAnswers(run, token, seconds);
        for (var each : READS.entrySet()) {
            GrowingReads.Read read = each.getValue();
            URI uri = suite.uri(read.service().id());
            Load.of(uri, token, CONNECTIONS, Duration.ofSeconds(2L * seconds), n -> path(stage, read, n));
            Load[] load = new Load[1];
            Cpu before = Cpu.now(suite, read.service().id());
            run.profiled(
                    name() + "-" + each.getKey().replace(' ', '-'),
                    suite,
                    read.service(),
                    () -> load[0] =
                            Load.of(uri, token, CONNECTIONS, Duration.ofSeconds(seconds), n -> path(stage, read, n)));
            Map<String, Double> used = Cpu.now(suite, read.service().id()).since(before);
            List<SqlLog.Executed> statements = SqlLog.during(
                    suite, suite.database(read.service()), () -> Load.probe(uri, token, path(stage, read, 7)));
            Double limit = PgBench.isInstalled()
                    ? PgBench.perSecond(run, suite.database(read.service()), statements, CONNECTIONS, seconds)
                    : null;
            run.found(new Figure(
                    name(),
                    each.getKey(),
                    load[0].perSecond(),
                    "/s",
                    limit == null ? null : "the same SQL by pgbench",
                    limit,
                    limit == null ? null : Figure.Goal.atLeast(0.5),
                    "p50 %s ms, p99 %s ms, %d failed; processor time a read: service %s ms, postgres %s ms; %d statements%s"
                            .formatted(
                                    Figure.number(load[0].latencies().median()),
                                    Figure.number(load[0].latencies().percentile(99)),
                                    load[0].failures(),
                                    Figure.number(
                                            used.getOrDefault(read.service().id(), 0.0) / load[0].requests() * 1e3),
                                    Figure.number(used.getOrDefault("postgres", 0.0) / load[0].requests() * 1e3),
                                    statements.size(),
                                    limit == null ? "; no pgbench on the PATH, so no limit" : "")));
        }
    }

    /// What is left for a read when it has nothing to do: the suite rests meanwhile, as it does for `pgbench`.
    private void bareAnswers(Run run, String token, int seconds) {
        Hello.start().ifPresent(hello -> {
            try (hello) {
                Load.of(hello.uri(), token, CONNECTIONS, Duration.ofSeconds(2L * seconds), _ -> "/hello");
                Load load = Load.of(hello.uri(), token, CONNECTIONS, Duration.ofSeconds(seconds), _ -> "/hello");
                run.found(Figure.alone(
                        name(),
                        "hello of a bare Quarkus application",
                        load.perSecond(),
                        "/s",
                        "no token, no SQL, no JSON: no read can be faster"));
            }
        });
    }

    private static String path(SuiteStage stage, GrowingReads.Read read, int number) {
        return read.path().formatted(stage.account(number));
    }
}
