package org.kamsuite.receivables.review;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.contracts.receivables.RiskClass;
import org.kamsuite.platform.rest.Csv;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.receivables.input.Moment;

/// Reviews of credit.
@Path("/v1/credit-reviews")
@Tag(name = "Credit reviews", description = "How often the credit of an account is looked at by a person.")
@Produces(MediaType.APPLICATION_JSON)
public class ReviewResource {

    private static final String VIEW = """
            {"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","name":"Musterbau GmbH","asOf":"2026-03-31",
            "knownAt":"2026-03-31T09:00:00Z","riskClass":"MEDIUM",
            "reasons":["80 % or more of the credit limit is used"],"cadenceMonths":3,"lastReviewedOn":"2026-01-15",
            "dueOn":"2026-04-15","overdue":false}""";

    @Inject
    Reviews reviews;

    @Inject
    Clock clock;

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
            operationId = "listCreditReviews",
            summary = "The accounts whose credit is due for review",
            description =
                    "Those due on or before a day, the longest overdue first, as they stand now: a list of work, whose"
                            + " accounts' own reads have a past. Also as text/csv. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "A page of accounts",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ReviewView.PageSchema.class),
                        examples = @ExampleObject(name = "one account", value = "{\"items\":[" + VIEW + "]}")),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    public Page<ReviewView> list(
            @Parameter(description = "Due on this day or earlier; default today.", example = "2026-04-30")
                    @QueryParam("due")
                    LocalDate due,
            @Parameter(description = "Only accounts of this risk class.") @QueryParam("riskClass") RiskClass riskClass,
            @Parameter(description = "1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @Parameter(description = "nextCursor of the page before.") @QueryParam("cursor") String cursor) {
        return reviews.due(day(due), riskClass, Page.limit(limit, 100), cursor);
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
    public String listCsv(
            @QueryParam("due") LocalDate due,
            @QueryParam("riskClass") RiskClass riskClass,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        return Csv.of(
                List.of("accountId", "name", "riskClass", "reasons", "cadenceMonths", "lastReviewedOn", "dueOn"),
                reviews.due(day(due), riskClass, Page.limit(limit, 500), cursor).items(),
                row -> Arrays.asList(
                        row.accountId(),
                        row.name(),
                        row.riskClass(),
                        String.join("; ", row.reasons()),
                        row.cadenceMonths(),
                        row.lastReviewedOn(),
                        row.dueOn()));
    }

    private LocalDate day(LocalDate asked) {
        return asked == null ? LocalDate.ofInstant(clock.instant(), clock.getZone()) : asked;
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
    @Operation(
            operationId = "getCreditReview",
            summary = "Risk class, due date and past reviews of an account",
            description = "HIGH: over the limit, an item more than 60 days past due, more than half of the open amount"
                    + " past due, or Altman's score in distress. MEDIUM: 80 % of the limit, 30 days, a fifth, or a grey"
                    + " score. Else LOW. Of a day that has passed, or with a past knownAt, judged anew by the limits, items,"
                    + " orders, annual accounts and reviews that were known; class KEY and the hierarchy are as known now."
                    + " Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The plan; without limit and exposure there is none, with the reason",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ReviewView.class),
                            examples = @ExampleObject(name = "medium risk", value = VIEW)))
    @APIResponse(responseCode = "404", description = "No such account")
    public ReviewView get(
            @PathParam("accountId") UUID accountId,
            @Parameter(description = "The day whose end is shown; default today.", example = "2026-03-31")
                    @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(
                            description = "Count only what was recorded by this instant; default now.",
                            example = "2026-04-01T06:30:00Z")
                    @QueryParam("knownAt")
                    Instant knownAt) {
        return reviews.of(accountId, Moment.of(asOf, knownAt, clock));
    }

    @POST
    @Path("/{accountId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.KAM_DIRECTOR, Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "completeCreditReview",
            summary = "Records a review that was done",
            description =
                    "The next one is due after the cadence of the risk class, or earlier if asked for. A review of"
                            + " an earlier day than the last one is kept, but moves no date. Roles: finance, kam-director,"
                            + " admin.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ReviewRequest.class),
                            examples = @ExampleObject(name = "confirmed", value = """
                            {"outcome":"CONFIRMED","reviewedOn":"2026-03-31","note":"Annual accounts seen, limit fits."}""")))
    @APIResponse(
            responseCode = "200",
            description = "The plan after it",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ReviewView.class),
                            examples = @ExampleObject(name = "medium risk", value = VIEW)))
    @APIResponse(responseCode = "404", description = "No such account")
    @APIResponse(
            responseCode = "422",
            description = "`review-in-future`, `due-before-review`, or the Idempotency-Key was used for something else")
    public ReviewView complete(
            @PathParam("accountId") UUID accountId,
            @Parameter(description = "The same key again gives the first answer.") @HeaderParam("Idempotency-Key")
                    String key,
            ReviewRequest request) {
        if (request == null) {
            throw Problem.badRequest("body", "is missing");
        }
        return reviews.complete(accountId, request, key);
    }
}
