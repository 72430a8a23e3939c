package org.kamsuite.scoring.score;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.scoring.ScoreClass;

/// A rule by which accounts are scored. A version never changes, so that a score can be explained for
/// ever; a better rule is a new version.
@Schema(description = "A rule by which accounts are scored; a version never changes.")
public record ScoringModel(
        @Schema(description = "Name and version.", examples = "default/1")
        String version,

        @Schema(description = "Name for people.", examples = "Default model")
        String name,

        @Schema(description = "How the score comes about, and why with these weights.")
        String description,

        @Schema(description = "The criteria, by falling weight; the weights sum to 100.")
        List<Criterion> criteria,

        @Schema(description = "The classes, best first.") List<ClassRule> classes) {

    /// @param from the lowest score of the class
    @Schema(name = "ClassRule")
    public record ClassRule(
            @Schema(description = "A is best.") @JsonProperty("class")
            ScoreClass scoreClass,

            @Schema(description = "The lowest score of the class.", examples = "6.5")
            BigDecimal from) {}

    public ScoringModel {
        criteria = List.copyOf(criteria);
        classes = List.copyOf(classes);
    }

    ScoreClass classOf(BigDecimal score) {
        return classes.stream()
                .filter(rule -> score.compareTo(rule.from()) >= 0)
                .findFirst()
                .orElse(classes.getLast())
                .scoreClass();
    }
}
