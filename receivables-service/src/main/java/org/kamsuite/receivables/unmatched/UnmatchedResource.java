package org.kamsuite.receivables.unmatched;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
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
import org.kamsuite.platform.rest.Csv;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.platform.rest.Scope;

@Path("/v1/receivables/{accountId}/unmatched")
@Tag(name = "Unmatched", description = "Documents that wait for others.")
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
public class UnmatchedResource {

    @Inject
    Unmatched unmatched;

    /// Only names the page's schema in the OpenAPI document.
    @Schema(name = "UnmatchedPage")
    private record UnmatchedPage(List<UnmatchedView> items, String nextCursor) {}

    @GET
    @Operation(
            operationId = "listUnmatched",
            summary = "The documents of an account that wait for others, those that wait longest first",
            description =
                    "Payments, allocations, credit notes, write-offs, disputes and promises that name an invoice, a"
                            + " payment, a credit note or a dispute that is not known, or an invoice in another currency. They take"
                            + " effect by themselves when it arrives. Also as text/csv. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "A page of documents",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = UnmatchedPage.class),
                        examples = @ExampleObject(name = "a payment ahead of its invoice", value = """
                            {"items":[{"kind":"PAYMENT","number":"P-77","accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11",
                            "customer":{"system":"sap-emea","number":"104711"},"date":"2026-03-10",
                            "reason":"INVOICE_UNKNOWN","namedKind":"INVOICE","namedNumber":"INV-1002",
                            "amount":{"amount":"190.00","currency":"EUR"},"waitingSince":"2026-03-10T09:00:00Z",
                            "daysWaiting":12}]}""")),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "No such account")
    public Page<UnmatchedView> unmatched(
            @PathParam("accountId") UUID accountId,
            @Parameter(description = "Documents dated up to this day; default today.", example = "2026-03-31")
                    @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(description = "Count only what was recorded by this instant; default now.")
                    @QueryParam("knownAt")
                    Instant knownAt,
            @Parameter(description = "account, or group for all accounts below it in the legal hierarchy on that day.")
                    @QueryParam("scope")
                    @DefaultValue("account")
                    Scope scope,
            @Parameter(description = "1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @Parameter(description = "nextCursor of the page before.") @QueryParam("cursor") String cursor) {
        return unmatched.of(accountId, asOf, knownAt, scope, Page.limit(limit, 100), cursor);
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String unmatchedCsv(
            @PathParam("accountId") UUID accountId,
            @QueryParam("asOf") LocalDate asOf,
            @QueryParam("knownAt") Instant knownAt,
            @QueryParam("scope") @DefaultValue("account") Scope scope,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        return Csv.of(
                List.of(
                        "kind",
                        "number",
                        "system",
                        "customer",
                        "date",
                        "reason",
                        "namedKind",
                        "namedNumber",
                        "currency",
                        "amount",
                        "waitingSince",
                        "daysWaiting"),
                unmatched
                        .of(accountId, asOf, knownAt, scope, Page.limit(limit, 500), cursor)
                        .items(),
                item -> Arrays.asList(
                        item.kind(),
                        item.number(),
                        item.customer().system(),
                        item.customer().number(),
                        item.date(),
                        item.reason(),
                        item.namedKind(),
                        item.namedNumber(),
                        item.amount() == null ? null : item.amount().currency(),
                        item.amount() == null ? null : item.amount().amount(),
                        item.waitingSince(),
                        item.daysWaiting()));
    }
}
