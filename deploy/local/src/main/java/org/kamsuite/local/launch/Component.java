package org.kamsuite.local.launch;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// One child process of the launcher: started, watched, started again when it dies, stopped.
final class Component {

    /// Answers whether the process does its work; an exception means not yet.
    @FunctionalInterface
    interface Probe {
        boolean ready() throws Exception;
    }

    /// What to start and how to see that it works. The command is asked for at every start. `stopSignal` is the
    /// signal that asks this program to stop soon and in order; `lastWords` is a part of the last line that it logs
    /// then.
    record Spec(
            String name,
            String where,
            Supplier<List<String>> command,
            Map<String, String> environment,
            Probe probe,
            String stopSignal,
            String lastWords,
            Optional<StartupCache> cache) {}

    private static final Duration READY_WITHIN = Duration.ofSeconds(180);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(25);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int TAIL_LINES = 20;

    private final Spec spec;
    private final Home home;
    private final Progress progress;
    private Process process;
    private volatile boolean stopping;

    Component(Spec spec, Home home, Progress progress) {
        this.spec = spec;
        this.home = home;
        this.progress = progress;
    }

    String name() {
        return spec.name();
    }

    /// Starts the process, waits until it is ready and has it watched from then on.
    ///
    /// @throws LaunchFailure with the end of its log when it exits or does not become ready
    void start() {
        long begun = System.nanoTime();
        keepOldLog();
        spawn();
        awaitReady();
        progress.ready(spec.name(), Duration.ofNanos(System.nanoTime() - begun), spec.where());
        Thread.ofPlatform().daemon().name("watch-" + spec.name()).start(this::watch);
    }

    /// Makes a start that waits end; [#stop] is still to be called.
    void giveUp() {
        stopping = true;
    }

    /// Asks the process to stop, waits, and ends it by force when it does not. Nothing starts it again.
    void stop() {
        Process running;
        synchronized (this) {
            stopping = true;
            running = process;
        }
        if (running == null) {
            return;
        }
        end(running);
        try {
            Files.deleteIfExists(home.pidFile(spec.name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void end(Process running) {
        if (!running.isAlive()) {
            return;
        }
        try {
            Processes.signal(spec.stopSignal(), running.pid());
            if (spec.cache().filter(StartupCache::isRecording).isPresent()) {
                endRecording(running);
            }
            if (!running.waitFor(STOP_WITHIN)) {
                progress.note("%s did not stop within %d s and was ended by force"
                        .formatted(spec.name(), STOP_WITHIN.toSeconds()));
                running.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /// Cuts a JVM short that has shut its application down and only writes its start-up cache any more.
    private void endRecording(Process running) throws InterruptedException {
        long force = System.nanoTime() + STOP_WITHIN.toNanos();
        while (running.isAlive() && System.nanoTime() < force) {
            if (tail(home.log(spec.name()), 3).stream().anyMatch(line -> line.contains(spec.lastWords()))) {
                running.descendants().forEach(ProcessHandle::destroyForcibly);
                running.destroyForcibly();
            }
            running.waitFor(Duration.ofMillis(50));
        }
    }

    /// Has the start-up cache written if this start was recorded for it.
    void writeCache() throws InterruptedException {
        var recorded = spec.cache().filter(StartupCache::isRecording);
        if (recorded.isPresent() && !stopping && process.isAlive()) {
            recorded.get().write(process.pid());
        }
    }

    private void watch() {
        var pause = Duration.ofSeconds(1);
        long readySince = System.nanoTime();
        try {
            while (!stopping) {
                if (Processes.holder(home, spec.name()).isPresent()) {
                    progress.note(spec.name() + " makes room for its dev mode");
                    end(process);
                    while (!stopping && Processes.holder(home, spec.name()).isPresent()) {
                        Thread.sleep(300);
                    }
                    if (!stopping) {
                        progress.note(spec.name() + ": dev mode has ended");
                    }
                } else if (process.waitFor(Duration.ofMillis(300))) {
                    if (stopping) {
                        return;
                    }
                    if (System.nanoTime() - readySince > Duration.ofMinutes(2).toNanos()) {
                        pause = Duration.ofSeconds(1);
                    }
                    progress.note("%s has died (exit code %d), see %s; starting it again in %d s"
                            .formatted(spec.name(), process.exitValue(), home.log(spec.name()), pause.toSeconds()));
                    Thread.sleep(pause);
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                } else {
                    continue;
                }
                long begun = System.nanoTime();
                try {
                    spawn();
                    awaitReady();
                    readySince = System.nanoTime();
                    progress.ready(spec.name(), Duration.ofNanos(readySince - begun), "again, " + spec.where());
                } catch (LaunchFailure failure) {
                    if (!stopping) {
                        progress.note(failure.getMessage());
                        end(process);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void spawn() {
        if (stopping) {
            throw new LaunchFailure(spec.name() + ": the suite is being stopped");
        }
        var builder = new ProcessBuilder(Processes.detached(spec.command().get()));
        builder.environment().putAll(spec.environment());
        builder.directory(home.dir().toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(home.log(spec.name()).toFile()));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new LaunchFailure("%s could not be started: %s".formatted(spec.name(), e.getMessage()), e);
        }
        Processes.remember(home, spec.name(), process.toHandle());
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!isReady()) {
            if (stopping) {
                throw new LaunchFailure(spec.name() + ": the suite is being stopped");
            }
            if (!process.isAlive()) {
                throw failed("ended with exit code %d before it was ready".formatted(process.exitValue()));
            }
            if (System.nanoTime() > deadline) {
                throw failed("was not ready within %d s".formatted(READY_WITHIN.toSeconds()));
            }
            try {
                process.waitFor(Duration.ofMillis(50));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LaunchFailure(spec.name() + ": interrupted", e);
            }
        }
    }

    private boolean isReady() {
        try {
            return process.isAlive() && spec.probe().ready();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception notYet) {
            return false;
        }
    }

    private LaunchFailure failed(String what) {
        var log = home.log(spec.name());
        var message = new StringBuilder("%s %s. The end of its log:%n".formatted(spec.name(), what));
        for (var line : tail(log, TAIL_LINES)) {
            message.append("    | ").append(line).append('\n');
        }
        return new LaunchFailure(message + "  Full log: " + log);
    }

    private void keepOldLog() {
        var log = home.log(spec.name());
        try {
            if (Files.exists(log)) {
                Files.move(log, log.resolveSibling(spec.name() + ".1.log"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The last lines of a text file, of which at most the last 64 KiB are read.
    static List<String> tail(Path file, int lines) {
        try (var input = new RandomAccessFile(file.toFile(), "r")) {
            var bytes = new byte[(int) Math.min(input.length(), 65_536)];
            input.seek(input.length() - bytes.length);
            input.readFully(bytes);
            var all = new ArrayList<>(
                    new String(bytes, StandardCharsets.UTF_8).lines().toList());
            return List.copyOf(all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return List.of("(no log: " + e.getMessage() + ")");
        }
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
