package org.kamsuite.local.launch;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.kamsuite.contracts.EventType;

/// A real Apache Kafka broker, its own controller (KRaft), in a process of its own; data kept between starts.
final class KafkaServer {

    static final String NAME = "kafka";
    static final int PARTITIONS = 12;
    private static final Duration RETENTION = Duration.ofDays(30);

    private final Home home;
    private final int port;
    private final Optional<StartupCache> cache = Installation.aotCache(NAME)
            // The JVM gives up, process and all, when it is to write a cache for a class path with folders in it.
            .filter(file -> Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .noneMatch(entry -> new File(entry).isDirectory()))
            .map(StartupCache::new);

    KafkaServer(Home home, int port) {
        this.home = home;
        this.port = port;
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    Component.Spec spec() {
        return new Component.Spec(
                NAME,
                bootstrapServers(),
                this::command,
                Map.of("MALLOC_ARENA_MAX", "2"),
                this::answers,
                "TERM",
                KafkaBroker.LAST_WORDS,
                cache);
    }

    /// Creates the topics that are missing; data in the others stays.
    void createTopics() {
        try (var admin = Admin.create(adminSettings())) {
            var present = admin.listTopics().names().get(60, TimeUnit.SECONDS);
            var missing = EventType.topics().stream()
                    .filter(topic -> !present.contains(topic))
                    .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1)
                            .configs(Map.of("retention.ms", Long.toString(RETENTION.toMillis()))))
                    .collect(Collectors.toList());
            admin.createTopics(missing).all().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new LaunchFailure("The Kafka topics could not be created: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("interrupted", e);
        }
    }

    private Map<String, Object> adminSettings() {
        return Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                60_000);
    }

    /// The broker opens this port last, when it has caught up with its own metadata.
    private boolean answers() throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        }
    }

    private List<String> command() {
        var properties = writeProperties();
        var command = new ArrayList<>(List.of(
                Installation.java(),
                "-Xms64m",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED"));
        cache.ifPresent(startup -> command.addAll(startup.options()));
        command.addAll(List.of(
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                KafkaBroker.class.getName(),
                properties.getPath(),
                identity()));
        return command;
    }

    /// Nothing outside the process speaks to the controller, so any free port does, a new one at each start.
    private File writeProperties() {
        var settings = Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + freePort()),
                Map.entry("advertised.listeners", "BROKER://127.0.0.1:" + port),
                Map.entry("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("inter.broker.listener.name", "BROKER"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("log.dirs", home.kafka().resolve("data").toString()),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("num.partitions", Integer.toString(PARTITIONS)),
                Map.entry("log.retention.ms", Long.toString(RETENTION.toMillis())),
                Map.entry("offsets.topic.num.partitions", "6"),
                Map.entry("offsets.topic.replication.factor", "1"),
                // A month away from the machine must not make the services read everything again.
                Map.entry(
                        "offsets.retention.minutes",
                        Long.toString(Duration.ofDays(365).toMinutes())),
                Map.entry("transaction.state.log.num.partitions", "2"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("log.cleaner.dedupe.buffer.size", "16777216"),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "4"));
        var all = new Properties();
        all.putAll(settings);
        var controller = settings.get("listeners").split("CONTROLLER://")[1];
        all.setProperty("controller.quorum.voters", "1@" + controller);
        var text = new StringBuilder("# Written at every start of the broker.\n");
        all.stringPropertyNames().stream()
                .sorted()
                .forEach(key -> text.append(key + "=" + all.getProperty(key).replace("\\", "\\\\") + "\n"));
        var file = home.kafka().resolve("server.properties");
        Home.writePrivately(file, text.toString());
        return file.toFile();
    }

    /// The cluster's id, made once for a data folder.
    private String identity() {
        var file = home.kafka().resolve("cluster.properties");
        var id = Home.readProperties(file).getProperty("id");
        if (id == null) {
            id = Uuid.randomUuid().toString();
            Home.writePrivately(file, "id=" + id + "\n");
        }
        return id;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
