package org.kamsuite.platform.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.kamsuite.contracts.Money;

/// Stands for a service's resource.
@Path("/v1/samples")
public class SampleResource {

    public record Sample(@NotBlank String name, Money price, Scope scope, LocalDate day, Instant at) {}

    public record Numbered(int number, String name) {}

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @Inject
    Idempotency idempotency;

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, String> list(
            @QueryParam("asOf") LocalDate asOf, @QueryParam("limit") Integer limit, @QueryParam("scope") Scope scope) {
        return Map.of("asOf", String.valueOf(asOf), "limit", "" + Page.limit(limit, 10), "scope", "" + scope);
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces(Csv.MEDIA_TYPE)
    public String csv() {
        return "a,b";
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.VIEWER)
    public String get(@PathParam("id") UUID id) {
        throw new IllegalStateException("secret detail");
    }

    @POST
    @RolesAllowed({Roles.VIEWER, Roles.ADMIN})
    @Transactional
    public Numbered create(@HeaderParam("Idempotency-Key") String key, @NotNull @Valid Sample sample) {
        return idempotency.once(
                key,
                "createSample",
                sample,
                Numbered.class,
                () -> new Numbered(NUMBERS.incrementAndGet(), sample.name()));
    }
}
