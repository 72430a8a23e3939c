package org.kamsuite.receivables.dispute;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.rest.Scope;

@Schema(name = "DisputeMetrics", description = "Disputes of a window. Every figure's rule stands in methods.")
record DisputeMetricsView(
        @Schema(description = "Absent for all accounts.") UUID accountId,
        LocalDate from,

        @Schema(description = "Last day of the window; amounts and open disputes are of its end.")
        LocalDate to,

        @Schema(description = "The moment whose knowledge counts: now.")
        Instant knownAt,

        Scope scope,

        @Schema(description = "Invoices issued in the window.")
        long invoicesIssued,

        @Schema(description = "Those of them that were ever disputed by the end of the window.")
        long invoicesDisputed,

        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(description = "0 to 1; null without invoices in the window.", examples = "0.021")
        BigDecimal disputeRate,

        @Schema(description = "All disputes that were open on a day of the window.")
        Group all,

        @Schema(description = "The same per currency with amounts.")
        List<InCurrency> byCurrency,

        List<Group> byReason,

        @Schema(description = "By the department that settles.")
        List<Group> byOwner,

        @Schema(description = "How each figure is computed.")
        Map<String, String> methods,

        @Schema(description = "Why a figure is null.") List<String> reasons) {

    @Schema(name = "DisputeGroup", description = "Counts and times of some disputes.")
    record Group(
            @Schema(description = "ALL, a reason code or a department.", examples = "DEL")
            String key,

            @Schema(description = "Opened in the window.") long opened,
            @Schema(description = "Ended in the window.") long resolved,

            @Schema(description = "Open at the end of the window.")
            long open,

            @Schema(description = "Of those open: past their due day.")
            long overdue,

            @JsonInclude(JsonInclude.Include.ALWAYS)
            @Schema(description = "Mean days to resolve; null without one resolved.", examples = "7.5")
            BigDecimal meanDaysToResolve,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(description = "Median days to resolve.", examples = "6")
            BigDecimal medianDaysToResolve,

            @Schema(description = "Of those resolved: ended with a credit.")
            long valid,

            @JsonInclude(JsonInclude.Include.ALWAYS)
            @Schema(description = "valid / resolved, 0 to 1.", examples = "0.6")
            BigDecimal validShare,

            @Schema(description = "Opened in the window and explained by a known service failure.")
            long explained,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(description = "explained / opened, 0 to 1.")
            BigDecimal explainedShare) {}

    @Schema(name = "DisputeAmounts", description = "Amounts in one currency.")
    record InCurrency(
            @Schema(examples = "EUR") String currency,
            Money originalDisputed,
            Money currentDisputed,
            Money credited,
            Money paid,
            Money writtenOff,
            Money withdrawn,

            @Schema(description = "Open amounts past due at the end of the window.")
            Money overdue,

            @Schema(description = "The disputed part of it.")
            Money overdueDisputed,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(description = "overdueDisputed / overdue, 0 to 1.")
            BigDecimal disputedShareOfOverdue,

            Money openAmount,
            Money openDisputed,

            @Schema(description = "Payable amounts of invoices issued in the window.")
            Money sales,

            @Schema(description = "Days of the window.", examples = "90")
            long days,

            @JsonInclude(JsonInclude.Include.ALWAYS)
            @Schema(description = "openAmount / sales * days.", examples = "41.2")
            BigDecimal dso,

            @JsonInclude(JsonInclude.Include.ALWAYS)
            @Schema(description = "(openAmount - openDisputed) / sales * days.")
            BigDecimal dsoWithoutDisputed) {}
}
