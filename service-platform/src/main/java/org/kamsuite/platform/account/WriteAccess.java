package org.kamsuite.platform.account;

import io.quarkus.security.identity.SecurityIdentity;
import java.util.Collection;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Roles;

/// Who may change an account: a key account manager only those on whose team he is; whoever may call a writing
/// operation in another role may change all.
public final class WriteAccess {

    private WriteAccess() {}

    /// @param team the subjects of the account's team
    public static void require(SecurityIdentity caller, Collection<String> team) {
        boolean onlyManager = caller.hasRole(Roles.KEY_ACCOUNT_MANAGER)
                && !caller.hasRole(Roles.KAM_DIRECTOR)
                && !caller.hasRole(Roles.INTEGRATION)
                && !caller.hasRole(Roles.ADMIN);
        if (onlyManager && !team.contains(caller.getPrincipal().getName())) {
            throw Problem.forbidden("You are not on this account's team; its members and directors may change it.");
        }
    }
}
