package org.kamsuite.contracts.erp;

import java.time.Instant;
import java.util.List;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Revision;

/// The customer received goods. Type `erp.delivery.received.v1`.
///
/// @param customer the customer, as the ERP names it
/// @param revision (optional) revision of the document; the highest wins. Absent: 0
/// @param deliveryNumber number of the delivery
/// @param orderNumber number of the order
/// @param deliveredAt when the goods arrived
/// @param lines received lines, 1 to 10,000; an order line may be there more than once
public record DeliveryReceived(
        CustomerRef customer,
        @Revision int revision,
        String deliveryNumber,
        String orderNumber,
        Instant deliveredAt,
        List<ReceivedLine> lines)
        implements DeliveryEvent {
    public DeliveryReceived {
        Check.required("customer", customer);
        Check.atLeast("revision", revision, 0);
        Check.code("deliveryNumber", deliveryNumber);
        Check.code("orderNumber", orderNumber);
        Check.instant("deliveredAt", deliveredAt);
        lines = Check.list("lines", lines, 1);
    }

    @Override
    public String documentNumber() {
        return deliveryNumber;
    }
}
