package org.kamsuite.contracts.receivables;

import java.time.LocalDate;
import java.util.UUID;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.DomainEvent;

/// The credit of an account is due for review. Type `kam.receivables.credit-review-due.v1`.
///
/// @param accountId the account, a UUIDv7 made by account-service
/// @param dueOn day until which the review is due
/// @param riskClass how likely the account is not to pay
/// @param reason why it is due, in words
public record CreditReviewDue(UUID accountId, LocalDate dueOn, RiskClass riskClass, String reason)
        implements DomainEvent {
    public CreditReviewDue {
        Check.required("accountId", accountId);
        Check.date("dueOn", dueOn);
        Check.required("riskClass", riskClass);
        Check.text("reason", reason);
    }
}
