package org.kamsuite.receivables.period;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.MathContext;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// From one period's days sales outstanding to the next one's. Pure.
@Schema(
        name = "PeriodDsoBridge",
        description =
                "before + volume + terms + delinquency = after, exactly. volume: the same receivables over the new"
                        + " sales; terms: more or less not yet due; delinquency: more or less overdue.")
@JsonInclude(JsonInclude.Include.ALWAYS)
record DsoBridge(
        String currency,
        BigDecimal before,
        BigDecimal volume,
        BigDecimal terms,
        BigDecimal delinquency,
        BigDecimal after,

        @Schema(description = "Why it is not defined; null otherwise.")
        String reason) {

    static DsoBridge of(PeriodView.CurrencyFigures before, PeriodView.CurrencyFigures after) {
        if (before == null || before.dso() == null || after.dso() == null) {
            return new DsoBridge(
                    after.currency(),
                    before == null ? null : before.dso(),
                    null,
                    null,
                    null,
                    after.dso(),
                    "One of the two periods has no sales in this currency.");
        }
        BigDecimal days = BigDecimal.valueOf(after.days());
        BigDecimal sales = after.sales().amount();
        BigDecimal volume = before.openAmount()
                .amount()
                .multiply(days)
                .divide(sales, MathContext.DECIMAL64)
                .subtract(before.dso());
        BigDecimal terms = after.current()
                .amount()
                .subtract(before.current().amount())
                .multiply(days)
                .divide(sales, MathContext.DECIMAL64);
        return new DsoBridge(
                after.currency(),
                before.dso(),
                volume,
                terms,
                after.dso().subtract(before.dso()).subtract(volume).subtract(terms),
                after.dso(),
                null);
    }
}
