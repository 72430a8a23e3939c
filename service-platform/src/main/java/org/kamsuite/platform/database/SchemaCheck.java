package org.kamsuite.platform.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready before the tables are those of this build.
@Readiness
@ApplicationScoped
class SchemaCheck implements HealthCheck {

    @Inject
    Schema schema;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("database schema")
                .status(schema.isReady())
                .build();
    }
}
