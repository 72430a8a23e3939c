package org.kamsuite.relationship.coverage;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.kamsuite.platform.event.EventHandler;
import org.kamsuite.platform.event.ReceivedEvent;

/// This service listens to accounts only, and the platform takes those into the account directory.
@ApplicationScoped
class NoFurtherEvents implements EventHandler {

    @Override
    public void handle(List<ReceivedEvent> events) {
        // Nothing: people record contacts and interactions over REST.
    }
}
