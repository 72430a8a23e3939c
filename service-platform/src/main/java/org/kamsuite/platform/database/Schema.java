package org.kamsuite.platform.database;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/// Brings the tables up to this build before anything uses them.
///
/// A database that is there is migrated while the service starts, and a migration that fails ends the start. One that
/// is not there yet is waited for in the background: the process lives and says that it is not ready, batches and
/// background work wait, requests get 503.
@ApplicationScoped
public class Schema {

    private static final Logger LOG = Logger.getLogger(Schema.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /// Before all other observers of the start, and after them.
    private static final int FIRST = Interceptor.Priority.PLATFORM_BEFORE - 100;

    private static final int LAST = Interceptor.Priority.PLATFORM_AFTER + 100;

    @Inject
    Flyway flyway;

    @Inject
    Scheduler scheduler;

    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch stopping = new CountDownLatch(1);

    void first(@Observes @Priority(FIRST) StartupEvent event) {
        try {
            flyway.migrate();
            ready.countDown();
        } catch (RuntimeException e) {
            if (!AbsentDatabase.isOrNotSetUp(e)) {
                throw e;
            }
            LOG.warnf("The database is not there yet, the service waits for it: %s", reason(e));
            Thread.ofPlatform().name("schema").daemon().start(this::keepTrying);
        }
    }

    /// The scheduler is halted until the tables are there.
    void last(@Observes @Priority(LAST) StartupEvent event) {
        if (isReady()) {
            scheduler.resume();
        }
    }

    void stop(@Observes @Priority(FIRST) ShutdownEvent event) {
        stopping.countDown();
    }

    public boolean isReady() {
        return ready.getCount() == 0;
    }

    /// Waits until the tables are there.
    ///
    /// @return false when the service is being stopped instead
    public boolean await() throws InterruptedException {
        while (!ready.await(200, TimeUnit.MILLISECONDS)) {
            if (stopping.getCount() == 0) {
                return false;
            }
        }
        return true;
    }

    private void keepTrying() {
        Duration pause = Duration.ofMillis(250);
        try {
            while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    flyway.migrate();
                    LOG.info("The database is there, and its tables are those of this build");
                    ready.countDown();
                    scheduler.resume();
                    return;
                } catch (RuntimeException e) {
                    if (!AbsentDatabase.isOrNotSetUp(e)) {
                        LOG.error("The tables cannot be brought up to this build", e);
                        Quarkus.asyncExit(1);
                        return;
                    }
                    LOG.debugf("The database is still away: %s", reason(e));
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getMessage();
    }
}
