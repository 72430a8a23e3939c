package org.kamsuite.contracts.receivables;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.DomainEvent;

/// What an account owes. Type `kam.receivables.position-changed.v1`.
///
/// @param accountId the account, a UUIDv7 made by account-service
/// @param asOf day of the figures
/// @param positions (optional) one per currency; empty: nothing owed
public record ReceivablesPositionChanged(UUID accountId, LocalDate asOf, List<CurrencyPosition> positions)
        implements DomainEvent {
    public ReceivablesPositionChanged {
        Check.required("accountId", accountId);
        Check.date("asOf", asOf);
        positions = Check.list("positions", positions, 0);
        Check.unique("positions", positions, "currency", CurrencyPosition::currency);
    }
}
