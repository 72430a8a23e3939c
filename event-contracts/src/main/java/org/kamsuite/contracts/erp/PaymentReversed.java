package org.kamsuite.contracts.erp;

import java.time.LocalDate;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Revision;

/// A payment bounced or was booked by mistake. Type `erp.payment.reversed.v1`.
///
/// @param customer the customer, as the ERP names it
/// @param revision (optional) revision of the document; the highest wins. Absent: 0
/// @param paymentNumber number of the payment
/// @param reversedOn day from which it does not count
/// @param reason why it was reversed
public record PaymentReversed(
        CustomerRef customer, @Revision int revision, String paymentNumber, LocalDate reversedOn, String reason)
        implements PaymentEvent {
    public PaymentReversed {
        Check.required("customer", customer);
        Check.atLeast("revision", revision, 0);
        Check.code("paymentNumber", paymentNumber);
        Check.date("reversedOn", reversedOn);
        Check.text("reason", reason);
    }

    @Override
    public String documentNumber() {
        return paymentNumber;
    }
}
