package org.kamsuite.receivables.promise;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Money;
import org.kamsuite.receivables.input.Moment;

@Schema(
        name = "Promise",
        description = "A promise to pay at the end of a day, judged by the effective dates of payments.")
record PromiseView(
        UUID promiseId,

        @Schema(description = "Its number: the ERP's, or its id when it was entered here.")
        String number,

        @Schema(description = "An ERP, or /kam/receivables for here.", examples = "/erp/sap-emea")
        String origin,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(description = "Null while the customer belongs to no account.")
        UUID accountId,

        CustomerRef customer,
        List<String> invoiceNumbers,
        @Schema(description = "The day whose end is shown.") LocalDate asOf,

        @Schema(description = "What was known then is shown.")
        Instant knownAt,

        LocalDate madeOn,
        LocalDate promisedDate,

        @Schema(description = "Last day on which a payment keeps it: promisedDate plus the tolerance.")
        LocalDate deadline,

        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(description = "What was promised. Amounts are null while none of the invoices is known.")
        Money promised,

        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(description = "What has to be paid to keep it: less than promised where invoices were credited since.")
        Money needed,

        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(description = "Paid in time, with discounts; reversed payments do not count.")
        Money paid,

        PromiseState status,

        @Schema(description = "Since when it is so; absent while OPEN.")
        LocalDate evaluatedOn,

        String cancelReason,

        @Schema(description = "Why amounts are null; absent otherwise.")
        String explanation) {

    static PromiseView of(Promise promise, Moment at, LocalDate deadline, Fulfilment fulfilment) {
        LocalDate asOf = at.asOf();
        boolean known = promise.currency() != null;
        boolean cancelled =
                promise.cancelledOn() != null && !promise.cancelledOn().isAfter(asOf);
        return new PromiseView(
                promise.promiseId(),
                promise.number(),
                promise.origin(),
                promise.accountId(),
                promise.customer(),
                promise.invoiceNumbers(),
                asOf,
                at.knownAt(),
                promise.madeOn(),
                promise.promisedDate(),
                deadline,
                known ? new Money(promise.amount(), promise.currency()) : null,
                known ? new Money(fulfilment.needed(), promise.currency()) : null,
                known ? new Money(fulfilment.paid(), promise.currency()) : null,
                fulfilment.state(),
                fulfilment.evaluatedOn(),
                cancelled ? promise.cancelReason() : null,
                known ? null : "None of the invoices has arrived, so the currency is not known.");
    }

    @Schema(name = "PromiseCredibility", description = "How much an account's promises are worth.")
    record Credibility(
            UUID accountId,
            LocalDate asOf,

            @Schema(description = "What was known then counts.")
            Instant knownAt,

            @Schema(description = "Promises made from this day on count.")
            LocalDate since,

            @Schema(description = "Judged: kept, partially kept or broken.")
            long judged,

            long kept,
            long partiallyKept,
            long broken,

            @Schema(description = "Neither kept nor past their date.")
            long open,

            long cancelled,

            @JsonInclude(JsonInclude.Include.ALWAYS)
            @Schema(description = "kept / judged; null without one.", examples = "0.75")
            BigDecimal keptRatio,

            List<InCurrency> byCurrency,

            @Schema(
                    description = "(kept + priorStrength * prior) / (judged + priorStrength), 0 to 1.",
                    examples = "0.7")
            BigDecimal credibility,

            @Schema(description = "The kept ratio of all accounts' promises; 0.5 while none was judged.")
            BigDecimal prior,

            @Schema(description = "How many average promises the own record is mixed with.", examples = "5")
            int priorStrength) {}

    @Schema(name = "PromisedAmounts")
    record InCurrency(
            @Schema(examples = "EUR") String currency,

            @Schema(description = "What had to be paid for the judged promises.")
            Money needed,

            @Schema(description = "What was paid of it in time.")
            Money paid,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(description = "paid / needed; null without any.")
            BigDecimal keptAmountRatio) {}
}
