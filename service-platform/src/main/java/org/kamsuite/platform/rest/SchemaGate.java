package org.kamsuite.platform.rest;

import jakarta.inject.Inject;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.kamsuite.platform.database.Schema;

/// Nothing can be answered before the tables are there.
class SchemaGate {

    @Inject
    Schema schema;

    @ServerRequestFilter(preMatching = true)
    void check() {
        if (!schema.isReady()) {
            throw Problem.unavailable("The service waits for its database.");
        }
    }
}
