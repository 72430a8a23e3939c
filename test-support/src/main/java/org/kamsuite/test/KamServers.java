package org.kamsuite.test;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// Gives a `@QuarkusTest` its PostgreSQL and Kafka: `@QuarkusTestResource(KamServers.class)` on one class of the
/// module.
public class KamServers implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Servers.shared().config();
    }

    @Override
    public void stop() {
        // The servers end with the JVM: starting them once is what makes the tests fast.
    }
}
