package org.kamsuite.contracts.erp;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Revision;

/// A customer paid. Type `erp.payment.received.v1`.
///
/// @param customer the customer, as the ERP names it
/// @param revision (optional) revision of the document; the highest wins. Absent: 0
/// @param paymentNumber number of the payment
/// @param valueDate day on which the money arrived
/// @param amount paid amount, greater than 0
/// @param currency currency of all amounts, ISO 4217
/// @param allocations (optional) what it settles; may be empty or partial: the rest is unapplied
public record PaymentReceived(
        CustomerRef customer,
        @Revision int revision,
        String paymentNumber,
        LocalDate valueDate,
        BigDecimal amount,
        String currency,
        List<AllocationLine> allocations)
        implements PaymentEvent {
    public PaymentReceived {
        Check.required("customer", customer);
        Check.atLeast("revision", revision, 0);
        Check.code("paymentNumber", paymentNumber);
        Check.date("valueDate", valueDate);
        Check.positiveAmount("amount", amount);
        Check.currency("currency", currency);
        allocations = Check.list("allocations", allocations, 0);
    }

    @Override
    public String documentNumber() {
        return paymentNumber;
    }
}
