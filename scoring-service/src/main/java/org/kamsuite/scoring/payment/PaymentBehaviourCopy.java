package org.kamsuite.scoring.payment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.receivables.PaymentBehaviourChanged;
import org.kamsuite.platform.event.ReceivedEvent;
import org.kamsuite.platform.rebuild.Rebuildable;

/// How accounts pay, as receivables-service published it.
@ApplicationScoped
class PaymentBehaviourCopy implements Rebuildable.Copied {

    @Inject
    PaymentBehaviours behaviours;

    @Override
    public String name() {
        return "payment-behaviour";
    }

    @Override
    public String madeFrom() {
        return "the latest payment behaviour of each account and day in kam.receivables.events";
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("payment_behaviour", "account_id", "uuid"));
    }

    @Override
    public Set<String> topics() {
        return Set.of(EventType.of(PaymentBehaviourChanged.class).topic());
    }

    @Override
    public String item(DomainEvent event) {
        return event instanceof PaymentBehaviourChanged behaviour
                ? behaviour.asOf().toString()
                : null;
    }

    @Override
    public void take(List<ReceivedEvent> events) {
        behaviours.keep(events);
    }
}
