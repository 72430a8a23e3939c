package org.kamsuite.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A bare Quarkus application, run as the services are but without a start-up cache.
final class Hello implements AutoCloseable {

    private final Process process;
    private final int port;
    private final double seconds;

    private Hello(Path jar) throws IOException {
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms48m",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-jar",
                jar.toString());
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        long begun = System.nanoTime();
        process = builder.redirectErrorStream(true).start();
        BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream()));
        String line = lines.readLine();
        while (line != null && !line.contains("Listening on")) {
            line = lines.readLine();
        }
        seconds = (System.nanoTime() - begun) / 1e9;
        if (line == null) {
            throw new IllegalStateException("the bare application did not start");
        }
        Thread.ofPlatform().daemon().start(() -> lines.lines().forEach(_ -> {}));
    }

    /// Nothing where `./kam bench` has not built it.
    static Optional<Hello> start() {
        String built = System.getProperty("kam.apps");
        Path jar = built == null ? null : Path.of(built, "hello", "quarkus-run.jar");
        if (jar == null || !Files.isRegularFile(jar)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Hello(jar));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// From the start of the process until it listens.
    double seconds() {
        return seconds;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
