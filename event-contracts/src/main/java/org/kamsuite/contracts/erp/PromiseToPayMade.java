package org.kamsuite.contracts.erp;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Revision;

/// A customer promised to pay until a day. Type `erp.promise-to-pay.made.v1`.
///
/// @param customer the customer, as the ERP names it
/// @param revision (optional) revision of the document; the highest wins. Absent: 0
/// @param promiseNumber number of the promise
/// @param invoiceNumbers numbers of the invoices, 1 to 10,000
/// @param amount promised amount, greater than 0, in the currency of the invoices
/// @param promisedDate day until which the customer wants to pay
/// @param at when the promise was made
public record PromiseToPayMade(
        CustomerRef customer,
        @Revision int revision,
        String promiseNumber,
        List<String> invoiceNumbers,
        BigDecimal amount,
        LocalDate promisedDate,
        Instant at)
        implements PaymentEvent {
    public PromiseToPayMade {
        Check.required("customer", customer);
        Check.atLeast("revision", revision, 0);
        Check.code("promiseNumber", promiseNumber);
        invoiceNumbers = Check.codes("invoiceNumbers", invoiceNumbers, 1);
        Check.positiveAmount("amount", amount);
        Check.date("promisedDate", promisedDate);
        Check.instant("at", at);
    }

    @Override
    public String documentNumber() {
        return promiseNumber;
    }
}
