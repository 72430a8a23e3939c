package org.kamsuite.receivables.erp;

import java.util.List;
import org.kamsuite.platform.event.ReceivedEvent;

/// A feature that reads events of the feed. Every part sees every batch and picks what it reads.
public interface IntakePart {

    /// Called in the batch's transaction, once for each batch, with events that are new and valid.
    void handle(List<ReceivedEvent> events);
}
