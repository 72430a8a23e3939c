package org.kamsuite.local.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.kamsuite.local.token.LocalIssuer;

/// Starts everything of one suite, keeps it running, stops it in order: services first, then the broker, then
/// the database.
final class Launcher {

    private static final Duration CACHE_AFTER = Duration.ofSeconds(20);

    private final Home home;
    private final Ports ports;
    private final Progress progress;
    private final Secrets secrets;
    private final List<Component> services = new CopyOnWriteArrayList<>();
    private final Set<SuiteService> wanted;
    private final Component kafka;
    private final Component postgres;
    private final PostgresServer postgresServer;
    private final KafkaServer kafkaServer;
    private final AutoCloseable lock;
    private boolean stopped;

    Launcher(Home home, Ports ports, PrintStream out) {
        this(home, ports, out, EnumSet.allOf(SuiteService.class));
    }

    /// @param wanted the services to run; the servers run in any case
    Launcher(Home home, Ports ports, PrintStream out, Set<SuiteService> wanted) {
        this.wanted = Set.copyOf(wanted);
        this.home = home.create();
        this.ports = ports;
        this.progress = new Progress(out);
        this.lock = home.tryLock()
                .orElseThrow(
                        () -> new LaunchFailure("A suite already runs on the data folder %s.".formatted(home.dir())));
        this.secrets = Secrets.of(home);
        this.postgresServer = new PostgresServer(home, ports.postgres(), secrets);
        this.kafkaServer = new KafkaServer(home, ports.kafka());
        this.postgres = new Component(postgresServer.spec(), home, progress);
        this.kafka = new Component(kafkaServer.spec(), home, progress);
        for (var service : wanted) {
            services.add(new Component(new ServiceProcess(service, home, ports, secrets).spec(), home, progress));
        }
    }

    Set<SuiteService> wanted() {
        return wanted;
    }

    /// Starts all; on any failure stops what had started and says what happened.
    void start() {
        long begun = System.nanoTime();
        try {
            for (var service : wanted) {
                // Says what is not built before anything is started.
                Installation.jar(service);
            }
            prepare();
            startServers();
            startServices();
            writeState("ready");
            Thread.ofPlatform().daemon().name("start-up-caches").start(this::writeCaches);
            progress.note("Everything is ready after %s."
                    .formatted(Component.seconds(Duration.ofNanos(System.nanoTime() - begun))));
        } catch (RuntimeException | Error failure) {
            stop();
            throw failure;
        }
    }

    /// One after the other, when the first rush is over.
    private void writeCaches() {
        try {
            Thread.sleep(CACHE_AFTER);
            for (var service : services) {
                service.writeCache();
            }
            kafka.writeCache();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Without the services: for tests of the two servers alone.
    void startServersOnly() {
        try {
            prepare();
            startServers();
            writeState("ready");
        } catch (RuntimeException | Error failure) {
            stop();
            throw failure;
        }
    }

    /// Names of all child processes, in the order in which they are stopped.
    static List<String> componentNames() {
        return Stream.of(
                        Arrays.stream(SuiteService.values()).map(SuiteService::id),
                        Arrays.stream(SuiteService.values()).map(ServiceProcess::replicaName),
                        Stream.of(KafkaServer.NAME, PostgresServer.NAME))
                .flatMap(names -> names)
                .toList();
    }

    private void prepare() {
        var orphans = Processes.endOrphans(home, componentNames());
        if (!orphans.isEmpty()) {
            progress.note("Ended what an earlier launcher had left running: " + String.join(", ", orphans));
        }
        ports.requireFree();
        writeState("starting");
        LocalIssuer.in(home.keys(), Clock.systemUTC());
    }

    /// Starts a second process of a service; it is watched and stopped like the first.
    ///
    /// @return its name
    String startReplica(SuiteService service, Path jar, int port) {
        Component replica = new Component(
                ServiceProcess.replica(service, jar, port, home, ports, secrets).spec(), home, progress);
        services.add(replica);
        replica.start();
        return replica.name();
    }

    private void startServers() {
        startAll(List.of(postgres, kafka), component -> {
            progress.starting(component.name());
            if (component == postgres) {
                postgresServer.prepare();
                component.start();
                postgresServer.provision();
            } else {
                component.start();
                kafkaServer.createTopics();
            }
        });
    }

    private void startServices() {
        startAll(services, service -> {
            progress.starting(service.name());
            service.start();
        });
    }

    /// Stops what runs; harmless when called again.
    synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        inParallel(services.stream().map(service -> (Runnable) service::stop).toList());
        kafka.stop();
        postgres.stop();
        try {
            Files.deleteIfExists(home.suiteFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Home.release(lock);
        }
    }

    private void writeState(String state) {
        var properties = new Properties();
        properties.setProperty("state", state);
        properties.setProperty("launcher", Long.toString(ProcessHandle.current().pid()));
        ports.write(properties);
        var text = new StringBuilder();
        properties.stringPropertyNames().stream()
                .sorted(Comparator.naturalOrder())
                .forEach(key -> text.append(key + "=" + properties.getProperty(key) + "\n"));
        Home.writePrivately(home.suiteFile(), text.toString());
    }

    /// Starts these at once; when one fails, the others are not waited for and the first failure is reported.
    private static void startAll(List<Component> components, Consumer<Component> start) {
        var first = new AtomicReference<RuntimeException>();
        inParallel(components.stream()
                .map(component -> (Runnable) () -> {
                    try {
                        start.accept(component);
                    } catch (RuntimeException failure) {
                        if (first.compareAndSet(null, failure)) {
                            components.forEach(Component::giveUp);
                        }
                    }
                })
                .toList());
        if (first.get() != null) {
            throw first.get();
        }
    }

    private static void inParallel(List<Runnable> tasks) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            tasks.forEach(threads::execute);
        }
    }
}
