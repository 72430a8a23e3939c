package org.kamsuite.contracts.receivables;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.kamsuite.contracts.AsNumber;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.DomainEvent;

/// How an account pays, measured over its settled invoices. Type
/// `kam.receivables.payment-behaviour-changed.v1`.
///
/// @param accountId the account, a UUIDv7 made by account-service
/// @param asOf day of the figures
/// @param invoices invoices the figures rest on
/// @param index (optional) payment index 0 to 100, higher is better; absent without enough invoices
/// @param averageDaysBeyondTerms (optional) days paid after the due date, weighted by amount; negative:
///     before it
/// @param paidLateRatio (optional) share of the invoices paid late, 0 to 1
/// @param drifting whether a shift in payment is detected and not yet over
public record PaymentBehaviourChanged(
        UUID accountId,
        LocalDate asOf,
        int invoices,
        @AsNumber BigDecimal index,
        @AsNumber BigDecimal averageDaysBeyondTerms,
        @AsNumber BigDecimal paidLateRatio,
        boolean drifting)
        implements DomainEvent {
    public PaymentBehaviourChanged {
        Check.required("accountId", accountId);
        Check.date("asOf", asOf);
        Check.atLeast("invoices", invoices, 0);
        Check.optionalScore("index", index);
        Check.optionalNumber("averageDaysBeyondTerms", averageDaysBeyondTerms);
        Check.optionalRate("paidLateRatio", paidLateRatio);
    }
}
