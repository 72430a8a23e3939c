package org.kamsuite.bench;

import java.io.IOException;
import org.kamsuite.local.launch.Suite;

/// Halts a process and lets it go on, so that what it is to do can be laid ready first.
final class Signals {

    private Signals() {}

    static void halt(Suite suite, String component) {
        send(suite, component, "STOP");
    }

    static void goOn(Suite suite, String component) {
        send(suite, component, "CONT");
    }

    private static void send(Suite suite, String component, String signal) {
        long pid = suite.process(component).orElseThrow().pid();
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
