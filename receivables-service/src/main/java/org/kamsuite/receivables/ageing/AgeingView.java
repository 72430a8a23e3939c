package org.kamsuite.receivables.ageing;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.rest.Scope;

@Schema(name = "Ageing", description = "The open items of an account by age, per currency.")
record AgeingView(
        UUID accountId,
        @Schema(description = "Legal name of the account.") String name,
        LocalDate asOf,
        Instant knownAt,
        Scope scope,
        Basis basis,

        @Schema(description = "One per currency; one of zeros in the account's currency when nothing is open.")
        List<AgeingRow> rows,

        @Schema(description = "The rows added up in the reporting currency.")
        Reporting reporting,

        @Schema(description = "Why all is zero; absent otherwise.")
        String reason) {

    @Schema(
            name = "AgeingInReportingCurrency",
            description = "Each sum of each currency at its rate of the day, rounded to the minor unit, then added.")
    record Reporting(
            @JsonUnwrapped AgeingRow row,

            @Schema(description = "The rates that were used.")
            List<UsedRate> rates,

            @Schema(description = "Totals of the currencies that no rate is known for: in no sum above.")
            List<Money> unconverted) {}

    @Schema(name = "UsedRate")
    record UsedRate(
            @Schema(examples = "USD") String currency,

            @Schema(description = "Multiplies an amount in `currency`.", examples = "0.9222539887485013")
            BigDecimal factor,

            @Schema(description = "The day of the rate, the latest known on or before asOf.")
            LocalDate date) {}

    @Schema(name = "AccountAgeing", description = "The open items of one account (or group) in one currency.")
    record AccountRow(
            UUID accountId,

            @Schema(description = "Legal name of the account.")
            String name,

            @JsonUnwrapped AgeingRow row) {}

    @Schema(name = "AgeingOfAll", description = "Ageing of all accounts, the largest total first.")
    record All(
            LocalDate asOf,
            Instant knownAt,
            Scope scope,
            Basis basis,

            @Schema(description = "One per account (or group) and currency that has something open.")
            List<AccountRow> items,

            @Schema(description = "Sums per currency over all customers, whatever the page.")
            List<AgeingRow> totals,

            @Schema(description = "The totals added up in the reporting currency.")
            Reporting reporting,

            @Schema(
                    description = "The part of the totals of customers that belong to no account yet; they are in no"
                            + " item.")
            List<AgeingRow> unassigned,

            @Schema(description = "Give it as ?cursor= for the next page; absent on the last page.")
            String nextCursor) {}
}
