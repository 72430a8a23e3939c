package org.kamsuite.receivables.metrics;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.platform.rest.Scope;

@Schema(
        name = "ReceivablesMetrics",
        description =
                "How well is collected. With one currency its figures; with several only the counts, and all figures"
                        + " in byCurrency.")
record MetricsView(
        @Schema(description = "Absent for all accounts.") UUID accountId,
        @Schema(description = "Legal name of the account.") String name,
        @Schema(description = "First day of the window.") LocalDate from,

        @Schema(description = "Last day of the window; receivables are as of its end.")
        LocalDate to,

        Instant knownAt,
        @Schema(description = "Absent for all accounts.") Scope scope,
        @JsonUnwrapped CurrencyMetrics metrics,
        @Schema(description = "The figures per currency.") List<CurrencyMetrics> byCurrency,
        @Schema(description = "How each figure is defined.") Map<String, String> methods) {}
