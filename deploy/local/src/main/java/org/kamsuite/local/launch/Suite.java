package org.kamsuite.local.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.kamsuite.local.token.LocalIssuer;
import org.kamsuite.local.token.LocalRole;

/// A running suite: one that this process has started, or one that runs already and is only used.
public final class Suite implements AutoCloseable {

    private final Home home;
    private final Ports ports;
    private final Launcher launcher;

    private Suite(Home home, Ports ports, Launcher launcher) {
        this.home = home;
        this.ports = ports;
        this.launcher = launcher;
    }

    /// Starts a whole suite without a word and returns when all of it is ready.
    ///
    /// @throws LaunchFailure with a readable reason
    public static Suite start(Path home, Ports ports) {
        return start(new Home(home), ports, new PrintStream(OutputStream.nullOutputStream()));
    }

    /// Starts a whole suite, tells `out` about it and returns when all of it is ready. When this process ends,
    /// however orderly, the suite is stopped.
    ///
    /// @throws LaunchFailure with a readable reason
    public static Suite start(Home home, Ports ports, PrintStream out) {
        return start(home, ports, new Launcher(home, ports, out));
    }

    private static Suite start(Home home, Ports ports, Launcher launcher) {
        Runtime.getRuntime().addShutdownHook(new Thread(launcher::stop, "stop-suite"));
        launcher.start();
        return new Suite(home, ports, launcher);
    }

    /// Starts the two servers and only these services (for measuring one of them alone).
    ///
    /// @throws LaunchFailure with a readable reason
    public static Suite start(Path home, Ports ports, PrintStream out, Set<SuiteService> services) {
        return start(new Home(home), ports, new Launcher(new Home(home), ports, out, services));
    }

    /// The suite that runs on that data folder and is ready, if there is one.
    ///
    /// @throws LaunchFailure when one is just starting
    public static Optional<Suite> attach(Home home) {
        return home.runningSuite().map(properties -> {
            if (!"ready".equals(properties.getProperty("state"))) {
                throw new LaunchFailure(
                        "The suite on %s is starting or stopping; try again when it is ready.".formatted(home.dir()));
            }
            return new Suite(home, Ports.read(properties), null);
        });
    }

    /// The suite that runs on that data folder; starts one when there is none.
    public static Suite attachOrStart(Home home, Ports ports, PrintStream out) {
        return attach(home).orElseGet(() -> start(home, ports, out));
    }

    /// The services that run in it.
    public Set<SuiteService> services() {
        return launcher == null ? EnumSet.allOf(SuiteService.class) : launcher.wanted();
    }

    /// Whether this process has started it, so that closing stops it.
    public boolean isOwned() {
        return launcher != null;
    }

    /// Base address of a service, for example of `account-service`.
    public URI uri(String service) {
        return URI.create("http://127.0.0.1:" + ports.of(require(service)));
    }

    /// Address of the Kafka broker.
    public String bootstrapServers() {
        return "127.0.0.1:" + ports.kafka();
    }

    /// A bearer token with these roles, for example `viewer`, valid for a day.
    public String token(String... roles) {
        return tokenFor("local-user", roles);
    }

    /// A bearer token of that subject with these roles, valid for a day.
    public String tokenFor(String subject, String... roles) {
        var known = Arrays.stream(roles)
                .map(role -> LocalRole.of(role).orElseThrow(() -> new IllegalArgumentException("unknown role " + role)))
                .toList();
        return LocalIssuer.in(home.keys(), Clock.systemUTC()).token(subject, known, Duration.ofDays(1));
    }

    /// Log file of a component (`account-service`, `kafka`, `postgres`).
    public Path log(String component) {
        return home.log(component);
    }

    /// Data folder of the suite.
    public Path home() {
        return home.dir();
    }

    /// How to reach a service's database as the superuser.
    public record Database(int port, String name, String user, String password) {

        /// A new connection, to be closed by the caller.
        public Connection connect() throws SQLException {
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, name), user, password);
        }

        @Override
        public String toString() {
            return name + " on port " + port;
        }
    }

    /// The database of a service, as its superuser sees it: for looking at it from outside.
    public Database database(SuiteService service) {
        return new Database(
                ports.postgres(),
                service.database(),
                Secrets.SUPERUSER,
                Secrets.of(home).password(Secrets.SUPERUSER));
    }

    /// The process of a component (`account-service`, `kafka`, `postgres`) while it runs.
    public Optional<ProcessHandle> process(String component) {
        return Processes.living(home.pidFile(component));
    }

    /// Data folder of the database, for copying it.
    public Path databaseFolder() {
        return home.postgresData();
    }

    /// Kills a component the hard way (as `kill -9` does). Its launcher starts it again.
    public void kill(String component) {
        var process = process(component).orElseThrow(() -> new IllegalStateException(component + " does not run"));
        process.destroyForcibly();
        process.onExit().join();
    }

    /// Freezes a component (as a machine does that swaps, or a long garbage collection): it lives, but does nothing.
    public void pause(String component) {
        signal("STOP", component);
    }

    /// Lets a paused component go on.
    public void resume(String component) {
        signal("CONT", component);
    }

    private void signal(String name, String component) {
        var process = process(component).orElseThrow(() -> new IllegalStateException(component + " does not run"));
        try {
            Processes.signal(name, process.pid());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("interrupted", e);
        }
    }

    /// Starts a second process of a service beside the first, on a free port.
    ///
    /// @return its component name
    public String startReplica(SuiteService service) {
        return startReplica(service, Installation.jar(service));
    }

    /// Starts a second process of a service out of another build beside the first, as during an upgrade.
    ///
    /// @param checkout of that build, packaged
    /// @return its component name
    public String startReplicaOf(Path checkout, SuiteService service) {
        return startReplica(service, Installation.jar(service, checkout));
    }

    private String startReplica(SuiteService service, Path jar) {
        if (launcher == null) {
            throw new IllegalStateException("only who has started the suite can start a replica in it");
        }
        return launcher.startReplica(service, jar, Ports.free(1).getFirst());
    }

    /// Whether a service answers that it is ready.
    public boolean isReady(String service) {
        try {
            return new ServiceProcess(require(service), home, ports, Secrets.of(home)).isReady();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException notNow) {
            return false;
        }
    }

    /// Waits for a service to be ready (again).
    ///
    /// @throws LaunchFailure when it is not within that time
    public void awaitReady(String service, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        while (!isReady(service)) {
            if (System.nanoTime() > deadline) {
                throw new LaunchFailure(
                        "%s is not ready after %d s, see %s".formatted(service, within.toSeconds(), log(service)));
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LaunchFailure("interrupted", e);
            }
        }
    }

    Home homeFolder() {
        return home;
    }

    Ports ports() {
        return ports;
    }

    /// Stops the suite if this process has started it; leaves any other alone.
    @Override
    public void close() {
        if (launcher != null) {
            launcher.stop();
        }
    }

    private static SuiteService require(String service) {
        return SuiteService.of(service)
                .orElseThrow(() -> new IllegalArgumentException("there is no service " + service));
    }
}
