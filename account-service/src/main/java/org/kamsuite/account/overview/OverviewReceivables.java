package org.kamsuite.account.overview;

import static org.kamsuite.account.overview.OverviewView.latest;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.account.overview.PublishedParts.Published;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.receivables.CreditExposureChanged;
import org.kamsuite.contracts.receivables.CreditState;
import org.kamsuite.contracts.receivables.CurrencyPosition;
import org.kamsuite.contracts.receivables.DriftMethod;
import org.kamsuite.contracts.receivables.DunningChannel;
import org.kamsuite.contracts.receivables.DunningStepDue;
import org.kamsuite.contracts.receivables.EarlyWarningRaised;
import org.kamsuite.contracts.receivables.PaymentBehaviourChanged;
import org.kamsuite.contracts.receivables.PaymentDriftDetected;
import org.kamsuite.contracts.receivables.ProvisionChanged;
import org.kamsuite.contracts.receivables.ProvisionMethod;
import org.kamsuite.contracts.receivables.ReceivablesPositionChanged;

/// What an account owes, how it pays and what is at risk, as receivables-service published it.
@Schema(name = "OverviewReceivables")
record OverviewReceivables(
        @Schema(required = true, description = "Day of the positions.")
        LocalDate asOf,

        @Schema(required = true, description = "When they were published.")
        Instant publishedAt,

        @Schema(required = true, description = "When they arrived here.")
        Instant receivedAt,

        @Schema(required = true, description = "One per currency; none: nothing owed.")
        List<Position> positions,

        @Schema(description = "Absent until published.") Credit credit,

        @Schema(description = "Absent until published.") PaymentBehaviour paymentBehaviour,

        @Schema(description = "The shift to later payment that is not over; absent when there is none.")
        Drift drift,

        @Schema(
                required = true,
                description = "The latest early warning of each rule that is not older than 90 days, the latest first.")
        List<Warning> warnings,

        @Schema(description = "Absent until published.") Provision provision,

        @Schema(required = true, description = "Disputes that were opened and are not settled.", examples = "1")
        int openDisputes,

        @Schema(
                description = "The last dunning step; absent when there was none, or nothing is overdue in its currency"
                        + " by a later position.")
        Dunning dunning,

        @Schema(
                description = "The terms that were granted to the account and count today; absent when none were: the"
                        + " terms of each document count.")
        AgreedTerms paymentTerms,

        @Schema(required = true, description = "Granted terms that count from a later day, the next first.")
        List<AgreedTerms> laterPaymentTerms) {

    /// How long an early warning is shown: nothing tells that it is over.
    private static final int WARNING_DAYS = 90;

    @Schema(name = "OverviewPosition")
    record Position(
            @Schema(required = true, examples = "EUR") String currency,

            @Schema(required = true, description = "Open amount less unapplied payments and credits.")
            Money balance,

            @Schema(required = true) int openInvoices,
            @Schema(required = true) Money openAmount,
            @Schema(required = true) Money overdueAmount,
            @Schema(required = true) Money disputedAmount,
            @Schema(required = true) Money unapplied,

            @Schema(required = true, description = "Days since the earliest due date that has passed; 0 if none.")
            int oldestDaysPastDue) {

        private static Position of(CurrencyPosition told) {
            return new Position(
                    told.currency(),
                    new Money(told.balance(), told.currency()),
                    told.openInvoices(),
                    new Money(told.openAmount(), told.currency()),
                    new Money(told.overdueAmount(), told.currency()),
                    new Money(told.disputedAmount(), told.currency()),
                    new Money(told.unapplied(), told.currency()),
                    told.oldestDaysPastDue());
        }
    }

    @Schema(name = "OverviewCredit")
    record Credit(
            @Schema(required = true, description = "Day of the figures.")
            LocalDate asOf,

            @Schema(required = true, description = "When they were published.")
            Instant publishedAt,

            @Schema(required = true, description = "Where the account stands against the limit that binds.")
            CreditState state,

            @Schema(required = true, description = "Open items, unbilled deliveries and open orders.")
            Money exposure,

            @Schema(description = "The limit that binds; absent without one.")
            Money limit,

            @Schema(
                    description = "Exposure / limit of the account whose limit binds; absent without a limit.",
                    examples = "0.85")
            BigDecimal utilisation,

            @Schema(description = "The account whose limit binds: itself or a parent.")
            UUID bindingAccountId) {

        private static Credit of(CreditExposureChanged told, Published published) {
            return new Credit(
                    told.asOf(),
                    published.publishedAt(),
                    told.state(),
                    told.exposure(),
                    told.limit(),
                    told.utilisation(),
                    told.bindingAccountId());
        }
    }

    @Schema(name = "OverviewPaymentBehaviour")
    record PaymentBehaviour(
            @Schema(required = true, description = "Day of the figures.")
            LocalDate asOf,

            @Schema(required = true, description = "When they were published.")
            Instant publishedAt,

            @Schema(required = true, description = "Invoices the figures rest on.", examples = "48")
            int invoices,

            @Schema(description = "Payment index 0 to 100, higher is better.", examples = "71.4")
            BigDecimal index,

            @Schema(
                    description = "Days paid after the due date, weighted by amount; negative: before it.",
                    examples = "8.25")
            BigDecimal averageDaysBeyondTerms,

            @Schema(description = "Share of the invoices paid late, 0 to 1.", examples = "0.375")
            BigDecimal paidLateRatio,

            @Schema(required = true, description = "Whether payments have shifted and not yet come back.")
            boolean drifting) {

        private static PaymentBehaviour of(PaymentBehaviourChanged told, Published published) {
            return new PaymentBehaviour(
                    told.asOf(),
                    published.publishedAt(),
                    told.invoices(),
                    told.index(),
                    told.averageDaysBeyondTerms(),
                    told.paidLateRatio(),
                    told.drifting());
        }
    }

    @Schema(name = "OverviewPaymentDrift")
    record Drift(
            @Schema(required = true) LocalDate detectedOn,

            @Schema(required = true, description = "When it was published.")
            Instant publishedAt,

            @Schema(required = true, description = "The control chart that found it.")
            DriftMethod method,

            @Schema(required = true, description = "Usual days beyond terms before it.", examples = "2.5")
            BigDecimal baselineDays,

            @Schema(required = true, description = "Days beyond terms when it was detected.", examples = "11.75")
            BigDecimal currentDays,

            @Schema(description = "Estimated day of the shift.")
            LocalDate shiftStartedOn,

            @Schema(required = true, description = "Why, the most important first.")
            List<String> reasons) {

        private static Drift of(PaymentDriftDetected told, Published published) {
            return new Drift(
                    told.detectedOn(),
                    published.publishedAt(),
                    told.method(),
                    told.baselineDays(),
                    told.currentDays(),
                    told.shiftStartedOn(),
                    told.reasons());
        }
    }

    @Schema(name = "OverviewEarlyWarning")
    record Warning(
            @Schema(required = true, description = "Code of the rule.")
            String rule,

            @Schema(required = true) LocalDate raisedOn,

            @Schema(required = true, description = "When it was published.")
            Instant publishedAt,

            @Schema(required = true, description = "What was seen, with the figures.")
            String detail,

            @Schema(required = true, description = "The documents it rests on.")
            List<String> documents) {}

    @Schema(name = "OverviewProvision")
    record Provision(
            @Schema(required = true, description = "Day of the figures.")
            LocalDate asOf,

            @Schema(required = true, description = "When they were published.")
            Instant publishedAt,

            @Schema(required = true, description = "The provision run that found it.")
            UUID runId,

            @Schema(required = true, description = "Open amount the allowance is for.")
            Money gross,

            @Schema(required = true, description = "Expected loss.")
            Money allowance,

            @Schema(required = true) ProvisionMethod method) {

        private static Provision of(ProvisionChanged told, Published published) {
            return new Provision(
                    told.asOf(), published.publishedAt(), told.runId(), told.gross(), told.allowance(), told.method());
        }
    }

    @Schema(name = "OverviewDunning")
    record Dunning(
            @Schema(required = true, description = "Higher is sharper.", examples = "2")
            int level,

            @Schema(required = true) DunningChannel channel,

            @Schema(required = true, description = "Overdue amount that is dunned.")
            Money amount,

            @Schema(required = true, description = "The invoices that are dunned.")
            List<String> documents,

            @Schema(required = true, description = "Day on which the step is due.")
            LocalDate dueOn,

            @Schema(required = true, description = "When it was published.")
            Instant publishedAt) {

        private static Dunning of(DunningStepDue told, Published published) {
            return new Dunning(
                    told.level(),
                    told.channel(),
                    told.amount(),
                    told.documents(),
                    told.dueOn(),
                    published.publishedAt());
        }
    }

    static OverviewReceivables of(
            ReceivablesPositionChanged told, Published published, Map<Part, List<Published>> parts, LocalDate today) {
        var terms = AgreedTerms.byDay(parts.getOrDefault(Part.TERMS, List.of()));
        return new OverviewReceivables(
                told.asOf(),
                published.publishedAt(),
                published.receivedAt(),
                told.positions().stream().map(Position::of).toList(),
                latest(parts, Part.CREDIT, CreditExposureChanged.class, Credit::of),
                latest(parts, Part.PAYMENT_BEHAVIOUR, PaymentBehaviourChanged.class, PaymentBehaviour::of),
                latest(parts, Part.DRIFT, PaymentDriftDetected.class, Drift::of),
                warnings(parts.getOrDefault(Part.WARNING, List.of()), today.minusDays(WARNING_DAYS)),
                latest(parts, Part.PROVISION, ProvisionChanged.class, Provision::of),
                parts.getOrDefault(Part.DISPUTE, List.of()).size(),
                latest(
                        parts,
                        Part.DUNNING,
                        DunningStepDue.class,
                        (step, when) -> isOver(step, when, told, published) ? null : Dunning.of(step, when)),
                AgreedTerms.on(today, terms),
                AgreedTerms.after(today, terms));
    }

    private static List<Warning> warnings(List<Published> published, LocalDate notBefore) {
        return published.stream()
                .filter(each -> each.event() instanceof EarlyWarningRaised told
                        && !told.raisedOn().isBefore(notBefore))
                .map(each -> {
                    EarlyWarningRaised told = (EarlyWarningRaised) each.event();
                    return new Warning(
                            told.rule(), told.raisedOn(), each.publishedAt(), told.detail(), told.documents());
                })
                .toList();
    }

    private static boolean isOver(
            DunningStepDue step, Published stepPublished, ReceivablesPositionChanged told, Published published) {
        return published.publishedAt().isAfter(stepPublished.publishedAt())
                && told.positions().stream()
                        .filter(position ->
                                position.currency().equals(step.amount().currency()))
                        .allMatch(position -> position.overdueAmount().signum() <= 0);
    }
}
