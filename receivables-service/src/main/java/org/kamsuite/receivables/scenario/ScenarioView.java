package org.kamsuite.receivables.scenario;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;

@Schema(name = "ReceivablesScenario", description = "What comes of it, by currency; amounts are never added across.")
record ScenarioView(
        @Schema(description = "What was asked, with defaults.")
        ScenarioRequest inputs,

        LocalDate asOf,
        Instant knownAt,

        @Schema(description = "How it is computed.") String method,

        List<CurrencyScenario> byCurrency,

        @Schema(description = "What the figures do not tell.")
        List<String> reasons) {

    @Schema(name = "CurrencyScenario", description = "The part of the scenario's kind is there.")
    record CurrencyScenario(String currency, Delay delay, Default expectedLoss, Loss loss) {}

    @Schema(name = "DefaultScenario")
    record Default(
            @Schema(description = "As given, or open items - unapplied cash, at least 0.")
            Money exposureAtDefault,

            @Schema(
                    description = "pd × lgd × exposureAtDefault, exact.",
                    examples = "{\"amount\":\"10800.00\",\"currency\":\"EUR\"}")
            Money expectedLoss) {}

    @Schema(name = "LossScenario", description = "What is at stake when the customer is lost altogether.")
    record Loss(
            @Schema(description = "Open amounts of invoices.")
            Money openItems,

            @Schema(description = "Past due part of them.") Money overdue,

            Money disputed,
            Money unappliedCash,

            @Schema(description = "openItems - unappliedCash: what would have to be written off at most.")
            Money atRisk,

            @JsonInclude(JsonInclude.Include.ALWAYS)
            @Schema(
                    description = "openItems / open items of all customers in this currency; null when there are none.",
                    examples = "0.12")
            BigDecimal shareOfReceivables,

            @Schema(description = "Delivered and not yet invoiced.")
            Money unbilledDeliveries,

            @Schema(description = "Ordered, neither delivered nor invoiced, whenever expected.")
            Money openOrders,

            @Schema(description = "0 if nothing is past due.", examples = "41")
            long oldestDaysPastDue) {}
}
