package org.kamsuite.relationship.contact;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
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

@Path("/v1/contacts")
@Tag(name = "Contacts", description = "People on the customer's side.")
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
public class ContactResource {

    private static final String EXAMPLE = """
            {"accountId": "0199a1b2-0000-7000-8000-000000000001", "name": "Maria Keller",
             "title": "Head of Procurement", "function": "PROCUREMENT",
             "site": {"country": "DE", "city": "Stuttgart"}, "seniority": "DIRECTOR",
             "email": "maria.keller@example.com", "status": "ACTIVE", "from": "2024-04-01"}""";

    private static final String ANSWER = """
            {"id": "0199a1b2-0000-7000-8000-0000000000c1", "version": 1,
             "accountId": "0199a1b2-0000-7000-8000-000000000001", "name": "Maria Keller",
             "title": "Head of Procurement", "function": "PROCUREMENT",
             "site": {"country": "DE", "city": "Stuttgart"}, "seniority": "DIRECTOR",
             "email": "maria.keller@example.com", "status": "ACTIVE", "from": "2024-04-01",
             "recordedAt": "2026-03-02T09:15:00Z", "updatedAt": "2026-03-02T09:15:00Z"}""";

    private static final String PAGE = "{\"items\": [" + ANSWER + "], \"nextCursor\": \"TWFyaWE\"}";

    @Schema(name = "ContactPage", description = "A page of the list.")
    private record ContactPage(
            List<Contact> items,

            @Schema(description = "Give it as ?cursor= for the next page; absent on the last page.")
            String nextCursor) {}

    @Inject
    Contacts contacts;

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.KEY_ACCOUNT_MANAGER, Roles.KAM_DIRECTOR, Roles.INTEGRATION, Roles.ADMIN})
    @Operation(
            operationId = "putContact",
            summary = "State a contact under an id of your choice",
            description = "201 the first time; 200 for the same content again; another content replaces the contact and"
                    + " needs If-Match. A person who left is stated with status LEFT and the day `to`: from then on he"
                    + " is no member of a decision unit any more, his interactions stay. Roles: kam-director,"
                    + " integration, admin; key-account-manager on the accounts of his team.")
    @APIResponse(
            responseCode = "201",
            description = "The new contact",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Its version",
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = Contact.class),
                            examples = @ExampleObject(name = "answer", value = ANSWER)))
    @APIResponse(
            responseCode = "200",
            description = "The contact, changed or as it was",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Its version",
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = Contact.class),
                            examples = @ExampleObject(name = "answer", value = ANSWER)))
    @APIResponse(responseCode = "409", description = "The contact belongs to another account (account-is-fixed)")
    @APIResponse(responseCode = "412", description = "If-Match is not the present ETag")
    @APIResponse(
            responseCode = "422",
            description = "unknown-account (it may arrive shortly: try again), interval-empty")
    @APIResponse(responseCode = "428", description = "The contact exists with another content: send If-Match")
    public Response put(
            @PathParam("id") UUID id,
            @Parameter(in = ParameterIn.HEADER, description = "The ETag you read, to change an existing contact.")
                    @HeaderParam("If-Match")
                    String ifMatch,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = ContactRequest.class),
                                            examples = @ExampleObject(name = "contact", value = EXAMPLE)))
                    @NotNull
                    @Valid
                    ContactRequest stated) {
        Contacts.Stated outcome = contacts.put(id, stated, ifMatch);
        return Response.status(outcome.created() ? 201 : 200)
                .header("ETag", ETags.of(outcome.contact().version()))
                .entity(outcome.contact())
                .build();
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getContact", summary = "One contact", description = "Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The contact",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Its version",
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = Contact.class),
                            examples = @ExampleObject(name = "answer", value = ANSWER)))
    public Response get(@PathParam("id") UUID id) {
        Contact contact = contacts.get(id);
        return Response.ok(contact).header("ETag", ETags.of(contact.version())).build();
    }

    @GET
    @Operation(
            operationId = "listContacts",
            summary = "Contacts by name",
            description = "Also as text/csv. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "A page of contacts",
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(implementation = ContactPage.class),
                        examples = @ExampleObject(name = "page", value = PAGE)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    public Page<Contact> list(
            @Parameter(description = "Only contacts of this account.") @QueryParam("accountId") UUID accountId,
            @Parameter(description = "Only ACTIVE or only LEFT ones.") @QueryParam("status") ContactStatus status,
            @Parameter(description = "Only of this function.") @QueryParam("function") ContactFunction function,
            @Parameter(description = "1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @Parameter(description = "nextCursor of the page before.") @QueryParam("cursor") String cursor) {
        return contacts.list(new Contacts.Filter(accountId, status, function), Page.limit(limit, 100), cursor);
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String listAsCsv(
            @QueryParam("accountId") UUID accountId,
            @QueryParam("status") ContactStatus status,
            @QueryParam("function") ContactFunction function,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        return Csv.of(
                List.of(
                        "id",
                        "accountId",
                        "name",
                        "title",
                        "function",
                        "country",
                        "city",
                        "seniority",
                        "email",
                        "phone",
                        "status",
                        "from",
                        "to"),
                contacts.list(new Contacts.Filter(accountId, status, function), Page.limit(limit, 500), cursor)
                        .items(),
                contact -> Arrays.asList(
                        contact.id(),
                        contact.accountId(),
                        contact.name(),
                        contact.title(),
                        contact.function(),
                        contact.site() == null ? null : contact.site().country(),
                        contact.site() == null ? null : contact.site().city(),
                        contact.seniority(),
                        contact.email(),
                        contact.phone(),
                        contact.status(),
                        contact.from(),
                        contact.to()));
    }
}
