package org.kamsuite.receivables.period;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Money;
import org.kamsuite.receivables.provision.RollForward;

@Schema(name = "PeriodClose", description = "A period's figures, frozen as they were known when it was closed.")
record PeriodView(
        @Schema(description = "A calendar month.", examples = "2026-03")
        String period,

        LocalDate from,
        LocalDate to,
        Instant closedAt,
        String closedBy,

        @Schema(description = "SHA-256 over the frozen figures, hex.")
        String hash,

        @Schema(description = "Whether the stored figures still have this hash.")
        boolean verified,

        Figures figures) {

    @Schema(name = "PeriodFigures", description = "Receivables at the end of a period and what moved in it.")
    record Figures(
            String period,
            LocalDate from,
            LocalDate to,

            @Schema(description = "What was recorded by this instant counts.")
            Instant knownAt,

            @Schema(description = "One for each currency.") List<CurrencyFigures> totals,

            Allowances allowances,

            Concentration concentration,

            @Schema(description = "Accounts and unassigned customers with an open item or an invoice.")
            long accounts,

            @Schema(description = "SHA-256 over the rows of the accounts; absent while the period is open.")
            String rowsHash,

            String method) {}

    @Schema(name = "PeriodCurrencyFigures", description = "One currency.")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record CurrencyFigures(
            String currency,
            @Schema(description = "openAmount - unapplied.") Money balance,
            @Schema(description = "Sum of the buckets.") Money openAmount,

            @Schema(description = "openAmount less current.")
            Money overdueAmount,

            Money current,
            Money d1To30,
            Money d31To60,
            Money d61To90,
            Money d91To120,
            Money over120,
            Money unapplied,

            @Schema(description = "The part of openAmount in dispute.")
            Money disputed,

            long openInvoices,

            @Schema(description = "Payable amounts of the invoices issued in the period.")
            Money sales,

            @Schema(description = "Days: openAmount / sales × days; null without sales.", examples = "38.2")
            BigDecimal dso,

            @Schema(description = "Days: current / sales × days; null without sales.", examples = "31")
            BigDecimal bestPossibleDso,

            @Schema(description = "dso - bestPossibleDso.", examples = "7.2")
            BigDecimal averageDaysDelinquent,

            @Schema(description = "Days of the period.", examples = "31")
            long days) {

        static CurrencyFigures of(String currency, List<BigDecimal> sums, long openInvoices, long days) {
            BigDecimal open = sums.subList(0, 6).stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal sales = sums.get(8);
            BigDecimal length = BigDecimal.valueOf(days);
            BigDecimal dso = quotient(open.multiply(length), sales);
            BigDecimal best = quotient(sums.get(0).multiply(length), sales);
            return new CurrencyFigures(
                    currency,
                    new Money(open.subtract(sums.get(6)), currency),
                    new Money(open, currency),
                    new Money(open.subtract(sums.get(0)), currency),
                    new Money(sums.get(0), currency),
                    new Money(sums.get(1), currency),
                    new Money(sums.get(2), currency),
                    new Money(sums.get(3), currency),
                    new Money(sums.get(4), currency),
                    new Money(sums.get(5), currency),
                    new Money(sums.get(6), currency),
                    new Money(sums.get(7), currency),
                    openInvoices,
                    new Money(sales, currency),
                    dso,
                    best,
                    dso == null ? null : dso.subtract(best, MathContext.DECIMAL64),
                    days);
        }

        private static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
            return divisor.signum() <= 0 ? null : dividend.divide(divisor, MathContext.DECIMAL64);
        }
    }

    @Schema(name = "PeriodAllowances", description = "Movement of the allowance by the runs posted for the period.")
    record Allowances(
            @Schema(description = "The posted runs with asOf in the period, the earliest first.")
            List<UUID> runs,

            @Schema(description = "One for each currency: the first opening, the last closing.")
            List<RollForward> movements,

            @Schema(description = "Why there is no movement; absent otherwise.")
            String reason) {}

    @Schema(name = "PeriodConcentration", description = "Groups under one ultimate parent that hold a large share.")
    record Concentration(
            @Schema(description = "Smallest share that is shown, 0 to 1.", examples = "0.1")
            BigDecimal threshold,

            @Schema(description = "The reporting currency.") String currency,

            @Schema(description = "Open amounts of all in it; unapplied credits are not deducted.")
            Money receivables,

            @Schema(description = "Sales of all in it.") Money sales,
            List<Share> byReceivables,
            List<Share> bySales,

            @Schema(description = "Open amounts in currencies without an exchange rate; in no share.")
            List<Money> notConverted) {}

    @Schema(name = "PeriodConcentrationShare", description = "A group's share.")
    record Share(
            UUID rootAccountId,
            String name,
            Money amount,
            @Schema(examples = "0.23") BigDecimal share) {}

    @Schema(name = "PeriodRestatement", description = "What later facts change of a closed period.")
    record Restatement(
            String period,
            Instant closedAt,
            Instant knownAt,

            @Schema(description = "Whether anything changed.")
            boolean restated,

            @Schema(description = "Known now less frozen, one for each currency that changed.")
            List<Delta> totals,

            @Schema(description = "The same for each account that changed, the largest first, at most 500.")
            List<AccountDelta> accounts,

            @Schema(description = "How many accounts and currencies changed.")
            long changedAccounts,

            @Schema(
                    description =
                            "What was recorded after the close and counts in or before the period, of the accounts"
                                    + " that changed; at most 500.")
            List<Document> documents,

            @Schema(description = "Why there are changes without documents; absent otherwise.")
            String reason) {}

    @Schema(name = "PeriodDelta", description = "Known now less frozen.")
    record Delta(
            String currency,
            Money balance,
            Money current,
            Money overdue,
            Money unapplied,
            Money disputed,
            Money sales) {}

    @Schema(name = "PeriodAccountDelta", description = "One account that changed.")
    record AccountDelta(
            @Schema(description = "Absent for a customer that belongs to no account.")
            UUID accountId,

            String name,

            @Schema(description = "The customer, when it belongs to no account.")
            CustomerRef customer,

            Delta delta) {}

    @Schema(name = "RestatingDocument", description = "A document that was recorded after the close.")
    record Document(
            String kind,
            String number,

            @Schema(description = "A revision above 0 replaces an earlier one.")
            int revision,

            CustomerRef customer,
            UUID accountId,
            LocalDate effectiveDate,
            @Schema(description = "Null for a reversal.") BigDecimal amount,

            @Schema(description = "Absent: that of the invoice.")
            String currency,

            Instant recordedAt) {}

    @Schema(name = "ReceivablesReport", description = "A period's receivables for the management report.")
    record Report(
            String period,

            @Schema(description = "CLOSED: the frozen figures. OPEN: as known now.")
            String status,

            Figures figures,

            @Schema(description = "The period before, frozen if it is closed.")
            Figures previous,

            @Schema(description = "Why the days sales outstanding moved, one for each currency.")
            List<DsoBridge> dsoBridges,

            @Schema(description = "Whether facts recorded after the close change the frozen figures; absent when open.")
            Boolean restated) {}
}
