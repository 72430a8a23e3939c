package org.kamsuite.contracts.erp;

import java.time.Instant;
import java.util.List;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Revision;

/// A customer wants to send goods back. Type `erp.return.requested.v1`.
///
/// @param customer the customer, as the ERP names it
/// @param revision (optional) revision of the document; the highest wins. Absent: 0
/// @param returnNumber number of the return
/// @param orderNumber (optional) number of the order
/// @param at when it was requested
/// @param lines returned lines, 1 to 10,000
public record ReturnRequested(
        CustomerRef customer,
        @Revision int revision,
        String returnNumber,
        String orderNumber,
        Instant at,
        List<ReturnLine> lines)
        implements InquiryEvent {
    public ReturnRequested {
        Check.required("customer", customer);
        Check.atLeast("revision", revision, 0);
        Check.code("returnNumber", returnNumber);
        Check.optionalCode("orderNumber", orderNumber);
        Check.instant("at", at);
        lines = Check.list("lines", lines, 1);
    }

    @Override
    public String documentNumber() {
        return returnNumber;
    }
}
