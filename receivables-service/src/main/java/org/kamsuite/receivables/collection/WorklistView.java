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
import org.kamsuite.receivables.lateness.Outlook;

@Schema(name = "CollectionWorklist", description = "Whom to talk to about money first.")
record WorklistView(
        @Schema(description = "The day whose end counts.") LocalDate asOf,

        @Schema(description = "The moment whose knowledge counts.")
        Instant knownAt,

        @Schema(description = "Currency of the priorities: the reporting currency.", examples = "EUR")
        String currency,

        @Schema(description = "The most urgent first.") List<Item> items,

        @Schema(
                description =
                        "How many accounts have something overdue; items may show fewer, and accounts with nothing"
                                + " overdue besides.")
        int accounts,

        @Schema(description = "What falls due within so many days counts as AT_RISK.", examples = "14")
        int daysAhead,

        @Schema(description = "What amounts were converted with.")
        List<UsedRate> rates,

        String method,

        @Schema(
                description =
                        "What the probabilities of what is not yet due come from; what falls due in daysAhead days"
                                + " counts in the priority, the rest only stands beside it.")
        Lateness lateness,

        @Schema(description = "What is not known or could not be converted.")
        List<String> reasons) {

    static final String AT_RISK =
            "probability: of an instalment that is not yet due being paid after its due date, as at"
                    + " /v1/receivables/{accountId}/late-payment-risks; atRisk = sum of open x probability per currency, rounded to"
                    + " the minor unit; the probability of a sum = atRisk / open, so each invoice counts by its amount";

    @Schema(name = "WorklistLateness")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Lateness(
            @Schema(description = "MODEL, or BASELINE while no model does better than it.")
            String method,

            @Schema(description = "Training day of the model, the last one up to asOf; null before the first training.")
            LocalDate trainedOn,

            @Schema(description = "Why the baseline is used; else null.")
            String reason,

            @Schema(description = "How the figures are defined.")
            String definition) {}

    @Schema(name = "UpcomingWork", description = "What is open and not yet due.")
    record Upcoming(
            @Schema(description = "Per currency.") List<Outlook.Sum> sums,

            @Schema(description = "Those with the largest amount at risk, at most 5.")
            List<Outlook.Invoice> riskiest) {}

    @Schema(name = "WorklistRate")
    record UsedRate(
            @Schema(examples = "USD") String currency,

            @Schema(description = "Multiplies an amount of the currency.", examples = "0.92")
            BigDecimal factor,

            @Schema(description = "The day of the rate.") LocalDate date) {}

    @Schema(name = "WorklistReason", description = "AT_RISK: nothing is overdue; time for a reminder before it is.")
    enum Reason {
        OVERDUE,
        AT_RISK
    }

    @Schema(name = "CollectionWork")
    record Item(
            int rank,
            UUID accountId,
            String name,
            String accountClass,
            @JsonInclude(JsonInclude.Include.ALWAYS) String tier,

            @Schema(description = "Subjects of the account team.")
            List<String> team,

            @Schema(description = "Why the account is here.")
            Reason reason,

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

            @Schema(description = "The dunning step that waited for somebody then; absent: none.")
            Step pendingStep,

            Upcoming notYetDue,

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
