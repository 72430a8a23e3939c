package org.kamsuite.local.launch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kamsuite.local.token.LocalIssuer;

/// How one service of the suite is run: its command, its settings, its readiness.
final class ServiceProcess {

    /// So that five services, the broker and the database stay within 2.5 GiB.
    private static final List<String> JVM_OPTIONS = List.of(
            "-Xms48m",
            "-Xmx256m",
            "-Xss640k",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "-Dfile.encoding=UTF-8");

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private final SuiteService service;
    private final String name;
    private final int port;
    private final Home home;
    private final Ports ports;
    private final Secrets secrets;
    private final Optional<StartupCache> cache;
    private final Path jar;

    ServiceProcess(SuiteService service, Home home, Ports ports, Secrets secrets) {
        this(
                service,
                service.id(),
                ports.of(service),
                home,
                ports,
                secrets,
                Installation.aotCache(service.id()).map(StartupCache::new),
                Installation.jar(service));
    }

    private ServiceProcess(
            SuiteService service,
            String name,
            int port,
            Home home,
            Ports ports,
            Secrets secrets,
            Optional<StartupCache> cache,
            Path jar) {
        this.service = service;
        this.name = name;
        this.port = port;
        this.home = home;
        this.ports = ports;
        this.secrets = secrets;
        this.cache = cache;
        this.jar = jar;
    }

    /// The same service once more, beside the first, on the same database and in the same consumer group.
    ///
    /// @param jar of this build or of another one
    static ServiceProcess replica(SuiteService service, Path jar, int port, Home home, Ports ports, Secrets secrets) {
        return new ServiceProcess(service, replicaName(service), port, home, ports, secrets, Optional.empty(), jar);
    }

    static String replicaName(SuiteService service) {
        return service.id() + "-2";
    }

    Component.Spec spec() {
        return new Component.Spec(
                name, uri().toString(), this::command, settings(), this::isReady, "TERM", " stopped in ", cache);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// The environment variables that connect a service with this suite.
    Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        settings.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        settings.put(
                "QUARKUS_DATASOURCE_JDBC_URL",
                new PostgresServer(home, ports.postgres(), secrets).url(service.database()));
        settings.put("QUARKUS_DATASOURCE_USERNAME", service.database());
        settings.put("QUARKUS_DATASOURCE_PASSWORD", secrets.password(service.database()));
        settings.put("KAFKA_BOOTSTRAP_SERVERS", new KafkaServer(home, ports.kafka()).bootstrapServers());
        settings.put(
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                home.keys().resolve(LocalIssuer.PUBLIC_KEY_FILE).toUri().toString());
        settings.put("MP_JWT_VERIFY_ISSUER", LocalIssuer.ISSUER);
        // A person reads these logs.
        settings.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
        settings.put("MALLOC_ARENA_MAX", "2");
        return settings;
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        command.add(Installation.java());
        command.addAll(JVM_OPTIONS);
        cache.ifPresent(startup -> command.addAll(startup.options()));
        command.add("-jar");
        command.add(jar.toString());
        return command;
    }

    boolean isReady() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri().resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    }
}
