package org.kamsuite.account.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.account.feed.FeedAnswer.Result;
import org.kamsuite.account.feed.FeedAnswer.Status;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Roles;

@Path("/v1/erp-events")
@Tag(name = "Feed", description = "Events of ERPs and service desks that cannot speak Kafka.")
@Produces(MediaType.APPLICATION_JSON)
public class FeedResource {

    static final String ONE = "application/cloudevents+json";
    static final String MANY = "application/cloudevents-batch+json";

    private static final String EVENT = """
            {"specversion":"1.0","id":"9f1c","source":"/erp/sap-emea","type":"erp.payment.reversed.v1",
             "subject":"P-1001","time":"2026-03-02T09:15:00Z","datacontenttype":"application/json",
             "data":{"customer":{"system":"sap-emea","number":"104711"},"paymentNumber":"P-1001",
              "reversedOn":"2026-03-01","reason":"Returned by the bank"}}""";
    private static final String EVENTS = "[" + EVENT + "]";
    private static final String MIXED = """
            {"accepted":1,"rejected":1,"results":[
             {"index":0,"id":"9f1c","source":"/erp/sap-emea","status":"ACCEPTED"},
             {"index":1,"id":"9f1d","source":"/erp/sap-emea","status":"REJECTED","reason":"INVALID",
              "detail":"data.reversedOn: must be an ISO date such as 2026-03-31, but is \\"31.03.2026\\"",
              "violations":[{"field":"data.reversedOn",
               "message":"must be an ISO date such as 2026-03-31, but is \\"31.03.2026\\""}]}]}""";

    /// A 503 in the middle of a batch: a problem that also tells of each event.
    @Schema(
            name = "FeedInterrupted",
            description = "Kafka went away in the middle of a batch: a problem (RFC 9457) that also tells which events"
                    + " are on their topic. Without results none was acknowledged. Sending the whole batch again is"
                    + " harmless.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Interrupted(
            String type, String title, int status, String detail, String instance, List<Result> results) {}

    @Inject
    Feed feed;

    @POST
    @Consumes({ONE, MANY})
    @RolesAllowed({Roles.INTEGRATION, Roles.ADMIN})
    @Operation(
            operationId = "postErpEvents",
            summary = "Take one event or a batch of events of an ERP",
            description = """
                    For ERPs that cannot speak Kafka. One CloudEvents envelope in structured mode, or a batch of up to
                    1,000; event types, schemas and examples are those of the `erp.*` topics. Each event is checked with
                    the rules of the Kafka intake. ACCEPTED means: on its Kafka topic, keyed by its customer,
                    acknowledged by all in-sync replicas before this answer. A REJECTED event is on no topic; the others
                    of its batch are not affected. An event that was already sent, by the same source and id, is accepted
                    again and has no second effect, because every service takes an id into account once: after a 429, a
                    503 or a broken connection simply send the same request again. A single event that is rejected
                    answers 422. Bodies up to 8 MiB, events up to 256 KiB. Roles: integration, admin.""")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = ONE,
                        schema = @Schema(type = SchemaType.OBJECT, description = "A CloudEvents 1.0 envelope."),
                        examples = @ExampleObject(name = "example", value = EVENT)),
                @Content(
                        mediaType = MANY,
                        schema =
                                @Schema(
                                        type = SchemaType.ARRAY,
                                        implementation = Object.class,
                                        maxItems = 1000,
                                        description = "CloudEvents 1.0 envelopes."),
                        examples = @ExampleObject(name = "example", value = EVENTS))
            })
    @APIResponse(
            responseCode = "200",
            description = "What became of each event, in the order of the request",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = FeedAnswer.class),
                            examples = @ExampleObject(name = "mixed", value = MIXED)))
    @APIResponse(
            responseCode = "413",
            description = "The body has more than 8 MiB, or the single event more than 256 KiB")
    @APIResponse(responseCode = "415", description = "Neither of the two CloudEvents media types")
    @APIResponse(
            responseCode = "422",
            description = "The single event breaks the contract (event-rejected, with its violations), or the batch has"
                    + " more than 1,000 events (batch-too-large); nothing was taken")
    @APIResponse(
            responseCode = "429",
            description = "Too much of other requests is on its way to Kafka; nothing was taken",
            headers =
                    @Header(
                            name = "Retry-After",
                            description = "Seconds.",
                            schema = @Schema(type = SchemaType.INTEGER)))
    @APIResponse(
            responseCode = "503",
            description = "Kafka is away. Without results, nothing was acknowledged; with results (Kafka went away in"
                    + " the middle of a batch), each event says whether it is on its topic. Send the request again",
            headers =
                    @Header(
                            name = "Retry-After",
                            description = "Seconds.",
                            schema = @Schema(type = SchemaType.INTEGER)),
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = Interrupted.class)))
    public Response take(
            InputStream body,
            @Parameter(hidden = true) @HeaderParam("Content-Type") String mediaType,
            @Parameter(hidden = true) @HeaderParam("Content-Length") Long length) {
        if (mediaType.toLowerCase(Locale.ROOT).startsWith(MANY)) {
            return many(feed.takeMany(body, length));
        }
        FeedAnswer answer = feed.takeOne(body, length);
        Result result = answer.results().getFirst();
        if (result.status() == Status.REJECTED) {
            throw rejected(result);
        }
        return Response.ok(answer).build();
    }

    private static Problem rejected(Result result) {
        var violation = result.violations().getFirst();
        return violation.field().equals(Feed.SIZE)
                ? Problem.tooLarge("The event " + violation.message() + ".")
                : Problem.unprocessable("event-rejected", violation.field(), violation.message());
    }

    private static Response many(FeedAnswer answer) {
        boolean interrupted = answer.results().stream().anyMatch(result -> result.status() == Status.UNACKNOWLEDGED);
        if (!interrupted) {
            return Response.ok(answer).build();
        }
        return Response.status(503)
                .type("application/problem+json")
                .header("Retry-After", 5)
                .entity(new Interrupted(
                        "urn:kam:problem:unavailable",
                        "Not available now",
                        503,
                        "Kafka went away: %d events are on their topics, the UNACKNOWLEDGED ones may not be. Send all again."
                                .formatted(answer.accepted()),
                        "/v1/erp-events",
                        answer.results()))
                .build();
    }
}
