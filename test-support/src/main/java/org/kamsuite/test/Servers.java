package org.kamsuite.test;

import java.util.Map;

/// A PostgreSQL and a Kafka for tests.
interface Servers {

    String jdbcUrl();

    String username();

    String password();

    String bootstrapServers();

    /// Embedded by default; containers with `-Pcontainers`. One pair for the whole test JVM, ended with it.
    static Servers shared() {
        return Holder.SERVERS;
    }

    final class Holder {
        private static final Servers SERVERS = start();

        private Holder() {}

        private static Servers start() {
            boolean containers = "containers".equals(System.getProperty("kam.test.servers"));
            return containers ? ContainerServers.start() : EmbeddedServers.start();
        }
    }

    /// What a Quarkus test needs to reach them.
    default Map<String, String> config() {
        String separator = jdbcUrl().contains("?") ? "&" : "?";
        return Map.of(
                "quarkus.datasource.jdbc.url",
                jdbcUrl() + separator + "socketFactory=" + RoundTrips.class.getName(),
                "quarkus.datasource.username",
                username(),
                "quarkus.datasource.password",
                password(),
                "kafka.bootstrap.servers",
                bootstrapServers(),
                "mp.jwt.verify.publickey",
                Tokens.publicKey(),
                "quarkus.http.test-port",
                "0",
                "mp.messaging.incoming.events.fetch.max.wait.ms",
                "50",
                "kam.snapshots.every",
                "PT0.05S");
    }
}
