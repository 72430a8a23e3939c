package org.kamsuite.receivables.position;

import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Money;
import org.kamsuite.receivables.ledger.Bucket;
import org.kamsuite.receivables.ledger.DocumentKind;

@Schema(
        name = "OpenItem",
        description = "An invoice or instalment with an open amount, or a payment or credit with an unapplied rest.")
public record OpenItemView(
        @Schema(
                description =
                        "INVOICE, or PAYMENT or CREDIT_NOTE for an unapplied rest. A negative invoice is a credit.")
        DocumentKind kind,

        @Schema(description = "Number of the document in the ERP.", examples = "INV-1001")
        String number,

        @Schema(description = "Number of the instalment by due date, from 1; 0 for a credit.", examples = "1")
        int instalment,

        UUID accountId,
        CustomerRef customer,

        @Schema(description = "Issue date, or value date of a payment.")
        LocalDate issueDate,

        @Schema(description = "Absent for a credit.") LocalDate dueDate,

        @Schema(
                description =
                        "The due date that lateness is judged on, where the terms were renegotiated after the item"
                                + " had fallen due; absent otherwise.")
        LocalDate renegotiatedFrom,

        @Schema(description = "Days after the due date, negative before it; absent for a credit.", examples = "12")
        Long daysPastDue,

        @Schema(description = "Absent for a credit.") Bucket bucket,

        @Schema(description = "What is open; negative for a credit, so that the items add up to the balance.")
        Money open,

        @Schema(description = "The disputed part of the invoice, shown with its first open instalment; absent without.")
        Money disputed) {}
