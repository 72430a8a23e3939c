package org.kamsuite.receivables.interest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.rest.Scope;

@Schema(
        name = "LateInterest",
        description = "Statutory interest and compensation that could be claimed for late payment.")
record InterestView(
        UUID accountId,

        @Schema(description = "Interest runs up to the end of this day.")
        LocalDate asOf,

        @Schema(description = "Only what was recorded by this instant counts.")
        Instant knownAt,

        Scope scope,

        @Schema(description = "Invoices settled before this day are left out.")
        LocalDate from,

        @Schema(description = "Percentage points over the reference rate.", examples = "8")
        BigDecimal marginPercent,

        List<Invoice> invoices,
        List<Total> totals,

        @Schema(description = "Fixed compensation for all late invoices, disputed ones apart.")
        Money compensation,

        String method,
        @Schema(description = "Why a figure is null.") List<String> reasons) {

    @Schema(name = "InvoiceInterest")
    record Invoice(
            CustomerRef customer,
            @Schema(examples = "INV-1001") String number,

            @Schema(description = "Due date, of the first late instalment.")
            LocalDate dueDate,

            @Schema(description = "What is open of it, late or not.")
            Money open,

            @JsonInclude(JsonInclude.Include.ALWAYS)
            @Schema(description = "Rounded commercially, once for the invoice; null while a reference rate is missing.")
            Money interest,

            @JsonInclude(JsonInclude.Include.ALWAYS)
            @Schema(description = "The part of it on what is in dispute on asOf.")
            Money interestOnDisputed,

            @Schema(description = "Fixed compensation; absent when all that is late is in dispute.")
            Money compensation,

            List<Span> spans) {}

    @Schema(name = "InterestSpan", description = "Days with one principal and one rate.")
    record Span(
            @Schema(description = "Instalment of the invoice.")
            int instalment,

            LocalDate from,
            @Schema(description = "Inclusive.") LocalDate to,
            long days,
            Money principal,

            @Schema(description = "The half-year of the reference rate.", examples = "2024-H2")
            String halfYear,

            @JsonInclude(JsonInclude.Include.ALWAYS)
            @Schema(description = "Reference rate plus margin, percent a year.", examples = "12.25")
            BigDecimal ratePercent,

            @JsonInclude(JsonInclude.Include.ALWAYS)
            @Schema(description = "Not rounded.", examples = "33.56164383561644")
            BigDecimal interest) {

        static Span of(int instalment, LateInterest.Span span, String currency) {
            return new Span(
                    instalment,
                    span.from(),
                    span.to(),
                    span.days(),
                    new Money(span.principal(), currency),
                    span.halfYear().toString(),
                    span.ratePercent(),
                    LateInterest.unrounded(span));
        }
    }

    @Schema(name = "InterestTotal")
    record Total(
            @Schema(examples = "EUR") String currency,
            int invoices,

            @JsonInclude(JsonInclude.Include.ALWAYS)
            @Schema(description = "Sum over the invoices; null while one of them is null.")
            Money interest,

            @JsonInclude(JsonInclude.Include.ALWAYS) Money interestOnDisputed,
            @JsonInclude(JsonInclude.Include.ALWAYS) Money interestUndisputed) {}

    @Schema(name = "LateInterestCalculation", description = "Interest on given numbers.")
    record Calculation(
            LocalDate dueDate,
            LocalDate until,

            @Schema(description = "Rounded commercially, once.")
            Money interest,

            @Schema(description = "Absent when nothing was late.")
            Money compensation,

            @Schema(description = "What is still open.") Money open,
            BigDecimal marginPercent,
            List<Span> spans,
            String method) {}

    static final String METHOD =
            "simple interest from the day after the due date on what was open at the end of the day"
                    + " before; (reference rate of the half-year + margin) / 100 * days / 365; rounded half up once an invoice";
}
