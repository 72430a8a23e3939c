package org.kamsuite.platform.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Answers a body that announces to be too large with a problem, before any of it is read; the HTTP server
/// would do it with an empty answer.
@ApplicationScoped
class BodyLimit {

    private static final long DRAINED = 64L << 20;

    @Inject
    ObjectMapper json;

    @ConfigProperty(name = "quarkus.http.limits.max-body-size")
    MemorySize limit;

    void register(@Observes Filters filters) {
        filters.register(this::check, 100);
    }

    private void check(RoutingContext request) {
        long length = announced(request.request().getHeader("Content-Length"));
        if (length <= limit.asLongValue()) {
            request.next();
            return;
        }
        var problem = new ProblemView(
                "urn:kam:problem:too-large",
                "The request is too large",
                413,
                "The body must have at most " + limit.asLongValue() + " bytes.",
                request.request().path(),
                null,
                List.of());
        // A client that first sends and then reads gets its answer only when somebody takes what it sends; but not
        // however much it announces.
        request.request().resume();
        if (length > DRAINED) {
            request.response().putHeader("Connection", "close");
        }
        request.response()
                .setStatusCode(413)
                .putHeader("Content-Type", "application/problem+json")
                .end(write(problem));
    }

    private static long announced(String length) {
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private String write(ProblemView problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem cannot be written as JSON", e);
        }
    }
}
