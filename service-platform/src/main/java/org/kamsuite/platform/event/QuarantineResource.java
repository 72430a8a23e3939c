package org.kamsuite.platform.event;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Roles;

@Path("/ops/quarantine")
@Tag(name = "Operations")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.INTEGRATION})
public class QuarantineResource {

    @Schema(name = "DiscardRequest")
    public record DiscardRequest(
            @Schema(description = "Why the record may be forgotten.", examples = "Test record of the ERP team")
            @NotBlank
            @Size(max = 500)
            String reason) {}

    @Inject
    QuarantineDecisions decisions;

    @GET
    @Operation(
            operationId = "listParkedRecords",
            summary = "Records that could not be processed, oldest first",
            description = "Each with its reason; the records around it were processed. Roles: admin, integration.")
    @APIResponse(responseCode = "200", description = "A page of records")
    public Page<ParkedRecord> list(
            @Parameter(description = "PARKED (default), REPLAYED or DISCARDED.") @QueryParam("status")
                    ParkedRecord.Status status,
            @Parameter(description = "Only this reason.") @QueryParam("reason") ReasonCode reason,
            @Parameter(description = "Only this event type.", example = "erp.invoice.issued.v1") @QueryParam("type")
                    String type,
            @Parameter(description = "1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        return decisions.list(
                status == null ? ParkedRecord.Status.PARKED : status, reason, type, Page.limit(limit, 100), cursor);
    }

    @GET
    @Path("/{id}")
    @Operation(
            operationId = "getParkedRecord",
            summary = "One record with its payload",
            description = "Roles: admin, integration.")
    @APIResponse(responseCode = "200", description = "The record")
    @APIResponse(responseCode = "404", description = "No such record")
    public ParkedRecord.WithPayload get(@PathParam("id") UUID id) {
        return decisions.get(id);
    }

    @POST
    @Path("/{id}/replay")
    @Operation(
            operationId = "replayParkedRecord",
            summary = "Process the record once more, after its cause was mended",
            description = "It is taken into account exactly once. The answer's status tells whether it was REPLAYED or"
                    + " had to be PARKED again, with the reason. Roles: admin, integration.")
    @APIResponse(responseCode = "200", description = "The record after the attempt")
    @APIResponse(responseCode = "404", description = "No such record")
    @APIResponse(responseCode = "409", description = "It is no longer parked")
    public ParkedRecord replay(@PathParam("id") UUID id) {
        return decisions.replay(id);
    }

    @POST
    @Path("/{id}/discard")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "discardParkedRecord",
            summary = "Decide that the record is not needed",
            description = "It stays readable with who decided and why. Roles: admin, integration.")
    @APIResponse(responseCode = "200", description = "The discarded record")
    @APIResponse(responseCode = "404", description = "No such record")
    @APIResponse(responseCode = "409", description = "It is no longer parked")
    public ParkedRecord discard(@PathParam("id") UUID id, @NotNull @Valid DiscardRequest request) {
        return decisions.discard(id, request.reason());
    }
}
