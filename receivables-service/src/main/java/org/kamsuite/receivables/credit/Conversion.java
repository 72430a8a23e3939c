package org.kamsuite.receivables.credit;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.rates.ExchangeRates;

/// Converts between some currencies at the rates of one day, and remembers what it used.
final class Conversion {

    private final ExchangeRates rates;
    private final Set<String> currencies;
    private final Moment at;
    private final SortedMap<String, SortedMap<String, ExchangeRates.Rate>> byTarget = new TreeMap<>();

    /// @param currencies all that may be converted from
    Conversion(ExchangeRates rates, Collection<String> currencies, Moment at) {
        this.rates = rates;
        this.currencies = new TreeSet<>(currencies);
        this.at = at;
    }

    /// The amount in another currency, rounded to its minor unit; empty without a rate.
    Optional<BigDecimal> convert(BigDecimal amount, String from, String to) {
        if (from.equals(to) || amount.signum() == 0) {
            return Optional.of(amount);
        }
        return Optional.ofNullable(rates(to).get(from))
                .map(rate -> rate.convert(amount, to).amount());
    }

    private SortedMap<String, ExchangeRates.Rate> rates(String to) {
        return byTarget.computeIfAbsent(to, target -> rates.find(currencies, target, at.asOf(), at.until()));
    }

    /// The rates into a currency that were looked up; without the currency itself.
    SortedMap<String, ExchangeRates.Rate> used(String to) {
        SortedMap<String, ExchangeRates.Rate> used = new TreeMap<>(byTarget.getOrDefault(to, new TreeMap<>()));
        used.remove(to);
        return used;
    }
}
