package org.kamsuite.contracts.servicelevel;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.DomainEvent;

/// An order line was served badly; once per line and kind. Type `kam.service-level.failure-detected.v1`.
///
/// @param accountId the account, a UUIDv7 made by account-service
/// @param orderNumber number of the order
/// @param line line number of the order
/// @param kind what was wrong
/// @param occurredOn day on which it became so
/// @param days (optional) days late so far; only for a late line
/// @param quantity (optional) missing, rejected or wrong quantity
/// @param deliveryNumber (optional) number of the delivery, if one shows it
public record ServiceFailureDetected(
        UUID accountId,
        String orderNumber,
        String line,
        ServiceFailureKind kind,
        LocalDate occurredOn,
        Integer days,
        BigDecimal quantity,
        String deliveryNumber)
        implements DomainEvent {
    public ServiceFailureDetected {
        Check.required("accountId", accountId);
        Check.code("orderNumber", orderNumber);
        Check.code("line", line);
        Check.required("kind", kind);
        Check.date("occurredOn", occurredOn);
        Check.optionalBetween("days", days, 0, Integer.MAX_VALUE);
        Check.optionalNotNegativeAmount("quantity", quantity);
        Check.optionalCode("deliveryNumber", deliveryNumber);
    }
}
