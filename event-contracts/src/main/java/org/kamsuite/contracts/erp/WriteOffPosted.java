package org.kamsuite.contracts.erp;

import java.math.BigDecimal;
import java.time.Instant;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Revision;

/// A part of an invoice was given up; or, by a higher revision with amount 0, claimed again. Type
/// `erp.write-off.posted.v2`.
///
/// @param customer the customer, as the ERP names it
/// @param revision (optional) revision of the document; the highest wins. Absent: 0
/// @param writeOffNumber number of the write-off
/// @param invoiceNumber number of the invoice
/// @param at when it was posted; with amount 0, when it was taken back
/// @param amount amount given up, 0 or more, in the currency of the invoice. 0: what the revision before gave up is
///     claimed again from the day of `at`
/// @param reason why it was given up, or taken back
public record WriteOffPosted(
        CustomerRef customer,
        @Revision int revision,
        String writeOffNumber,
        String invoiceNumber,
        Instant at,
        BigDecimal amount,
        String reason)
        implements InvoiceEvent {
    public WriteOffPosted {
        Check.required("customer", customer);
        Check.atLeast("revision", revision, 0);
        Check.code("writeOffNumber", writeOffNumber);
        Check.code("invoiceNumber", invoiceNumber);
        Check.instant("at", at);
        Check.notNegativeAmount("amount", amount);
        Check.text("reason", reason);
    }

    @Override
    public String documentNumber() {
        return writeOffNumber;
    }
}
