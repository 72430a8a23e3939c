package org.kamsuite.contracts.receivables;

import java.time.LocalDate;
import java.util.UUID;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.DomainEvent;

/// An account pays as usual again; ends an excursion. Type `kam.receivables.payment-drift-cleared.v1`.
///
/// @param accountId the account, a UUIDv7 made by account-service
/// @param clearedOn day on which the excursion ended
public record PaymentDriftCleared(UUID accountId, LocalDate clearedOn) implements DomainEvent {
    public PaymentDriftCleared {
        Check.required("accountId", accountId);
        Check.date("clearedOn", clearedOn);
    }
}
