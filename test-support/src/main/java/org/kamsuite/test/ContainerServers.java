package org.kamsuite.test;

import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// The same servers from container images, for machines with a container engine (`-Pcontainers`).
record ContainerServers(String jdbcUrl, String username, String password, String bootstrapServers) implements Servers {

    // Ended with the JVM by Testcontainers itself.
    @SuppressWarnings("resource")
    static ContainerServers start() {
        PostgreSQLContainer postgres = new PostgreSQLContainer(System.getProperty("kam.test.image.postgres"));
        KafkaContainer kafka = new KafkaContainer(System.getProperty("kam.test.image.kafka"));
        postgres.start();
        kafka.start();
        Topics.create(kafka.getBootstrapServers(), 3);
        return new ContainerServers(
                postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword(), kafka.getBootstrapServers());
    }
}
