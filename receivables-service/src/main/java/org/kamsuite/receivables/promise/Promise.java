package org.kamsuite.receivables.promise;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.kamsuite.contracts.CustomerRef;

/// A promise as it was made, with its invoices as far as they have arrived.
///
/// @param accountId null while the customer belongs to no account
/// @param invoices service-local ids of the promised invoices that are known
/// @param currency of these invoices; null while none is known
/// @param told the last state that was told; null while none was
record Promise(
        UUID promiseId,
        String number,
        String origin,
        CustomerRef customer,
        long customerId,
        UUID accountId,
        LocalDate madeOn,
        LocalDate promisedDate,
        BigDecimal amount,
        List<String> invoiceNumbers,
        List<Long> invoices,
        String currency,
        LocalDate cancelledOn,
        String cancelReason,
        PromiseState told) {

    Fulfilment.Terms terms(int toleranceDays) {
        return new Fulfilment.Terms(madeOn, amount, promisedDate.plusDays(toleranceDays), cancelledOn);
    }
}
