package org.kamsuite.platform.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.kamsuite.platform.outbox.OutboxRelay;

/// Whether the figures are fresh. Always up: a service that is behind, or without Kafka, still answers, and taking it
/// out of the load balancer would make nothing better. What is wrong stands in the data.
@Readiness
@ApplicationScoped
class IntakeCheck implements HealthCheck {

    @Inject
    IntakeWatch watch;

    @Inject
    OutboxRelay relay;

    @ConfigProperty(name = "kam.intake.degraded-after")
    Duration degradedAfter;

    @Override
    public HealthCheckResponse call() {
        IntakeWatch.Look look = watch.last();
        List<String> reasons = new ArrayList<>();
        if (!look.kafka()) {
            reasons.add("Kafka does not answer: events wait there and in the outbox");
        }
        if (watch.oldestSeconds() > degradedAfter.toSeconds()) {
            reasons.add("the oldest event that is not yet taken into account waits longer than " + degradedAfter);
        }
        if (relay.lagSeconds() > degradedAfter.toSeconds()) {
            reasons.add("the oldest event that is not yet published waits longer than " + degradedAfter);
        }
        var answer = HealthCheckResponse.named("intake and outbox")
                .up()
                .withData("degraded", !reasons.isEmpty())
                .withData("kafka", look.kafka() ? "answers" : "away")
                .withData("intakeLagRecords", look.records())
                .withData("intakeOldestSeconds", Math.round(watch.oldestSeconds()))
                .withData("outboxLagSeconds", Math.round(relay.lagSeconds()));
        if (!reasons.isEmpty()) {
            answer.withData("reason", String.join("; ", reasons));
        }
        return answer.build();
    }
}
