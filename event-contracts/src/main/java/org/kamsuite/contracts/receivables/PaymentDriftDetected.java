package org.kamsuite.contracts.receivables;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.kamsuite.contracts.AsNumber;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.DomainEvent;

/// An account began to pay later than it used to; once per excursion. Type
/// `kam.receivables.payment-drift-detected.v1`.
///
/// @param accountId the account, a UUIDv7 made by account-service
/// @param detectedOn day on which the shift was detected
/// @param method which control chart found it
/// @param baselineDays usual days beyond terms before the shift
/// @param currentDays days beyond terms now
/// @param shiftStartedOn (optional) estimated day of the shift
/// @param reasons (optional) why, in words, the most important first
public record PaymentDriftDetected(
        UUID accountId,
        LocalDate detectedOn,
        DriftMethod method,
        @AsNumber BigDecimal baselineDays,
        @AsNumber BigDecimal currentDays,
        LocalDate shiftStartedOn,
        List<String> reasons)
        implements DomainEvent {
    public PaymentDriftDetected {
        Check.required("accountId", accountId);
        Check.date("detectedOn", detectedOn);
        Check.required("method", method);
        Check.number("baselineDays", baselineDays);
        Check.number("currentDays", currentDays);
        Check.optionalDate("shiftStartedOn", shiftStartedOn);
        reasons = Check.texts("reasons", reasons);
    }
}
