package org.kamsuite.platform.account;

import java.util.List;
import java.util.UUID;

/// What every service knows of an account.
public record AccountEntry(
        UUID accountId,
        String legalName,
        String accountClass,
        String tier,
        String currency,
        String country,
        List<String> team) {

    public AccountEntry {
        team = List.copyOf(team);
    }
}
