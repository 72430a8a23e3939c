package org.kamsuite.contracts.erp;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.ContractViolation;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Revision;

/// An earlier allocation, or a part of it, was taken back. Type `erp.payment.unallocated.v1`.
///
/// @param customer the customer, as the ERP names it
/// @param revision (optional) revision of the document; the highest wins. Absent: 0
/// @param allocationNumber number of the allocation
/// @param paymentNumber (optional) number of the payment; exactly one of it and `creditNoteNumber`
/// @param creditNoteNumber (optional) number of the credit note; exactly one of it and `paymentNumber`
/// @param invoiceNumber number of the invoice
/// @param amount allocated amount, greater than 0, in the currency of the invoice
/// @param effectiveDate day from which it counts
public record PaymentUnallocated(
        CustomerRef customer,
        @Revision int revision,
        String allocationNumber,
        String paymentNumber,
        String creditNoteNumber,
        String invoiceNumber,
        BigDecimal amount,
        LocalDate effectiveDate)
        implements PaymentEvent {
    public PaymentUnallocated {
        Check.required("customer", customer);
        Check.atLeast("revision", revision, 0);
        Check.code("allocationNumber", allocationNumber);
        Check.optionalCode("paymentNumber", paymentNumber);
        Check.optionalCode("creditNoteNumber", creditNoteNumber);
        Check.code("invoiceNumber", invoiceNumber);
        Check.positiveAmount("amount", amount);
        Check.date("effectiveDate", effectiveDate);
        if ((paymentNumber == null) == (creditNoteNumber == null)) {
            throw new ContractViolation(
                    "paymentNumber",
                    paymentNumber == null
                            ? "is missing: exactly one of paymentNumber and creditNoteNumber is expected"
                            : "must not be there together with creditNoteNumber");
        }
    }

    @Override
    public String documentNumber() {
        return allocationNumber;
    }
}
