package org.kamsuite.contracts.erp;

import java.math.BigDecimal;
import java.time.Instant;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Revision;
import org.kamsuite.contracts.Superseded;

/// A part of an invoice was given up. Type `erp.write-off.posted.v1`, in which nothing can be taken back;
/// [WriteOffPosted] can.
///
/// @param customer the customer, as the ERP names it
/// @param revision (optional) revision of the document; the highest wins. Absent: 0
/// @param writeOffNumber number of the write-off
/// @param invoiceNumber number of the invoice
/// @param at when it was posted
/// @param amount amount given up, greater than 0, in the currency of the invoice
/// @param reason why it was given up
public record WriteOffPostedV1(
        CustomerRef customer,
        @Revision int revision,
        String writeOffNumber,
        String invoiceNumber,
        Instant at,
        BigDecimal amount,
        String reason)
        implements Superseded<WriteOffPosted> {
    public WriteOffPostedV1 {
        Check.required("customer", customer);
        Check.atLeast("revision", revision, 0);
        Check.code("writeOffNumber", writeOffNumber);
        Check.code("invoiceNumber", invoiceNumber);
        Check.instant("at", at);
        Check.positiveAmount("amount", amount);
        Check.text("reason", reason);
    }

    @Override
    public WriteOffPosted upcast() {
        return new WriteOffPosted(customer, revision, writeOffNumber, invoiceNumber, at, amount, reason);
    }
}
