package org.kamsuite.local.chaos;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.kamsuite.local.client.SuiteClient;
import org.kamsuite.local.launch.LaunchFailure;
import org.kamsuite.local.launch.Suite;
import org.kamsuite.local.launch.SuiteService;

/// Makes faults happen to a suite, one after the other, until it is told to stop. Every kind comes, and every service
/// is killed, before a kind comes again; the order is the seed's.
final class Faults implements Runnable {

    private static final Duration MOMENT = Duration.ofMillis(300);
    private static final int LOOKS_FOR_OUTBOX = 20;
    private static final int TRIES = 12;
    private static final Duration READY = Duration.ofSeconds(30);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

    private record Planned(Fault fault, SuiteService service) {}

    private final Suite suite;
    private final SuiteClient client;
    private final Random random;
    private final Duration pause;
    private final Duration between;
    private final PrintStream out;
    private final long started = System.nanoTime();
    private final Map<Fault, Integer> done = new EnumMap<>(Fault.class);
    private volatile boolean stopping;

    /// @param pause how long a service freezes
    /// @param between mean time from one fault to the next
    Faults(Suite suite, SuiteClient client, long seed, Duration pause, Duration between, PrintStream out) {
        this.suite = suite;
        this.client = client;
        this.random = new Random(seed);
        this.pause = pause;
        this.between = between;
        this.out = out;
    }

    @Override
    public void run() {
        do {
            for (Planned planned : round()) {
                SuiteClient.pause(Duration.ofMillis((long) (between.toMillis() * (0.5 + random.nextDouble()))));
                if (happens(planned)) {
                    done.merge(planned.fault(), 1, Integer::sum);
                }
            }
        } while (!stopping);
    }

    /// Ends after the round that is under way, so that each kind has come.
    void stop() {
        stopping = true;
    }

    /// Tries again while the component is just starting after the fault before.
    private boolean happens(Planned planned) {
        for (int n = 0; n < TRIES; n++) {
            if (happen(planned)) {
                return true;
            }
            SuiteClient.pause(BETWEEN_TRIES);
        }
        return false;
    }

    /// How often each happened; complete after [#run] has ended.
    Map<Fault, Integer> done() {
        return done;
    }

    private List<Planned> round() {
        List<Planned> round = new ArrayList<>();
        for (SuiteService service : SuiteService.values()) {
            round.add(new Planned(Fault.KILL_SERVICE, service));
        }
        for (Fault fault : List.of(Fault.KILL_REPLICA, Fault.KILL_BEFORE_DELETE, Fault.PAUSE_SERVICE, Fault.REBUILD)) {
            round.add(new Planned(fault, any()));
        }
        round.add(new Planned(Fault.KILL_BROKER, null));
        round.add(new Planned(Fault.KILL_DATABASE, null));
        Collections.shuffle(round, random);
        return round;
    }

    private SuiteService any() {
        // relationship-service takes in no ERP events: its faults would hit nothing.
        List<SuiteService> busy = Arrays.stream(SuiteService.values())
                .filter(service -> service != SuiteService.RELATIONSHIP)
                .toList();
        return busy.get(random.nextInt(busy.size()));
    }

    private boolean happen(Planned planned) {
        return switch (planned.fault()) {
            case KILL_SERVICE -> kill(planned.fault(), planned.service().id());
            case KILL_REPLICA -> kill(planned.fault(), planned.service().id() + "-2");
            case KILL_BROKER -> kill(planned.fault(), "kafka");
            case KILL_DATABASE -> kill(planned.fault(), "postgres");
            case PAUSE_SERVICE -> freeze(planned.service().id());
            case KILL_BEFORE_DELETE -> killBeforeDelete(planned.service());
            case REBUILD -> rebuild(planned.service());
        };
    }

    private boolean kill(Fault fault, String component) {
        if (suite.process(component).isEmpty()) {
            return false;
        }
        suite.kill(component);
        tell(fault, component);
        return true;
    }

    private boolean freeze(String component) {
        if (suite.process(component).isEmpty()) {
            return false;
        }
        suite.pause(component);
        tell(Fault.PAUSE_SERVICE, component + " for " + pause.toSeconds() + " s");
        SuiteClient.pause(pause);
        suite.resume(component);
        return true;
    }

    /// Holds the rows of the outbox, so that the relay can send but not delete them; then kills whoever relays.
    private boolean killBeforeDelete(SuiteService service) {
        try (Connection connection = suite.database(service).connect()) {
            connection.setAutoCommit(false);
            for (int n = 0; n < LOOKS_FOR_OUTBOX; n++) {
                if (holdsRows(connection)) {
                    SuiteClient.pause(MOMENT);
                    for (String component : List.of(service.id(), service.id() + "-2")) {
                        if (suite.process(component).isPresent()) {
                            suite.kill(component);
                        }
                    }
                    connection.rollback();
                    tell(Fault.KILL_BEFORE_DELETE, service.id());
                    return true;
                }
                connection.rollback();
                SuiteClient.pause(Duration.ofMillis(50));
            }
        } catch (SQLException away) {
            // The database is just being killed or starting: another fault has its turn.
        }
        return false;
    }

    /// One of its projections; faults that follow may interrupt it, then it goes on after them.
    private boolean rebuild(SuiteService service) {
        try {
            suite.awaitReady(service.id(), READY);
            List<String> projections = Projections.of(client, service);
            String projection = projections.get(random.nextInt(projections.size()));
            boolean accepted =
                    Projections.request(client, service, projection, "REBUILD").isPresent();
            if (accepted) {
                tell(Fault.REBUILD, projection + " of " + service.id());
            }
            return accepted;
        } catch (LaunchFailure notNow) {
            return false;
        }
    }

    private static boolean holdsRows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select position from outbox order by position for key share")) {
            return rows.next();
        }
    }

    private void tell(Fault fault, String what) {
        out.printf(
                Locale.ROOT,
                "  %6.1f s  %-20s %s%n",
                (System.nanoTime() - started) / 1e9,
                fault.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                what);
    }
}
