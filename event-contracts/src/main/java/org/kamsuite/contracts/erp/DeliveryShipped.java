package org.kamsuite.contracts.erp;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Revision;

/// Goods left for the customer. Type `erp.delivery.shipped.v1`.
///
/// @param customer the customer, as the ERP names it
/// @param revision (optional) revision of the document; the highest wins. Absent: 0
/// @param deliveryNumber number of the delivery
/// @param orderNumber number of the order
/// @param shippedAt when the goods left
/// @param estimatedDate (optional) expected day of arrival
/// @param carrier (optional) carrier
/// @param lines despatched lines, 1 to 10,000; an order line may be there more than once
public record DeliveryShipped(
        CustomerRef customer,
        @Revision int revision,
        String deliveryNumber,
        String orderNumber,
        Instant shippedAt,
        LocalDate estimatedDate,
        String carrier,
        List<ShippedLine> lines)
        implements DeliveryEvent {
    public DeliveryShipped {
        Check.required("customer", customer);
        Check.atLeast("revision", revision, 0);
        Check.code("deliveryNumber", deliveryNumber);
        Check.code("orderNumber", orderNumber);
        Check.instant("shippedAt", shippedAt);
        Check.optionalDate("estimatedDate", estimatedDate);
        Check.optionalName("carrier", carrier);
        lines = Check.list("lines", lines, 1);
    }

    @Override
    public String documentNumber() {
        return deliveryNumber;
    }
}
