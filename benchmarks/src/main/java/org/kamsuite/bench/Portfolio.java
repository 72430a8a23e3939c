package org.kamsuite.bench;

import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.kamsuite.local.launch.Suite;
import org.kamsuite.local.launch.SuiteService;

/// A read over all accounts beside the one SQL aggregate that its figures cannot do without.
///
/// @param sql reads the same facts, of the same days, grouped by account
record Portfolio(String name, SuiteService service, String path, String sql) {

    private static final int LIMIT_RUNS = 15;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration QUICK_WARM_UP = Duration.ofSeconds(8);

    static final Portfolio AGEING = new Portfolio("ageing", SuiteService.RECEIVABLES, "/v1/ageing?limit=100", """
            select c.account_id, i.currency,
                sum(i.open_amount) filter (where current_date - i.due_date <= 0),
                sum(i.open_amount) filter (where current_date - i.due_date between 1 and 30),
                sum(i.open_amount) filter (where current_date - i.due_date between 31 and 60),
                sum(i.open_amount) filter (where current_date - i.due_date between 61 and 90),
                sum(i.open_amount) filter (where current_date - i.due_date between 91 and 120),
                sum(i.open_amount) filter (where current_date - i.due_date > 120)
            from item i join erp_customer c using (customer_id)
            where i.settled_on > current_date and i.first_date <= current_date
            group by c.account_id, i.currency""");

    static final Portfolio METRICS =
            new Portfolio("metrics of all", SuiteService.RECEIVABLES, "/v1/receivables-metrics", """
            select currency, cause, sum(amount), sum(amount * (entry_date - issue_date)),
                sum(amount * (entry_date - due_date))
            from entry
            where side = 'OPEN' and entry_date between current_date - 364 and current_date
            group by currency, cause""");

    static final Portfolio RANKING = new Portfolio("ranking", SuiteService.SCORING, "/v1/scores?limit=100", """
            select c.account_id, s.currency, sum(s.revenue), sum(s.costed - s.cost), sum(s.orders), max(s.day)
            from sales_day s join erp_customer c using (customer_id)
            where s.day between current_date - 729 and current_date
            group by c.account_id, s.currency
            order by 3 desc""");

    static final Portfolio CONCENTRATION =
            new Portfolio("concentration", SuiteService.SCORING, "/v1/concentration", """
            select c.account_id, s.currency, sum(s.revenue)
            from sales_day s join erp_customer c using (customer_id)
            where s.day between current_date - 364 and current_date
            group by c.account_id, s.currency
            order by 3 desc""");

    static final Portfolio SERVICE_LEVELS =
            new Portfolio("service levels", SuiteService.MONITOR, "/v1/service-levels?limit=100", """
            select c.account_id, count(*), count(*) filter (where l.delivered_on <= l.requested_on),
                count(*) filter (where l.in_full),
                count(*) filter (where l.in_full and l.delivered_on <= l.requested_on)
            from order_line l join erp_customer c using (customer_id)
            where coalesce(l.requested_on, l.ordered_on) between current_date - 364 and current_date
            group by c.account_id""");

    void measure(Run run, String benchmark, Suite suite, String circumstances) throws SQLException {
        measure(run, benchmark, name, suite, circumstances, _ -> {});
    }

    /// As [#measure], each time after the figures of another account have changed.
    ///
    /// @param accounts any number of them
    void measureAfterChanges(Run run, String benchmark, Suite suite, String circumstances, IntFunction<UUID> accounts)
            throws SQLException {
        try (var connection = suite.database(service).connect();
                var touch = connection.prepareStatement(
                        "insert into touched_account (account_id) values (?) on conflict do nothing")) {
            measure(run, benchmark, name + " after a change", suite, circumstances, number -> {
                try {
                    touch.setObject(1, accounts.apply(number));
                    touch.executeUpdate();
                } catch (SQLException e) {
                    throw new IllegalStateException("the database does not answer", e);
                }
            });
        }
    }

    private void measure(
            Run run, String benchmark, String name, Suite suite, String circumstances, IntConsumer beforeEach)
            throws SQLException {
        URI uri = suite.uri(service.id());
        String token = suite.token("finance", "viewer", "kam-director");
        int requests = run.quick() ? 10 : 20;
        Load.of(uri, token, 1, run.quick() ? QUICK_WARM_UP : WARM_UP, _ -> path);
        Latencies[] times = new Latencies[1];
        run.profiled(
                benchmark + "-" + name.replace(' ', '-'),
                suite,
                service,
                () -> times[0] = Load.times(uri, token, requests, number -> {
                    beforeEach.accept(number);
                    return path;
                }));
        run.found(new Figure(
                benchmark,
                name,
                times[0].median(),
                "ms p50",
                "one SQL aggregate",
                aggregate(suite).median(),
                Figure.Goal.atMost(3),
                "p95 %s ms; %s".formatted(Figure.number(times[0].percentile(95)), circumstances)));
    }

    Latencies aggregate(Suite suite) throws SQLException {
        Latencies latencies = new Latencies();
        try (var connection = suite.database(service).connect();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < 2 * LIMIT_RUNS; i++) {
                long before = System.nanoTime();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        rows.getString(1);
                    }
                }
                if (i >= LIMIT_RUNS) {
                    latencies.add(System.nanoTime() - before);
                }
            }
        }
        return latencies;
    }
}
