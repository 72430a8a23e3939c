package org.kamsuite.receivables.dispute;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.erp.DisputeOutcome;
import org.kamsuite.contracts.erp.DisputeReason;
import org.kamsuite.contracts.receivables.OwnerDepartment;

/// A dispute as it is known now: its facts and who settles it.
///
/// @param accountId null while the customer belongs to no account
/// @param document service-local id of the dispute's document, `invoice` of the invoice's
/// @param currency of the invoice; null while the invoice is not known
/// @param resolvedOn null while it goes on
/// @param dueOn until when it should be settled
record Dispute(
        UUID disputeId,
        String number,
        String origin,
        CustomerRef customer,
        long customerId,
        UUID accountId,
        long document,
        long invoice,
        String invoiceNumber,
        String currency,
        BigDecimal amount,
        DisputeReason reason,
        LocalDate openedOn,
        LocalDate resolvedOn,
        DisputeOutcome outcome,
        BigDecimal creditedAmount,
        OwnerDepartment ownerDepartment,
        String owner,
        LocalDate dueOn,
        String note,
        long version,
        boolean openingTold,
        boolean endTold) {

    DisputeStatus status(LocalDate asOf) {
        return resolvedOn == null || resolvedOn.isAfter(asOf) ? DisputeStatus.OPEN : DisputeStatus.RESOLVED;
    }

    /// Days that it went on by the end of a day.
    int days(LocalDate asOf) {
        LocalDate end = status(asOf) == DisputeStatus.OPEN ? asOf : resolvedOn;
        return Math.toIntExact(ChronoUnit.DAYS.between(openedOn, end));
    }

    boolean overdue(LocalDate asOf) {
        return status(asOf) == DisputeStatus.OPEN && dueOn.isBefore(asOf);
    }

    Claims.Claim claim() {
        return new Claims.Claim(document, openedOn, amount, resolvedOn, outcome, creditedAmount);
    }
}
