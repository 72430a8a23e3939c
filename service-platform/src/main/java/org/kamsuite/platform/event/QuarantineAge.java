package org.kamsuite.platform.event;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;

/// How many records wait in quarantine by reason, and for how long the oldest does: for alerts.
@Startup
@ApplicationScoped
class QuarantineAge {

    private record Waiting(long count, Instant oldest) {}

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    @Inject
    MeterRegistry metrics;

    private volatile Instant oldest;
    private MultiGauge parked;

    // Not an observer of the start: the first refresh may come before that.
    @PostConstruct
    void register() {
        Gauge.builder("kam.quarantine.oldest", this, QuarantineAge::oldestSeconds)
                .baseUnit("seconds")
                .description("For how long the oldest record has waited in quarantine; 0 when none waits")
                .register(metrics);
        parked = MultiGauge.builder("kam.quarantine.parked")
                .description("Records that wait in quarantine, by reason")
                .register(metrics);
    }

    @Scheduled(every = "15s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        Map<ReasonCode, Waiting> waiting = new EnumMap<>(ReasonCode.class);
        for (ReasonCode reason : ReasonCode.values()) {
            waiting.put(reason, new Waiting(0, null));
        }
        jdbi.useHandle(handle -> handle.createQuery("""
                        select reason, count(*), min(parked_at) from quarantine where status = 'PARKED' group by reason""")
                .map((row, _) -> waiting.put(
                        ReasonCode.valueOf(row.getString(1)),
                        new Waiting(row.getLong(2), row.getTimestamp(3).toInstant())))
                .list());
        oldest = waiting.values().stream()
                .map(Waiting::oldest)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
        parked.register(
                waiting.entrySet().stream()
                        .map(each -> MultiGauge.Row.of(
                                Tags.of("reason", each.getKey().name()),
                                each.getValue().count()))
                        .toList(),
                true);
    }

    private double oldestSeconds() {
        Instant since = oldest;
        return since == null ? 0 : Duration.between(since, clock.instant()).toMillis() / 1000.0;
    }
}
