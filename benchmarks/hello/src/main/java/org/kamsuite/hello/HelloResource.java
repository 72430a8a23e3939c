package org.kamsuite.hello;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/// Answers, and does nothing else: no token, no database, no object to write. On a worker thread, as the services do.
@Path("/hello")
public class HelloResource {

    @GET
    @Blocking
    @Produces(MediaType.APPLICATION_JSON)
    public String hello() {
        return "\"hello\"";
    }
}
