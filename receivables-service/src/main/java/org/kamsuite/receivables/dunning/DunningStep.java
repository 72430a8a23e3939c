package org.kamsuite.receivables.dunning;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.kamsuite.contracts.receivables.DunningChannel;

/// A step of the dunning of an account in one currency.
///
/// @param claimed late interest and fees that it claims; null: none
record DunningStep(
        UUID stepId,
        UUID accountId,
        String currency,
        int level,
        DunningChannel channel,
        LocalDate dueOn,
        BigDecimal amount,
        StepStatus status,
        String reason,
        String decidedBy,
        Instant decidedAt,
        BigDecimal claimed,
        LocalDate claimSettledOn,
        long version,
        List<Item> items) {

    record Item(long invoice, String number, BigDecimal amount) {}

    /// Claims that nobody has settled or waived keep the step open, also when the invoices are paid.
    boolean open() {
        return status.pending()
                || status == StepStatus.COMPLETED && claimed != null && claimed.signum() > 0 && claimSettledOn == null;
    }
}
