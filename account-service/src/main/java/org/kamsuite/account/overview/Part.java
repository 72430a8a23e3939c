package org.kamsuite.account.overview;

import java.util.Arrays;
import java.util.Optional;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.receivables.ReceivablesPositionChanged;
import org.kamsuite.contracts.relationship.CoverageChanged;
import org.kamsuite.contracts.scoring.AccountScored;
import org.kamsuite.contracts.servicelevel.ServiceLevelChanged;

/// A part of the overview: the event that tells it and the service that publishes it.
enum Part {
    SCORE("score", "scoring-service", AccountScored.class),
    RELATIONSHIP("relationship", "relationship-service", CoverageChanged.class),
    SERVICE_LEVEL("serviceLevel", "service-monitor", ServiceLevelChanged.class),
    RECEIVABLES("receivables", "receivables-service", ReceivablesPositionChanged.class);

    private final String field;
    private final String service;
    private final Class<? extends DomainEvent> type;

    Part(String field, String service, Class<? extends DomainEvent> type) {
        this.field = field;
        this.service = service;
        this.type = type;
    }

    static Optional<Part> of(DomainEvent event) {
        return Arrays.stream(values())
                .filter(part -> part.type.isInstance(event))
                .findFirst();
    }

    /// Its name on the wire.
    String field() {
        return field;
    }

    String service() {
        return service;
    }

    Class<? extends DomainEvent> type() {
        return type;
    }
}
