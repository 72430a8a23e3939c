package org.kamsuite.platform.snapshot;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.kamsuite.platform.database.AbsentDatabase;
import org.kamsuite.platform.database.Schema;

/// Publishes the figures of touched accounts, a batch at a time. Safe with many replicas: each takes other accounts.
@ApplicationScoped
class SnapshotPublisher {

    private static final Logger LOG = Logger.getLogger(SnapshotPublisher.class);

    private static final Duration AFTER_FAULT = Duration.ofSeconds(2);

    @Inject
    Schema schema;

    @Inject
    TouchedAccounts touched;

    @Inject
    Instance<AccountSnapshots> snapshots;

    @Inject
    IntakePace intake;

    @ConfigProperty(name = "kam.snapshots.every")
    Duration every;

    @ConfigProperty(name = "kam.snapshots.patience")
    Duration patience;

    @ConfigProperty(name = "kam.snapshots.batch")
    int batch;

    private final CountDownLatch stopping = new CountDownLatch(1);
    private Thread thread;

    void start(@Observes StartupEvent event) {
        if (snapshots.isResolvable()) {
            thread = Thread.ofPlatform().name("snapshot-publisher").daemon().start(this::run);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        if (thread != null) {
            thread.join(Duration.ofSeconds(10));
        }
    }

    private void run() {
        try {
            if (!schema.await()) {
                return;
            }
            long published = System.nanoTime();
            long took = 0;
            // The pause also bounds how many events an account gets while a feed runs.
            while (!stopping.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                long since = System.nanoTime() - published;
                if (!intake.isBehind() || since > Math.max(patience.toNanos(), IntakePace.LEAVING * took)) {
                    long begun = System.nanoTime();
                    publishAll();
                    published = System.nanoTime();
                    took = published - begun;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // Each account once, however often it is touched meanwhile: else one round would go on as long as a feed does, with
    // the accounts of low ids again and again before the others come at all.
    private void publishAll() {
        List<UUID> accounts;
        UUID last = null;
        do {
            accounts = publishBatch(last);
            last = accounts.isEmpty() ? null : accounts.getLast();
        } while (accounts.size() == batch && stopping.getCount() > 0);
    }

    private List<UUID> publishBatch(UUID after) {
        try {
            return QuarkusTransaction.requiringNew().call(() -> {
                List<UUID> accounts = touched.take(after, batch);
                if (!accounts.isEmpty()) {
                    snapshots.get().publish(accounts);
                }
                return accounts;
            });
        } catch (RuntimeException e) {
            if (stopping.getCount() > 0 && AbsentDatabase.is(e)) {
                LOG.warn("Account snapshots wait for the database");
                awaitNextTry();
            } else if (stopping.getCount() > 0) {
                LOG.warn("Account snapshots wait and are tried again", e);
            }
            return List.of();
        }
    }

    private void awaitNextTry() {
        try {
            stopping.await(AFTER_FAULT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
