package org.kamsuite.contracts.scoring;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.kamsuite.contracts.AsNumber;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.ContractViolation;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.Money;

/// An account was scored. Type `kam.scoring.account-scored.v1`. Told when its own figures or its class changed; when
/// others moved its score or its rank, as each sale does with all, some time later.
///
/// @param accountId the account, a UUIDv7 made by account-service
/// @param asOf day of the figures
/// @param model name and version of the model
/// @param score score in the unit of the model; higher is better
/// @param scoreClass a, B or C
/// @param rank rank among `ranked` accounts, 1 is best
/// @param ranked number of ranked accounts
/// @param coverage share of the model weight for which there was input, 0 to 1
/// @param trailingRevenue (optional) revenue of the last twelve months without tax, one per currency
/// @param reasons (optional) why, in words, the most important first
public record AccountScored(
        UUID accountId,
        LocalDate asOf,
        String model,
        @AsNumber BigDecimal score,
        @JsonProperty("class") ScoreClass scoreClass,
        int rank,
        int ranked,
        @AsNumber BigDecimal coverage,
        List<Money> trailingRevenue,
        List<String> reasons)
        implements DomainEvent {
    public AccountScored {
        Check.required("accountId", accountId);
        Check.date("asOf", asOf);
        Check.name("model", model);
        Check.number("score", score);
        Check.required("class", scoreClass);
        Check.atLeast("rank", rank, 1);
        Check.atLeast("ranked", ranked, 1);
        Check.rate("coverage", coverage);
        trailingRevenue = Check.list("trailingRevenue", trailingRevenue, 0);
        reasons = Check.texts("reasons", reasons);
        if (rank > ranked) {
            throw new ContractViolation("rank", "must not be more than ranked (" + ranked + "), but is " + rank);
        }
        Check.unique("trailingRevenue", trailingRevenue, "currency", Money::currency);
    }
}
