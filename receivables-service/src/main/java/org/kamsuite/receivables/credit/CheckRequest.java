package org.kamsuite.receivables.credit;

import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Money;

@Schema(name = "CreditCheckRequest", description = "An order to be checked; exactly one of accountId and customer.")
record CheckRequest(
        UUID accountId,

        @Schema(description = "The customer as the ERP names it, instead of the account.")
        CustomerRef customer,

        @Schema(required = true, description = "Greater than 0; without tax, as the orders of the feed.")
        Money orderAmount,

        @Schema(
                description = "When it is to be delivered; after the horizon the order uses no credit yet. Absent: it"
                        + " counts.")
        LocalDate deliveryDate,

        @Schema(
                description = "Number of the order in the ERP. As soon as it is known from the feed, its reservation is"
                        + " consumed; a check of a known order adds nothing.",
                examples = "SO-77")
        String orderNumber,

        @Schema(description = "Whether to hold the credit if the answer is not BLOCK; default false.")
        Boolean reserve,

        @Schema(description = "Whether disputed items use credit; default INCLUDE_DISPUTED.")
        DisputePolicy policy) {}
