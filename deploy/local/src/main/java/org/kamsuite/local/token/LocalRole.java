package org.kamsuite.local.token;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The roles that the services know (claim `groups` of a token).
public enum LocalRole {
    VIEWER,
    KEY_ACCOUNT_MANAGER,
    KAM_DIRECTOR,
    FINANCE,
    SERVICE_DESK,
    INTEGRATION,
    ADMIN;

    /// The name in a token, for example `key-account-manager`.
    public String claim() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The role of that name, if there is one.
    public static Optional<LocalRole> of(String claim) {
        return Arrays.stream(values())
                .filter(role -> role.claim().equals(claim))
                .findFirst();
    }

    /// All names, for a message to people.
    public static String list() {
        return Arrays.stream(values()).map(LocalRole::claim).collect(Collectors.joining(", "));
    }
}
