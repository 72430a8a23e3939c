package org.kamsuite.platform.rebuild;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.event.PassingFault;
import org.kamsuite.platform.snapshot.AccountSnapshots;
import org.kamsuite.platform.snapshot.TouchedAccounts;

/// Works on the rebuild that is under way, a slice and a transaction at a time; whichever replica is free takes the
/// next one (its row is the lock). What a slice did and that it is done are committed together, so a crash at any point
/// neither skips nor counts twice.
@ApplicationScoped
class RebuildRunner {

    private static final Logger LOG = Logger.getLogger(RebuildRunner.class);
    private static final int TRANSACTION_TIMEOUT_SECONDS = 300;

    private enum Step {
        /// There is more to do at once.
        WORKED,
        /// Nothing to do now, or not for this replica.
        IDLE
    }

    @Inject
    Rebuilds rebuilds;

    @Inject
    EventLog log;

    @Inject
    Jdbi jdbi;

    @Inject
    ObjectMapper json;

    @Inject
    TouchedAccounts touched;

    @Inject
    Instance<AccountSnapshots> snapshots;

    @ConfigProperty(name = "kam.rebuild.every")
    Duration every;

    @ConfigProperty(name = "kam.rebuild.groups")
    int groups;

    @ConfigProperty(name = "kam.rebuild.records")
    int records;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean stopping;
    private Thread thread;

    void start(@Observes StartupEvent event) {
        resume();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        halt();
    }

    /// Starts the work, after [#halt] where it stood.
    void resume() {
        stopping = false;
        thread = Thread.ofPlatform().name("rebuild").daemon().start(this::run);
    }

    /// Ends the work after the present slice.
    void halt() throws InterruptedException {
        lock.lock();
        try {
            stopping = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        thread.join(Duration.ofSeconds(10));
    }

    private void run() {
        try {
            while (goesOn(Duration.ZERO)) {
                if (step() == Step.IDLE && !goesOn(every)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean goesOn(Duration pause) throws InterruptedException {
        lock.lock();
        try {
            if (!stopping && pause.isPositive()) {
                changed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            }
            return !stopping;
        } finally {
            lock.unlock();
        }
    }

    private Step step() {
        UUID[] worked = new UUID[1];
        try {
            return QuarkusTransaction.requiringNew()
                    .timeout(TRANSACTION_TIMEOUT_SECONDS)
                    .call(() -> rebuilds.open()
                            .map(open -> {
                                worked[0] = open.id();
                                return step(open);
                            })
                            .orElse(Step.IDLE));
        } catch (RuntimeException e) {
            if (worked[0] == null || PassingFault.is(e) || isKafka(e)) {
                LOG.warn("A rebuild waits and is tried again", e);
            } else {
                LOG.error("A rebuild failed", e);
                fail(worked[0], e);
            }
            return Step.IDLE;
        }
    }

    private static boolean isKafka(RuntimeException failure) {
        return failure instanceof org.apache.kafka.common.KafkaException;
    }

    private void fail(UUID id, RuntimeException cause) {
        try {
            QuarkusTransaction.requiringNew()
                    .run(() -> rebuilds.finish(id, cause.getClass().getSimpleName() + ": " + cause.getMessage()));
        } catch (RuntimeException e) {
            LOG.warn("That a rebuild failed could not be noted; it is tried again", e);
        }
    }

    private Step step(Rebuilds.Open open) {
        switch (open.projection()) {
            case null -> rebuilds.finish(open.id(), "this service has no such projection any more");
            case Rebuildable.Folded folded -> {
                if (open.state() == RebuildView.State.WAITING) {
                    rebuilds.begin(open, RebuildView.State.COMPARING, folded.groups(), null);
                } else {
                    compare(open, folded);
                }
            }
            case Rebuildable.Copied copied -> {
                switch (open.state()) {
                    case WAITING -> {
                        List<EventLog.Range> ranges = log.now(copied.topics());
                        rebuilds.begin(open, RebuildView.State.READING, EventLog.total(ranges), log.text(ranges));
                    }
                    case READING -> {
                        return read(open, copied);
                    }
                    default -> compare(open, copied);
                }
            }
        }
        return Step.WORKED;
    }

    private Step read(Rebuilds.Open open, Rebuildable.Copied copy) {
        List<EventLog.Range> ranges = log.ranges(open.offsets());
        if (EventLog.done(ranges) == EventLog.total(ranges)) {
            rebuilds.begin(open, RebuildView.State.COMPARING, log.accounts(open.id()), null);
            return Step.WORKED;
        }
        List<EventLog.Range> left = log.read(open.id(), copy, ranges, records);
        rebuilds.read(open, EventLog.done(left), log.text(left));
        return left.equals(ranges) ? Step.IDLE : Step.WORKED;
    }

    private void compare(Rebuilds.Open open, Rebuildable.Folded folded) {
        compare(open, folded.next(open.lastKey(), groups), folded::lock, folded::remake);
    }

    private void compare(Rebuilds.Open open, Rebuildable.Copied copied) {
        compare(
                open,
                log.next(open.id(), open.lastKey(), groups),
                keys -> lockRows(copied, keys),
                keys -> copied.take(log.about(open.id(), keys)));
    }

    private interface Work {
        void on(List<String> keys);
    }

    private void compare(Rebuilds.Open open, List<String> keys, Work locking, Work making) {
        if (keys.isEmpty()) {
            rebuilds.finish(open.id(), null);
            return;
        }
        execute("savepoint slice");
        locking.on(keys);
        List<Differences.Row> before = rows(open.projection(), keys);
        making.on(keys);
        Differences found = Differences.of(before, rows(open.projection(), keys));
        if (open.mode() == RebuildView.Mode.CHECK || found.rows().isEmpty()) {
            execute("rollback to savepoint slice");
        } else {
            touch(found);
        }
        rebuilds.compared(open, keys, found);
    }

    private void execute(String statement) {
        jdbi.useHandle(handle -> handle.execute(statement));
    }

    // In the order in which the intake writes them.
    private void lockRows(Rebuildable projection, List<String> keys) {
        for (Rebuildable.Rows rows : projection.rows()) {
            jdbi.useHandle(handle -> handle.createQuery(
                            "select 1 from %1$s where %2$s = any(cast(:keys as %3$s[])) order by %2$s for no key update"
                                    .formatted(rows.table(), rows.key(), rows.type()))
                    .bindArray("keys", String.class, keys)
                    .mapTo(Integer.class)
                    .list());
        }
    }

    private List<Differences.Row> rows(Rebuildable projection, List<String> keys) {
        List<Differences.Row> found = new ArrayList<>();
        for (Rebuildable.Rows rows : projection.rows()) {
            jdbi.useHandle(handle -> handle.createQuery(
                            "select cast(to_jsonb(r) - cast(:ignored as text[]) as text) from %s r where %s = any(cast(:keys as %s[]))"
                                    .formatted(rows.table(), rows.key(), rows.type()))
                    .bindArray("keys", String.class, keys)
                    .bindArray("ignored", String.class, rows.ignored())
                    .mapTo(String.class)
                    .forEach(row -> found.add(new Differences.Row(rows.table(), row))));
        }
        return found;
    }

    private void touch(Differences found) {
        if (!snapshots.isResolvable()) {
            return;
        }
        Set<Long> customers = new HashSet<>();
        Set<UUID> accounts = new HashSet<>();
        for (RebuildView.Difference each : found.rows()) {
            JsonNode row = tree(each.row());
            if (row.path("customer_id").isIntegralNumber()) {
                customers.add(row.get("customer_id").longValue());
            }
            if (row.path("account_id").isTextual()) {
                accounts.add(UUID.fromString(row.get("account_id").textValue()));
            }
        }
        touched.markCustomers(customers);
        touched.markAccounts(accounts);
    }

    private JsonNode tree(String row) {
        try {
            return json.readTree(row);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database wrote JSON that cannot be read", e);
        }
    }

    /// For tests: one slice on the caller's thread, while the runner is halted.
    boolean stepNow() {
        return step() == Step.WORKED;
    }
}
