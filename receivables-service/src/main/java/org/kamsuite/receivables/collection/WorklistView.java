package org.kamsuite.receivables.collection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.receivables.DunningChannel;

@Schema(name = "CollectionWorklist", description = "Whom to talk to about money first.")
record WorklistView(
        @Schema(description = "The day whose end counts.") LocalDate asOf,

        @Schema(description = "The moment whose knowledge counts: now.")
        Instant knownAt,

        @Schema(description = "Currency of the priorities: the reporting currency.", examples = "EUR")
        String currency,

        @Schema(description = "The most urgent first.") List<Item> items,

        @Schema(description = "How many accounts have something overdue; items may show fewer.")
        int accounts,

        @Schema(description = "What amounts were converted with.")
        List<UsedRate> rates,

        String method,

        @Schema(description = "What is not known or could not be converted.")
        List<String> reasons) {

    @Schema(name = "WorklistRate")
    record UsedRate(
            @Schema(examples = "USD") String currency,

            @Schema(description = "Multiplies an amount of the currency.", examples = "0.92")
            BigDecimal factor,

            @Schema(description = "The day of the rate.") LocalDate date) {}

    @Schema(name = "CollectionWork")
    record Item(
            int rank,
            UUID accountId,
            String name,
            String accountClass,
            @JsonInclude(JsonInclude.Include.ALWAYS) String tier,

            @Schema(description = "Subjects of the account team.")
            List<String> team,

            @Schema(description = "Sum of the contributions.")
            Money priority,

            List<Contribution> contributions,
            @Schema(description = "Overdue, per currency.") List<Money> overdue,

            @Schema(description = "Of it neither in dispute nor promised nor planned.")
            List<Money> collectable,

            @Schema(description = "Amounts without an exchange rate; they do not count.")
            List<Money> unconverted,

            int overdueInvoices,
            long oldestDaysPastDue,

            @Schema(description = "Broken, or kept only in part, in the last 365 days.")
            int brokenPromises,

            @Schema(description = "The dunning step that waits for somebody; absent: none.")
            Step pendingStep,

            @JsonInclude(JsonInclude.Include.ALWAYS)
            @Schema(description = "Null: relationship-service knows the contacts, this service does not.")
            Instant lastContactAt) {}

    @Schema(name = "PriorityContribution")
    record Contribution(
            Priority.Part part,
            Money amount,

            @Schema(examples = "4 invoices, the oldest 32 days")
            String why) {}

    @Schema(name = "PendingDunningStep")
    record Step(UUID stepId, int level, DunningChannel channel) {}
}
