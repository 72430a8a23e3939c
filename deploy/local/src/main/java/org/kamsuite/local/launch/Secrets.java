package org.kamsuite.local.launch;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;
import java.util.TreeMap;

/// Passwords of the database roles: made at random on first use, kept in a file that only the owner can read.
final class Secrets {

    /// The database superuser, used by the launcher alone.
    static final String SUPERUSER = "postgres";

    private final Properties passwords;

    private Secrets(Properties passwords) {
        this.passwords = passwords;
    }

    static Secrets of(Home home) {
        var passwords = Home.readProperties(home.secrets());
        boolean complete = ensure(passwords, SUPERUSER);
        for (var service : SuiteService.values()) {
            complete &= ensure(passwords, service.database());
        }
        if (!complete) {
            var text = new StringBuilder("# Passwords of the local database roles.\n");
            new TreeMap<>(passwords).forEach((role, password) -> text.append(role + "=" + password + "\n"));
            Home.writePrivately(home.secrets(), text.toString());
        }
        return new Secrets(passwords);
    }

    String password(String role) {
        return passwords.getProperty(role);
    }

    private static boolean ensure(Properties passwords, String role) {
        if (passwords.getProperty(role) != null) {
            return true;
        }
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        passwords.setProperty(role, HexFormat.of().formatHex(bytes));
        return false;
    }
}
