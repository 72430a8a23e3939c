package org.kamsuite.platform.snapshot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The batch of records that this process takes into account, and whether more wait behind it. Figures of accounts that
/// are published while a pile waits are of the past, change again at once, and slow the intake down.
@ApplicationScoped
public class IntakePace {

    /// After a full batch there may be a next one; no longer than this it takes to come.
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    /// So many times as long as it worked, what works beside the intake leaves the database to it.
    static final int LEAVING = 4;

    private record Batch(int records, Instant begunAt, Instant endedAt) {}

    @Inject
    Clock clock;

    @ConfigProperty(name = "mp.messaging.incoming.events.max.poll.records")
    int most;

    private volatile Batch last = new Batch(0, Instant.EPOCH, Instant.EPOCH);

    /// A batch of so many records is being taken into account.
    public void begins(int records) {
        last = new Batch(records, clock.instant(), null);
    }

    public void ends() {
        last = new Batch(last.records(), last.begunAt(), clock.instant());
    }

    /// Since when the present batch is being taken into account; null when none is.
    public Instant busySince() {
        Batch batch = last;
        return batch.endedAt() == null ? batch.begunAt() : null;
    }

    /// What was last touched before this has been left in peace for so long. Nothing has while a pile waits: in the
    /// midst of an import invoices seem unpaid whose payments are in the pile.
    public Instant leftInPeaceBefore(Duration quiet) {
        return isBehind() ? Instant.EPOCH : clock.instant().minus(quiet);
    }

    /// For what works on accounts one transaction after the other: pauses after one, while records come in. It has all
    /// day; who asks for a balance that an invoice changed has not.
    ///
    /// @param worked how long the transaction took
    public void giveWay(Duration worked) {
        try {
            Thread.sleep(pauseAfter(worked));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Duration pauseAfter(Duration worked) {
        Batch batch = last;
        return batch.records() > 0 && isFresh(batch) ? worked.multipliedBy(LEAVING) : Duration.ZERO;
    }

    /// Half as many records as a batch may have were there already when it was asked for them.
    boolean isBehind() {
        Batch batch = last;
        return batch.records() >= most / 2 && isFresh(batch);
    }

    private boolean isFresh(Batch batch) {
        return batch.endedAt() == null
                || clock.instant().isBefore(batch.endedAt().plus(BETWEEN));
    }
}
