package org.kamsuite.receivables.dunning;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.receivables.DunningChannel;

@Schema(name = "DunningStep", description = "A step of the dunning of an account in one currency.")
record StepView(
        UUID stepId,
        UUID accountId,
        @Schema(description = "Legal name of the account.") String name,
        int level,
        DunningChannel channel,
        LocalDate dueOn,

        @Schema(description = "What was to be dunned when it was proposed: overdue, without what is in dispute.")
        Money amount,

        List<Document> documents,
        StepStatus status,
        @Schema(description = "Why it was decided so.") String reason,

        @Schema(description = "Who decided; absent for the service itself.")
        String decidedBy,

        Instant decidedAt,

        @Schema(description = "Late interest and fees that it claims.")
        Money claimed,

        @Schema(description = "When these were paid or waived.")
        LocalDate claimSettledOn,

        @Schema(
                description =
                        "Undecided or confirmed; or completed with a claim that is not settled: the step stays open for"
                                + " it, also when the invoices are paid.")
        boolean open) {

    @Schema(name = "DunnedInvoice")
    record Document(@Schema(examples = "INV-1001") String number, Money amount) {}

    static StepView of(DunningStep step, String name) {
        return new StepView(
                step.stepId(),
                step.accountId(),
                name,
                step.level(),
                step.channel(),
                step.dueOn(),
                new Money(step.amount(), step.currency()),
                step.items().stream()
                        .map(item -> new Document(item.number(), new Money(item.amount(), step.currency())))
                        .toList(),
                step.status(),
                step.reason(),
                step.decidedBy(),
                step.decidedAt(),
                step.claimed() == null ? null : new Money(step.claimed(), step.currency()),
                step.claimSettledOn(),
                step.open());
    }

    @Schema(name = "DunningState", description = "Where the dunning of an account's overdue invoices stands.")
    record State(
            UUID accountId,

            @Schema(description = "The day whose end is shown.")
            LocalDate asOf,

            @Schema(description = "What was recorded by then counts.")
            Instant knownAt,

            @Schema(description = "The policy that counts now: a tier or a class.", examples = "KEY")
            String policy,

            List<Invoice> invoices) {}

    @Schema(name = "DunningStateOfInvoice")
    record Invoice(
            @Schema(examples = "INV-1001") String number,
            long daysPastDue,
            Money overdue,

            @Schema(description = "What of it may be dunned.")
            Money dunnable,

            @Schema(description = "What keeps it, or a part of it, from being dunned.")
            List<DunningRules.Suppression> suppressedBy,

            @Schema(description = "The step it waits in; absent: none.")
            UUID pendingStepId,

            @Schema(description = "Highest level that was completed or skipped; 0: none.")
            int passedLevel,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(description = "Null after the last level.")
            Integer nextLevel,

            @JsonInclude(JsonInclude.Include.ALWAYS) DunningChannel nextChannel,

            @Schema(description = "The next level is due on the day.")
            boolean due) {}

    @Schema(name = "DunningPolicyOfGroup", description = "When accounts of a tier or class are reminded how.")
    record Policy(
            @Schema(examples = "KEY") String accountGroup, List<DunningPolicy.Level> levels, int minimumGapDays) {}
}
