package org.kamsuite.platform.event;

import io.quarkus.security.identity.SecurityIdentity;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

    private static final String READERS = " Roles: admin, integration, kam-director, finance, service-desk.";

    @Schema(name = "DiscardRequest")
    public record DiscardRequest(
            @Schema(description = "Why the record may be forgotten.", examples = "Test record of the ERP team")
            @NotBlank
            @Size(max = 500)
            String reason) {}

    @Schema(name = "CorrectionRequest")
    public record CorrectionRequest(
            @Schema(
                    description = "The whole corrected value as text: the data of a record in binary mode, the envelope"
                            + " of one in structured mode. The event keeps its source and id.")
            @NotBlank
            @Size(max = 1_000_000)
            String payload,

            @Schema(description = "Headers to set instead of those that came, such as ce_time; the others stay.")
            @Size(max = 50)
            Map<@NotBlank @Size(max = 256) String, @NotNull @Size(max = 2_000) String> headers,

            @Schema(description = "Why it is corrected.", examples = "The ERP sent the amount with a comma")
            @NotBlank
            @Size(max = 500)
            String reason) {}

    @Schema(name = "BulkReplayRequest", description = "Which waiting records to replay; absent criteria let all pass.")
    public record BulkReplayRequest(
            ReasonCode reason,

            @Schema(description = "The event type.", examples = "erp.invoice.issued.v1") @Size(max = 256)
            String type,

            @Schema(description = "The event's source.", examples = "/erp/sap-emea") @Size(max = 256)
            String source,

            @Schema(description = "The document's number.") @Size(max = 256)
            String subject,

            @Schema(description = "A part of the detail, in any case of letters.") @Size(max = 200)
            String text,

            @Schema(description = "Parked at or after it.") Instant from,
            @Schema(description = "Parked before it.") Instant to,

            @Schema(description = "How many at most, 1 to 500; default 100.")
            Integer limit,

            @Schema(description = "The last answer's nextCursor, to go on behind the records that it tried.")
            @Size(max = 500)
            String cursor) {}

    @Schema(name = "BulkReplayResult", description = "What came of a bulk replay.")
    public record BulkReplayResult(
            @Schema(description = "Records that were tried: replayed + parkedAgain + decided.")
            int attempted,

            @Schema(description = "Records that are now taken into account.")
            int replayed,

            @Schema(description = "Records that are still parked, each with its present reason.")
            int parkedAgain,

            @Schema(description = "Records that somebody else decided meanwhile.")
            int decided,

            @Schema(description = "Give it with the same criteria to go on; absent when there are no more.")
            String nextCursor) {}

    private static final String EXAMPLE = """
            {"id":"0199f3c4-5d6e-7a8b-9c0d-1e2f3a4b5c6d","topic":"erp.invoices","partition":3,"offset":1042,
             "key":"sap-emea:104711","source":"/erp/sap-emea","eventId":"9f1c","type":"erp.invoice.issued.v1",
             "subject":"INV-1001","reason":"INVALID",
             "detail":"lines[0].quantity: must be a decimal number as text, such as \\"12.50\\"",
             "parkedAt":"2026-03-02T09:15:01Z",""";

    private static final String PARKED = EXAMPLE + "\"status\":\"PARKED\",\"corrections\":0}";
    private static final String PAGE = "{\"items\":[" + PARKED + "]}";
    private static final String WITH_PAYLOAD =
            EXAMPLE + "\"status\":\"PARKED\",\"corrections\":0,\"headers\":{\"ce_id\":\"9f1c\"},\"payload\":\"{…}\","
                    + "\"history\":[]}";
    private static final String DECIDED = ",\"decidedBy\":\"otto\",\"decidedAt\":\"2026-03-02T10:00:00Z\"";
    private static final String REPLAYED = EXAMPLE + "\"status\":\"REPLAYED\"" + DECIDED + ",\"corrections\":0}";
    private static final String CORRECTED = EXAMPLE + "\"status\":\"REPLAYED\"" + DECIDED
            + ",\"decisionReason\":\"The ERP sent a number\",\"corrections\":1}";
    private static final String SUMMARY = """
            {"service":"receivables-service","asOf":"2026-03-02T10:00:00Z","parked":3,"replayed":12,"discarded":1,
             "oldestParkedAt":"2026-03-02T09:15:01Z","groups":[{"reason":"INVALID","type":"erp.invoice.issued.v1",
              "count":3,"oldestParkedAt":"2026-03-02T09:15:01Z","newestParkedAt":"2026-03-02T09:40:00Z",
              "exampleId":"0199f3c4-5d6e-7a8b-9c0d-1e2f3a4b5c6d","exampleDetail":"dueDate: is missing"}]}""";
    private static final String BULK =
            "{\"attempted\":100,\"replayed\":98,\"parkedAgain\":2,\"decided\":0,\"nextCursor\":\"MDE5OQ\"}";
    private static final String DISCARDED =
            EXAMPLE + "\"status\":\"DISCARDED\"" + DECIDED + ",\"decisionReason\":\"Test record\",\"corrections\":0}";

    /// How a page of these is named in the OpenAPI document, which cannot tell a generic type.
    @Schema(name = "ParkedRecordPage")
    record ParkedRecordPage(
            List<ParkedRecord> items,

            @Schema(description = "Give it as ?cursor= for the next page; absent on the last page.")
            String nextCursor) {}

    @Inject
    QuarantineDecisions decisions;

    @Inject
    QuarantineRecords records;

    @Inject
    SecurityIdentity identity;

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.INTEGRATION, Roles.KAM_DIRECTOR, Roles.FINANCE, Roles.SERVICE_DESK})
    @Operation(
            operationId = "listParkedRecords",
            summary = "Records that could not be processed, oldest first",
            description = "Each with its reason; the records around it were processed." + READERS)
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
            @Parameter(description = "Only events of this source.", example = "/erp/sap-emea") @QueryParam("source")
                    String source,
            @Parameter(description = "Only this document.", example = "INV-1001") @QueryParam("subject") String subject,
            @Parameter(description = "Only records whose detail has this text, in any case of letters.")
                    @QueryParam("text")
                    String text,
            @Parameter(description = "Parked at or after it.", example = "2026-03-01T00:00:00Z") @QueryParam("from")
                    Instant from,
            @Parameter(description = "Parked before it.", example = "2026-04-01T00:00:00Z") @QueryParam("to")
                    Instant to,
            @Parameter(description = "1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        return records.list(
                new QuarantineFilter(status, reason, type, source, subject, text, from, to),
                Page.limit(limit, 100),
                cursor);
    }

    @GET
    @Path("/summary")
    @RolesAllowed({Roles.ADMIN, Roles.INTEGRATION, Roles.KAM_DIRECTOR, Roles.FINANCE, Roles.SERVICE_DESK})
    @Operation(
            operationId = "summarizeParkedRecords",
            summary = "What waits in quarantine, by reason and event type",
            description = "Largest groups first, each with its oldest record as an example and how long it has waited."
                    + READERS)
    @APIResponse(
            responseCode = "200",
            description = "The work list in groups",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = QuarantineSummary.class),
                            examples = @ExampleObject(name = "example", value = SUMMARY)))
    public QuarantineSummary summary() {
        return records.summary();
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.INTEGRATION, Roles.KAM_DIRECTOR, Roles.FINANCE, Roles.SERVICE_DESK})
    @Operation(
            operationId = "getParkedRecord",
            summary = "One record with its payload and its corrections",
            description =
                    "The payload, which holds a customer's data, is there for admin and integration only." + READERS)
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
        return records.get(id, identity.hasRole(Roles.ADMIN) || identity.hasRole(Roles.INTEGRATION));
    }

    @POST
    @Path("/{id}/replay")
    @Operation(
            operationId = "replayParkedRecord",
            summary = "Process the record once more, after its cause was mended",
            description = "As it came; a corrected content goes to `corrections`. It is taken into account exactly"
                    + " once. The answer's status tells whether it was REPLAYED or had to be PARKED again, with the"
                    + " reason. Roles: admin, integration.")
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
    @Path("/replays")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "replayParkedRecords",
            summary = "Process many records once more, after their cause was mended",
            description =
                    "The next waiting records that meet the criteria, oldest first, each in a transaction of its"
                            + " own and each audited. Call again with nextCursor until there is none. Roles: admin, integration.")
    @APIResponse(
            responseCode = "200",
            description = "How many were replayed and how many had to stay",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = BulkReplayResult.class),
                            examples = @ExampleObject(name = "example", value = BULK)))
    public BulkReplayResult replayAll(@NotNull @Valid BulkReplayRequest request) {
        var filter = new QuarantineFilter(
                ParkedRecord.Status.PARKED,
                request.reason(),
                request.type(),
                request.source(),
                request.subject(),
                request.text(),
                request.from(),
                request.to());
        var outcome = decisions.replayAll(filter, Page.limit(request.limit(), 100), request.cursor());
        return new BulkReplayResult(
                outcome.attempted(),
                outcome.replayed(),
                outcome.parkedAgain(),
                outcome.decided(),
                outcome.nextCursor());
    }

    @POST
    @Path("/{id}/corrections")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "correctParkedRecord",
            summary = "Process the record with a corrected content",
            description =
                    "The record keeps what came, and what was processed in its place is kept beside it with who"
                            + " did it and why. It corrects this service's copy only: when several services parked the same"
                            + " event, correct it in each, or better let the ERP send a new revision. Roles: admin, integration.")
    @APIResponse(
            responseCode = "200",
            description = "The record after the attempt: REPLAYED, or PARKED again by a rule, with the reason",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ParkedRecord.class),
                            examples = @ExampleObject(name = "example", value = CORRECTED)))
    @APIResponse(responseCode = "404", description = "No such record")
    @APIResponse(
            responseCode = "409",
            description = "It is no longer parked, or an event of the id that it now has was already taken")
    @APIResponse(
            responseCode = "422",
            description = "The corrected content is still not valid (correction-refused), is another event"
                    + " (another-event), or the service fails on it (correction-failed); nothing changed")
    public ParkedRecord correct(@PathParam("id") UUID id, @NotNull @Valid CorrectionRequest request) {
        return decisions.correct(id, request.payload(), request.headers(), request.reason());
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
