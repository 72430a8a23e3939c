package org.kamsuite.receivables.position;

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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.platform.rest.ChangeStreams;
import org.kamsuite.platform.rest.Roles;

@Path("/v1/receivables/changes")
@Tag(name = "Receivables")
public class ReceivablesChangesResource {

    private static final String EXAMPLE = """
            event: change
            id: 1042
            data: {"specversion":"1.0","id":"0199f3c4-5d6e-7a8b-9c0d-1e2f3a4b5c6d","source":"/kam/receivables-service",\
            "type":"kam.receivables.position-changed.v1","subject":"0199f3c4-1111-7a8b-9c0d-1e2f3a4b5c6d","time":"2026-03-02T09:15:00Z",\
            "datacontenttype":"application/json","data":{}}
            """;

    @Inject
    ChangeStreams streams;

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed({
        Roles.VIEWER,
        Roles.KEY_ACCOUNT_MANAGER,
        Roles.KAM_DIRECTOR,
        Roles.FINANCE,
        Roles.SERVICE_DESK,
        Roles.INTEGRATION,
        Roles.ADMIN
    })
    @Operation(
            operationId = "followReceivablesChanges",
            summary = "Follow what accounts owe, how they pay and what is decided about them live",
            description = ChangeStreams.DESCRIPTION)
    @APIResponse(
            responseCode = "200",
            description = "The stream",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = String.class),
                            examples = @ExampleObject(name = "example", value = EXAMPLE)))
    @APIResponse(responseCode = "429", description = "Too many streams are open: come again after Retry-After")
    public void follow(
            @Context SseEventSink sink,
            @Context Sse sse,
            @Parameter(description = "The id of the last event that you have; without it the stream starts now.")
                    @HeaderParam("Last-Event-ID")
                    String lastEventId,
            @Parameter(description = "Only of this account.") @QueryParam("accountId") UUID accountId,
            @Parameter(description = "Only events of this type.", example = "kam.receivables.position-changed.v1")
                    @QueryParam("type")
                    String type) {
        streams.open(sink, sse, lastEventId, accountId, type);
    }
}
