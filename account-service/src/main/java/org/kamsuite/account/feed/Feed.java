package org.kamsuite.account.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.kamsuite.account.feed.FeedAnswer.Result;
import org.kamsuite.account.feed.FeedAnswer.Status;
import org.kamsuite.account.feed.FeedAnswer.Violation;
import org.kamsuite.contracts.ContractViolation;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.platform.event.CheckedEvent;
import org.kamsuite.platform.event.EventCodec;
import org.kamsuite.platform.event.ReasonCode;
import org.kamsuite.platform.rest.Problem;

/// Takes events that come over HTTP: read, check, pass on to Kafka, answer for each.
@ApplicationScoped
class Feed {

    /// The field that a violation names when the whole event is too large.
    static final String SIZE = "size";

    /// A checked event: one of the two is there.
    private record Checked(FeedProducer.Message message, Result result) {}

    @Inject
    FeedLimits limits;

    @Inject
    Pressure pressure;

    @Inject
    FeedProducer producer;

    @Inject
    Clock clock;

    @Inject
    MeterRegistry metrics;

    void start(@Observes StartupEvent event) {
        Gauge.builder("kam.feed.in.flight", pressure, Pressure::bytesInFlight)
                .baseUnit("bytes")
                .description("Bodies of events posted over HTTP that are not yet answered")
                .register(metrics);
    }

    void stop(@Observes ShutdownEvent event) {
        producer.close();
    }

    /// @param length of the body, null when the client does not say
    FeedAnswer takeOne(InputStream body, Long length) {
        try (var _ = pressure.bytes(expected(length))) {
            return take(List.of(EventBatch.one(read(body))));
        }
    }

    FeedAnswer takeMany(InputStream body, Long length) {
        try (var _ = pressure.bytes(expected(length))) {
            return take(EventBatch.many(read(body), limits.maxEvents()));
        }
    }

    private int expected(Long length) {
        if (length != null && length > limits.maxBodyBytes()) {
            throw tooLarge();
        }
        return length == null ? limits.maxBodyBytes() : length.intValue();
    }

    private byte[] read(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(limits.maxBodyBytes() + 1);
            if (bytes.length > limits.maxBodyBytes()) {
                throw tooLarge();
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("the client's body cannot be read", e);
        }
    }

    private Problem tooLarge() {
        return Problem.tooLarge("The body must have at most " + limits.maxBodyBytes() + " bytes.");
    }

    private FeedAnswer take(List<JsonNode> envelopes) {
        try (var _ = pressure.events(envelopes.size())) {
            List<Checked> checked = new ArrayList<>(envelopes.size());
            for (int i = 0; i < envelopes.size(); i++) {
                checked.add(check(i, envelopes.get(i)));
            }
            return answer(checked, send(checked));
        }
    }

    private Checked check(int index, JsonNode envelope) {
        byte[] value = EventBatch.bytes(envelope);
        CheckedEvent checked = EventCodec.check(envelope, clock.instant());
        if (value.length > limits.maxEventBytes()) {
            return rejected(
                    index,
                    checked,
                    ReasonCode.INVALID,
                    new Violation(
                            SIZE,
                            "has %d bytes; at most %d are taken".formatted(value.length, limits.maxEventBytes())));
        }
        return switch (checked) {
            case CheckedEvent.Flawed flawed -> rejected(index, flawed, flawed.reason(), violation(flawed));
            case CheckedEvent.Valid valid
            when !(valid.data() instanceof ErpEvent) ->
                rejected(
                        index,
                        valid,
                        ReasonCode.INVALID,
                        new Violation(
                                "type", valid.type().name() + " is told by a service of the suite, not by an ERP"));
            case CheckedEvent.Valid valid ->
                new Checked(
                        new FeedProducer.Message(
                                valid.type().topic(),
                                ((ErpEvent) valid.data()).customer().key(),
                                value,
                                traceparent()),
                        new Result(index, valid.id(), valid.source(), Status.ACCEPTED, null, null, null));
        };
    }

    // The field of the data as seen from the envelope; a flaw of the envelope names its attribute in words.
    private static Violation violation(CheckedEvent.Flawed flawed) {
        if (flawed.field() == null) {
            return new Violation("$", flawed.detail());
        }
        String problem = flawed.detail().substring(flawed.detail().indexOf(": ") + 2);
        ContractViolation seen = new ContractViolation(flawed.field(), problem).within("data");
        return new Violation(seen.field(), seen.problem());
    }

    private static Checked rejected(int index, CheckedEvent event, ReasonCode reason, Violation violation) {
        String detail = violation.field() + ": " + violation.message();
        return new Checked(
                null,
                new Result(index, event.id(), event.source(), Status.REJECTED, reason, detail, List.of(violation)));
    }

    private List<Result> send(List<Checked> checked) {
        List<FeedProducer.Message> messages = checked.stream()
                .map(Checked::message)
                .filter(message -> message != null)
                .toList();
        BitSet acknowledged;
        try {
            acknowledged = producer.send(messages);
        } catch (FeedProducer.Away e) {
            throw Problem.unavailable("Kafka cannot be reached now; none of the events was taken.");
        }
        if (acknowledged.isEmpty() && !messages.isEmpty()) {
            throw Problem.unavailable("Kafka did not acknowledge any of the events in time; send them again.");
        }
        List<Result> results = new ArrayList<>(checked.size());
        int sent = 0;
        for (Checked each : checked) {
            Result result = each.result();
            boolean missing = each.message() != null && !acknowledged.get(sent++);
            results.add(
                    missing
                            ? new Result(
                                    result.index(),
                                    result.id(),
                                    result.source(),
                                    Status.UNACKNOWLEDGED,
                                    null,
                                    null,
                                    null)
                            : result);
        }
        return results;
    }

    private FeedAnswer answer(List<Checked> checked, List<Result> results) {
        int accepted = count(results, Status.ACCEPTED);
        int rejected = count(results, Status.REJECTED);
        metrics.counter("kam.feed.events", "outcome", "accepted").increment(accepted);
        metrics.counter("kam.feed.events", "outcome", "rejected").increment(rejected);
        metrics.counter("kam.feed.events", "outcome", "unacknowledged").increment(checked.size() - accepted - rejected);
        return new FeedAnswer(accepted, rejected, results);
    }

    private static int count(List<Result> results, Status status) {
        return (int)
                results.stream().filter(result -> result.status() == status).count();
    }

    private static String traceparent() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid()
                ? "00-%s-%s-%s"
                        .formatted(
                                span.getTraceId(),
                                span.getSpanId(),
                                span.getTraceFlags().asHex())
                : null;
    }
}
