package org.kamsuite.platform.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Bounds what clients send, before any of it is read: a body that announces to be too large is answered with a
/// problem (the HTTP server would do it with an empty answer), one for which there is no room beside the others
/// ([HeldBodies]) with another, and one that does not come within its time ends with its connection, however steadily
/// it trickles.
@ApplicationScoped
class BodyLimit {

    private static final long DRAINED = 64L << 20;
    private static final int RETRY_AFTER_SECONDS = 1;
    private static final Set<HttpMethod> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    @Inject
    ObjectMapper json;

    @Inject
    HeldBodies bodies;

    @ConfigProperty(name = "quarkus.http.limits.max-body-size")
    MemorySize limit;

    @ConfigProperty(name = "kam.requests.body-within")
    Duration within;

    void register(@Observes Filters filters) {
        filters.register(this::check, 100);
    }

    private void check(RoutingContext request) {
        long length = length(request.request());
        if (length > limit.asLongValue()) {
            refuse(request, length, Problem.tooLarge("The body must have at most " + limit.asLongValue() + " bytes."));
        } else if (length == 0) {
            request.next();
        } else if (bodies.take(request, length)) {
            limitTime(request);
            request.next();
        } else {
            refuse(
                    request,
                    length,
                    Problem.tooManyRequests(
                            "Too many bytes of other requests are being read; nothing of this one was taken.",
                            RETRY_AFTER_SECONDS));
        }
    }

    /// Of a body that does not announce its length: the largest that is allowed, 0 when there is none.
    private long length(HttpServerRequest request) {
        String announced = request.getHeader("Content-Length");
        if (announced != null) {
            try {
                return Math.max(0, Long.parseLong(announced));
            } catch (NumberFormatException e) {
                // The HTTP server has its own words for that.
                return 0;
            }
        }
        boolean unannounced = request.version() == HttpVersion.HTTP_2
                ? WITH_BODY.contains(request.method())
                : request.headers().contains("Transfer-Encoding");
        return unannounced ? limit.asLongValue() : 0;
    }

    private void limitTime(RoutingContext request) {
        long timer = request.vertx().setTimer(within.toMillis(), _ -> {
            if (!request.request().isEnded()) {
                end(request.request());
            }
        });
        request.addEndHandler(_ -> request.vertx().cancelTimer(timer));
    }

    /// Without an answer: whoever is reading the body learns that there is no more. (Of HTTP/1, a reset of the response
    /// would tell nobody that the request is over.)
    private static void end(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }

    private void refuse(RoutingContext request, long length, Problem why) {
        var problem = new ProblemView(
                "urn:kam:problem:" + why.slug(),
                why.title(),
                why.status(),
                why.getMessage(),
                request.request().path(),
                null,
                List.of());
        // A client that first sends and then reads gets its answer only when somebody takes what it sends; but not
        // however much it announces.
        request.request().resume();
        if (length > DRAINED) {
            request.response().putHeader("Connection", "close");
        }
        if (why.retryAfter() != null) {
            request.response().putHeader("Retry-After", why.retryAfter().toString());
        }
        request.response()
                .setStatusCode(why.status())
                .putHeader("Content-Type", "application/problem+json")
                .end(write(problem));
    }

    private String write(ProblemView problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem cannot be written as JSON", e);
        }
    }
}
