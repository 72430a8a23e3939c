package org.kamsuite.receivables.dunning;

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
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.contracts.receivables.DunningChannel;
import org.kamsuite.platform.rest.Csv;
import org.kamsuite.platform.rest.ETags;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Roles;

@Path("/v1")
@Tag(name = "Dunning", description = "Who is reminded of what, how and when.")
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
public class DunningResource {

    private static final String STEP = """
            {"stepId":"0199a1b2-0000-7000-8000-0000000000e9","accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11",
             "name":"Musterbau GmbH","level":1,"channel":"TASK","dueOn":"2026-04-03",
             "amount":{"amount":"900.00","currency":"EUR"},"documents":[{"number":"INV-1001",
             "amount":{"amount":"900.00","currency":"EUR"}}],"status":"PROPOSED","open":true}""";

    private static final String PAGE = "{\"items\":[" + STEP + "]}";

    private static final String STATE = """
            {"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","asOf":"2026-04-20",
             "knownAt":"2026-04-20T09:00:00Z","policy":"KEY","invoices":[
             {"number":"INV-1001","daysPastDue":20,"overdue":{"amount":"900.00","currency":"EUR"},
             "dunnable":{"amount":"650.00","currency":"EUR"},"suppressedBy":["DISPUTE"],"passedLevel":1,"nextLevel":2,
             "nextChannel":"LETTER","due":true}]}""";

    private static final String POLICY = """
            {"accountGroup":"KEY","levels":[{"level":1,"channel":"TASK","daysPastDue":3},
             {"level":2,"channel":"LETTER","daysPastDue":14},{"level":3,"channel":"FINAL_NOTICE","daysPastDue":30}],
             "minimumGapDays":7}""";

    @Inject
    Dunning dunning;

    @GET
    @Path("/dunning-steps")
    @Operation(
            operationId = "listDunningSteps",
            summary = "Dunning steps, those due last first",
            description = "Every step that was ever proposed and what became of it by now; the dunning state of an"
                    + " account has a past. Also as text/csv. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "A page of steps",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = StepPage.class),
                        examples = @ExampleObject(name = "page", value = PAGE)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "No such account")
    public Page<StepView> list(
            @Parameter(description = "Only of this account.") @QueryParam("accountId") UUID accountId,
            @Parameter(description = "Only with this status.") @QueryParam("status") StepStatus status,
            @Parameter(description = "Only of this channel.") @QueryParam("channel") DunningChannel channel,
            @Parameter(description = "true: only those that are undecided, confirmed, or completed with an open claim.")
                    @QueryParam("open")
                    Boolean open,
            @Parameter(description = "1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @Parameter(description = "nextCursor of the page before.") @QueryParam("cursor") String cursor) {
        return dunning.list(new DunningStore.Filter(accountId, status, channel, open), Page.limit(limit, 100), cursor);
    }

    @GET
    @Path("/dunning-steps")
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String listCsv(
            @QueryParam("accountId") UUID accountId,
            @QueryParam("status") StepStatus status,
            @QueryParam("channel") DunningChannel channel,
            @QueryParam("open") Boolean open,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        return Csv.of(
                List.of(
                        "stepId",
                        "accountId",
                        "name",
                        "level",
                        "channel",
                        "dueOn",
                        "currency",
                        "amount",
                        "documents",
                        "status",
                        "reason",
                        "decidedBy",
                        "decidedAt",
                        "claimed",
                        "claimSettledOn",
                        "open"),
                dunning.list(new DunningStore.Filter(accountId, status, channel, open), Page.limit(limit, 500), cursor)
                        .items(),
                it -> Arrays.asList(
                        it.stepId(),
                        it.accountId(),
                        it.name(),
                        it.level(),
                        it.channel(),
                        it.dueOn(),
                        it.amount().currency(),
                        it.amount().amount(),
                        it.documents().stream().map(StepView.Document::number).collect(Collectors.joining(" ")),
                        it.status(),
                        it.reason(),
                        it.decidedBy(),
                        it.decidedAt(),
                        it.claimed() == null ? null : it.claimed().amount(),
                        it.claimSettledOn(),
                        it.open()));
    }

    @GET
    @Path("/dunning-steps/{stepId}")
    @Operation(operationId = "getDunningStep", summary = "A dunning step", description = "Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The step",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Its version",
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = StepView.class),
                            examples = @ExampleObject(name = "task", value = STEP)))
    @APIResponse(responseCode = "404", description = "No such step")
    public Response get(@PathParam("stepId") UUID stepId) {
        return answer(dunning.get(stepId));
    }

    @PUT
    @Path("/dunning-steps/{stepId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.KEY_ACCOUNT_MANAGER, Roles.KAM_DIRECTOR, Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "putDunningStep",
            summary = "Confirm, complete or skip a dunning step",
            description = "The next level follows only a completed or skipped step. A completed step with a claim (late"
                    + " interest, fees) stays open until claimSettledOn is stated. Needs If-Match. Roles: kam-director,"
                    + " finance, admin; key-account-manager for tasks and reminders on the accounts of his team.")
    @APIResponse(
            responseCode = "200",
            description = "The step, decided",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Its version",
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = StepView.class),
                            examples = @ExampleObject(name = "task", value = STEP)))
    @APIResponse(responseCode = "404", description = "No such step")
    @APIResponse(responseCode = "409", description = "It was skipped, completed or became obsolete (step-ended)")
    @APIResponse(responseCode = "412", description = "If-Match is not the present ETag")
    @APIResponse(
            responseCode = "422",
            description = "reason-needed, claim-without-step, claim-needed, currency-mismatch, in-the-future")
    @APIResponse(responseCode = "428", description = "Send If-Match")
    public Response decide(
            @PathParam("stepId") UUID stepId,
            @Parameter(in = ParameterIn.HEADER, description = "The ETag you read.") @HeaderParam("If-Match")
                    String ifMatch,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = DecisionRequest.class),
                                            examples = @ExampleObject(name = "called", value = """
                                    {"status":"COMPLETED","reason":"Called the accounts payable team"}""")))
                    @NotNull
                    @Valid
                    DecisionRequest request) {
        return answer(dunning.decide(stepId, ifMatch, request));
    }

    private static Response answer(Dunning.Stated stated) {
        return Response.ok(stated.step())
                .header("ETag", ETags.of(stated.version()))
                .build();
    }

    @GET
    @Path("/receivables/{accountId}/dunning")
    @Operation(
            operationId = "getDunningState",
            summary = "Where the dunning of an account's overdue invoices stands on a day",
            description =
                    "For each overdue invoice what may be dunned, what suppresses it, the level that is through and the"
                            + " next one, by the policy that counts now. With a past knownAt only what was recorded by"
                            + " then counts: items, disputes, promises, plans, decisions. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The state",
            content =
                    @Content(
                            schema = @Schema(implementation = StepView.State.class),
                            examples = @ExampleObject(name = "partly disputed", value = STATE)))
    @APIResponse(responseCode = "404", description = "No such account")
    public StepView.State state(
            @PathParam("accountId") UUID accountId,
            @Parameter(description = "The day whose end is shown; default today.", example = "2026-03-31")
                    @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(
                            description = "Count only what was recorded by this instant; default now.",
                            example = "2026-04-01T06:30:00Z")
                    @QueryParam("knownAt")
                    Instant knownAt) {
        return dunning.state(accountId, asOf, knownAt);
    }

    @GET
    @Path("/dunning-policies")
    @Operation(
            operationId = "listDunningPolicies",
            summary = "When which account is reminded how",
            description = "An account follows the policy of its tier if there is one, else of its class. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "All policies",
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.ARRAY, implementation = StepView.Policy.class),
                            examples = @ExampleObject(name = "key accounts", value = "[" + POLICY + "]")))
    public List<StepView.Policy> policies() {
        return dunning.policies();
    }

    @GET
    @Path("/dunning-policies/{accountGroup}")
    @Operation(operationId = "getDunningPolicy", summary = "The policy of a tier or class", description = "Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The policy",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Its version",
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = StepView.Policy.class),
                            examples = @ExampleObject(name = "key accounts", value = POLICY)))
    @APIResponse(responseCode = "404", description = "There is none")
    public Response policy(@Parameter(example = "KEY") @PathParam("accountGroup") String accountGroup) {
        return answer(dunning.policy(group(accountGroup)));
    }

    @PUT
    @Path("/dunning-policies/{accountGroup}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.KAM_DIRECTOR, Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "putDunningPolicy",
            summary = "State when accounts of a tier or class are reminded how",
            description = "201 for a new tier, 200 for a known one, which needs If-Match when the content is another."
                    + " Roles: kam-director, finance, admin.")
    @APIResponse(
            responseCode = "201",
            description = "The new policy",
            content =
                    @Content(
                            schema = @Schema(implementation = StepView.Policy.class),
                            examples = @ExampleObject(name = "key accounts", value = POLICY)))
    @APIResponse(
            responseCode = "200",
            description = "The policy, changed or as it was",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Its version",
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = StepView.Policy.class),
                            examples = @ExampleObject(name = "key accounts", value = POLICY)))
    @APIResponse(responseCode = "412", description = "If-Match is not the present ETag")
    @APIResponse(responseCode = "422", description = "level-order")
    @APIResponse(responseCode = "428", description = "It exists with another content: send If-Match")
    public Response putPolicy(
            @Parameter(description = "REGULAR, KEY or the name of a tier.", example = "KEY") @PathParam("accountGroup")
                    String accountGroup,
            @Parameter(in = ParameterIn.HEADER, description = "The ETag you read, to change a policy.")
                    @HeaderParam("If-Match")
                    String ifMatch,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = DunningPolicy.class),
                                            examples = @ExampleObject(name = "a task, then a letter", value = """
                                    {"levels":[{"level":1,"channel":"TASK","daysPastDue":3},
                                     {"level":2,"channel":"LETTER","daysPastDue":14}],"minimumGapDays":7}""")))
                    @NotNull
                    @Valid
                    DunningPolicy policy) {
        return answer(dunning.put(group(accountGroup), ifMatch, policy));
    }

    private static Response answer(Dunning.PolicyStated stated) {
        return Response.status(stated.created() ? 201 : 200)
                .header("ETag", ETags.of(stated.version()))
                .entity(stated.policy())
                .build();
    }

    private static String group(String text) {
        if (!text.matches("[\\p{L}\\p{N} ._-]{1,64}")) {
            throw Problem.badRequest("accountGroup", "must be letters, digits, spaces, '.', '_' or '-'");
        }
        return text;
    }

    /// Only names the page's schema in the OpenAPI document.
    @Schema(name = "DunningStepPage")
    private record StepPage(List<StepView> items, String nextCursor) {}
}
