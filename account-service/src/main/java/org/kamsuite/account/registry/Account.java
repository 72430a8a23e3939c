package org.kamsuite.account.registry;

import java.time.Instant;
import java.util.UUID;
import org.kamsuite.contracts.account.AccountChanged;
import org.kamsuite.contracts.account.AccountEvent;
import org.kamsuite.contracts.account.AccountRegistered;
import org.kamsuite.contracts.account.AccountState;

/// An account as it is at one version.
///
/// @param version counts the changes, from 1
public record Account(UUID accountId, long version, AccountContent content, Instant createdAt, Instant changedAt) {

    /// A new one.
    public static Account of(UUID accountId, AccountContent content, Instant now) {
        return new Account(accountId, 1, content, now, now);
    }

    /// The next version.
    public Account changedTo(AccountContent other, Instant now) {
        return new Account(accountId, version + 1, other, createdAt, now);
    }

    /// What the other services are told of this version.
    AccountEvent event() {
        return version == 1 ? new AccountRegistered(state()) : new AccountChanged(state());
    }

    private AccountState state() {
        return new AccountState(
                accountId,
                version,
                content.legalName(),
                content.kind(),
                content.accountClass(),
                content.tier(),
                content.currency(),
                content.country(),
                content.city(),
                content.industry(),
                content.segment(),
                content.references(),
                content.parents(),
                content.team(),
                content.creditLimit(),
                content.paymentTerms() == null ? null : content.paymentTerms().contract());
    }
}
