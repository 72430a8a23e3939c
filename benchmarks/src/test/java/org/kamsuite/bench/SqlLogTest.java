package org.kamsuite.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqlLogTest {

    private static final String LOG = """
            2026-11-22 03:00:00.001 UTC [11] LOG:  execute S_1: select *
            \tfrom item where customer_id = any($1) and day <= $2 and note = $3
            2026-11-22 03:00:00.002 UTC [12] LOG:  statement: select 1
            2026-11-22 03:00:00.003 UTC [11] DETAIL:  Parameters: $1 = '{1,2}', $2 = NULL, $3 = 'it''s, $4 = ''x'''
            2026-11-22 03:00:00.004 UTC [11] ERROR:  something else
            2026-11-22 03:00:00.005 UTC [11] LOG:  execute <unnamed>: BEGIN
            """;

    @Test
    void statementsAreFoundWithTheirParametersWhoeverLogsInBetween() {
        assertThat(SqlLog.parse(LOG))
                .containsExactly(
                        new SqlLog.Executed(
                                "select *\nfrom item where customer_id = any($1) and day <= $2 and note = $3",
                                Arrays.asList("{1,2}", null, "it's, $4 = 'x'")),
                        new SqlLog.Executed("select 1", List.of()),
                        new SqlLog.Executed("BEGIN", List.of()));
    }

    @Test
    void aStatementBecomesOneLineWithVariables() {
        List<String> variables = new ArrayList<>(List.of("p0=x"));
        var statement = new SqlLog.Executed(
                "select $1 -- a remark\nfrom unnest($2, $3) as t(a, b)\nwhere $4 or $5 > $6",
                Arrays.asList("d", "{1}", "{a,b}", null, "2026-11-22", "17"));
        assertThat(PgBench.line(statement, variables))
                .isEqualTo("select :p1 from unnest(cast(:p2 as bigint[]), cast(:p3 as text[])) as t(a, b)"
                        + " where null or cast(:p4 as date) > :p5");
        assertThat(variables).startsWith("p0=x", "p1=d", "p2={1}", "p3={a,b}", "p4=2026-11-22", "p5=17");
    }

    @Test
    void theSpeedIsReadFromPgbench() {
        assertThat(PgBench.speed("latency average = 1.2 ms\ntps = 26123.45 (without initial connection time)"))
                .hasValue(26123.45);
        assertThat(PgBench.speed("error")).isEmpty();
    }
}
