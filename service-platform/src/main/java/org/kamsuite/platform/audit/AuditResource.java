package org.kamsuite.platform.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Roles;

@Path("/ops/audit")
@Tag(name = "Operations")
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {

    @Schema(name = "AuditEntry", description = "One change made over REST.")
    public record AuditEntry(
            UUID id,

            @Schema(description = "What was changed.", examples = "account:0199a1b2-…")
            String subject,

            @Schema(description = "What was done.", examples = "account.updated")
            String action,

            @Schema(description = "Who did it: the token's subject.")
            String actor,

            Instant at,

            @Schema(type = SchemaType.OBJECT, description = "The state before; absent for a creation.") @JsonRawValue
            String before,

            @Schema(type = SchemaType.OBJECT, description = "The state after; absent for a removal.") @JsonRawValue
            String after) {}

    private static final String PAGE = """
            {"items":[{"id":"0199f3c4-5d6e-7a8b-9c0d-1e2f3a4b5c6d",
             "subject":"account:0199f3c4-1111-7a8b-9c0d-1e2f3a4b5c6d","action":"account.updated","actor":"anna",
             "at":"2026-03-02T09:15:00Z","before":{"tier":"STAR"},"after":{"tier":"STRATEGIC"}}]}""";

    /// How a page of these is named in the OpenAPI document, which cannot tell a generic type.
    @Schema(name = "AuditEntryPage")
    record AuditEntryPage(
            List<AuditEntry> items,

            @Schema(description = "Give it as ?cursor= for the next page; absent on the last page.")
            String nextCursor) {}

    @Inject
    Jdbi jdbi;

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.KAM_DIRECTOR})
    @Operation(
            operationId = "listAuditEntries",
            summary = "Who changed what, newest first",
            description = "Roles: admin, kam-director.")
    @APIResponse(
            responseCode = "200",
            description = "A page of entries",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AuditEntryPage.class),
                            examples = @ExampleObject(name = "example", value = PAGE)))
    public Page<AuditEntry> list(
            @Parameter(description = "Only changes of this subject.", example = "account:0199a1b2-…")
                    @QueryParam("subject")
                    String subject,
            @Parameter(description = "1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        int size = Page.limit(limit, 100);
        Cursor after = Cursor.parse(cursor, 1);
        UUID before = after == null ? null : after.lastId();
        List<AuditEntry> rows = jdbi.withHandle(handle -> handle.createQuery("""
                        select id, subject, action, actor, at, before, after from audit
                        where (cast(:subject as text) is null or subject = :subject)
                            and (cast(:before as uuid) is null or id < cast(:before as uuid))
                        order by id desc limit :limit""")
                .bind("subject", subject)
                .bind("before", before)
                .bind("limit", size + 1)
                .map((row, _) -> new AuditEntry(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getTimestamp(5).toInstant(),
                        row.getString(6),
                        row.getString(7)))
                .list());
        return Page.of(rows, size, entry -> Cursor.of(entry.id()));
    }
}
