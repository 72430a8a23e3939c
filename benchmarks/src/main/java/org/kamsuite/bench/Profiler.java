package org.kamsuite.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import org.kamsuite.local.launch.Suite;
import org.kamsuite.local.launch.SuiteService;

/// Says where the time goes while something is measured: a JFR recording of the service and PostgreSQL's own account
/// of its statements. Costs a few percent, so only with `--profile`.
final class Profiler {

    private static final String STATEMENTS = """
            select round(total_exec_time)::bigint as ms, calls, round(mean_exec_time::numeric, 2) as mean, rows,
                shared_blks_hit, shared_blks_read, wal_bytes, regexp_replace(query, '\\s+', ' ', 'g') as query
            from pg_stat_statements s join pg_database d on d.oid = s.dbid
            where d.datname = current_database()
            order by total_exec_time desc limit 25""";

    private final Path dir;

    /// @param dir where the profiles go
    Profiler(Path dir) {
        this.dir = dir;
    }

    /// Has PostgreSQL count statements from now on, which needs a new start of it.
    static void prepare(Suite suite, SuiteService any) {
        try (var connection = suite.database(any).connect();
                var statement = connection.createStatement()) {
            statement.execute("alter system set shared_preload_libraries = 'pg_stat_statements'");
            statement.execute("alter system set track_io_timing = on");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        suite.kill("postgres");
        suite.awaitReady(any.id(), Duration.ofMinutes(2));
    }

    void begin(Suite suite, SuiteService service) {
        try (var connection = suite.database(service).connect();
                var statement = connection.createStatement()) {
            statement.execute("create extension if not exists pg_stat_statements");
            statement.execute("select pg_stat_statements_reset()");
            jcmd(suite, service, "JFR.start", "name=bench", "settings=profile");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void end(Suite suite, SuiteService service, String label) {
        try (var connection = suite.database(service).connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(STATEMENTS)) {
            Files.createDirectories(dir);
            jcmd(suite, service, "JFR.stop", "name=bench", "filename=" + dir.resolve(label + ".jfr"));
            StringBuilder text =
                    new StringBuilder("  total ms    calls   mean ms      rows       hit    read     wal KiB\n");
            while (rows.next()) {
                text.append(String.format(
                        Locale.ROOT,
                        "%10d %8d %9s %9d %9d %7d %11d  %s%n",
                        rows.getLong(1),
                        rows.getLong(2),
                        rows.getBigDecimal(3),
                        rows.getLong(4),
                        rows.getLong(5),
                        rows.getLong(6),
                        rows.getLong(7) / 1024,
                        rows.getString(8)));
            }
            Files.writeString(dir.resolve(label + ".sql.txt"), text);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void jcmd(Suite suite, SuiteService service, String... command) {
        String[] all = new String[command.length + 2];
        all[0] = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        all[1] = Long.toString(suite.process(service.id()).orElseThrow().pid());
        System.arraycopy(command, 0, all, 2, command.length);
        try {
            new ProcessBuilder(all)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
