package org.kamsuite.account.overview;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.receivables.ReceivablesPositionChanged;
import org.kamsuite.contracts.relationship.CoverageChanged;
import org.kamsuite.contracts.scoring.AccountScored;
import org.kamsuite.contracts.servicelevel.ServiceLevelChanged;
import org.kamsuite.platform.event.ReceivedEvent;
import org.kamsuite.platform.rebuild.Rebuildable;

/// What the other services published last about accounts.
@ApplicationScoped
class PartsCopy implements Rebuildable.Copied {

    @Inject
    PublishedParts parts;

    @Override
    public String name() {
        return "published-parts";
    }

    @Override
    public String madeFrom() {
        return "the latest event of each part in the topics of scoring, relationships, service levels and receivables";
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("published_part", "account_id", "uuid", Set.of("received_at")));
    }

    @Override
    public Set<String> topics() {
        return Set.of(
                EventType.of(AccountScored.class).topic(),
                EventType.of(CoverageChanged.class).topic(),
                EventType.of(ServiceLevelChanged.class).topic(),
                EventType.of(ReceivablesPositionChanged.class).topic());
    }

    @Override
    public String item(DomainEvent event) {
        return Part.of(event).map(part -> part.name() + '/' + Part.item(event)).orElse(null);
    }

    @Override
    public void take(List<ReceivedEvent> events) {
        parts.take(events);
    }
}
