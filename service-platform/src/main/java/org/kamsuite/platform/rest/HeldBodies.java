package org.kamsuite.platform.rest;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/// How many bytes of request bodies the service holds at one time, over all requests. Room is taken before a body is
/// read, and given back when the request was answered or its client went, but not before the work on it has ended: a
/// client that goes does not free the memory of what is made of its body.
@Provider
@PreMatching
@ApplicationScoped
class HeldBodies implements ContainerRequestFilter {

    private static final String KEY = HeldBodies.class.getName();
    private static final int UNIT = 1024;

    @Inject
    MeterRegistry metrics;

    @ConfigProperty(name = "kam.requests.body-bytes")
    MemorySize most;

    private Semaphore kibibytes;
    private int all;

    @PostConstruct
    void open() {
        all = Math.clamp(most.asLongValue() / UNIT, 1, Integer.MAX_VALUE);
        kibibytes = new Semaphore(all);
        Gauge.builder("kam.requests.body", this, HeldBodies::bytes)
                .baseUnit("bytes")
                .description("Bodies of the requests that are being read or worked on")
                .register(metrics);
    }

    /// What is held now.
    long bytes() {
        return (long) UNIT * (all - kibibytes.availablePermits());
    }

    /// Takes room for a body until its request is done; false when there is none.
    boolean take(RoutingContext request, long bytes) {
        // The largest body alone always fits.
        int share = Math.clamp((bytes + UNIT - 1) / UNIT, 1, all);
        if (!kibibytes.tryAcquire(share)) {
            return false;
        }
        var held = new Held(share);
        request.put(KEY, held);
        request.addEndHandler(_ -> held.letGo());
        return true;
    }

    /// From here on the resource works on it.
    @Override
    public void filter(ContainerRequestContext context) {
        var request = (ResteasyReactiveRequestContext)
                ((ResteasyReactiveContainerRequestContext) context).getServerRequestContext();
        Held held = request.unwrap(RoutingContext.class).get(KEY);
        if (held != null && held.hold()) {
            request.registerCompletionCallback(_ -> held.letGo());
        }
    }

    /// A share of the room, held by the exchange and by the work on it: the last one gives it back.
    private final class Held {

        private final int share;
        private final AtomicInteger holders = new AtomicInteger(1);

        Held(int share) {
            this.share = share;
        }

        /// False when it was already given back.
        boolean hold() {
            return holders.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
        }

        void letGo() {
            if (holders.decrementAndGet() == 0) {
                kibibytes.release(share);
            }
        }
    }
}
