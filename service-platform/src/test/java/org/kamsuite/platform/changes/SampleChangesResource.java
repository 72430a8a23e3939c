package org.kamsuite.platform.changes;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.UUID;
import org.kamsuite.platform.rest.ChangeStreams;
import org.kamsuite.platform.rest.Roles;

/// Stands for a service's stream.
@Path("/v1/samples/changes")
public class SampleChangesResource {

    @Inject
    ChangeStreams streams;

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void follow(
            @Context SseEventSink sink,
            @Context Sse sse,
            @HeaderParam("Last-Event-ID") String lastEventId,
            @QueryParam("accountId") UUID accountId,
            @QueryParam("type") String type) {
        streams.open(sink, sse, lastEventId, accountId, type);
    }
}
