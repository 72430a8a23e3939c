package org.kamsuite.account.overview;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.account.overview.PublishedParts.Published;
import org.kamsuite.contracts.receivables.TermsChanged;

/// Terms of payment that were granted to the account, as receivables-service published them. They count from their day
/// on, until others do; of those that count from the same day the ones that were granted last.
@Schema(name = "OverviewPaymentTerms")
record AgreedTerms(
        @Schema(required = true, description = "Days after the invoice date.", examples = "45")
        int netDays,

        @Schema(description = "Percent of the payable amount; together with `discountDays` or absent.", examples = "2")
        BigDecimal discountPercent,

        @Schema(description = "Days after the invoice date within which the discount may be taken.", examples = "10")
        Integer discountDays,

        @Schema(required = true, description = "Day from which they count.")
        LocalDate validFrom,

        @Schema(required = true, description = "The request that was approved.")
        UUID requestId,

        @Schema(required = true, description = "When they were published.")
        Instant publishedAt) {

    /// Those that count at some time, by the day from which they do.
    static TreeMap<LocalDate, AgreedTerms> byDay(Collection<Published> published) {
        TreeMap<LocalDate, AgreedTerms> byDay = new TreeMap<>();
        published.stream()
                .map(AgreedTerms::of)
                .sorted(Comparator.comparing(AgreedTerms::publishedAt))
                .forEach(terms -> byDay.put(terms.validFrom(), terms));
        return byDay;
    }

    /// What counts on that day; null when nothing was granted until then.
    static AgreedTerms on(LocalDate day, TreeMap<LocalDate, AgreedTerms> byDay) {
        var last = byDay.floorEntry(day);
        return last == null ? null : last.getValue();
    }

    /// What counts later, the next first.
    static List<AgreedTerms> after(LocalDate day, TreeMap<LocalDate, AgreedTerms> byDay) {
        return List.copyOf(byDay.tailMap(day, false).values());
    }

    private static AgreedTerms of(Published published) {
        TermsChanged told = (TermsChanged) published.event();
        return new AgreedTerms(
                told.netDays(),
                told.discountPercent(),
                told.discountDays(),
                told.validFrom(),
                told.requestId(),
                published.publishedAt());
    }
}
