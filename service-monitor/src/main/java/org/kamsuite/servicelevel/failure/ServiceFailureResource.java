package org.kamsuite.servicelevel.failure;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
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
import org.kamsuite.contracts.servicelevel.ServiceFailureKind;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.rest.Csv;
import org.kamsuite.platform.rest.CsvPage;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.servicelevel.period.Period;

@Path("/v1/service-failures")
@Tag(name = "Service failures")
@RolesAllowed({
    Roles.VIEWER,
    Roles.KEY_ACCOUNT_MANAGER,
    Roles.KAM_DIRECTOR,
    Roles.FINANCE,
    Roles.SERVICE_DESK,
    Roles.INTEGRATION,
    Roles.ADMIN
})
public class ServiceFailureResource {

    private static final int DEFAULT_LIMIT = 100;

    private static final String EXAMPLE = """
            {"items": [{"accountId": "01970a52-4c3e-7000-8000-00000000002a", "system": "sap-emea", "order": "SO-77",
              "line": "10", "sku": "A-100", "kind": "LATE", "occurredOn": "2026-03-03", "days": 3,
              "deliveredOn": "2026-03-05", "quantity": "40", "unit": "EA", "delivery": "DLV-7001", "stands": true,
              "publishedAt": "2026-03-03T00:01:10Z"}]}""";

    /// How a page of these is named in the OpenAPI document, which cannot tell a generic type.
    @Schema(name = "ServiceFailurePage", description = "A page of service failures.")
    record ServiceFailurePage(
            List<ServiceFailureView> items,

            @Schema(description = "Give it as ?cursor= for the next page; absent on the last page.")
            String nextCursor) {

        ServiceFailurePage {
            items = List.copyOf(items);
        }
    }

    @Inject
    ServiceFailures failures;

    @Inject
    AccountDirectory directory;

    @Inject
    Clock clock;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "listServiceFailures",
            summary = "Order lines that went wrong, latest first",
            description = "What was late, short, rejected or another article, by all that is known now: one failure per"
                    + " order line and kind. Lateness is judged against the first promised day, for want of one"
                    + " against the requested day; what was rejected or another article is not also short. Each is"
                    + " published once as kam.service-level.failure-detected.v1. Customers without an account are left"
                    + " out. Also as CSV. Roles: any.")
    @APIResponse(
            responseCode = "200",
            description = "A page of failures",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ServiceFailurePage.class),
                        examples = @ExampleObject(name = "late", value = EXAMPLE)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "No such account")
    public Page<ServiceFailureView> list(
            @Parameter(description = "Only of this account; default all accounts.") @QueryParam("accountId")
                    UUID accountId,
            @Parameter(description = "account (default), or group: with all that belong to it.") @QueryParam("scope")
                    Scope scope,
            @Parameter(description = "Only of this kind.") @QueryParam("kind") ServiceFailureKind kind,
            @Parameter(description = "First day; default 364 days before `to`.", example = "2026-01-01")
                    @QueryParam("from")
                    LocalDate from,
            @Parameter(description = "Last day; default today.", example = "2026-03-31") @QueryParam("to") LocalDate to,
            @Parameter(description = "1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @Parameter(description = "`nextCursor` of the page before.") @QueryParam("cursor") String cursor) {
        if (accountId != null) {
            directory.require(accountId);
        }
        return failures.list(
                accountId,
                scope == null ? Scope.ACCOUNT : scope,
                kind,
                Period.of(from, to, clock),
                Page.limit(limit, DEFAULT_LIMIT),
                cursor);
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public CsvPage csv(
            @QueryParam("accountId") UUID accountId,
            @QueryParam("scope") Scope scope,
            @QueryParam("kind") ServiceFailureKind kind,
            @QueryParam("from") LocalDate from,
            @QueryParam("to") LocalDate to,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        return Csv.page(
                List.of(
                        "accountId",
                        "system",
                        "order",
                        "line",
                        "sku",
                        "kind",
                        "occurredOn",
                        "days",
                        "deliveredOn",
                        "quantity",
                        "unit",
                        "delivery",
                        "stands",
                        "publishedAt"),
                list(accountId, scope, kind, from, to, limit, cursor),
                failure -> Arrays.asList(
                        failure.accountId(),
                        failure.system(),
                        failure.order(),
                        failure.line(),
                        failure.sku(),
                        failure.kind(),
                        failure.occurredOn(),
                        failure.days(),
                        failure.deliveredOn(),
                        failure.quantity(),
                        failure.unit(),
                        failure.delivery(),
                        failure.stands(),
                        failure.publishedAt()));
    }
}
