package org.kamsuite.receivables.erp;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.kamsuite.platform.event.EventHandler;
import org.kamsuite.platform.event.ReceivedEvent;

/// Hands each batch to the features that read it, in one transaction.
@ApplicationScoped
class ReceivablesIntake implements EventHandler {

    @Inject
    @All
    List<IntakePart> parts;

    @Override
    public void handle(List<ReceivedEvent> events) {
        parts.forEach(part -> part.handle(events));
    }
}
