package org.kamsuite.receivables.solvency;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "FinancialStatementView", description = "A year's annual accounts with the score computed from them.")
record StatementView(
        UUID accountId,
        @Schema(examples = "2025") int fiscalYear,
        @Schema(description = "Also the ETag.") long version,

        @Schema(description = "The figures as entered.") Statement statement,

        Altman altman,
        String recordedBy,
        Instant recordedAt) {

    static StatementView of(UUID account, Statements.Stored stored) {
        return new StatementView(
                account,
                stored.fiscalYear(),
                stored.version(),
                stored.statement(),
                Altman.of(stored.statement()),
                stored.recordedBy(),
                stored.recordedAt());
    }

    /// Only names the list's schema in the OpenAPI document.
    @Schema(name = "FinancialStatementPage")
    record PageSchema(List<StatementView> items, String nextCursor) {}
}
