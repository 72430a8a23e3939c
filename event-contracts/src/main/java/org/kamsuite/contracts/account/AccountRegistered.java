package org.kamsuite.contracts.account;

import org.kamsuite.contracts.Check;

/// An account is new. Type `kam.account.registered.v1`.
///
/// @param account the account as it is now
public record AccountRegistered(AccountState account) implements AccountEvent {
    public AccountRegistered {
        Check.required("account", account);
    }
}
