package org.kamsuite.contracts.receivables;

import java.time.LocalDate;
import java.util.UUID;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.erp.DisputeReason;

/// A dispute about an invoice was opened. Type `kam.receivables.dispute-opened.v1`.
///
/// @param accountId the account, a UUIDv7 made by account-service
/// @param disputeNumber number of the dispute
/// @param invoiceNumber number of the invoice
/// @param amount disputed amount
/// @param reason why it is disputed
/// @param ownerDepartment the department that has to settle it
/// @param dueOn (optional) day until which it should be settled
public record DisputeOpened(
        UUID accountId,
        String disputeNumber,
        String invoiceNumber,
        Money amount,
        DisputeReason reason,
        OwnerDepartment ownerDepartment,
        LocalDate dueOn)
        implements DomainEvent {
    public DisputeOpened {
        Check.required("accountId", accountId);
        Check.code("disputeNumber", disputeNumber);
        Check.code("invoiceNumber", invoiceNumber);
        Check.required("amount", amount);
        Check.required("reason", reason);
        Check.required("ownerDepartment", ownerDepartment);
        Check.optionalDate("dueOn", dueOn);
    }
}
