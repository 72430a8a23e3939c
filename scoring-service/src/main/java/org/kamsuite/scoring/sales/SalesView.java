package org.kamsuite.scoring.sales;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.rest.Scope;

/// What was sold to an account (or its group), month by month.
@Schema(name = "Sales", description = "What was sold to an account (or its group), month by month.")
public record SalesView(
        @Schema(description = "The account.") UUID accountId,

        @Schema(description = "Its legal name.", examples = "Muster AG")
        String name,

        @Schema(description = "First day of the window.") LocalDate from,

        @Schema(description = "Last day of the window; its legal hierarchy makes the group.")
        LocalDate to,

        @Schema(description = "The account alone, or with all that belong to it.")
        Scope scope,

        @Schema(description = "Months with orders, invoices or credit notes, one per currency, oldest first.")
        List<Month> months) {

    @Schema(name = "SalesMonth")
    public record Month(
            @Schema(
                    description = "The month; at the ends of the window only its days in the window.",
                    type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING,
                    examples = "2026-03")
            YearMonth month,

            @Schema(description = "ISO 4217.", examples = "EUR")
            String currency,

            @Schema(description = "Invoices less credit notes, without tax.")
            Money revenue,

            @Schema(description = "Invoices with a positive amount, without tax.")
            Money grossRevenue,

            @Schema(description = "quantity × unitCost of the invoice lines that tell it; absent when none does.")
            Money cost,

            @Schema(description = "revenue - cost; absent unless every invoice line tells its cost.")
            Money margin,

            @Schema(description = "The share of the invoiced amount whose lines tell their cost, 0 to 1.")
            BigDecimal costCoverage,

            @Schema(description = "Number of invoices that are not negative.")
            int invoices,

            @Schema(description = "Number of credit notes and negative invoices.")
            int creditNotes,

            @Schema(description = "Number of orders placed and not cancelled.")
            int orders) {}
}
