package org.kamsuite.receivables.position;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.account.AccountEntry;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.receivables.ledger.Totals;

@Schema(
        name = "ReceivablesPosition",
        description = "What an account owes at the end of a day. Amounts are exact and never added across currencies.")
record PositionView(
        UUID accountId,
        @Schema(description = "Legal name of the account.") String name,
        @Schema(description = "The day whose end is shown.") LocalDate asOf,

        @Schema(description = "Only what was recorded by this instant counts.")
        Instant knownAt,

        Scope scope,

        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(description = "Currency of the amounts below; null when there are several.", examples = "EUR")
        String currency,

        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(description = "openAmount - unapplied; null when there are several currencies.")
        Money balance,

        @Schema(description = "Number of invoices with an open amount, over all currencies.", examples = "3")
        int openInvoices,

        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(description = "Open amounts of invoices, disputed ones included.")
        Money openAmount,

        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(description = "The part of openAmount whose due date has passed; due on the day itself is not overdue.")
        Money overdueAmount,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(description = "The part of openAmount that is in dispute.")
        Money disputedAmount,

        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(description = "Payments and credits not (yet) applied to invoices, as a positive amount.")
        Money unapplied,

        @Schema(description = "The same per currency, sorted by currency; empty without any document.")
        List<CurrencyPositionView> byCurrency,

        @Schema(description = "Why an amount is null or everything is zero; absent otherwise.")
        String reason) {

    @Schema(name = "CurrencyReceivables")
    record CurrencyPositionView(
            @Schema(examples = "EUR") String currency,
            Money balance,
            int openInvoices,
            Money openAmount,
            Money overdueAmount,
            Money disputedAmount,
            Money unapplied,

            @Schema(description = "Days since the earliest due date that has passed; 0 if none.", examples = "12")
            long oldestDaysPastDue) {

        static CurrencyPositionView of(String currency, Totals totals) {
            return new CurrencyPositionView(
                    currency,
                    new Money(totals.balance(), currency),
                    totals.openInvoices(),
                    new Money(totals.open(), currency),
                    new Money(totals.overdue(), currency),
                    new Money(totals.disputed(), currency),
                    new Money(totals.unapplied(), currency),
                    totals.oldestDaysPastDue());
        }
    }

    static PositionView of(
            AccountEntry account, LocalDate asOf, Instant knownAt, Scope scope, SortedMap<String, Totals> totals) {
        List<CurrencyPositionView> byCurrency = totals.entrySet().stream()
                .map(each -> CurrencyPositionView.of(each.getKey(), each.getValue()))
                .toList();
        if (byCurrency.size() > 1) {
            int invoices = byCurrency.stream()
                    .mapToInt(CurrencyPositionView::openInvoices)
                    .sum();
            String reason = "Amounts of %d currencies are not added; see byCurrency.".formatted(byCurrency.size());
            return new PositionView(
                    account.accountId(),
                    account.legalName(),
                    asOf,
                    knownAt,
                    scope,
                    null,
                    null,
                    invoices,
                    null,
                    null,
                    null,
                    null,
                    byCurrency,
                    reason);
        }
        CurrencyPositionView only = byCurrency.isEmpty()
                ? CurrencyPositionView.of(account.currency(), new Totals())
                : byCurrency.getFirst();
        return new PositionView(
                account.accountId(),
                account.legalName(),
                asOf,
                knownAt,
                scope,
                only.currency(),
                only.balance(),
                only.openInvoices(),
                only.openAmount(),
                only.overdueAmount(),
                only.disputedAmount(),
                only.unapplied(),
                byCurrency,
                byCurrency.isEmpty() ? "No document of this account has anything open on this day." : null);
    }
}
