package org.kamsuite.relationship.interaction;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.platform.rest.Csv;
import org.kamsuite.platform.rest.ETags;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Roles;

@Path("/v1/interactions")
@Tag(name = "Interactions", description = "What happened between our people and theirs.")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({
    Roles.VIEWER,
    Roles.KEY_ACCOUNT_MANAGER,
    Roles.KAM_DIRECTOR,
    Roles.FINANCE,
    Roles.SERVICE_DESK,
    Roles.INTEGRATION,
    Roles.ADMIN
})
public class InteractionResource {

    private static final String EXAMPLE = """
            {"accountId": "0199a1b2-0000-7000-8000-000000000001", "kind": "MEETING", "direction": "TWO_WAY",
             "at": "2026-03-02T09:15:00Z", "contactIds": ["0199a1b2-0000-7000-8000-0000000000c1"],
             "ourParticipants": ["anna"], "subject": "Delivery performance, first quarter"}""";

    private static final String ANSWER = """
            {"id": "0199a1b2-0000-7000-8000-0000000000e1", "version": 1,
             "accountId": "0199a1b2-0000-7000-8000-000000000001", "kind": "MEETING", "direction": "TWO_WAY",
             "at": "2026-03-02T09:15:00Z", "contactIds": ["0199a1b2-0000-7000-8000-0000000000c1"],
             "ourParticipants": ["anna"], "subject": "Delivery performance, first quarter",
             "recordedAt": "2026-03-02T12:00:00Z", "updatedAt": "2026-03-02T12:00:00Z"}""";

    private static final String PAGE = "{\"items\": [" + ANSWER + "], \"nextCursor\": \"TWFyaWE\"}";

    private static final String BATCH_ANSWER = """
            {"created": 1, "unchanged": 0, "refused": 1, "items": [
             {"index": 0, "id": "0199a1b2-0000-7000-8000-0000000000e1", "status": "CREATED"},
             {"index": 1, "id": "0199a1b2-0000-7000-8000-0000000000e2", "status": "REFUSED", "problem": "unknown-contact",
              "field": "contactIds[0]",
              "detail": "0199a1b2-0000-7000-8000-0000000000c9 is no contact of the account or of one that belongs to it"}]}""";

    @Schema(name = "InteractionPage", description = "A page of the list.")
    private record InteractionPage(
            List<Interaction> items,

            @Schema(description = "Give it as ?cursor= for the next page; absent on the last page.")
            String nextCursor) {}

    @Inject
    Interactions interactions;

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.KEY_ACCOUNT_MANAGER, Roles.KAM_DIRECTOR, Roles.SERVICE_DESK, Roles.INTEGRATION, Roles.ADMIN})
    @Operation(
            operationId = "putInteraction",
            summary = "State an interaction under an id of your choice",
            description = "201 the first time; 200 for the same content again; another content corrects the interaction"
                    + " and needs If-Match; the audit trail keeps what it was. Roles: kam-director, service-desk,"
                    + " integration, admin; key-account-manager on the accounts of his team.")
    @APIResponse(
            responseCode = "201",
            description = "The new interaction",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Its version",
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = Interaction.class),
                            examples = @ExampleObject(name = "answer", value = ANSWER)))
    @APIResponse(
            responseCode = "200",
            description = "The interaction, changed or as it was",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Its version",
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = Interaction.class),
                            examples = @ExampleObject(name = "answer", value = ANSWER)))
    @APIResponse(
            responseCode = "409",
            description = "It belongs to another account (account-is-fixed), or is being recorded by another request"
                    + " (concurrent-write)")
    @APIResponse(responseCode = "412", description = "If-Match is not the present ETag")
    @APIResponse(
            responseCode = "422",
            description = "unknown-account (it may arrive shortly: try again), unknown-contact, in-the-future")
    @APIResponse(responseCode = "428", description = "The interaction exists with another content: send If-Match")
    public Response put(
            @PathParam("id") UUID id,
            @Parameter(in = ParameterIn.HEADER, description = "The ETag you read, to correct an interaction.")
                    @HeaderParam("If-Match")
                    String ifMatch,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = InteractionRequest.class),
                                            examples = @ExampleObject(name = "meeting", value = EXAMPLE)))
                    @NotNull
                    @Valid
                    InteractionRequest stated) {
        Interactions.Stated outcome = interactions.put(id, stated, ifMatch);
        return Response.status(outcome.created() ? 201 : 200)
                .header("ETag", ETags.of(outcome.interaction().version()))
                .entity(outcome.interaction())
                .build();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.KEY_ACCOUNT_MANAGER, Roles.KAM_DIRECTOR, Roles.SERVICE_DESK, Roles.INTEGRATION, Roles.ADMIN})
    @Operation(
            operationId = "recordInteraction",
            summary = "Record an interaction",
            description = "With Idempotency-Key a repeated request gets the first answer. Roles: kam-director,"
                    + " service-desk, integration, admin; key-account-manager on the accounts of his team.")
    @APIResponse(
            responseCode = "201",
            description = "The interaction",
            headers = {
                @Header(name = "ETag", description = "Its version", schema = @Schema(implementation = String.class)),
                @Header(name = "Location", description = "Its path", schema = @Schema(implementation = String.class))
            },
            content =
                    @Content(
                            schema = @Schema(implementation = Interaction.class),
                            examples = @ExampleObject(name = "answer", value = ANSWER)))
    @APIResponse(
            responseCode = "409",
            description = "The id exists with another content (different-content) or for another account"
                    + " (account-is-fixed)")
    @APIResponse(
            responseCode = "422",
            description = "unknown-account (it may arrive shortly: try again), unknown-contact, in-the-future,"
                    + " idempotency-key-reused")
    public Response post(
            @Parameter(in = ParameterIn.HEADER, description = "Up to 128 characters, your choice, one per request.")
                    @HeaderParam("Idempotency-Key")
                    String key,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = InteractionRequest.class),
                                            examples = @ExampleObject(name = "meeting", value = EXAMPLE)))
                    @NotNull
                    @Valid
                    InteractionRequest stated) {
        Interaction recorded = interactions.post(key, stated);
        return Response.created(URI.create("/v1/interactions/" + recorded.id()))
                .header("ETag", ETags.of(recorded.version()))
                .entity(recorded)
                .build();
    }

    @POST
    @Path("/batch")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.KEY_ACCOUNT_MANAGER, Roles.KAM_DIRECTOR, Roles.SERVICE_DESK, Roles.INTEGRATION, Roles.ADMIN})
    @Operation(
            operationId = "recordInteractions",
            summary = "Record up to 500 interactions",
            description = "Each has its own outcome: a refused one does not stop the others. Give ids of your own, so"
                    + " that a repeated one is UNCHANGED. Only a body that is no JSON of this form is refused as a"
                    + " whole (400, naming the item). Roles: kam-director, service-desk, integration, admin;"
                    + " key-account-manager on the accounts of his team.")
    @APIResponse(
            responseCode = "200",
            description = "One outcome for each item, in their order",
            content =
                    @Content(
                            schema = @Schema(implementation = InteractionBatch.Result.class),
                            examples = @ExampleObject(name = "result", value = BATCH_ANSWER)))
    @APIResponse(responseCode = "422", description = "idempotency-key-reused")
    public InteractionBatch.Result postBatch(
            @Parameter(in = ParameterIn.HEADER, description = "Up to 128 characters, your choice, one per request.")
                    @HeaderParam("Idempotency-Key")
                    String key,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = InteractionBatch.Request.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "batch",
                                                            value = "{\"items\": [" + EXAMPLE + "]}")))
                    @NotNull
                    @Valid
                    InteractionBatch.Request batch) {
        return interactions.post(key, batch);
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getInteraction", summary = "One interaction", description = "Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The interaction",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Its version",
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = Interaction.class),
                            examples = @ExampleObject(name = "answer", value = ANSWER)))
    @APIResponse(responseCode = "404", description = "There is no such interaction")
    public Response get(@PathParam("id") UUID id) {
        Interaction interaction = interactions.get(id);
        return Response.ok(interaction)
                .header("ETag", ETags.of(interaction.version()))
                .build();
    }

    @GET
    @Operation(
            operationId = "listInteractions",
            summary = "Interactions, the latest first",
            description = "Also as text/csv. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "A page of interactions",
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(implementation = InteractionPage.class),
                        examples = @ExampleObject(name = "page", value = PAGE)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "There is no such account")
    public Page<Interaction> list(
            @Parameter(description = "Only of this account.") @QueryParam("accountId") UUID accountId,
            @Parameter(description = "Only with this contact.") @QueryParam("contactId") UUID contactId,
            @Parameter(description = "Only of this kind.") @QueryParam("kind") InteractionKind kind,
            @Parameter(description = "From this moment.", example = "2026-01-01T00:00:00Z") @QueryParam("from")
                    Instant from,
            @Parameter(description = "To before this moment.", example = "2026-04-01T00:00:00Z") @QueryParam("to")
                    Instant to,
            @Parameter(description = "1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @Parameter(description = "nextCursor of the page before.") @QueryParam("cursor") String cursor) {
        return interactions.list(
                new Interactions.Filter(accountId, contactId, kind, from, to), Page.limit(limit, 100), cursor);
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String listAsCsv(
            @QueryParam("accountId") UUID accountId,
            @QueryParam("contactId") UUID contactId,
            @QueryParam("kind") InteractionKind kind,
            @QueryParam("from") Instant from,
            @QueryParam("to") Instant to,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        return Csv.of(
                List.of(
                        "id",
                        "accountId",
                        "kind",
                        "direction",
                        "at",
                        "contactIds",
                        "ourParticipants",
                        "subject",
                        "outcome"),
                interactions
                        .list(
                                new Interactions.Filter(accountId, contactId, kind, from, to),
                                Page.limit(limit, 500),
                                cursor)
                        .items(),
                each -> Arrays.asList(
                        each.id(),
                        each.accountId(),
                        each.kind(),
                        each.direction(),
                        each.at(),
                        each.contactIds().stream().map(UUID::toString).collect(Collectors.joining(" ")),
                        String.join(" ", each.ourParticipants()),
                        each.subject(),
                        each.outcome()));
    }
}
