package org.kamsuite.account.overview;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.account.overview.PublishedParts.Published;
import org.kamsuite.account.registry.Account;
import org.kamsuite.account.registry.AccountView;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.Money;
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
        @Schema(description = "From receivables-service.") OverviewReceivables receivables,

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

    @Schema(name = "OverviewMissing")
    record Missing(
            @Schema(required = true, examples = "score") String part,
            @Schema(required = true) String reason) {}

    static OverviewView of(Account account, Map<Part, List<Published>> parts, LocalDate today) {
        List<Part> expected = Part.expected();
        List<Missing> missing = expected.stream()
                .filter(part -> !parts.containsKey(part))
                .map(part ->
                        new Missing(part.field(), part.service() + " has published nothing about this account (yet)"))
                .toList();
        return new OverviewView(
                account.accountId(),
                AccountView.of(account),
                latest(parts, Part.SCORE, AccountScored.class, OverviewView::score),
                latest(parts, Part.RELATIONSHIP, CoverageChanged.class, OverviewView::relationship),
                latest(parts, Part.SERVICE_LEVEL, ServiceLevelChanged.class, OverviewView::serviceLevel),
                latest(
                        parts,
                        Part.RECEIVABLES,
                        ReceivablesPositionChanged.class,
                        (told, published) -> OverviewReceivables.of(told, published, parts, today)),
                missing,
                BigDecimal.valueOf(expected.size() - missing.size())
                        .divide(BigDecimal.valueOf(expected.size()), MathContext.DECIMAL64));
    }

    /// Null when nothing of the part was published, or the last event says that it is over.
    static <E extends DomainEvent, V> V latest(
            Map<Part, List<Published>> parts, Part part, Class<E> type, BiFunction<E, Published, V> view) {
        List<Published> published = parts.getOrDefault(part, List.of());
        return published.isEmpty() || !type.isInstance(published.getFirst().event())
                ? null
                : view.apply(type.cast(published.getFirst().event()), published.getFirst());
    }

    private static Score score(AccountScored told, Published published) {
        return new Score(
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

    private static Relationship relationship(CoverageChanged told, Published published) {
        return new Relationship(
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

    private static ServiceLevel serviceLevel(ServiceLevelChanged told, Published published) {
        return new ServiceLevel(
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
}
