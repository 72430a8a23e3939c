package org.kamsuite.contracts.erp;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Revision;

/// An order changed; carries the whole order as it is now. Type `erp.order.changed.v1`.
///
/// @param customer the customer, as the ERP names it
/// @param revision (optional) revision of the document; the highest wins. Absent: 0
/// @param orderNumber number of the order
/// @param orderedAt when the buyer ordered
/// @param currency currency of all prices, ISO 4217
/// @param channel (optional) how the order came in
/// @param requestedDate (optional) day on which the buyer wants the order, for lines without their own
/// @param shipTo (optional) where the order goes
/// @param changedAt when the change was made
/// @param initiator who wanted the change
/// @param lines ordered lines, 1 to 10,000
public record OrderChanged(
        CustomerRef customer,
        @Revision int revision,
        String orderNumber,
        Instant orderedAt,
        String currency,
        OrderChannel channel,
        LocalDate requestedDate,
        ShipTo shipTo,
        Instant changedAt,
        Initiator initiator,
        List<OrderLine> lines)
        implements OrderEvent {
    public OrderChanged {
        Check.required("customer", customer);
        Check.atLeast("revision", revision, 0);
        Check.code("orderNumber", orderNumber);
        Check.instant("orderedAt", orderedAt);
        Check.currency("currency", currency);
        Check.optionalDate("requestedDate", requestedDate);
        Check.instant("changedAt", changedAt);
        Check.required("initiator", initiator);
        lines = Check.list("lines", lines, 1);
        Check.unique("lines", lines, "line", OrderLine::line);
    }

    @Override
    public String documentNumber() {
        return orderNumber;
    }
}
