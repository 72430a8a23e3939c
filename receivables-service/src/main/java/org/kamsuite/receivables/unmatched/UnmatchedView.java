package org.kamsuite.receivables.unmatched;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Money;
import org.kamsuite.receivables.ledger.DocumentKind;

@Schema(
        name = "UnmatchedDocument",
        description = "A document, or one reference of it, without effect as long as what it names is not known.")
record UnmatchedView(
        DocumentKind kind,

        @Schema(description = "Number of the document in the ERP.", examples = "P-77")
        String number,

        UUID accountId,
        CustomerRef customer,
        @Schema(description = "Its own date.") LocalDate date,
        Reason reason,

        @Schema(description = "Kind of the document that it names.")
        DocumentKind namedKind,

        @Schema(description = "Number of the document that it names.", examples = "INV-1001")
        String namedNumber,

        @Schema(description = "What waits; absent where no amount or no currency is known.")
        Money amount,

        @Schema(description = "Since when it waits: when it was recorded.")
        Instant waitingSince,

        @Schema(description = "Days from then to asOf.", examples = "12")
        long daysWaiting) {

    @Schema(
            name = "UnmatchedReason",
            description =
                    "INVOICE_UNKNOWN: names an invoice that is not known. SOURCE_UNKNOWN: names a payment, credit note or"
                            + " dispute that is not known. CURRENCY_MISMATCH: the payment or credit note is in another currency than"
                            + " the invoice.")
    enum Reason {
        INVOICE_UNKNOWN,
        SOURCE_UNKNOWN,
        CURRENCY_MISMATCH
    }
}
