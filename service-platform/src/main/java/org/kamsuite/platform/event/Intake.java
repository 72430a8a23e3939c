package org.kamsuite.platform.event;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.kamsuite.contracts.account.AccountEvent;
import org.kamsuite.contracts.account.AccountState;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.snapshot.IntakePace;
import org.kamsuite.platform.snapshot.TouchedAccounts;

/// Takes a batch of records into account exactly once: decode, claim, park what is malformed, hand the rest
/// to the service's handler, all in one transaction. Account events go to the account directory. Partitions are spread
/// over lanes, each with a transaction of its own.
///
/// A passing fault (database away, deadlock) is retried with the whole batch until it passes. A batch that
/// fails otherwise is halved until the one record that fails is found; it is parked with its reason and the
/// others go on.
@ApplicationScoped
public class Intake {

    private static final Logger LOG = Logger.getLogger(Intake.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /// Records that are read are several times as large as on Kafka; this bounds what a batch of large ones takes.
    private static final int MAX_BYTES_AT_ONCE = 2 << 20;

    private static final int TRANSACTION_TIMEOUT_SECONDS = 300;

    @Inject
    Inbox inbox;

    @Inject
    Quarantine quarantine;

    @Inject
    EventHandler handler;

    @Inject
    AccountDirectory directory;

    @Inject
    TouchedAccounts touched;

    @Inject
    MeterRegistry metrics;

    @Inject
    @Identifier("intake-positions")
    IntakePositions positions;

    @Inject
    IntakePace pace;

    @ConfigProperty(name = "kam.intake.lanes")
    int lanes;

    private final CountDownLatch stopping = new CountDownLatch(1);

    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
        stopping.countDown();
    }

    /// Lanes at the same time: while the database works for one, the processor reads and judges for another.
    void process(List<RawRecord> batch) {
        pace.begins(batch.size());
        try {
            List<List<RawRecord>> parts = Parts.lanes(batch, lanes);
            if (parts.size() == 1) {
                processLane(parts.getFirst());
            } else {
                processAtOnce(parts);
            }
        } finally {
            pace.ends();
        }
    }

    /// Returns when all are dealt with or have failed.
    private void processAtOnce(List<List<RawRecord>> parts) {
        List<Future<?>> done = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            parts.forEach(part -> done.add(threads.submit(() -> processLane(part))));
        }
        done.stream()
                .filter(each -> each.state() == Future.State.FAILED)
                .map(Future::exceptionNow)
                .findFirst()
                .ifPresent(failure -> {
                    throw new IllegalStateException(failure);
                });
    }

    private void processLane(List<RawRecord> lane) {
        for (List<RawRecord> part : Parts.of(lane, MAX_BYTES_AT_ONCE)) {
            processDecoded(part.stream().map(EventCodec::decode).toList());
        }
    }

    private void processDecoded(List<Decoded> batch) {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                QuarkusTransaction.requiringNew()
                        .timeout(TRANSACTION_TIMEOUT_SECONDS)
                        .run(() -> apply(batch));
                return;
            } catch (RuntimeException e) {
                if (!PassingFault.is(e)) {
                    narrowDown(batch, e);
                    return;
                }
                LOG.warnf("A batch of %d records waits %s and is tried again: %s", batch.size(), pause, e);
                await(pause, e);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    private void apply(List<Decoded> batch) {
        List<Inbox.Key> keys = batch.stream()
                .filter(Intake::claimable)
                .map(decoded -> new Inbox.Key(decoded.source(), decoded.id()))
                .toList();
        Set<Inbox.Key> fresh = keys.isEmpty() ? new HashSet<>() : new HashSet<>(inbox.claim(keys));
        List<ReceivedEvent> events = new ArrayList<>(batch.size());
        List<Decoded.Refused> refused = new ArrayList<>();
        for (Decoded decoded : batch) {
            // remove: a key that comes twice in one batch is fresh once
            if (claimable(decoded) && !fresh.remove(new Inbox.Key(decoded.source(), decoded.id()))) {
                count("duplicate", decoded.raw());
                continue;
            }
            switch (decoded) {
                case ReceivedEvent event -> events.add(event);
                case Decoded.Refused flawed -> refused.add(flawed);
                case Decoded.Unknown unknown -> count("unknown", unknown.raw());
            }
        }
        quarantine.park(refused.stream().map(Intake::parked).toList());
        handle(events);
        positions.advance(batch);
        count("accepted", events.size());
        count("parked", refused.size());
    }

    /// What this build does not know is not claimed, so that the next one, which does, can read it again.
    private static boolean claimable(Decoded decoded) {
        return decoded.source() != null && decoded.id() != null && !(decoded instanceof Decoded.Unknown);
    }

    private void handle(List<ReceivedEvent> events) {
        List<AccountState> accounts = events.stream()
                .map(ReceivedEvent::data)
                .filter(AccountEvent.class::isInstance)
                .map(data -> ((AccountEvent) data).account())
                .toList();
        if (!accounts.isEmpty()) {
            directory.apply(accounts);
            // Facts that were waiting for their account count from now on.
            touched.markAccounts(accounts.stream().map(AccountState::accountId).toList());
        }
        List<ReceivedEvent> others = events.stream()
                .filter(event -> !(event.data() instanceof AccountEvent))
                .toList();
        if (!others.isEmpty()) {
            handler.handle(others);
        }
    }

    private void narrowDown(List<Decoded> batch, RuntimeException failure) {
        if (batch.size() > 1) {
            int half = batch.size() / 2;
            processDecoded(batch.subList(0, half));
            processDecoded(batch.subList(half, batch.size()));
            return;
        }
        Decoded culprit = batch.getFirst();
        LOG.errorf(
                failure,
                "Parked: %s, offset %d",
                culprit.raw().topic(),
                culprit.raw().offset());
        processDecoded(List.of(failed(culprit, failure)));
    }

    /// What a record failed on. The message may hold data of the record, and so may the quarantine; but no
    /// stack and no class names of ours.
    static String detailOf(RuntimeException failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return "processing failed: " + root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    private static Decoded.Refused failed(Decoded culprit, RuntimeException failure) {
        String detail = detailOf(failure);
        String type = culprit instanceof ReceivedEvent event ? event.type().name() : null;
        String subject = culprit instanceof ReceivedEvent event ? event.subject() : null;
        return new Decoded.Refused(
                culprit.raw(), culprit.source(), culprit.id(), type, subject, ReasonCode.FAILED, null, detail);
    }

    private static Quarantine.Parked parked(Decoded.Refused flawed) {
        return new Quarantine.Parked(
                flawed.raw(),
                flawed.source(),
                flawed.id(),
                flawed.type(),
                flawed.subject(),
                flawed.reason(),
                flawed.detail());
    }

    private void await(Duration pause, RuntimeException cause) {
        try {
            if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                // Not acknowledged: the records come again after the next start.
                throw new IllegalStateException("stopped while waiting to try a batch again", cause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting to try a batch again", e);
        }
    }

    private void count(String outcome, RawRecord raw) {
        metrics.counter("kam.events.received", "outcome", outcome).increment();
        LOG.debugf("%s: %s, partition %d, offset %d", outcome, raw.topic(), raw.partition(), raw.offset());
    }

    private void count(String outcome, int number) {
        metrics.counter("kam.events.received", "outcome", outcome).increment(number);
    }

    /// What a replay came to.
    public sealed interface Replay {
        /// The event was handed to the service; it may have parked it again for a reason of its own.
        record Handled() implements Replay {}

        /// The record is still not readable.
        record StillRefused(ReasonCode reason, String detail) implements Replay {}
    }

    /// Processes a record out of quarantine in the caller's transaction. It was claimed when it was parked,
    /// so the caller makes sure that it is replayed once.
    public Replay replay(RawRecord raw) {
        return switch (EventCodec.decode(raw)) {
            case ReceivedEvent event -> {
                inbox.claim(List.of(new Inbox.Key(event.source(), event.id())));
                handle(List.of(event));
                yield new Replay.Handled();
            }
            case Decoded.Refused flawed -> new Replay.StillRefused(flawed.reason(), flawed.detail());
            case Decoded.Unknown unknown ->
                new Replay.StillRefused(ReasonCode.INVALID, "this service knows no event type " + unknown.type());
        };
    }

    /// Processes a corrected record in the caller's transaction.
    ///
    /// @param anonymous whether the record could not be claimed when it was parked, because it had no
    ///     readable id
    void replayCorrected(ReceivedEvent event, boolean anonymous) {
        boolean fresh =
                !inbox.claim(List.of(new Inbox.Key(event.source(), event.id()))).isEmpty();
        if (anonymous && !fresh) {
            throw Problem.conflict(
                    "already-taken",
                    "An event of the source %s with the id %s was already taken into account."
                            .formatted(event.source(), event.id()));
        }
        handle(List.of(event));
    }
}
