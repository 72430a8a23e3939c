package org.kamsuite.scoring.score;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.scoring.ScoreClass;
import org.kamsuite.platform.rest.Scope;

/// A score, explained.
@Schema(name = "Score", description = "The score of an account (or its group) on a day, and what it is made of.")
public record ScoreView(
        @Schema(description = "Day of the figures.") LocalDate asOf,

        @Schema(description = "The account alone, or with all that belong to it by the legal hierarchy on that day.")
        Scope scope,

        @Schema(description = "The model, see /v1/models.", examples = "default/1")
        String model,

        @Schema(description = "The account.") UUID accountId,

        @Schema(description = "Its legal name.", examples = "Muster AG")
        String name,

        @Schema(description = "0 to 10, the sum of the contributions; absent when there is nothing to score.")
        BigDecimal score,

        @Schema(description = "By the thresholds of the model; A is best.") @JsonProperty("class")
        ScoreClass scoreClass,

        @Schema(description = "1 is best; absent when the account is not ranked, see `reason`.")
        Integer rank,

        @Schema(description = "How many accounts (or groups) are ranked: all with an order or invoice up to asOf.")
        int ranked,

        @Schema(description = "The share of the model's weight for which there was input, 0 to 1.")
        BigDecimal coverage,

        @Schema(description = "The currency in which revenue, growth and margin are measured.", examples = "EUR")
        String currency,

        @Schema(description = "Revenue without tax of the twelve months to asOf, per currency.")
        List<Money> trailingRevenue,

        @Schema(description = "What each criterion gives; they sum to the score.")
        List<Score.Contribution> contributions,

        @Schema(description = "Why there is no score or no rank.")
        String reason) {

    static ScoreView of(Ranking ranking, Scope scope, SubjectSales subject, Score score, Integer rank, String reason) {
        return new ScoreView(
                ranking.asOf(),
                scope,
                ranking.model().version(),
                subject.accountId(),
                subject.name(),
                score.value(),
                score.scoreClass(),
                rank,
                ranking.places().size(),
                score.coverage(),
                subject.main().currency(),
                Scoring.trailingRevenue(subject),
                score.contributions(),
                reason);
    }
}
