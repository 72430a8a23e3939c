package org.kamsuite.platform.rest;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Whether a figure is of one account or of its whole group along the LEGAL hierarchy.
public enum Scope {
    ACCOUNT,
    GROUP;

    public boolean grouped() {
        return this == GROUP;
    }

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// For `?scope=account|group`.
    public static Scope fromString(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "account" -> ACCOUNT;
            case "group" -> GROUP;
            default -> throw Problem.badRequest("scope", "must be account or group, but is " + text);
        };
    }
}
