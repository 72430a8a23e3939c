package org.kamsuite.local.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the operating system knows about processes: signals, sessions, processes left over by a killed launcher.
final class Processes {

    private static final List<String> OWN_SESSION = ownSession();

    private Processes() {}

    /// The command, run in a session of its own: Ctrl-C in the terminal then reaches the launcher alone, which
    /// stops its children in order.
    static List<String> detached(List<String> command) {
        var whole = new ArrayList<>(OWN_SESSION);
        whole.addAll(command);
        return whole;
    }

    static void signal(String name, long pid) throws InterruptedException {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Notes a child, so that the next launcher can find it in case this one is killed.
    static void remember(Home home, String component, ProcessHandle process) {
        Home.writePrivately(home.pidFile(component), line(process));
    }

    /// The process that a file written by [#line] names, while it lives.
    static Optional<ProcessHandle> living(Path file) {
        try {
            var parts = Files.readString(file).strip().split(" ");
            return ProcessHandle.of(Long.parseLong(parts[0]))
                    .filter(Processes::isAlive)
                    // The same number may meanwhile belong to another process.
                    .filter(process -> parts.length < 2
                            || process.info()
                                    .startInstant()
                                    .map(start -> Duration.between(Instant.parse(parts[1]), start)
                                                    .abs()
                                                    .toMillis()
                                            < 2_000)
                                    .orElse(true));
        } catch (IOException | NumberFormatException unknown) {
            return Optional.empty();
        }
    }

    /// Number and start of a process, as [#living] reads it.
    static String line(ProcessHandle process) {
        return process.pid()
                + process.info().startInstant().map(start -> " " + start).orElse("");
    }

    /// The `./kam dev` that holds the place of that component, while it lives.
    static Optional<ProcessHandle> holder(Home home, String component) {
        var file = home.holdFile(component);
        return Files.exists(file) ? living(file) : Optional.empty();
    }

    /// Ends what a launcher that was killed left running, in the order of a normal stop.
    static List<String> endOrphans(Home home, List<String> components) {
        var ended = new ArrayList<String>();
        for (var component : components) {
            var file = home.pidFile(component);
            living(file).ifPresent(orphan -> {
                end(orphan, component.equals(PostgresServer.NAME) ? "INT" : "TERM");
                ended.add(component);
            });
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return ended;
    }

    private static void end(ProcessHandle process, String signal) {
        try {
            signal(signal, process.pid());
            long force = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (isAlive(process)) {
                if (System.nanoTime() > force) {
                    process.destroyForcibly();
                }
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /// Not a process that has ended but whom nobody has collected yet (seen in containers without an init).
    private static boolean isAlive(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return !stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("Z");
        } catch (IOException noSuchFileSystem) {
            return process.isAlive();
        }
    }

    private static List<String> ownSession() {
        if (onPath("setsid")) {
            return List.of("setsid");
        }
        if (onPath("perl")) {
            return List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV or die");
        }
        return List.of();
    }

    static boolean onPath(String program) {
        for (var dir : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (!dir.isBlank() && Files.isExecutable(Path.of(dir, program))) {
                return true;
            }
        }
        return false;
    }
}
