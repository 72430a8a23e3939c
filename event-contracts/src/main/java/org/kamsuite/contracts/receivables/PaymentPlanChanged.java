package org.kamsuite.contracts.receivables;

import java.util.UUID;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.Money;

/// A payment plan was agreed, fulfilled, broken or cancelled. Type
/// `kam.receivables.payment-plan-changed.v1`.
///
/// @param accountId the account, a UUIDv7 made by account-service
/// @param planId the plan
/// @param status where it stands
/// @param amount amount of the whole plan
public record PaymentPlanChanged(UUID accountId, UUID planId, PaymentPlanStatus status, Money amount)
        implements DomainEvent {
    public PaymentPlanChanged {
        Check.required("accountId", accountId);
        Check.required("planId", planId);
        Check.required("status", status);
        Check.required("amount", amount);
    }
}
