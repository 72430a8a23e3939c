package org.kamsuite.local.launch;

import java.io.PrintStream;
import java.time.Duration;

/// What the launcher tells the person in front of it: whole lines only, so it reads the same in a file.
final class Progress {

    private final PrintStream out;

    Progress(PrintStream out) {
        this.out = out;
    }

    synchronized void starting(String what) {
        out.printf("  %-22s starting%n", what);
    }

    synchronized void ready(String what, Duration after, String where) {
        out.printf("  %-22s ready     %6s   %s%n", what, Component.seconds(after), where);
    }

    synchronized void note(String text) {
        out.printf("  %s%n", text);
    }
}
