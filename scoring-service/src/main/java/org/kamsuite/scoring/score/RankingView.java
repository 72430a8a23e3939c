package org.kamsuite.scoring.score;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.scoring.ScoreClass;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Paged;
import org.kamsuite.platform.rest.Scope;

/// A page of the ranking.
@Schema(name = "Ranking", description = "Accounts (or groups) with business up to a day, best first.")
public record RankingView(
        @Schema(description = "Day of the figures.") LocalDate asOf,

        @Schema(description = "Accounts for themselves, or groups under their ultimate parents on that day.")
        Scope scope,

        @Schema(description = "The model, see /v1/models.", examples = "default/1")
        String model,

        @Schema(description = "How many accounts (or groups) are ranked.")
        int ranked,

        @Schema(description = "The page, best first.") List<Item> items,

        @Schema(description = "Give it as ?cursor= for the next page; absent on the last page.")
        String nextCursor)
        implements Paged {

    @Schema(name = "RankedAccount")
    public record Item(
            @Schema(description = "1 is best.") int rank,

            @Schema(description = "The account; with scope=group the ultimate parent.")
            UUID accountId,

            @Schema(description = "Its legal name.", examples = "Muster AG")
            String name,

            @Schema(description = "0 to 10.", examples = "7.125")
            BigDecimal score,

            @Schema(description = "A is best.") @JsonProperty("class")
            ScoreClass scoreClass,

            @Schema(description = "The share of the model's weight for which there was input, 0 to 1.")
            BigDecimal coverage,

            @Schema(description = "Revenue without tax of the twelve months to asOf, per currency.")
            List<Money> trailingRevenue,

            @Schema(description = "Why, the heaviest contribution first; what is missing last.")
            List<String> reasons) {

        static Item of(Ranking ranking, Ranking.Place place) {
            Score score = ranking.score(place.subject());
            return new Item(
                    place.rank(),
                    place.subject().accountId(),
                    place.subject().name(),
                    score.value(),
                    score.scoreClass(),
                    score.coverage(),
                    Scoring.trailingRevenue(place.subject()),
                    score.reasons());
        }
    }

    static RankingView of(Ranking ranking, Scope scope, Page<Item> page) {
        return new RankingView(
                ranking.asOf(),
                scope,
                ranking.model().version(),
                ranking.places().size(),
                page.items(),
                page.nextCursor());
    }
}
