package org.kamsuite.contracts.account;

import org.kamsuite.contracts.Check;

/// An account changed; carries the whole account. Type `kam.account.changed.v1`.
///
/// @param account the account as it is now
public record AccountChanged(AccountState account) implements AccountEvent {
    public AccountChanged {
        Check.required("account", account);
    }
}
