package org.kamsuite.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kamsuite.local.launch.Suite;

/// Statements at full speed, by PostgreSQL's own `pgbench` with prepared statements.
final class PgBench {

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    /// What a value looks like, and the type that it then has. Numbers take the type of their place.
    private static final Map<String, String> TYPES = new LinkedHashMap<>();

    static {
        TYPES.put("\\{[0-9,]*}", "bigint[]");
        TYPES.put("\\{\"?" + UUID + ".*", "uuid[]");
        TYPES.put("\\{([0-9]{4}-[0-9]{2}-[0-9]{2},?)+}", "date[]");
        TYPES.put("\\{.*}", "text[]");
        TYPES.put(UUID, "uuid");
        TYPES.put("[0-9]{4}-[0-9]{2}-[0-9]{2}", "date");
        TYPES.put("[0-9]{4}-[0-9]{2}-[0-9]{2} .*", "timestamptz");
        TYPES.put("[tf]|true|false", "boolean");
    }

    private static final Pattern SPEED = Pattern.compile("tps = ([0-9.]+)");

    private PgBench() {}

    static boolean isInstalled() {
        for (String dir : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (!dir.isBlank() && Files.isExecutable(Path.of(dir, "pgbench"))) {
                return true;
            }
        }
        return false;
    }

    /// How often a second all these statements are executed, one after the other, by that many connections.
    static double perSecond(
            Run run, Suite.Database database, List<SqlLog.Executed> statements, int clients, int seconds)
            throws IOException, InterruptedException {
        List<String> variables = new ArrayList<>();
        StringBuilder script = new StringBuilder();
        for (SqlLog.Executed each : statements) {
            script.append(line(each, variables)).append(";\n");
        }
        Path file = Files.createTempFile(run.dir(), "pgbench", ".sql");
        Files.writeString(file, script);
        List<String> command = new ArrayList<>(List.of(
                "pgbench",
                "--no-vacuum",
                "--protocol=prepared",
                "--host=127.0.0.1",
                "--port=" + database.port(),
                "--username=" + database.user(),
                "--client=" + clients,
                "--jobs=2",
                "--time=" + seconds,
                "--file=" + file));
        variables.forEach(variable -> command.add("--define=" + variable));
        command.add(database.name());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", database.password());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return speed(output).orElseThrow(() -> new IllegalStateException("pgbench: " + output));
    }

    static Optional<Double> speed(String output) {
        Matcher found = SPEED.matcher(output);
        return found.find() ? Optional.of(Double.valueOf(found.group(1))) : Optional.empty();
    }

    /// The statement on one line, with a variable of a stated type for each parameter: a driver states them, too.
    static String line(SqlLog.Executed statement, List<String> variables) {
        String sql = statement.sql().replaceAll("--[^\n]*", " ").replaceAll("\\s+", " ");
        return PARAMETER.matcher(sql).replaceAll(each -> {
            String value = statement.parameters().get(Integer.parseInt(each.group(1)) - 1);
            // pgbench takes no empty values
            if (value == null || value.isEmpty()) {
                return value == null ? "null" : "''";
            }
            variables.add("p" + variables.size() + "=" + value);
            return Matcher.quoteReplacement(typed(":p" + (variables.size() - 1), value));
        });
    }

    private static String typed(String variable, String value) {
        return TYPES.entrySet().stream()
                .filter(each -> value.matches(each.getKey()))
                .map(each -> "cast(" + variable + " as " + each.getValue() + ")")
                .findFirst()
                .orElse(variable);
    }
}
