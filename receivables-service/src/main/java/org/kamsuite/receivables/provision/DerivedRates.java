package org.kamsuite.receivables.provision;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;

@Schema(
        name = "DerivedLossRates",
        description = "Loss rates by what became of the invoices of a window. A proposal: state them as a matrix to use"
                + " them, with a forward factor for what history does not show.")
record DerivedRates(
        String segment,
        SegmentBy segmentBy,
        LocalDate from,
        LocalDate to,

        @Schema(description = "What is not settled so many days after its due date counts as never paid.")
        int unpaidAfterDays,

        @Schema(description = "Instalments whose term of unpaidAfterDays ends by this day are in the cohorts.")
        LocalDate observedTo,

        Instant knownAt,

        @Schema(description = "One for each currency.") List<Cohort> cohorts,

        String method,

        @Schema(description = "Why there is no cohort; absent otherwise.")
        String reason) {

    private static final String METHOD =
            "Cohort: the instalments issued from `from` to `to` whose unpaidAfterDays after the due date have passed."
                    + " sales = their payable amounts; paid per bucket = payments, discounts and credit notes by the days"
                    + " past due on which they counted; neverPaid = sales - all paid within unpaidAfterDays, whether"
                    + " written off or still open; lossRate = neverPaid / what reached the bucket, DECIMAL64.";

    static DerivedRates of(
            String segment,
            SegmentBy segmentBy,
            LocalDate from,
            LocalDate to,
            int unpaidAfterDays,
            LocalDate observedTo,
            Instant knownAt,
            List<Cohort> cohorts) {
        return new DerivedRates(
                segment,
                segmentBy,
                from,
                to,
                unpaidAfterDays,
                observedTo,
                knownAt,
                cohorts,
                METHOD,
                cohorts.isEmpty() ? "No invoice of this segment was issued in the window." : null);
    }

    @Schema(name = "LossCohort", description = "Instalments in one currency and what became of them.")
    record Cohort(
            String currency,

            @Schema(description = "Instalments in the cohort.", examples = "1200")
            long instalments,

            Money sales,
            Money paidOnTime,

            @Schema(description = "Paid in each bucket past due.")
            List<Money> laterPaid,

            @Schema(description = "sales - paidOnTime - laterPaid.")
            Money neverPaid,

            @Schema(description = "The part of neverPaid that is written off by now.")
            Money writtenOff,

            @Schema(description = "Instalments of the window that are too young for the cohort.")
            long tooYoung,

            Money tooYoungAmount,

            @Schema(description = "Loss rates by bucket, as a matrix takes them.")
            List<Rate> buckets,

            @Schema(description = "Why rates are null; empty otherwise.")
            List<String> reasons) {

        /// @param paid on time, then in each later bucket
        static Cohort of(
                String currency,
                long instalments,
                BigDecimal sales,
                List<BigDecimal> paid,
                BigDecimal writtenOff,
                long tooYoung,
                BigDecimal tooYoungAmount,
                List<String> names,
                List<Integer> starts) {
            BigDecimal unpaid = paid.stream().reduce(sales, BigDecimal::subtract);
            List<BigDecimal> later = paid.subList(1, paid.size());
            LossRates rates = LossRates.of(sales, paid.getFirst(), later, unpaid, paid.size());
            List<Rate> buckets = new ArrayList<>();
            List<String> reasons = new ArrayList<>();
            for (int i = 0; i < paid.size(); i++) {
                BigDecimal rate = rates.rate(i);
                if (rate == null) {
                    reasons.add("Nothing reached the bucket " + names.get(i) + ": no rate follows for it.");
                }
                buckets.add(new Rate(
                        names.get(i),
                        i == 0 ? null : starts.get(i - 1),
                        new Money(rates.reached().get(i), currency),
                        rate == null ? null : Rules.plain(rate.round(MathContext.DECIMAL64))));
            }
            return new Cohort(
                    currency,
                    instalments,
                    new Money(sales, currency),
                    new Money(paid.getFirst(), currency),
                    later.stream().map(amount -> new Money(amount, currency)).toList(),
                    new Money(unpaid, currency),
                    new Money(writtenOff, currency),
                    tooYoung,
                    new Money(tooYoungAmount, currency),
                    buckets,
                    reasons);
        }
    }

    @Schema(name = "DerivedLossRate", description = "A bucket of a cohort.")
    record Rate(
            String name,

            @Schema(description = "First day past due; absent in the first bucket.")
            Integer fromDays,

            @Schema(description = "What was not settled before it.")
            Money reached,

            @JsonInclude(JsonInclude.Include.ALWAYS)
            @Schema(description = "neverPaid / reached; null when nothing reached it.", examples = "0.0375")
            BigDecimal lossRate) {}
}
