package org.kamsuite.scoring.score;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
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
import org.kamsuite.platform.rest.Csv;
import org.kamsuite.platform.rest.CsvPage;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.platform.rest.Scope;

/// The ranking of accounts and the score of each.
@Path("/v1/scores")
@Tag(name = "Scores", description = "Which accounts are key on a day, and why.")
@RolesAllowed({
    Roles.VIEWER,
    Roles.KEY_ACCOUNT_MANAGER,
    Roles.KAM_DIRECTOR,
    Roles.FINANCE,
    Roles.SERVICE_DESK,
    Roles.INTEGRATION,
    Roles.ADMIN
})
public class ScoreResource {

    private static final int DEFAULT_LIMIT = 100;

    static final String RANKING_EXAMPLE = """
            {"asOf":"2026-06-30","scope":"account","model":"default/1","ranked":58,"items":[{"rank":1,
            "accountId":"0197c1a2-7b1e-7c3a-9c52-0d6f2b1c4e5f","name":"Muster AG","score":8.2063,"class":"A",
            "coverage":0.925,"trailingRevenue":[{"amount":"1204310.50","currency":"EUR"}],
            "reasons":["Revenue: revenue of twelve months 1204310.50 EUR, 4.10 times the average account",
            "Margin: margin 31.0 % of revenue"]}],"nextCursor":"OC4yMDYzHzAxOTdjMWEy"}""";

    static final String SCORE_EXAMPLE = """
            {"asOf":"2026-06-30","scope":"account","model":"default/1",
            "accountId":"0197c1a2-7b1e-7c3a-9c52-0d6f2b1c4e5f","name":"Muster AG","score":5,"class":"B","rank":12,
            "ranked":58,"coverage":0.8,"currency":"EUR",
            "trailingRevenue":[{"amount":"293700.00","currency":"EUR"}],
            "contributions":[{"criterion":"REVENUE","name":"Revenue","value":1,"unit":"× average account",
            "normalised":5,"weight":40,"contribution":2.5,"coverage":1,
            "reason":"revenue of twelve months 293700.00 EUR, 1.00 times the average account"},
            {"criterion":"MARGIN","name":"Margin","unit":"share of revenue","weight":20,"contribution":0,
            "coverage":0,"reason":"no invoice line of the last twelve months tells its cost"}]}""";

    @Inject
    Scoring scoring;

    @Inject
    Clock clock;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "listScores",
            summary = "The ranking of all accounts with business",
            description = "Best first. Scores of any day, computed from the documents as they are known now; accounts"
                    + " without an order or invoice up to that day are not ranked. Roles: all. With Accept: text/csv"
                    + " the same page for spreadsheets.")
    @APIResponse(
            responseCode = "200",
            description = "A page of the ranking",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = RankingView.class),
                        examples = @ExampleObject(name = "ranking", value = RANKING_EXAMPLE)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    public RankingView list(
            @Parameter(description = "Day of the figures, default today.", example = "2026-06-30") @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(
                            description = "account (default): each for itself; group: rolled up to ultimate parents.",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"account", "group"},
                                            defaultValue = "account"))
                    @QueryParam("scope")
                    Scope scope,
            @Parameter(
                            description = "Name and version, see /v1/models; default the one in force, by which the"
                                    + " ranking is published.",
                            example = "default/2")
                    @QueryParam("model")
                    String model,
            @Parameter(description = "1 to 500, default 100.") @QueryParam("limit") Integer limit,
            @Parameter(description = "`nextCursor` of the page before.") @QueryParam("cursor") String cursor) {
        int size = Page.limit(limit, DEFAULT_LIMIT);
        Cursor given = Cursor.parse(cursor, 2);
        End after = given == null ? null : End.of(given);
        Scope chosen = scope == null ? Scope.ACCOUNT : scope;
        Ranking ranking = scoring.ranking(scoring.model(model), asOf == null ? today() : asOf, chosen);
        List<RankingView.Item> rest = ranking.places().stream()
                .filter(place -> after == null || after.isBefore(place))
                .limit(size + 1L)
                .map(place -> RankingView.Item.of(ranking, place))
                .toList();
        return RankingView.of(ranking, chosen, Page.of(rest, size, item -> Cursor.of(item.score(), item.accountId())));
    }

    @GET
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public CsvPage listAsCsv(
            @QueryParam("asOf") LocalDate asOf,
            @QueryParam("scope") Scope scope,
            @QueryParam("model") String model,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        RankingView page = list(asOf, scope, model, limit, cursor);
        return Csv.page(
                List.of("asOf", "rank", "accountId", "name", "score", "class", "coverage", "reasons"),
                new Page<>(page.items(), page.nextCursor()),
                item -> List.of(
                        page.asOf(),
                        item.rank(),
                        item.accountId(),
                        item.name(),
                        item.score(),
                        item.scoreClass(),
                        item.coverage(),
                        String.join("; ", item.reasons())));
    }

    /// Where the page before ended.
    private record End(BigDecimal score, UUID accountId) {
        static End of(Cursor cursor) {
            try {
                return new End(
                        new BigDecimal(cursor.keys().getFirst()),
                        UUID.fromString(cursor.keys().getLast()));
            } catch (IllegalArgumentException e) {
                throw Problem.badRequest("cursor", "is not a cursor of this list");
            }
        }

        boolean isBefore(Ranking.Place place) {
            int byScore = score.compareTo(place.score());
            return byScore > 0 || byScore == 0 && place.subject().accountId().compareTo(accountId) > 0;
        }
    }

    @GET
    @Path("/{accountId}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getScore",
            summary = "One account's score and what it is made of",
            description =
                    "The contributions sum exactly to the score; a criterion without input says why, takes no part"
                            + " and lowers the coverage. With scope=group the account with all that belong to it on that day."
                            + " Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The score",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ScoreView.class),
                            examples = @ExampleObject(name = "score", value = SCORE_EXAMPLE)))
    @APIResponse(responseCode = "404", description = "No such account")
    public ScoreView get(
            @Parameter(description = "The account.") @PathParam("accountId") UUID accountId,
            @Parameter(description = "Day of the figures, default today.", example = "2026-06-30") @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(
                            description = "account (default) or group.",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"account", "group"},
                                            defaultValue = "account"))
                    @QueryParam("scope")
                    Scope scope,
            @Parameter(
                            description = "Name and version, see /v1/models; default the one in force, by which the"
                                    + " ranking is published.",
                            example = "default/2")
                    @QueryParam("model")
                    String model) {
        return scoring.score(
                scoring.model(model), accountId, asOf == null ? today() : asOf, scope == null ? Scope.ACCOUNT : scope);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }
}
