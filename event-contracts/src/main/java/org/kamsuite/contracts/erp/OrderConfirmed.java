package org.kamsuite.contracts.erp;

import java.time.Instant;
import java.util.List;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Revision;

/// The seller answered an order, line by line. Type `erp.order.confirmed.v1`.
///
/// @param customer the customer, as the ERP names it
/// @param revision (optional) revision of the document; the highest wins. Absent: 0
/// @param orderNumber number of the order
/// @param confirmedAt when the seller confirmed
/// @param lines confirmed lines, 1 to 10,000
public record OrderConfirmed(
        CustomerRef customer,
        @Revision int revision,
        String orderNumber,
        Instant confirmedAt,
        List<ConfirmedLine> lines)
        implements OrderEvent {
    public OrderConfirmed {
        Check.required("customer", customer);
        Check.atLeast("revision", revision, 0);
        Check.code("orderNumber", orderNumber);
        Check.instant("confirmedAt", confirmedAt);
        lines = Check.list("lines", lines, 1);
        Check.unique("lines", lines, "line", ConfirmedLine::line);
    }

    @Override
    public String documentNumber() {
        return orderNumber;
    }
}
