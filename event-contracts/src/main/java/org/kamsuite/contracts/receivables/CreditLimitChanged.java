package org.kamsuite.contracts.receivables;

import java.time.LocalDate;
import java.util.UUID;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.Money;

/// The credit limit of an account was set, changed or removed. Type
/// `kam.receivables.credit-limit-changed.v1`.
///
/// @param accountId the account, a UUIDv7 made by account-service
/// @param limit (optional) the new limit, 0 or more; absent: removed
/// @param previous (optional) the limit before, 0 or more; absent: there was none
/// @param validFrom day from which it counts
/// @param approvedBy who approved it
public record CreditLimitChanged(UUID accountId, Money limit, Money previous, LocalDate validFrom, String approvedBy)
        implements DomainEvent {
    public CreditLimitChanged {
        Check.required("accountId", accountId);
        Check.optionalNotNegativeMoney("limit", limit);
        Check.optionalNotNegativeMoney("previous", previous);
        Check.date("validFrom", validFrom);
        Check.name("approvedBy", approvedBy);
    }
}
