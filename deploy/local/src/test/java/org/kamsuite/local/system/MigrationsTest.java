package org.kamsuite.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// While services are upgraded one process after the other, the build of before works on tables that the new build has
/// migrated already. So a migration only adds; what is no longer needed goes in a later release, when no build that
/// uses it runs any more, and is then named in [#ALLOWED].
class MigrationsTest {

    /// Made before the first release, so that no build before them runs anywhere; later ones only after a look at what
    /// the build before does.
    private static final Set<String> ALLOWED =
            Set.of("V2__published_parts.sql", "V3__terms_and_losses.sql", "V50__ingest.sql");

    private static final Pattern FIRST = Pattern.compile("V(0_)?1__.*");
    private static final Pattern CREATED = Pattern.compile("create table (?:if not exists )?(\\w+)");
    private static final Pattern ALTERED = Pattern.compile("alter table (?:if exists )?(?:only )?(\\w+)(.*)");
    private static final List<Pattern> INCOMPATIBLE = Stream.of(
                    "drop (table|view|function|type|schema|sequence)",
                    "drop column",
                    "rename (to|column|constraint)?",
                    "alter column \\w+ (set data )?type",
                    "alter column \\w+ set not null",
                    "add (constraint|check|unique|foreign key|primary key)",
                    "create unique index",
                    "truncate")
            .map(pattern -> Pattern.compile("\\b" + pattern))
            .toList();
    private static final Pattern COLUMN_NEEDED = Pattern.compile("add column [^,]*not null(?![^,]*default)[^,]*");

    @Test
    void migrationsLeaveTheBuildBeforeWorking() throws IOException {
        List<Path> files = migrations();
        assertThat(files).hasSizeGreaterThan(10);
        List<String> problems = files.stream()
                .filter(file -> !FIRST.matcher(file.getFileName().toString()).matches())
                .filter(file -> !ALLOWED.contains(file.getFileName().toString()))
                .flatMap(file -> incompatible(file.getFileName().toString(), read(file)).stream())
                .toList();
        assertThat(problems).isEmpty();
    }

    @Test
    void theRulesFindWhatWouldDisturb() {
        assertThat(incompatible("V9", "alter table a drop column b;")).hasSize(1);
        assertThat(incompatible("V9", "alter table a add column b int not null;"))
                .hasSize(1);
        assertThat(incompatible("V9", "alter table a alter column b type bigint;"))
                .hasSize(1);
        assertThat(incompatible("V9", "alter table a rename column b to c;")).hasSize(1);
        assertThat(incompatible(
                        "V9", "-- drop table a;\nalter table a add column b int not null default 0, add column c int;"))
                .isEmpty();
        assertThat(incompatible(
                        "V9", "create table a (b int); create unique index i on a (b); alter table a drop column b;"))
                .isEmpty();
    }

    private static List<String> incompatible(String name, String sql) {
        String clean = sql.replaceAll("--[^\\n]*", "")
                .replaceAll("(?s)\\$(\\w*)\\$.*?\\$\\1\\$", "''")
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
        Set<String> own =
                CREATED.matcher(clean).results().map(found -> found.group(1)).collect(Collectors.toSet());
        return Stream.of(clean.split(";"))
                .map(String::strip)
                .filter(statement -> isIncompatible(statement) && !isAbout(own, statement))
                .map(statement -> name + ": " + statement)
                .toList();
    }

    private static boolean isIncompatible(String statement) {
        return !statement.startsWith("create table")
                && (COLUMN_NEEDED.matcher(statement).find()
                        || INCOMPATIBLE.stream()
                                .anyMatch(pattern -> pattern.matcher(statement).find()));
    }

    /// A table that the same migration makes is not known to the build before.
    private static boolean isAbout(Set<String> tables, String statement) {
        Matcher altered = ALTERED.matcher(statement);
        if (altered.find()) {
            return tables.contains(altered.group(1));
        }
        Matcher indexed = Pattern.compile(" on (?:only )?(\\w+)").matcher(statement);
        return indexed.find() && tables.contains(indexed.group(1));
    }

    private static List<Path> migrations() throws IOException {
        try (Stream<Path> modules = Files.list(Path.of("..", ".."))) {
            return modules.map(module -> module.resolve("src/main/resources/db"))
                    .filter(Files::isDirectory)
                    .flatMap(MigrationsTest::files)
                    .filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
