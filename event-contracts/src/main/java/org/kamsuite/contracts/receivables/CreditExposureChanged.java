package org.kamsuite.contracts.receivables;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.kamsuite.contracts.AsNumber;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.Money;

/// How much credit an account uses of what it may use. Type `kam.receivables.credit-exposure-changed.v1`.
///
/// @param accountId the account, a UUIDv7 made by account-service
/// @param asOf day of the figures
/// @param state where it stands against its limit
/// @param exposure open items, unbilled deliveries and open orders, in the currency of the limit
/// @param limit (optional) the limit that binds, 0 or more; absent without one
/// @param utilisation (optional) exposure / limit of the node that binds; absent without a limit or with
///     one of 0
/// @param bindingAccountId (optional) the account whose limit binds: itself or a parent
public record CreditExposureChanged(
        UUID accountId,
        LocalDate asOf,
        CreditState state,
        Money exposure,
        Money limit,
        @AsNumber BigDecimal utilisation,
        UUID bindingAccountId)
        implements DomainEvent {
    public CreditExposureChanged {
        Check.required("accountId", accountId);
        Check.date("asOf", asOf);
        Check.required("state", state);
        Check.required("exposure", exposure);
        Check.optionalNotNegativeMoney("limit", limit);
        Check.optionalNumber("utilisation", utilisation);
    }
}
