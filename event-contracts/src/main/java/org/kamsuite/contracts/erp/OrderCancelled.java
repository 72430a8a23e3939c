package org.kamsuite.contracts.erp;

import java.time.Instant;
import java.util.List;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Revision;

/// An order, or some lines of it, were cancelled. Type `erp.order.cancelled.v1`.
///
/// @param customer the customer, as the ERP names it
/// @param revision (optional) revision of the document; the highest wins. Absent: 0
/// @param orderNumber number of the order
/// @param cancelledAt when it was cancelled
/// @param initiator who wanted the cancellation
/// @param lines (optional) cancelled lines; absent or empty: the whole order
public record OrderCancelled(
        CustomerRef customer,
        @Revision int revision,
        String orderNumber,
        Instant cancelledAt,
        Initiator initiator,
        List<CancelledLine> lines)
        implements OrderEvent {
    public OrderCancelled {
        Check.required("customer", customer);
        Check.atLeast("revision", revision, 0);
        Check.code("orderNumber", orderNumber);
        Check.instant("cancelledAt", cancelledAt);
        Check.required("initiator", initiator);
        lines = Check.list("lines", lines, 0);
        Check.unique("lines", lines, "line", CancelledLine::line);
    }

    @Override
    public String documentNumber() {
        return orderNumber;
    }
}
