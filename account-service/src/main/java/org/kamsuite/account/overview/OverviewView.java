package org.kamsuite.account.overview;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.account.registry.Account;
import org.kamsuite.account.registry.AccountView;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.receivables.CurrencyPosition;
import org.kamsuite.contracts.receivables.ReceivablesPositionChanged;
import org.kamsuite.contracts.relationship.CoverageChanged;
import org.kamsuite.contracts.scoring.AccountScored;
import org.kamsuite.contracts.scoring.ScoreClass;
import org.kamsuite.contracts.servicelevel.ServiceLevelChanged;

/// An account at a glance, on the wire.
@Schema(
        name = "AccountOverview",
        description = "The account with the latest figures that the other services published about it.")
record OverviewView(
        @Schema(required = true) UUID accountId,
        @Schema(required = true) AccountView account,
        @Schema(description = "From scoring-service.") Score score,
        @Schema(description = "From relationship-service.") Relationship relationship,
        @Schema(description = "From service-monitor.") ServiceLevel serviceLevel,
        @Schema(description = "From receivables-service.") Receivables receivables,

        @Schema(required = true, description = "The parts of which nothing is known, with the reason.")
        List<Missing> missing,

        @Schema(required = true, description = "Share of the four parts that are there, 0 to 1.", examples = "0.75")
        BigDecimal coverage) {

    @Schema(name = "OverviewScore")
    record Score(
            @Schema(required = true, description = "Day of the figures.")
            LocalDate asOf,

            @Schema(required = true, description = "When they were published.")
            Instant publishedAt,

            @Schema(required = true, description = "When they arrived here.")
            Instant receivedAt,

            @Schema(required = true, description = "Name and version of the model.")
            String model,

            @Schema(required = true, description = "In the unit of the model; higher is better.")
            BigDecimal score,

            @Schema(name = "class", required = true) @JsonProperty("class")
            ScoreClass scoreClass,

            @Schema(required = true, description = "Among `ranked` accounts; 1 is best.")
            int rank,

            @Schema(required = true) int ranked,

            @Schema(required = true, description = "Share of the model's weight with input, 0 to 1.")
            BigDecimal coverage,

            @Schema(required = true, description = "Last twelve months without tax, one per currency.")
            List<Money> trailingRevenue,

            @Schema(required = true, description = "Why, the most important first.")
            List<String> reasons) {}

    @Schema(name = "OverviewRelationship")
    record Relationship(
            @Schema(required = true, description = "Day of the figures.")
            LocalDate asOf,

            @Schema(required = true, description = "When they were published.")
            Instant publishedAt,

            @Schema(required = true, description = "When they arrived here.")
            Instant receivedAt,

            @Schema(required = true, description = "Members of its decision units.")
            int members,

            @Schema(required = true) int coveredMembers,

            @Schema(description = "Weighted share of covered members, 0 to 1.")
            BigDecimal coverage,

            @Schema(required = true, description = "Relationships that hold, each by another pair of people.")
            int threads,

            @Schema(required = true, description = "Whether everything hangs on one contact.")
            boolean singleThreaded,

            @Schema(description = "Share of the roles that are filled, 0 to 1.")
            BigDecimal completeness,

            Instant lastInteractionAt) {}

    @Schema(name = "OverviewServiceLevel")
    record ServiceLevel(
            @Schema(required = true, description = "Day of the figures: the last one of the period.")
            LocalDate asOf,

            @Schema(required = true, description = "When they were published.")
            Instant publishedAt,

            @Schema(required = true, description = "When they arrived here.")
            Instant receivedAt,

            @Schema(required = true, description = "First day of the period.")
            LocalDate from,

            @Schema(required = true, description = "Last day of the period.")
            LocalDate to,

            @Schema(required = true) int orders,

            @Schema(required = true, description = "Order lines due in the period.")
            int dueLines,

            @Schema(description = "Share of due lines on time, 0 to 1; absent without due lines.")
            BigDecimal onTimeRate,

            @Schema(description = "Share of due lines in full, 0 to 1.")
            BigDecimal inFullRate,

            @Schema(description = "Share of due lines on time and in full, 0 to 1.")
            BigDecimal otifRate,

            @Schema(required = true, description = "Order lines past their date and not delivered.")
            int overdueLines,

            @Schema(required = true, description = "Inquiries opened in the period.")
            int inquiries,

            @Schema(description = "Median minutes to the first visible answer.")
            BigDecimal firstResponseMinutesP50,

            @Schema(description = "Median minutes to the resolution.")
            BigDecimal resolutionMinutesP50) {}

    @Schema(name = "OverviewReceivables")
    record Receivables(
            @Schema(required = true, description = "Day of the figures.")
            LocalDate asOf,

            @Schema(required = true, description = "When they were published.")
            Instant publishedAt,

            @Schema(required = true, description = "When they arrived here.")
            Instant receivedAt,

            @Schema(required = true, description = "One per currency; none: nothing owed.")
            List<Position> positions) {}

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

    @Schema(name = "OverviewMissing")
    record Missing(
            @Schema(required = true, examples = "score") String part,
            @Schema(required = true) String reason) {}

    static OverviewView of(Account account, Map<Part, PublishedParts.Published> parts) {
        List<Missing> missing = Arrays.stream(Part.values())
                .filter(part -> !parts.containsKey(part))
                .map(part ->
                        new Missing(part.field(), part.service() + " has published nothing about this account (yet)"))
                .toList();
        return new OverviewView(
                account.accountId(),
                AccountView.of(account),
                score(parts.get(Part.SCORE)),
                relationship(parts.get(Part.RELATIONSHIP)),
                serviceLevel(parts.get(Part.SERVICE_LEVEL)),
                receivables(parts.get(Part.RECEIVABLES)),
                missing,
                BigDecimal.valueOf(parts.size())
                        .divide(BigDecimal.valueOf(Part.values().length), MathContext.DECIMAL64));
    }

    private static Score score(PublishedParts.Published published) {
        return published == null || !(published.event() instanceof AccountScored told)
                ? null
                : new Score(
                        told.asOf(),
                        published.publishedAt(),
                        published.receivedAt(),
                        told.model(),
                        told.score(),
                        told.scoreClass(),
                        told.rank(),
                        told.ranked(),
                        told.coverage(),
                        told.trailingRevenue(),
                        told.reasons());
    }

    private static Relationship relationship(PublishedParts.Published published) {
        return published == null || !(published.event() instanceof CoverageChanged told)
                ? null
                : new Relationship(
                        told.asOf(),
                        published.publishedAt(),
                        published.receivedAt(),
                        told.members(),
                        told.coveredMembers(),
                        told.coverage(),
                        told.threads(),
                        told.singleThreaded(),
                        told.completeness(),
                        told.lastInteractionAt());
    }

    private static ServiceLevel serviceLevel(PublishedParts.Published published) {
        return published == null || !(published.event() instanceof ServiceLevelChanged told)
                ? null
                : new ServiceLevel(
                        told.to(),
                        published.publishedAt(),
                        published.receivedAt(),
                        told.from(),
                        told.to(),
                        told.orders(),
                        told.dueLines(),
                        told.onTimeRate(),
                        told.inFullRate(),
                        told.otifRate(),
                        told.overdueLines(),
                        told.inquiries(),
                        told.firstResponseMinutesP50(),
                        told.resolutionMinutesP50());
    }

    private static Receivables receivables(PublishedParts.Published published) {
        return published == null || !(published.event() instanceof ReceivablesPositionChanged told)
                ? null
                : new Receivables(
                        told.asOf(),
                        published.publishedAt(),
                        published.receivedAt(),
                        told.positions().stream().map(Position::of).toList());
    }
}
