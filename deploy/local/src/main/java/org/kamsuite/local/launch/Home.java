package org.kamsuite.local.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The data folder of one suite (`.kam` of the checkout unless `KAM_HOME` says otherwise): databases, broker
/// data, keys, passwords, logs. Only its owner may look inside.
public record Home(Path dir) {

    private static final Set<Path> LOCKED_HERE = ConcurrentHashMap.newKeySet();

    public Home {
        dir = dir.toAbsolutePath().normalize();
    }

    /// The folder that `KAM_HOME` names, else `.kam` of the checkout.
    public static Home fromEnvironment(Map<String, String> environment) {
        var named = environment.get("KAM_HOME");
        return new Home(
                named == null || named.isBlank() ? Installation.checkout().resolve(".kam") : Path.of(named.strip()));
    }

    Home create() {
        try {
            Files.createDirectories(dir);
            Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(run());
            Files.createDirectories(logs());
            return this;
        } catch (IOException e) {
            throw new LaunchFailure("The data folder %s cannot be used: %s".formatted(dir, e.getMessage()), e);
        }
    }

    /// State of the running launcher: lock, process numbers, ports.
    Path run() {
        return dir.resolve("run");
    }

    Path logs() {
        return dir.resolve("logs");
    }

    /// Log file of a component.
    Path log(String component) {
        return logs().resolve(component + ".log");
    }

    Path postgresBinaries() {
        return dir.resolve("postgres-bin");
    }

    Path postgresData() {
        return dir.resolve("postgres");
    }

    Path kafka() {
        return dir.resolve("kafka");
    }

    Path secrets() {
        return dir.resolve("secrets");
    }

    /// Private and public key of the local token issuer.
    public Path keys() {
        return dir.resolve("keys");
    }

    Path suiteFile() {
        return run().resolve("suite.properties");
    }

    Path pidFile(String component) {
        return run().resolve(component + ".pid");
    }

    /// Holds the process number of a `./kam dev` that has taken the place of that component.
    Path holdFile(String component) {
        return run().resolve(component + ".hold");
    }

    /// The lock that the one launcher of this folder holds as long as it lives; empty when another has it.
    Optional<AutoCloseable> tryLock() {
        // Closing any channel of a file drops all of the process's locks on it, so a second one must never be opened.
        if (!LOCKED_HERE.add(dir)) {
            return Optional.empty();
        }
        boolean locked = false;
        try {
            var channel = FileChannel.open(run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            locked = channel.tryLock() != null;
            if (!locked) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(() -> {
                channel.close();
                LOCKED_HERE.remove(dir);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!locked) {
                LOCKED_HERE.remove(dir);
            }
        }
    }

    /// What the running launcher wrote about itself, if one is running.
    Optional<Properties> runningSuite() {
        if (!Files.isDirectory(run())) {
            return Optional.empty();
        }
        var lock = tryLock();
        if (lock.isPresent()) {
            release(lock.get());
            return Optional.empty();
        }
        return Optional.of(readProperties(suiteFile()));
    }

    static void release(AutoCloseable lock) {
        try {
            lock.close();
        } catch (Exception e) {
            throw new IllegalStateException("lock not released", e);
        }
    }

    static Properties readProperties(Path file) {
        var properties = new Properties();
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return properties;
    }

    /// Writes a file that only the owner may read, whole or not at all.
    static void writePrivately(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            var draft = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, content);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
