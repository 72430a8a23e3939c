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
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
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

    private static final String EXAMPLE = """
            {"id":"0199f3c4-5d6e-7a8b-9c0d-1e2f3a4b5c6d","topic":"erp.invoices","partition":3,"offset":1042,
             "key":"sap-emea:104711","source":"/erp/sap-emea","eventId":"9f1c","type":"erp.invoice.issued.v1",
             "subject":"INV-1001","reason":"INVALID",
             "detail":"lines[0].quantity: must be a decimal number as text, such as \\"12.50\\"",
             "parkedAt":"2026-03-02T09:15:01Z",""";

    private static final String PARKED = EXAMPLE + "\"status\":\"PARKED\"}";
    private static final String PAGE = "{\"items\":[" + PARKED + "]}";
    private static final String WITH_PAYLOAD =
            EXAMPLE + "\"status\":\"PARKED\",\"headers\":{\"ce_id\":\"9f1c\"},\"payload\":\"{…}\"}";
    private static final String DECIDED = ",\"decidedBy\":\"otto\",\"decidedAt\":\"2026-03-02T10:00:00Z\"";
    private static final String REPLAYED = EXAMPLE + "\"status\":\"REPLAYED\"" + DECIDED + "}";
    private static final String DISCARDED =
            EXAMPLE + "\"status\":\"DISCARDED\"" + DECIDED + ",\"decisionReason\":\"Test record\"}";

    /// How a page of these is named in the OpenAPI document, which cannot tell a generic type.
    @Schema(name = "ParkedRecordPage")
    record ParkedRecordPage(
            List<ParkedRecord> items,

            @Schema(description = "Give it as ?cursor= for the next page; absent on the last page.")
            String nextCursor) {}

    @Inject
    QuarantineDecisions decisions;

    @GET
    @Operation(
            operationId = "listParkedRecords",
            summary = "Records that could not be processed, oldest first",
            description = "Each with its reason; the records around it were processed. Roles: admin, integration.")
    @APIResponse(
            responseCode = "200",
            description = "A page of records",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ParkedRecordPage.class),
                            examples = @ExampleObject(name = "example", value = PAGE)))
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
    @APIResponse(
            responseCode = "200",
            description = "The record",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ParkedRecord.WithPayload.class),
                            examples = @ExampleObject(name = "example", value = WITH_PAYLOAD)))
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
    @APIResponse(
            responseCode = "200",
            description = "The record after the attempt",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ParkedRecord.class),
                            examples = @ExampleObject(name = "example", value = REPLAYED)))
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
    @APIResponse(
            responseCode = "200",
            description = "The discarded record",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ParkedRecord.class),
                            examples = @ExampleObject(name = "example", value = DISCARDED)))
    @APIResponse(responseCode = "404", description = "No such record")
    @APIResponse(responseCode = "409", description = "It is no longer parked")
    public ParkedRecord discard(@PathParam("id") UUID id, @NotNull @Valid DiscardRequest request) {
        return decisions.discard(id, request.reason());
    }
}
