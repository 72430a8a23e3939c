package org.kamsuite.receivables.concentration;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.rest.Scope;

@Schema(
        name = "ReceivablesConcentration",
        description = "How much of the open amounts of invoices (disputed ones included, unapplied cash not deducted)"
                + " hangs on few customers. The figures are over all, also when `items` is limited.")
record ConcentrationView(
        LocalDate asOf,
        Instant knownAt,

        @Schema(description = "group: customers under common control are one (ASC 280-10-50-42).")
        Scope scope,

        @Schema(description = "Of all amounts.", examples = "EUR")
        String currency,

        @Schema(description = "Of all customers, those without an account included: what the shares are of.")
        Money total,

        @Schema(description = "Of customers that belong to no account yet: in the total and in nobody's share.")
        Money unassigned,

        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(
                description = "Herfindahl-Hirschman index: sum of the squared shares in percent, 0 to 10,000; null when"
                        + " nothing is open.",
                examples = "1296")
        BigDecimal hhi,

        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(description = "Share of the largest, 0 to 1.", examples = "0.16")
        BigDecimal cr1,

        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(description = "Share of the five largest together.", examples = "0.7")
        BigDecimal cr5,

        @Schema(description = "How many have something open.")
        int customers,

        @Schema(
                description = "The share from which a customer is named in the notes to the accounts (ASC 280), and"
                        + " proposed as key account.",
                examples = "0.10")
        BigDecimal threshold,

        @Schema(description = "Those who reach it.") List<Item> significant,

        @Schema(description = "Largest first.") List<Item> items,

        @Schema(description = "Exchange rates used; absent without.")
        List<RateUsed> rates,

        @Schema(description = "Amounts without a rate: in no figure here.")
        List<Money> notConverted,

        @Schema(description = "Give it as ?cursor= for the next page of items; absent on the last page.")
        String nextCursor,

        @Schema(description = "Why figures are null.") String reason) {

    @Schema(name = "ReceivablesShare")
    record Item(
            @Schema(description = "With scope=group the ultimate parent.")
            UUID accountId,

            String name,
            Money amount,

            @Schema(description = "amount / total, 0 to 1.", examples = "0.16")
            BigDecimal share) {}

    @Schema(name = "ReceivablesConcentrationRate")
    record RateUsed(
            String from,
            String to,
            BigDecimal factor,
            @Schema(description = "The day of the rate.") LocalDate date) {}
}
