package org.kamsuite.receivables.provision;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Check;

@Schema(name = "ProvisionMatrix", description = "A version of a segment's loss rates.")
record Matrix(
        @Schema(examples = "DEFAULT") String segment,

        @Schema(description = "Counts the changes; of the versions valid on a day the latest counts.", examples = "1")
        int version,

        @Schema(description = "First day for which it counts.")
        LocalDate validFrom,

        @Schema(description = "Scales the loss rates, at most to 1.", examples = "1.1")
        BigDecimal forwardFactor,

        @Schema(description = "Why the factor is not 1; absent otherwise.")
        String forwardReason,

        List<Bucket> buckets,

        @Schema(description = "Where the rates come from.") String reason,

        String recordedBy,
        Instant recordedAt) {

    @Schema(name = "ProvisionMatrixBucket", description = "A range of days past due with its loss rate.")
    record Bucket(
            @Schema(description = "1 to 64 characters, unique.", examples = "1-30")
            String name,

            @Schema(
                    description =
                            "First day past due of the bucket, 1 to 3650, ascending; absent only in the first one,"
                                    + " which holds everything before the second.",
                    examples = "1")
            Integer fromDays,

            @Schema(description = "Share that is never paid, 0 to 1.", examples = "0.016")
            BigDecimal lossRate) {}

    @Schema(name = "ProvisionMatrixRequest", description = "Loss rates of a segment from a day on.")
    record Request(
            @Schema(description = "First day for which it counts.", examples = "2026-01-01")
            LocalDate validFrom,

            @Schema(description = "Greater than 0, at most 100; default 1.", examples = "1.1")
            BigDecimal forwardFactor,

            @Schema(
                    description = "Needed when the factor is not 1.",
                    examples = "Insolvencies up 10 % (forecast of March)")
            String forwardReason,

            @Schema(description = "1 to 20 buckets.") List<Bucket> buckets,

            @Schema(description = "Where the rates come from.", examples = "Derived from invoices of 2023-2024")
            String reason) {

        BigDecimal factor() {
            return forwardFactor == null ? BigDecimal.ONE : forwardFactor;
        }

        void check() {
            Rules.holding(() -> {
                Check.date("validFrom", validFrom);
                Check.amount("forwardFactor", factor());
                Check.positive("forwardFactor", factor());
                Check.between("forwardFactor", factor(), BigDecimal.ZERO, BigDecimal.valueOf(100));
                Check.optionalText("forwardReason", forwardReason);
                Check.text("reason", reason);
                Check.required("buckets", buckets);
            });
            if (factor().compareTo(BigDecimal.ONE) != 0 && forwardReason == null) {
                throw Rules.breach("forwardReason", "is needed when the forward factor is not 1");
            }
            if (buckets.isEmpty() || buckets.size() > 20) {
                throw Rules.breach("buckets", "must be 1 to 20, but are " + buckets.size());
            }
            Set<String> names = new HashSet<>();
            for (int i = 0; i < buckets.size(); i++) {
                checkBucket(i, names);
            }
        }

        private void checkBucket(int i, Set<String> names) {
            Bucket bucket = buckets.get(i);
            String at = "buckets[" + i + "]";
            Rules.holding(() -> {
                Check.required(at, bucket);
                Check.code(at + ".name", bucket.name());
                Check.rate(at + ".lossRate", bucket.lossRate());
            });
            if (!names.add(bucket.name())) {
                throw Rules.breach(at + ".name", "is there twice");
            }
            if (i == 0) {
                if (bucket.fromDays() != null) {
                    throw Rules.breach(
                            at + ".fromDays", "must be absent in the first bucket, which has no lower bound");
                }
                return;
            }
            Integer before = buckets.get(i - 1).fromDays();
            int least = before == null ? 1 : before + 1;
            if (bucket.fromDays() == null || bucket.fromDays() < least || bucket.fromDays() > 3650) {
                throw Rules.breach(at + ".fromDays", "must be from " + least + " to 3650");
            }
        }
    }

    /// Whether a request says what this version says.
    boolean says(Request asked) {
        return validFrom.equals(asked.validFrom())
                && forwardFactor.compareTo(asked.factor()) == 0
                && Objects.equals(forwardReason, asked.forwardReason())
                && reason.equals(asked.reason())
                && buckets.size() == asked.buckets().size()
                && IntStream.range(0, buckets.size())
                        .allMatch(i -> same(buckets.get(i), asked.buckets().get(i)));
    }

    private static boolean same(Bucket a, Bucket b) {
        return a.name().equals(b.name())
                && Objects.equals(a.fromDays(), b.fromDays())
                && a.lossRate().compareTo(b.lossRate()) == 0;
    }
}
