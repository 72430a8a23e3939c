package org.kamsuite.platform.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.EventType;
import org.kamsuite.platform.changes.ChangeLog;

/// Server-sent events of what a service publishes, in its order and without gaps; each service gives it a
/// path.
///
/// A stream reads the log at the pace of its client, so that a slow one costs no more memory than a slice of it
/// (`kam.changes.read-bytes` and one event); one that takes nothing for a while is cut off, and comes back where it
/// was. A thread of the service looks
/// for news, however many streams there are. A stream ends when its token does.
///
/// On the wire: events `change` (data: the CloudEvent in structured mode, id: its position), `reset` (what
/// the client has seen last is no longer in the log, or never was: it reads its state anew and goes on from
/// this id), and comments that keep the connection open and move the id on while nothing concerns the
/// client.
@ApplicationScoped
public class ChangeStreams {

    /// What the OpenAPI documents say of a stream.
    public static final String DESCRIPTION = """
            Server-sent events of what this service publishes, in the order in which it does and without gaps. `change`:
            an event, data is the CloudEvent (types and schemas as on Kafka), id is its place in the stream. `reset`: what
            you have seen last is no longer kept (24 hours, 200,000 events); read your state anew and go on from its id.
            Comments come every 15 seconds without news; their id counts, too. Send the last id as Last-Event-ID to
            resume. The stream ends with your token, with the service,
            and when nothing was taken for 30 seconds: connect again. Roles: all seven.""";

    private static final Logger LOG = Logger.getLogger(ChangeStreams.class);
    private static final int READ_AT_ONCE = 100;
    private static final int RETRY_AFTER_SECONDS = 10;

    @Inject
    ChangeLog log;

    @Inject
    Clock clock;

    @Inject
    SecurityIdentity identity;

    @Inject
    CurrentVertxRequest request;

    @ConfigProperty(name = "quarkus.application.name")
    String service;

    @ConfigProperty(name = "kam.changes.max-streams")
    int maxStreams;

    @ConfigProperty(name = "kam.changes.look-every")
    Duration lookEvery;

    @ConfigProperty(name = "kam.changes.heartbeat")
    Duration heartbeat;

    @ConfigProperty(name = "kam.changes.slowest")
    Duration slowest;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final CountDownLatch stopping = new CountDownLatch(1);
    /// Few streams read at once, so that they leave the connections to others.
    private final Semaphore readers = new Semaphore(3);

    private Semaphore room;
    private Thread lookout;
    private volatile ChangeLog.Extent extent = new ChangeLog.Extent(0, 0);

    void start(@Observes StartupEvent event, MeterRegistry metrics) {
        room = new Semaphore(maxStreams);
        Gauge.builder("kam.changes.streams", room, free -> maxStreams - free.availablePermits())
                .description("Clients that follow the changes of this service")
                .register(metrics);
        lookout = Thread.ofPlatform().name("change-lookout").daemon().start(this::lookOut);
    }

    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event)
            throws InterruptedException {
        stopping.countDown();
        signal();
        lookout.join(Duration.ofSeconds(2));
        // Until all streams have closed, or soon anyway.
        room.tryAcquire(maxStreams, 2, TimeUnit.SECONDS);
    }

    /// Serves one client until it, its token or the service goes; returns at once.
    ///
    /// @param lastEventId the request's `Last-Event-ID`: goes on behind it; null for what comes from now on
    /// @param accountId only of this account; null for all
    /// @param type only of this event type; null for all
    public void open(SseEventSink sink, Sse sse, String lastEventId, UUID accountId, String type) {
        Long seen = position(lastEventId);
        if (type != null && EventType.of(type).isEmpty()) {
            throw Problem.badRequest("type", "is not an event type");
        }
        if (!room.tryAcquire()) {
            throw Problem.tooManyRequests(
                    "There are already " + maxStreams + " streams; read lists, or come again.", RETRY_AFTER_SECONDS);
        }
        try {
            var stream = new Stream(sink, sse, request.getCurrent().request().connection(), accountId, type, ends());
            long position = greet(stream, seen);
            Thread.ofVirtual().name("change-stream").start(() -> serve(stream, position));
        } catch (RuntimeException e) {
            room.release();
            throw e;
        }
    }

    /// Sends the first event while the request is still ours: when this method has returned, the head of the answer is
    /// written unless it is already, and nobody else may be writing it at that moment.
    private long greet(Stream stream, Long seen) {
        ChangeLog.Extent now = log.extent();
        long position = seen == null ? now.latest() : seen;
        if (now.continues(position)) {
            stream.sink().send(stream.comment("connected", position));
            return position;
        }
        stream.sink().send(stream.reset(now.latest()));
        return now.latest();
    }

    private static Long position(String lastEventId) {
        if (lastEventId == null || lastEventId.isBlank()) {
            return null;
        }
        try {
            long position = Long.parseLong(lastEventId.strip());
            if (position >= 0) {
                return position;
            }
        } catch (NumberFormatException e) {
            // falls through to the same answer
        }
        throw Problem.badRequest("Last-Event-ID", "is not the id of an event of this stream");
    }

    private Instant ends() {
        return identity.getPrincipal() instanceof JsonWebToken token && token.getExpirationTime() > 0
                ? Instant.ofEpochSecond(token.getExpirationTime())
                : Instant.MAX;
    }

    private void serve(Stream stream, long seen) {
        try {
            follow(stream, seen);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            LOG.debugf("A client of changes took nothing for %s and is cut off", slowest);
            cutOff(stream.connection());
        } catch (ExecutionException | RuntimeException e) {
            // The client comes back with the last id that it has.
            LOG.debugf("A stream of changes ends: %s", e);
        } finally {
            room.release();
            close(stream.sink());
        }
    }

    /// At once: a polite end would wait, with what is still to be sent in memory, for the client to take it.
    private static void cutOff(HttpConnection connection) {
        ((ConnectionBase) connection).channel().close();
    }

    private static void close(SseEventSink sink) {
        try {
            sink.close();
        } catch (RuntimeException e) {
            LOG.debugf("A stream was already closed: %s", e);
        }
    }

    private void follow(Stream stream, long seen) throws InterruptedException, ExecutionException, TimeoutException {
        long position = seen;
        while (stopping.getCount() > 0
                && !stream.sink().isClosed()
                && clock.instant().isBefore(stream.ends())) {
            ChangeLog.Extent now = log.extent();
            if (!now.continues(position)) {
                position = now.latest();
                send(stream, stream.reset(position));
            }
            ChangeLog.Slice slice = read(stream, position, now.latest());
            for (ChangeLog.Change change : slice.changes()) {
                send(stream, stream.change(change, envelope(change)));
                position = change.position();
            }
            if (slice.complete()) {
                position = now.latest();
                if (!awaitNews(position, stream.ends())) {
                    send(stream, stream.comment("nothing new", position));
                }
            }
        }
    }

    private ChangeLog.Slice read(Stream stream, long after, long upTo) throws InterruptedException {
        if (after == upTo) {
            return new ChangeLog.Slice(List.of(), true);
        }
        readers.acquire();
        try {
            return log.between(after, upTo, stream.accountId(), stream.type(), READ_AT_ONCE);
        } finally {
            readers.release();
        }
    }

    private void send(Stream stream, OutboundSseEvent event)
            throws InterruptedException, ExecutionException, TimeoutException {
        stream.sink().send(event).toCompletableFuture().get(slowest.toMillis(), TimeUnit.MILLISECONDS);
    }

    private String envelope(ChangeLog.Change change) {
        ObjectNode envelope = ContractJson.mapper().createObjectNode();
        envelope.put("specversion", "1.0")
                .put("id", change.id().toString())
                .put("source", "/kam/" + service)
                .put("type", change.type())
                .put("subject", change.accountId())
                .put("time", change.time().toString())
                .put("datacontenttype", "application/json")
                .putRawValue("data", new RawValue(change.data()));
        return envelope.toString();
    }

    /// False when there was nothing until the next sign of life is due.
    private boolean awaitNews(long position, Instant ends) throws InterruptedException {
        long left = Math.min(
                heartbeat.toNanos(),
                ends == Instant.MAX
                        ? Long.MAX_VALUE
                        : Math.max(0, Duration.between(clock.instant(), ends).toNanos()));
        lock.lock();
        try {
            while (extent.latest() <= position && stopping.getCount() > 0 && left > 0) {
                left = news.awaitNanos(left);
            }
            return left > 0;
        } finally {
            lock.unlock();
        }
    }

    private void lookOut() {
        try {
            while (!stopping.await(lookEvery.toMillis(), TimeUnit.MILLISECONDS)) {
                if (room.availablePermits() < maxStreams) {
                    look();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            ChangeLog.Extent now = log.extent();
            if (now.latest() != extent.latest()) {
                extent = now;
                signal();
            }
        } catch (RuntimeException e) {
            LOG.debugf("The log of changes cannot be read now: %s", e);
        }
    }

    private void signal() {
        lock.lock();
        try {
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// A client with what it wants.
    private record Stream(
            SseEventSink sink, Sse sse, HttpConnection connection, UUID accountId, String type, Instant ends) {

        OutboundSseEvent change(ChangeLog.Change change, String envelope) {
            return sse.newEventBuilder()
                    .name("change")
                    .id(Long.toString(change.position()))
                    .data(String.class, envelope)
                    .build();
        }

        OutboundSseEvent reset(long position) {
            return sse.newEventBuilder()
                    .name("reset")
                    .id(Long.toString(position))
                    .data(String.class, "{\"reason\":\"older changes are no longer kept: read your state anew\"}")
                    .build();
        }

        OutboundSseEvent comment(String text, long position) {
            return sse.newEventBuilder()
                    .id(Long.toString(position))
                    .comment(text)
                    .build();
        }
    }
}
