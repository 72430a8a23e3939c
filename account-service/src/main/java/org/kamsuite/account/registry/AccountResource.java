package org.kamsuite.account.registry;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
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
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.platform.rest.Csv;
import org.kamsuite.platform.rest.CsvPage;
import org.kamsuite.platform.rest.ETags;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Paged;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Roles;

/// `/v1/accounts`: the register.
@Path("/v1/accounts")
@Tag(name = "Accounts", description = "The register of accounts.")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AccountResource {

    private static final String EXAMPLE = """
            {"accountId":"0199f3c4-5d6e-7a8b-9c0d-1e2f3a4b5c6d","version":2,"legalName":"Nordwind GmbH",
             "name":"Nordwind","kind":"CUSTOMER","class":"REGULAR","currency":"EUR","country":"DE","city":"Hamburg",
             "industry":"Wind energy","accountManager":"anna",
             "creditLimit":{"amount":"250000.00","currency":"EUR"},"paymentTerms":{"netDays":30},
             "references":[{"system":"sap-emea","number":"104711"}],
             "parents":[{"type":"LEGAL","parentId":"0199f3c4-1111-7a8b-9c0d-1e2f3a4b5c6d","validFrom":"2026-01-01"}],
             "team":["anna"],"createdAt":"2026-01-05T08:00:00Z","changedAt":"2026-03-02T09:15:00Z"}""";
    private static final String REQUEST_EXAMPLE = """
            {"legalName":"Nordwind GmbH","name":"Nordwind","currency":"EUR","country":"DE","city":"Hamburg",
             "creditLimit":{"amount":"250000.00","currency":"EUR"},"paymentTerms":{"netDays":30},
             "references":[{"system":"sap-emea","number":"104711"}],"team":["anna"]}""";
    private static final String PAGE_EXAMPLE = "{\"items\":[" + EXAMPLE + "],\"nextCursor\":\"bmFtZR9ub3Jkd2luZA\"}";

    private static final List<String> CSV_HEADER = List.of(
            "accountId",
            "legalName",
            "name",
            "kind",
            "class",
            "tier",
            "currency",
            "country",
            "city",
            "industry",
            "segment",
            "accountManager",
            "creditLimit",
            "creditLimitCurrency",
            "netDays",
            "references",
            "team",
            "version",
            "changedAt");

    /// The page of accounts, named for the OpenAPI document.
    @Schema(name = "AccountPage")
    public record AccountPage(List<AccountView> items, String nextCursor) implements Paged {}

    @Inject
    Accounts accounts;

    @Inject
    AccountList list;

    @Inject
    Registering registering;

    @GET
    @RolesAllowed({
        Roles.VIEWER,
        Roles.KEY_ACCOUNT_MANAGER,
        Roles.KAM_DIRECTOR,
        Roles.FINANCE,
        Roles.SERVICE_DESK,
        Roles.INTEGRATION,
        Roles.ADMIN
    })
    @Operation(
            operationId = "listAccounts",
            summary = "Accounts, filtered and sorted, a page at a time",
            description = "Filters combine with and. Roles: all seven.")
    @APIResponse(
            responseCode = "200",
            description = "A page; as text/csv one row per account, references as system:number separated by |",
            headers =
                    @Header(
                            name = "Link",
                            description = "rel=next, absent on the last page",
                            schema =
                                    @Schema(
                                            type =
                                                    org.eclipse.microprofile.openapi.annotations.enums.SchemaType
                                                            .STRING)),
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = AccountPage.class),
                        examples = @ExampleObject(name = "page", value = PAGE_EXAMPLE)),
                @Content(
                        mediaType = "text/csv",
                        schema = @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING))
            })
    public AccountPage list(
            @Parameter(description = "Only this class.", schema = @Schema(enumeration = {"REGULAR", "KEY"}))
                    @QueryParam("class")
                    String accountClass,
            @Parameter(
                            description = "Only this kind.",
                            schema = @Schema(enumeration = {"PROSPECT", "CUSTOMER", "FORMER"}))
                    @QueryParam("kind")
                    String kind,
            @Parameter(description = "Only this country, ISO 3166-1 alpha-2.", example = "DE") @QueryParam("country")
                    String country,
            @Parameter(description = "Only this tier.", example = "STRATEGIC") @QueryParam("tier") String tier,
            @Parameter(description = "Part of the name or the registered name, in any case.", example = "nordw")
                    @QueryParam("q")
                    String q,
            @Parameter(description = "Only accounts with this subject on the team.", example = "anna")
                    @QueryParam("team")
                    String team,
            @Parameter(
                            description = "Default: name. By name means by registered name, in any case.",
                            schema = @Schema(enumeration = {"name", "-name", "changedAt", "-changedAt"}))
                    @QueryParam("sort")
                    String sort,
            @Parameter(description = "1 to 500, default 100.", example = "100") @QueryParam("limit") Integer limit,
            @Parameter(description = "nextCursor of the page before.") @QueryParam("cursor") String cursor) {
        Page<AccountView> page =
                list.page(AccountQuery.of(accountClass, kind, country, tier, q, team, sort, limit, cursor));
        return new AccountPage(page.items(), page.nextCursor());
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @RolesAllowed({
        Roles.VIEWER,
        Roles.KEY_ACCOUNT_MANAGER,
        Roles.KAM_DIRECTOR,
        Roles.FINANCE,
        Roles.SERVICE_DESK,
        Roles.INTEGRATION,
        Roles.ADMIN
    })
    @Operation(hidden = true)
    public CsvPage listAsCsv(
            @QueryParam("class") String accountClass,
            @QueryParam("kind") String kind,
            @QueryParam("country") String country,
            @QueryParam("tier") String tier,
            @QueryParam("q") String q,
            @QueryParam("team") String team,
            @QueryParam("sort") String sort,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        return Csv.page(
                CSV_HEADER,
                list.page(AccountQuery.of(accountClass, kind, country, tier, q, team, sort, limit, cursor)),
                AccountResource::cells);
    }

    private static List<?> cells(AccountView account) {
        return java.util.Arrays.asList(
                account.accountId(),
                account.legalName(),
                account.name(),
                account.kind(),
                account.accountClass(),
                account.tier(),
                account.currency(),
                account.country(),
                account.city(),
                account.industry(),
                account.segment(),
                account.accountManager(),
                account.creditLimit() == null ? null : account.creditLimit().amount(),
                account.creditLimit() == null ? null : account.creditLimit().currency(),
                account.paymentTerms() == null ? null : account.paymentTerms().netDays(),
                account.references().stream().map(CustomerRef::key).collect(Collectors.joining("|")),
                String.join("|", account.team()),
                account.version(),
                account.changedAt());
    }

    @POST
    @RolesAllowed({Roles.KAM_DIRECTOR, Roles.INTEGRATION, Roles.ADMIN})
    @Operation(
            operationId = "createAccount",
            summary = "Create an account under an id that the service makes",
            description = "With an Idempotency-Key a repeated request returns the first answer."
                    + " Roles: kam-director, integration, admin.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = AccountContent.class),
                            examples = @ExampleObject(name = "request", value = REQUEST_EXAMPLE)))
    @APIResponse(
            responseCode = "201",
            description = "Created; Location and ETag are given",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AccountView.class),
                            examples = @ExampleObject(name = "account", value = EXAMPLE)))
    @APIResponse(responseCode = "409", description = "reference-taken: a customer belongs to another account")
    @APIResponse(
            responseCode = "422",
            description = "hierarchy-cycle, legal-parents-overlap, link-interval-empty, unknown-parent,"
                    + " class-by-designation-only, reference-of-erp, idempotency-key-reused")
    public Response create(
            @Parameter(description = "At most 128 characters; the same key returns the first answer.")
                    @HeaderParam("Idempotency-Key")
                    String idempotencyKey,
            @NotNull AccountContent account) {
        AccountView created = registering.create(idempotencyKey, account);
        return Response.created(URI.create("/v1/accounts/" + created.accountId()))
                .header("ETag", ETags.of(created.version()))
                .entity(created)
                .build();
    }

    @GET
    @Path("/{accountId}")
    @RolesAllowed({
        Roles.VIEWER,
        Roles.KEY_ACCOUNT_MANAGER,
        Roles.KAM_DIRECTOR,
        Roles.FINANCE,
        Roles.SERVICE_DESK,
        Roles.INTEGRATION,
        Roles.ADMIN
    })
    @Operation(operationId = "getAccount", summary = "One account", description = "Roles: all seven.")
    @APIResponse(
            responseCode = "200",
            description = "The account; the ETag is its version",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AccountView.class),
                            examples = @ExampleObject(name = "account", value = EXAMPLE)))
    @APIResponse(responseCode = "404", description = "No such account")
    public Response get(@PathParam("accountId") UUID accountId) {
        return tagged(
                accounts.find(accountId).orElseThrow(() -> Problem.notFound("There is no account " + accountId + ".")));
    }

    @GET
    @Path("/by-reference/{system}/{number: .+}")
    @RolesAllowed({
        Roles.VIEWER,
        Roles.KEY_ACCOUNT_MANAGER,
        Roles.KAM_DIRECTOR,
        Roles.FINANCE,
        Roles.SERVICE_DESK,
        Roles.INTEGRATION,
        Roles.ADMIN
    })
    @Operation(
            operationId = "getAccountByReference",
            summary = "The account that a customer of an ERP is",
            description = "Roles: all seven.")
    @APIResponse(
            responseCode = "200",
            description = "The account; the ETag is its version",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AccountView.class),
                            examples = @ExampleObject(name = "account", value = EXAMPLE)))
    @APIResponse(responseCode = "404", description = "The customer belongs to no account")
    public Response getByReference(
            @Parameter(description = "The ERP.", example = "sap-emea") @PathParam("system") String system,
            @Parameter(description = "The customer's number there.", example = "104711") @PathParam("number")
                    String number) {
        CustomerRef reference = new CustomerRef(system, number);
        return tagged(accounts.owning(List.of(reference)).stream()
                .findFirst()
                .orElseThrow(
                        () -> Problem.notFound("The customer " + reference.key() + " belongs to no account (yet).")));
    }

    @PUT
    @Path("/{accountId}")
    @RolesAllowed({Roles.KEY_ACCOUNT_MANAGER, Roles.KAM_DIRECTOR, Roles.INTEGRATION, Roles.ADMIN})
    @Operation(
            operationId = "putAccount",
            summary = "Create an account under an id of the caller, or replace its content",
            description = "A new id creates (201); the same content again changes nothing (200); another content needs"
                    + " If-Match. What the ERP tells later about a field replaces what was written here. A customer"
                    + " about which the ERP has sent something stays with its account. Roles: kam-director,"
                    + " integration, admin; key-account-manager for accounts on whose team he is, without changing"
                    + " the team.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = AccountContent.class),
                            examples = @ExampleObject(name = "request", value = REQUEST_EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "The account as it is now",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AccountView.class),
                            examples = @ExampleObject(name = "account", value = EXAMPLE)))
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AccountView.class),
                            examples = @ExampleObject(name = "account", value = EXAMPLE)))
    @APIResponse(responseCode = "409", description = "reference-taken: a customer belongs to another account")
    @APIResponse(responseCode = "412", description = "If-Match is stale")
    @APIResponse(
            responseCode = "422",
            description = "hierarchy-cycle, legal-parents-overlap, link-interval-empty, unknown-parent,"
                    + " class-by-designation-only, reference-of-erp")
    @APIResponse(responseCode = "428", description = "The account exists with another content: If-Match is needed")
    public Response put(
            @Parameter(description = "Best a UUIDv7.") @PathParam("accountId") UUID accountId,
            @Parameter(description = "The ETag as read, when the account exists.", example = "\"2\"")
                    @HeaderParam("If-Match")
                    String ifMatch,
            @NotNull AccountContent account) {
        Registering.Written written = registering.put(accountId, account, ifMatch);
        return Response.fromResponse(tagged(written.account()))
                .status(written.created() ? 201 : 200)
                .build();
    }

    private static Response tagged(Account account) {
        return Response.ok(AccountView.of(account))
                .header("ETag", ETags.of(account.version()))
                .build();
    }
}
