package org.kamsuite.receivables.dispute;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.servicelevel.ServiceFailureDetected;
import org.kamsuite.platform.event.ReceivedEvent;
import org.kamsuite.platform.rebuild.Rebuildable;

/// What service-monitor found wrong with order lines.
@ApplicationScoped
class FailureCopy implements Rebuildable.Copied {

    @Inject
    DisputeIntake intake;

    @Override
    public String name() {
        return "service-failures";
    }

    @Override
    public String madeFrom() {
        return "the service failures in kam.service-level.events";
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("service_failure", "account_id", "uuid"));
    }

    @Override
    public Set<String> topics() {
        return Set.of(EventType.of(ServiceFailureDetected.class).topic());
    }

    @Override
    public String item(DomainEvent event) {
        return event instanceof ServiceFailureDetected failure
                ? failure.orderNumber() + '\u001f' + failure.line() + '\u001f' + failure.kind()
                : null;
    }

    @Override
    public void take(List<ReceivedEvent> events) {
        intake.keepFailures(events);
    }
}
