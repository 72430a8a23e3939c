package org.kamsuite.account.hierarchy;

import java.util.UUID;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;

/// An account as it stands in a hierarchy on a day.
///
/// @param depth links between it and the account that was asked for; 0 for that one
/// @param parentId null for the account that was asked for
record Member(
        UUID accountId,
        UUID parentId,
        int depth,
        String legalName,
        String name,
        AccountKind kind,
        AccountClass accountClass,
        String tier,
        String country,
        String city) {}
