package org.kamsuite.receivables.plan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.kamsuite.contracts.receivables.PaymentPlanStatus;

/// A payment plan as it was agreed.
///
/// @param told the last status that was told; null while none was
record Plan(
        UUID planId,
        UUID accountId,
        String currency,
        LocalDate agreedOn,
        String note,
        LocalDate cancelledOn,
        String cancelReason,
        long version,
        PaymentPlanStatus told,
        List<Rescheduled> invoices,
        List<PlanCourse.Instalment> instalments) {

    /// @param amount what was open at the end of the day of the agreement
    record Rescheduled(long invoice, String system, String number, BigDecimal amount) {}

    BigDecimal amount() {
        return invoices.stream().map(Rescheduled::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    Set<Long> invoiceIds() {
        return invoices.stream().map(Rescheduled::invoice).collect(Collectors.toSet());
    }

    PlanCourse.Terms terms(int toleranceDays) {
        return new PlanCourse.Terms(agreedOn, instalments, cancelledOn, toleranceDays);
    }
}
