package org.kamsuite.receivables.ageing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.kamsuite.receivables.ledger.Totals;
import org.kamsuite.receivables.rates.ExchangeRates;

/// Sums of open items in one currency by age.
///
/// @param sums between the cuts of the buckets
record Aged(String currency, List<BigDecimal> sums, BigDecimal unapplied, BigDecimal disputed, int openInvoices) {

    static Aged of(String currency, Totals totals, Buckets buckets) {
        List<BigDecimal> sums = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i++) {
            sums.add(BigDecimal.ZERO);
        }
        totals.byAge()
                .forEach((age, amount) -> sums.set(
                        buckets.index(age), sums.get(buckets.index(age)).add(amount)));
        return new Aged(currency, sums, totals.unapplied(), totals.disputed(), totals.openInvoices());
    }

    Aged plus(Aged other) {
        List<BigDecimal> added = new ArrayList<>();
        for (int i = 0; i < sums.size(); i++) {
            added.add(sums.get(i).add(other.sums.get(i)));
        }
        return new Aged(
                currency,
                added,
                unapplied.add(other.unapplied),
                disputed.add(other.disputed),
                openInvoices + other.openInvoices);
    }

    /// Each sum in another currency, rounded to its minor unit.
    Aged in(String other, ExchangeRates.Rate rate) {
        return new Aged(
                other,
                sums.stream().map(sum -> rate.convert(sum, other).amount()).toList(),
                rate.convert(unapplied, other).amount(),
                rate.convert(disputed, other).amount(),
                openInvoices);
    }

    BigDecimal balance() {
        return sums.stream().reduce(BigDecimal.ZERO, BigDecimal::add).subtract(unapplied);
    }
}
