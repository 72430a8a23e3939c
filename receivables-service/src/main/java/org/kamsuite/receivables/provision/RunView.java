package org.kamsuite.receivables.provision;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Money;

@Schema(name = "ProvisionRun", description = "The expected losses on what was open at the end of a day.")
record RunView(
        UUID runId,

        @Schema(description = "CALCULATED, or POSTED: then it is the opening of the next run and never changes.")
        Status status,

        LocalDate asOf,

        @Schema(description = "What was recorded by this instant counts.")
        Instant knownAt,

        SegmentBy segmentBy,

        @Schema(description = "The posted run whose allowances are the opening; absent for the first one.")
        UUID previousRunId,

        @Schema(description = "Accounts and unassigned customers with an open item, an allowance or a write-off.")
        long accounts,

        @Schema(description = "One for each currency.") List<CurrencyTotal> totals,

        @Schema(description = "The sum over the currencies.")
        Reporting reporting,

        Inputs inputs,

        String method,

        @Schema(description = "Why parts are missing; empty otherwise.")
        List<String> reasons,

        String createdBy,
        String postedBy,
        Instant postedAt) {

    @Schema(name = "ProvisionRunStatus")
    enum Status {
        CALCULATED,
        POSTED
    }

    @Schema(
            name = "ProvisionRowMethod",
            description =
                    "MATRIX: by loss rates. INDIVIDUAL: judged. NONE: neither judged nor in a segment with a matrix.")
    enum Method {
        MATRIX,
        INDIVIDUAL,
        /// Neither judged nor in a segment with a matrix.
        NONE
    }

    @Schema(name = "ProvisionCurrencyTotal", description = "What a run found in one currency.")
    record CurrencyTotal(
            String currency,

            @Schema(description = "Open amounts of invoices, disputed ones included, unapplied credits not deducted.")
            Money gross,

            @Schema(description = "The part of gross that is insured.")
            Money insured,

            @Schema(description = "The part of gross that no matrix and no assessment covers; in no allowance.")
            Money uncovered,

            Money allowance,

            @JsonInclude(JsonInclude.Include.ALWAYS)
            @Schema(description = "allowance / gross, 0 to 1; null when nothing is open.", examples = "0.0193")
            BigDecimal coverage,

            RollForward rollForward,

            @Schema(
                    description = "What came in since the run before for what was written off: income, not in the"
                            + " roll-forward.")
            Money recovered,

            @Schema(description = "By segment and how it was found.")
            List<SegmentTotal> segments) {}

    @Schema(name = "ProvisionSegmentTotal", description = "A segment's part, by matrix or judged one by one.")
    record SegmentTotal(
            String segment,
            Method method,

            @Schema(description = "The segment whose matrix was used: its own, or DEFAULT; absent if not MATRIX.")
            String matrixSegment,

            Integer matrixVersion,
            Money gross,
            Money insured,

            @Schema(description = "Absent when method is NONE.")
            Money allowance,

            List<BucketTotal> buckets) {}

    @Schema(name = "ProvisionBucketTotal", description = "A bucket of a segment.")
    record BucketTotal(
            String name,

            @Schema(description = "First day past due; absent in the first bucket.")
            Integer fromDays,

            @Schema(description = "Absent unless method is MATRIX.")
            BigDecimal lossRate,

            @Schema(description = "min(1, lossRate × forwardFactor).")
            BigDecimal appliedRate,

            Money gross,
            Money insured,
            Money allowance) {}

    @Schema(name = "ProvisionReporting", description = "The sum over all currencies at stated rates.")
    record Reporting(
            String currency,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(description = "Null when a currency has no rate.")
            RollForward rollForward,

            @Schema(description = "Units of the reporting currency per unit, on asOf.")
            Map<String, UsedRate> rates,

            @Schema(description = "Units of the reporting currency per unit, on the day of the previous run.")
            Map<String, UsedRate> openingRates,

            @Schema(description = "Allowances in currencies without a rate on one of the two days.")
            List<Money> notConverted) {}

    @Schema(name = "ProvisionExchangeRate", description = "An exchange rate and its day.")
    record UsedRate(BigDecimal rate, LocalDate date) {}

    @Schema(name = "ProvisionInputs", description = "What the run used.")
    record Inputs(
            List<MatrixInput> matrices,

            @Schema(description = "The assessments that were valid.", examples = "2")
            List<AssessmentInput> assessments,

            List<RunRequest.Insured> insured) {}

    @Schema(name = "ProvisionMatrixInput", description = "A matrix version that was used.")
    record MatrixInput(
            String segment, int version, LocalDate validFrom, BigDecimal forwardFactor, String forwardReason) {}

    @Schema(name = "ProvisionAssessmentInput", description = "An assessment version that was used.")
    record AssessmentInput(UUID accountId, int version, boolean group, Money amount, BigDecimal rate, String reason) {}

    @Schema(name = "AccountAllowance", description = "An account's allowance by the latest posted run.")
    record AccountAllowance(
            UUID accountId,
            String name,

            @Schema(description = "The day up to which a run counts.")
            LocalDate day,

            @Schema(description = "What was known then counts.")
            Instant knownAt,

            @Schema(description = "Absent when no run was posted yet.")
            UUID runId,

            @Schema(description = "The day of the run.") LocalDate asOf,

            @Schema(
                    description =
                            "The account whose assessment covers this one and that holds the allowance, when it is"
                                    + " another.")
            UUID coveredBy,

            @Schema(description = "One for each currency.") List<AccountRow> rows,

            @Schema(
                    description =
                            "Written off since, per currency of the rows: what is left of an allowance is less by it.")
            List<Money> writtenOffSince,

            @Schema(description = "Why there are no rows; absent otherwise.")
            String reason) {}

    @Schema(name = "ProvisionRunAccount", description = "An account's allowance in one currency.")
    record AccountRow(
            @Schema(description = "Absent for a customer that belongs to no account.")
            UUID accountId,

            String name,

            @Schema(description = "The customer, when it belongs to no account.")
            CustomerRef customer,

            String currency,

            @Schema(description = "INDIVIDUAL, MATRIX, or NONE when a part is not covered.")
            Method method,

            Money gross,
            Money insured,
            Money uncovered,
            Money allowance,
            RollForward rollForward,
            @JsonIgnore String owner) {}
}
