package org.kamsuite.local.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;

/// The JVM's ahead-of-time cache of one service (classes read, linked and profiled), which halves the work of a start.
///
/// The first start after a build records; some time later the JVM is told to write the cache while it goes on
/// serving. Every later start of the same build uses it. It lies beside the jars that it belongs to.
final class StartupCache {

    private static final boolean SUPPORTED = isSupported();

    private final Path file;
    private boolean recording;

    StartupCache(Path file) {
        this.file = file;
    }

    /// The JVM options for the next start.
    synchronized List<String> options() {
        boolean first = !recording;
        recording = false;
        if (Files.isRegularFile(file)) {
            return List.of("-XX:AOTCache=" + file, "-Xlog:aot*=error");
        }
        if (!SUPPORTED || !first || "off".equals(System.getenv("KAM_AOT"))) {
            return List.of();
        }
        try {
            Files.createDirectories(file.getParent());
            // Left over by a start that was stopped before its cache was written.
            Files.deleteIfExists(draft());
            Files.deleteIfExists(draft().resolveSibling(draft().getFileName() + ".config"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        recording = true;
        return List.of("-XX:AOTCacheOutput=" + draft(), "-Xlog:aot*=error");
    }

    /// Whether the process records: it would then write the cache when it ends, which takes longer than a person
    /// at the terminal wants to wait.
    synchronized boolean isRecording() {
        return recording;
    }

    /// Has the running JVM write the cache; takes some seconds, most of them in a process of its own.
    void write(long pid) throws InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            var process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "AOT.end_recording")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            } else if (process.exitValue() == 0 && Files.isRegularFile(draft())) {
                Files.move(draft(), file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException noCache) {
            // Starts stay as slow as this one was; nothing else depends on it.
            return;
        }
        synchronized (this) {
            recording = false;
        }
    }

    private Path draft() {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    /// Early builds of JDK 25 can record but cannot be told when to stop.
    private static boolean isSupported() {
        try {
            var commands = ManagementFactory.getPlatformMBeanServer()
                    .getMBeanInfo(new ObjectName("com.sun.management:type=DiagnosticCommand"));
            return Files.isExecutable(Path.of(System.getProperty("java.home"), "bin", "jcmd"))
                    && Arrays.stream(commands.getOperations())
                            .anyMatch(operation -> operation.getName().equals("aotEndRecording"));
        } catch (JMException | SecurityException unknown) {
            return false;
        }
    }
}
