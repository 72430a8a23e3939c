package org.kamsuite.servicelevel.response;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.rest.Csv;
import org.kamsuite.platform.rest.CsvPage;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.servicelevel.period.Period;

@Path("/v1/service-levels/{accountId}/inquiries")
@Tag(name = "Service levels")
@RolesAllowed({
    Roles.VIEWER,
    Roles.KEY_ACCOUNT_MANAGER,
    Roles.KAM_DIRECTOR,
    Roles.FINANCE,
    Roles.SERVICE_DESK,
    Roles.INTEGRATION,
    Roles.ADMIN
})
@APIResponse(responseCode = "404", description = "No such account")
public class InquiryResource {

    private static final int DEFAULT_LIMIT = 100;

    private static final String EXAMPLE = """
            {"items": [{"accountId": "01970a52-4c3e-7000-8000-00000000002a", "system": "desk", "inquiry": "INQ-4711",
              "kind": "COMPLAINT", "priority": "HIGH", "channel": "phone", "category": "Damaged goods",
              "relatedDocument": "SO-77", "status": "RESOLVED", "openedAt": "2026-03-02T09:00:00Z",
              "firstResponseAt": "2026-03-02T09:42:00Z", "resolvedAt": "2026-03-03T07:06:00Z",
              "firstResponseMinutes": 42, "resolutionMinutes": 1326, "reopened": 0}]}""";

    /// How a page of these is named in the OpenAPI document, which cannot tell a generic type.
    @Schema(name = "InquiryPage", description = "A page of inquiries.")
    record InquiryPage(
            List<InquiryView> items,

            @Schema(description = "Give it as ?cursor= for the next page; absent on the last page.")
            String nextCursor) {

        InquiryPage {
            items = List.copyOf(items);
        }
    }

    @Inject
    InquiryList inquiries;

    @Inject
    AccountDirectory directory;

    @Inject
    Clock clock;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "listInquiries",
            summary = "The inquiries behind an account's figures, newest first",
            description = "Inquiries opened in the period, as they stand now; the clocks are those of the response"
                    + " figures (24x7). Also as CSV. Any role may call it.")
    @APIResponse(
            responseCode = "200",
            description = "A page of inquiries",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = InquiryPage.class),
                        examples = @ExampleObject(name = "complaint", value = EXAMPLE)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    public Page<InquiryView> list(
            @PathParam("accountId") UUID accountId,
            @Parameter(description = "First day; default 364 days before `to`.", example = "2026-01-01")
                    @QueryParam("from")
                    LocalDate from,
            @Parameter(description = "Last day; default today.", example = "2026-03-31") @QueryParam("to") LocalDate to,
            @Parameter(description = "account (default), or group.") @QueryParam("scope") Scope scope,
            @Parameter(description = "Only those that stand so now.") @QueryParam("status") InquiryState.Status status,
            @Parameter(description = "1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @Parameter(description = "`nextCursor` of the page before.") @QueryParam("cursor") String cursor) {
        directory.require(accountId);
        return inquiries.list(
                accountId,
                Period.of(from, to, clock),
                scope == null ? Scope.ACCOUNT : scope,
                status,
                Page.limit(limit, DEFAULT_LIMIT),
                cursor);
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public CsvPage csv(
            @PathParam("accountId") UUID accountId,
            @QueryParam("from") LocalDate from,
            @QueryParam("to") LocalDate to,
            @QueryParam("scope") Scope scope,
            @QueryParam("status") InquiryState.Status status,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        return Csv.page(
                List.of(
                        "accountId",
                        "system",
                        "inquiry",
                        "kind",
                        "priority",
                        "channel",
                        "category",
                        "relatedDocument",
                        "status",
                        "openedAt",
                        "firstResponseAt",
                        "resolvedAt",
                        "firstResponseMinutes",
                        "resolutionMinutes",
                        "reopened"),
                list(accountId, from, to, scope, status, limit, cursor),
                inquiry -> Arrays.asList(
                        inquiry.accountId(),
                        inquiry.system(),
                        inquiry.inquiry(),
                        inquiry.kind(),
                        inquiry.priority(),
                        inquiry.channel(),
                        inquiry.category(),
                        inquiry.relatedDocument(),
                        inquiry.status(),
                        inquiry.openedAt(),
                        inquiry.firstResponseAt(),
                        inquiry.resolvedAt(),
                        inquiry.firstResponseMinutes(),
                        inquiry.resolutionMinutes(),
                        inquiry.reopened()));
    }
}
