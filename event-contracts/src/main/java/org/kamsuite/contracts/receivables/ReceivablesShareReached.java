package org.kamsuite.contracts.receivables;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.kamsuite.contracts.AsNumber;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.DomainEvent;

/// The share of an account in all receivables reached the threshold that makes it a candidate for key
/// account. Type `kam.receivables.share-reached.v1`.
///
/// @param accountId the account, a UUIDv7 made by account-service
/// @param asOf day of the figures
/// @param share share of all receivables, 0 to 1
/// @param threshold the threshold it reached, 0 to 1
public record ReceivablesShareReached(
        UUID accountId,
        LocalDate asOf,
        @AsNumber BigDecimal share,
        @AsNumber BigDecimal threshold) implements DomainEvent {
    public ReceivablesShareReached {
        Check.required("accountId", accountId);
        Check.date("asOf", asOf);
        Check.rate("share", share);
        Check.rate("threshold", threshold);
    }
}
