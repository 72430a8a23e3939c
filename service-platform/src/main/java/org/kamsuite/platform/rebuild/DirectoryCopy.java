package org.kamsuite.platform.rebuild;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.account.AccountChanged;
import org.kamsuite.contracts.account.AccountEvent;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.event.ReceivedEvent;

/// What every service knows of accounts.
@ApplicationScoped
class DirectoryCopy implements Rebuildable.Copied {

    @Inject
    AccountDirectory directory;

    @Override
    public String name() {
        return "accounts";
    }

    @Override
    public String madeFrom() {
        return "the latest state of each account in kam.account.events";
    }

    @Override
    public List<Rows> rows() {
        return List.of(
                new Rows("account_directory", "account_id", "uuid"),
                new Rows("account_parent", "account_id", "uuid"),
                new Rows("account_reference", "account_id", "uuid"),
                new Rows("erp_customer", "account_id", "uuid"));
    }

    @Override
    public Set<String> topics() {
        return Set.of(EventType.of(AccountChanged.class).topic());
    }

    @Override
    public String item(DomainEvent event) {
        return event instanceof AccountEvent ? "" : null;
    }

    @Override
    public long rank(ReceivedEvent event) {
        return ((AccountEvent) event.data()).account().version();
    }

    @Override
    public void take(List<ReceivedEvent> events) {
        directory.restore(events.stream()
                .map(event -> ((AccountEvent) event.data()).account())
                .toList());
    }
}
