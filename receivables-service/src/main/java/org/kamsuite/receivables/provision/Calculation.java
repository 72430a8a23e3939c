package org.kamsuite.receivables.provision;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Check;
import org.kamsuite.receivables.calculation.Decimal;

@Schema(
        name = "ProvisionCalculationRequest",
        description = "Either buckets with their loss rates, or a cohort from which the rates follow with the ageing to"
                + " which they apply. Amounts are of one currency.")
record Calculation(
        @Schema(description = "Gross amounts and loss rates; 1 to 100.")
        List<Bucket> buckets,

        @Schema(description = "What became of earlier sales; together with ageing.")
        Cohort cohort,

        @Schema(
                description = "Gross amounts to provide for: current, then each later bucket. One more than"
                        + " cohort.laterPaid, or two more: then nobody pays in the last one.")
        @JsonDeserialize(contentUsing = Decimal.Reader.class)
        List<BigDecimal> ageing,

        @Schema(
                description = "Scales the loss rates for what history does not show; 0 to 100, default 1. A scaled rate"
                        + " is at most 1.",
                examples = "1.1")
        BigDecimal forwardFactor) {

    static final int MOST = 100;

    @Schema(name = "ProvisionBucket", description = "What is outstanding in a bucket of age.")
    record Bucket(
            @Schema(description = "1 to 200 characters; absent: numbered.", examples = "1-30")
            String name,

            @Schema(description = "Outstanding amount, 0 or more.", examples = "7500000") @Decimal
            BigDecimal gross,

            @Schema(description = "Share that is never paid, 0 to 1.", examples = "0.016")
            BigDecimal lossRate) {}

    @Schema(name = "SalesCohort", description = "Sales of a period and what became of them.")
    record Cohort(
            @Schema(description = "= paidOnTime + laterPaid + neverPaid.", examples = "10000") @Decimal
            BigDecimal sales,

            @Schema(description = "Paid while not past due.", examples = "2000") @Decimal
            BigDecimal paidOnTime,

            @Schema(description = "Paid in each bucket past due, earliest first.", examples = "[3500, 3000, 1200]")
            @JsonDeserialize(contentUsing = Decimal.Reader.class)
            List<BigDecimal> laterPaid,

            @Schema(description = "Never paid.", examples = "300") @Decimal
            BigDecimal neverPaid) {}

    BigDecimal factor() {
        return forwardFactor == null ? BigDecimal.ONE : forwardFactor;
    }

    /// @throws org.kamsuite.platform.rest.Problem 422 that names the first thing that is wrong
    void check() {
        Rules.holding(() -> {
            Check.total("forwardFactor", factor());
            Check.between("forwardFactor", factor(), BigDecimal.ZERO, BigDecimal.valueOf(100));
        });
        if ((buckets == null) == (cohort == null)) {
            throw Rules.breach("buckets", "give either buckets, or cohort with ageing");
        }
        if (buckets != null) {
            checkBuckets();
        } else {
            checkCohort();
        }
    }

    private void checkBuckets() {
        if (ageing != null) {
            throw Rules.breach("ageing", "belongs to a cohort; buckets have their gross amounts");
        }
        size("buckets", buckets, 1);
        for (int i = 0; i < buckets.size(); i++) {
            Bucket bucket = buckets.get(i);
            String at = "buckets[" + i + "]";
            if (bucket == null) {
                throw Rules.breach(at, "is missing");
            }
            Rules.holding(() -> {
                Check.optionalName(at + ".name", bucket.name());
                Check.rate(at + ".lossRate", bucket.lossRate());
            });
            amount(at + ".gross", bucket.gross());
        }
    }

    private void checkCohort() {
        List<BigDecimal> later = cohort.laterPaid() == null ? List.of() : cohort.laterPaid();
        size("cohort.laterPaid", later, 0);
        amount("cohort.sales", cohort.sales());
        amount("cohort.paidOnTime", cohort.paidOnTime());
        amount("cohort.neverPaid", cohort.neverPaid());
        BigDecimal parts = cohort.paidOnTime().add(cohort.neverPaid());
        for (int i = 0; i < later.size(); i++) {
            amount("cohort.laterPaid[" + i + "]", later.get(i));
            parts = parts.add(later.get(i));
        }
        if (parts.compareTo(cohort.sales()) != 0) {
            throw Rules.breach(
                    "cohort.sales",
                    "is " + Rules.plain(cohort.sales()).toPlainString()
                            + ", but paidOnTime, laterPaid and neverPaid add" + " up to "
                            + Rules.plain(parts).toPlainString());
        }
        if (cohort.sales().signum() == 0) {
            throw Rules.breach("cohort.sales", "is 0: no rate follows from it");
        }
        if (ageing == null) {
            throw Rules.breach("ageing", "is missing: the amounts that the rates apply to");
        }
        if (ageing.size() != later.size() + 1 && ageing.size() != later.size() + 2) {
            throw Rules.breach(
                    "ageing",
                    "must have %d or %d amounts (current, then one for each of laterPaid, and perhaps one nobody pays"
                                    .formatted(later.size() + 1, later.size() + 2)
                            + " in), but has " + ageing.size());
        }
        for (int i = 0; i < ageing.size(); i++) {
            amount("ageing[" + i + "]", ageing.get(i));
        }
    }

    private static void size(String field, List<?> list, int fewest) {
        if (list.size() < fewest || list.size() > MOST) {
            throw Rules.breach(field, "must have " + fewest + " to " + MOST + " elements, but has " + list.size());
        }
    }

    private static void amount(String field, BigDecimal value) {
        Rules.holding(() -> {
            Check.total(field, value);
            Check.notNegative(field, value);
        });
    }

    CalculationView result() {
        return buckets != null ? ofBuckets() : ofCohort();
    }

    private CalculationView ofBuckets() {
        return CalculationView.of(
                this,
                "allowance = gross × min(1, lossRate × forwardFactor); total = sum of the allowances; nothing is rounded",
                IntStream.range(0, buckets.size())
                        .mapToObj(i -> {
                            Bucket bucket = buckets.get(i);
                            BigDecimal applied =
                                    bucket.lossRate().multiply(factor()).min(BigDecimal.ONE);
                            return new CalculationView.Line(
                                    bucket.name() == null ? String.valueOf(i + 1) : bucket.name(),
                                    bucket.gross(),
                                    null,
                                    bucket.lossRate(),
                                    applied,
                                    bucket.gross().multiply(applied));
                        })
                        .toList());
    }

    private CalculationView ofCohort() {
        LossRates rates = LossRates.of(
                cohort.sales(),
                cohort.paidOnTime(),
                cohort.laterPaid() == null ? List.of() : cohort.laterPaid(),
                cohort.neverPaid(),
                ageing.size());
        return CalculationView.of(
                this,
                "rate = neverPaid / amount of the cohort that reached the bucket (all sales; less what was paid on time;"
                        + " less what was paid in each bucket before); allowance = ageing × min(1, rate × forwardFactor),"
                        + " with 34 digits and no rounding in between",
                IntStream.range(0, ageing.size()).mapToObj(i -> line(rates, i)).toList());
    }

    private CalculationView.Line line(LossRates rates, int i) {
        BigDecimal gross = ageing.get(i);
        BigDecimal applied = rates.times(i, factor());
        boolean capped = applied != null && applied.compareTo(BigDecimal.ONE) > 0;
        BigDecimal allowance =
                gross.signum() == 0 ? BigDecimal.ZERO : capped ? gross : rates.times(i, factor().multiply(gross));
        return new CalculationView.Line(
                i == 0 ? "current" : "past due " + i,
                gross,
                rates.reached().get(i),
                rates.rate(i),
                capped ? BigDecimal.ONE : applied,
                allowance);
    }
}
