package org.kamsuite.contracts.relationship;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.kamsuite.contracts.AsNumber;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.ContractViolation;
import org.kamsuite.contracts.DomainEvent;

/// How well the people who decide at an account are covered. Type `kam.relationship.coverage-changed.v1`.
///
/// @param accountId the account, a UUIDv7 made by account-service
/// @param asOf day of the figures
/// @param members members of its decision units
/// @param coveredMembers members with a sufficiently strong relationship
/// @param coverage (optional) weighted share of covered members, 0 to 1; absent without members
/// @param threads relationships that hold, each by another pair of people
/// @param singleThreaded whether everything hangs on one contact
/// @param completeness (optional) share of the roles that are filled, 0 to 1
/// @param lastInteractionAt (optional) latest interaction
public record CoverageChanged(
        UUID accountId,
        LocalDate asOf,
        int members,
        int coveredMembers,
        @AsNumber BigDecimal coverage,
        int threads,
        boolean singleThreaded,
        @AsNumber BigDecimal completeness,
        Instant lastInteractionAt)
        implements DomainEvent {
    public CoverageChanged {
        Check.required("accountId", accountId);
        Check.date("asOf", asOf);
        Check.atLeast("members", members, 0);
        Check.atLeast("coveredMembers", coveredMembers, 0);
        Check.optionalRate("coverage", coverage);
        Check.atLeast("threads", threads, 0);
        Check.optionalRate("completeness", completeness);
        Check.optionalInstant("lastInteractionAt", lastInteractionAt);
        if (coveredMembers > members) {
            throw new ContractViolation(
                    "coveredMembers", "must not be more than members (" + members + "), but is " + coveredMembers);
        }
    }
}
