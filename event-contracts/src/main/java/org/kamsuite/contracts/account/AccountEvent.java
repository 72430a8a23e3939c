package org.kamsuite.contracts.account;

import java.util.UUID;
import org.kamsuite.contracts.DomainEvent;

/// What account-service tells on the topic `kam.account.events`: always the whole account.
public sealed interface AccountEvent extends DomainEvent permits AccountRegistered, AccountChanged {
    AccountState account();

    @Override
    default UUID accountId() {
        return account().accountId();
    }
}
