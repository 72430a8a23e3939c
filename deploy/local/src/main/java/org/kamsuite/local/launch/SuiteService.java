package org.kamsuite.local.launch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The five services of the suite, in the order in which they are listed to people.
public enum SuiteService {
    ACCOUNT("account-service", 8081),
    SCORING("scoring-service", 8082),
    RELATIONSHIP("relationship-service", 8083),
    MONITOR("service-monitor", 8084),
    RECEIVABLES("receivables-service", 8085);

    private final String id;
    private final int defaultPort;

    SuiteService(String id, int defaultPort) {
        this.id = id;
        this.defaultPort = defaultPort;
    }

    /// Name of the module, of the process and of its log file, for example `account-service`.
    public String id() {
        return id;
    }

    int defaultPort() {
        return defaultPort;
    }

    /// Name of its database and of its database role.
    String database() {
        return id.replace('-', '_');
    }

    /// Environment variable that moves it to another port.
    String portVariable() {
        return "KAM_" + id.replace('-', '_').toUpperCase(Locale.ROOT) + "_PORT";
    }

    /// The service of that name, if there is one.
    public static Optional<SuiteService> of(String id) {
        return Arrays.stream(values()).filter(service -> service.id.equals(id)).findFirst();
    }
}
