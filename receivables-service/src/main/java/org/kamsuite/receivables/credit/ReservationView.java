package org.kamsuite.receivables.credit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;

@Schema(name = "CreditReservation", description = "Credit held for an order that passed a check.")
record ReservationView(
        UUID reservationId,
        UUID accountId,
        Money amount,
        LocalDate deliveryDate,

        @Schema(description = "The ERP of the order, if the check named the customer.")
        String system,

        String orderNumber,

        @Schema(description = "ACTIVE holds credit; CONSUMED: the order is known and counts itself.")
        Status status,

        String reservedBy,
        Instant reservedAt,
        Instant expiresAt) {

    @Schema(name = "CreditReservationStatus")
    enum Status {
        ACTIVE,
        CONSUMED,
        RELEASED,
        EXPIRED
    }
}
