package org.kamsuite.scoring.score;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// What was sold to an account (or a group) and how it pays, as far as scores need it.
///
/// @param currency the account's own currency
/// @param firstBusiness day of the first order or invoice up to the day of the score; null if there is
///     none
/// @param firstBilling day of the first invoice or credit note up to that day; null if there is none
/// @param currencies the last 24 months, one per currency
/// @param payment null when nothing is known
record SubjectSales(
        UUID accountId,
        String name,
        String currency,
        LocalDate firstBusiness,
        LocalDate firstBilling,
        List<InCurrency> currencies,
        Payment payment) {

    /// How it pays, by the last figures of each account that belongs to it.
    ///
    /// @param daysBeyondTerms average, weighted by the invoices of the accounts
    /// @param invoices how many settled invoices it rests on
    /// @param accounts how many accounts it rests on
    /// @param billed how many accounts were billed so far
    /// @param asOf the latest day of the figures
    /// @param drifting whether an account pays ever later
    record Payment(
            BigDecimal daysBeyondTerms, long invoices, int accounts, int billed, LocalDate asOf, boolean drifting) {}

    /// Amounts without tax. `last` and `before` are revenue: of the last n months, and of the n months
    /// before those.
    ///
    /// @param invoiced invoices of any sign of the last 12 months
    /// @param costed the part of `invoiced` for which lines told their cost
    /// @param cost the cost of that part
    /// @param documents invoices and credit notes of the 24 months
    /// @param months bit k: the k-th month of the last twelve had an order or an invoice
    record InCurrency(
            String currency,
            BigDecimal last12,
            BigDecimal before12,
            BigDecimal last6,
            BigDecimal before6,
            BigDecimal last3,
            BigDecimal before3,
            BigDecimal invoiced,
            BigDecimal costed,
            BigDecimal cost,
            long documents,
            int months) {

        static InCurrency none(String currency) {
            BigDecimal zero = BigDecimal.ZERO;
            return new InCurrency(currency, zero, zero, zero, zero, zero, zero, zero, zero, zero, 0, 0);
        }
    }

    SubjectSales {
        currencies = List.copyOf(currencies);
    }

    /// The currency in which the account is scored, because nothing is converted: its own if it was
    /// billed in it, else the one with the most documents.
    InCurrency main() {
        return currencies.stream()
                .filter(each -> each.documents() > 0)
                .min(Comparator.comparing((InCurrency each) -> !each.currency().equals(currency))
                        .thenComparing(InCurrency::documents, Comparator.reverseOrder())
                        .thenComparing(InCurrency::currency))
                .orElse(InCurrency.none(currency));
    }

    int monthsWithBusiness() {
        return Integer.bitCount(currencies.stream().mapToInt(InCurrency::months).reduce(0, (a, b) -> a | b));
    }
}
