package org.kamsuite.local.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// The TCP ports of one suite, all on the loopback interface.
public record Ports(int postgres, int kafka, Map<SuiteService, Integer> services) {

    static final String POSTGRES_VARIABLE = "KAM_POSTGRES_PORT";
    static final String KAFKA_VARIABLE = "KAM_KAFKA_PORT";

    /// A port and the component that wants it; `variable` is the environment variable that changes it.
    record Wish(String component, int port, String variable) {}

    public Ports {
        services = Map.copyOf(services);
        if (services.size() != SuiteService.values().length) {
            throw new IllegalArgumentException("every service needs a port");
        }
    }

    /// The documented ports, each of which an environment variable can change.
    ///
    /// @throws LaunchFailure when a variable holds no port number or two components would share a port
    public static Ports fromEnvironment(Map<String, String> environment) {
        var services = new EnumMap<SuiteService, Integer>(SuiteService.class);
        for (var service : SuiteService.values()) {
            services.put(service, port(environment, service.portVariable(), service.defaultPort()));
        }
        var ports = new Ports(
                port(environment, POSTGRES_VARIABLE, 5433), port(environment, KAFKA_VARIABLE, 9092), services);
        var seen = new LinkedHashMap<Integer, Wish>();
        for (var wish : ports.wishes()) {
            var other = seen.put(wish.port(), wish);
            if (other != null) {
                throw new LaunchFailure("%s and %s both want port %d. Change %s or %s."
                        .formatted(
                                other.component(), wish.component(), wish.port(), other.variable(), wish.variable()));
            }
        }
        return ports;
    }

    /// Ports that are free now, for a suite beside others (tests).
    public static Ports free() {
        var next = free(2 + SuiteService.values().length).iterator();
        int postgres = next.next();
        int kafka = next.next();
        var services = new EnumMap<SuiteService, Integer>(SuiteService.class);
        for (var service : SuiteService.values()) {
            services.put(service, next.next());
        }
        return new Ports(postgres, kafka, services);
    }

    /// So many different ports that are free now.
    static List<Integer> free(int count) {
        var found = new LinkedHashSet<Integer>();
        var open = new ArrayList<ServerSocket>();
        try {
            while (found.size() < count) {
                var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                open.add(socket);
                found.add(socket.getLocalPort());
            }
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
        return List.copyOf(found);
    }

    int of(SuiteService service) {
        return services.get(service);
    }

    List<Wish> wishes() {
        var wishes = new ArrayList<Wish>();
        wishes.add(new Wish("postgres", postgres, POSTGRES_VARIABLE));
        wishes.add(new Wish("kafka", kafka, KAFKA_VARIABLE));
        for (var service : SuiteService.values()) {
            wishes.add(new Wish(service.id(), of(service), service.portVariable()));
        }
        return wishes;
    }

    /// Refuses to go on when somebody else listens on one of the ports; names all of them at once.
    void requireFree() {
        var busy = wishes().stream().filter(wish -> isBusy(wish.port())).toList();
        if (busy.isEmpty()) {
            return;
        }
        var message = new StringBuilder();
        for (var wish : busy) {
            message.append(
                    "Port %d, wanted by %s, is in use by another program. Stop that program, or: %s=%d ./kam up%n"
                            .formatted(wish.port(), wish.component(), wish.variable(), suggestion(wish.port())));
        }
        throw new LaunchFailure(message.toString().strip());
    }

    /// Whether somebody listens on that port of the loopback interface.
    static boolean isBusy(int port) {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (var server = new ServerSocket()) {
            // So that connections of an earlier run, still in TIME_WAIT, are not taken for a listener.
            server.setReuseAddress(true);
            server.bind(address);
        } catch (IOException taken) {
            return true;
        }
        // Some systems let a loopback listener in beside one on all interfaces: ask from the other side too.
        try (var socket = new Socket()) {
            socket.connect(address, 500);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }

    void write(Properties properties) {
        for (var wish : wishes()) {
            properties.setProperty("port." + wish.component(), Integer.toString(wish.port()));
        }
    }

    static Ports read(Properties properties) {
        var services = new EnumMap<SuiteService, Integer>(SuiteService.class);
        for (var service : SuiteService.values()) {
            services.put(service, Integer.valueOf(properties.getProperty("port." + service.id())));
        }
        return new Ports(
                Integer.parseInt(properties.getProperty("port.postgres")),
                Integer.parseInt(properties.getProperty("port.kafka")),
                services);
    }

    private static int suggestion(int port) {
        int candidate = port + 10_000 < 65_536 ? port + 10_000 : port - 10_000;
        while (isBusy(candidate)) {
            candidate++;
        }
        return candidate;
    }

    private static int port(Map<String, String> environment, String variable, int otherwise) {
        var text = environment.get(variable);
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // Said below, like a number out of range.
        }
        throw new LaunchFailure("%s is '%s'; expected a port number from 1 to 65535.".formatted(variable, text));
    }
}
