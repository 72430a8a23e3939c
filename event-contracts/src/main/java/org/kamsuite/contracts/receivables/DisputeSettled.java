package org.kamsuite.contracts.receivables;

import java.util.UUID;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.erp.DisputeOutcome;

/// A dispute about an invoice ended. Type `kam.receivables.dispute-settled.v1`.
///
/// @param accountId the account, a UUIDv7 made by account-service
/// @param disputeNumber number of the dispute
/// @param invoiceNumber number of the invoice
/// @param outcome how it ended, seen from the customer's claim
/// @param credited amount credited because of it
/// @param daysToResolve days from the opening to the end
public record DisputeSettled(
        UUID accountId,
        String disputeNumber,
        String invoiceNumber,
        DisputeOutcome outcome,
        Money credited,
        int daysToResolve)
        implements DomainEvent {
    public DisputeSettled {
        Check.required("accountId", accountId);
        Check.code("disputeNumber", disputeNumber);
        Check.code("invoiceNumber", invoiceNumber);
        Check.required("outcome", outcome);
        Check.required("credited", credited);
        Check.atLeast("daysToResolve", daysToResolve, 0);
    }
}
