package org.kamsuite.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.kamsuite.local.launch.Suite;

/// The statements that a service sends for a request, out of PostgreSQL's log.
final class SqlLog {

    private static final Pattern ENTRY =
            Pattern.compile("^\\d{4}-\\d\\d-\\d\\d \\S+ \\S+ \\[(\\d+)\\] (LOG|DETAIL):  (.*)$", Pattern.DOTALL);
    private static final Pattern EXECUTED = Pattern.compile("^(?:execute [^:]+|statement): (.*)$", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("\\$\\d+ = (?:NULL|'((?:[^']|'')*)')", Pattern.DOTALL);

    private SqlLog() {}

    /// @param sql with `$1`, `$2` and so on
    /// @param parameters their values as text; null for null
    record Executed(String sql, List<String> parameters) {}

    /// What is executed while `request` runs, in its order, without what the services' own timers execute: that is not
    /// executed each time.
    static List<Executed> during(Suite suite, Suite.Database database, Runnable request)
            throws SQLException, IOException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("alter system set log_statement = 'all'");
            statement.execute("select pg_reload_conf()");
            Run.pause(Duration.ofMillis(300));
            long begun = length(suite);
            Run.pause(Duration.ofMillis(3_000));
            Set<String> timers =
                    parse(since(suite, begun)).stream().map(Executed::sql).collect(Collectors.toSet());
            List<Executed> first = executed(suite, request);
            Run.pause(Duration.ofMillis(1_500));
            Set<String> again =
                    executed(suite, request).stream().map(Executed::sql).collect(Collectors.toSet());
            statement.execute("alter system reset log_statement");
            statement.execute("select pg_reload_conf()");
            return first.stream()
                    .filter(each -> again.contains(each.sql()) && !timers.contains(each.sql()))
                    .toList();
        }
    }

    private static List<Executed> executed(Suite suite, Runnable request) throws IOException {
        long begun = length(suite);
        request.run();
        Run.pause(Duration.ofMillis(100));
        return parse(since(suite, begun));
    }

    private static long length(Suite suite) throws IOException {
        return Files.size(suite.log("postgres"));
    }

    private static String since(Suite suite, long begun) throws IOException {
        byte[] all = Files.readAllBytes(suite.log("postgres"));
        return new String(all, (int) begun, all.length - (int) begun, java.nio.charset.StandardCharsets.UTF_8);
    }

    static List<Executed> parse(String log) {
        List<Executed> executed = new ArrayList<>();
        Map<String, Integer> last = new HashMap<>();
        for (String text : log.split("\n(?=\\d{4}-\\d\\d-\\d\\d )")) {
            Matcher entry = ENTRY.matcher(text.replace("\n\t", "\n").strip());
            if (!entry.matches()) {
                continue;
            }
            String process = entry.group(1);
            Matcher statement = EXECUTED.matcher(entry.group(3));
            if (entry.group(2).equals("LOG") && statement.matches()) {
                last.put(process, executed.size());
                executed.add(new Executed(statement.group(1), List.of()));
            } else if (entry.group(2).equals("DETAIL") && last.containsKey(process)) {
                int index = last.get(process);
                executed.set(index, new Executed(executed.get(index).sql(), parameters(entry.group(3))));
            }
        }
        return executed;
    }

    private static List<String> parameters(String detail) {
        List<String> values = new ArrayList<>();
        Matcher each = PARAMETER.matcher(detail);
        while (each.find()) {
            values.add(each.group(1) == null ? null : each.group(1).replace("''", "'"));
        }
        return java.util.Collections.unmodifiableList(values);
    }
}
