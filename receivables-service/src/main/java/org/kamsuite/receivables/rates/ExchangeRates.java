package org.kamsuite.receivables.rates;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.Money;

/// The rate of a day is the latest one on or before it. A missing rate is never 1: who converts lists the
/// amount apart.
@ApplicationScoped
public class ExchangeRates {

    static final String BASE = "EUR";

    @Inject
    Jdbi jdbi;

    @ConfigProperty(name = "kam.reporting-currency", defaultValue = BASE)
    String reportingCurrency;

    /// @param factor multiplies an amount of the first currency
    /// @param date the day of the rate; of a cross rate the earlier one
    public record Rate(BigDecimal factor, LocalDate date) {

        /// The amount in another currency, commercially rounded to its minor unit.
        public Money convert(BigDecimal amount, String to) {
            int digits = Math.max(0, java.util.Currency.getInstance(to).getDefaultFractionDigits());
            return new Money(amount.multiply(factor).setScale(digits, RoundingMode.HALF_UP), to);
        }
    }

    /// Units per euro.
    record PerEuro(BigDecimal rate, LocalDate date) {}

    /// The currency that sums over several currencies are given in.
    public String reportingCurrency() {
        return reportingCurrency;
    }

    /// How to get from one currency to another on a day, as known now.
    public Optional<Rate> find(String from, String to, LocalDate asOf) {
        return Optional.ofNullable(find(Set.of(from), to, asOf, null).get(from));
    }

    /// The same for several currencies at once; those without a rate are missing.
    ///
    /// @param knownAt counts only rates recorded by then; null: as known now
    public SortedMap<String, Rate> find(Collection<String> from, String to, LocalDate asOf, Instant knownAt) {
        SortedMap<String, Rate> rates = new TreeMap<>();
        Set<String> asked = new HashSet<>(from);
        asked.add(to);
        boolean trivial = asked.size() == 1;
        Map<String, PerEuro> perEuro = trivial ? Map.of() : perEuro(asked, asOf, knownAt);
        for (String currency : from) {
            Rate rate = currency.equals(to)
                    ? new Rate(BigDecimal.ONE, asOf)
                    : cross(perEuro.get(currency), perEuro.get(to), asOf);
            if (rate != null) {
                rates.put(currency, rate);
            }
        }
        return rates;
    }

    private static Rate cross(PerEuro from, PerEuro to, LocalDate asOf) {
        if (from == null || to == null) {
            return null;
        }
        LocalDate earlier = from.date().isBefore(to.date()) ? from.date() : to.date();
        return new Rate(to.rate().divide(from.rate(), MathContext.DECIMAL128), earlier.isAfter(asOf) ? asOf : earlier);
    }

    private Map<String, PerEuro> perEuro(Set<String> currencies, LocalDate asOf, Instant knownAt) {
        Map<String, PerEuro> known = jdbi.withHandle(handle -> handle.createQuery("""
                        select asked.currency, r.rate, r.rate_date
                        from unnest(:currencies) as asked(currency)
                        cross join lateral (
                            select rate, rate_date from exchange_rate e
                            where e.currency = asked.currency and e.rate_date <= :asOf
                                and e.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
                            order by rate_date desc, recorded_at desc limit 1
                        ) r""")
                .bindArray("currencies", String.class, currencies)
                .bind("asOf", asOf)
                .bind("knownAt", knownAt)
                .map((row, _) -> Map.entry(
                        row.getString(1), new PerEuro(row.getBigDecimal(2), row.getObject(3, LocalDate.class))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        if (currencies.contains(BASE)) {
            known.put(BASE, new PerEuro(BigDecimal.ONE, LocalDate.MAX));
        }
        return known;
    }

    /// All rates in force on a day, by currency.
    SortedMap<String, PerEuro> inForce(LocalDate asOf, Instant knownAt) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with recursive known(currency) as (
                            (select min(currency) from exchange_rate)
                            union all
                            select (select min(currency) from exchange_rate e where e.currency > k.currency)
                            from known k where k.currency is not null
                        )
                        select k.currency, r.rate, r.rate_date
                        from known k
                        cross join lateral (
                            select rate, rate_date from exchange_rate e
                            where e.currency = k.currency and e.rate_date <= :asOf
                                and e.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
                            order by rate_date desc, recorded_at desc limit 1
                        ) r""")
                .bind("asOf", asOf)
                .bind("knownAt", knownAt)
                .map((row, _) -> Map.entry(
                        row.getString(1), new PerEuro(row.getBigDecimal(2), row.getObject(3, LocalDate.class))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, TreeMap::new)));
    }

    /// One sum of amounts in several currencies.
    ///
    /// @param total null when nothing could be converted
    /// @param rates what was used, by currency
    /// @param unconverted amounts that no rate is known for, by currency
    public record Converted(Money total, SortedMap<String, Rate> rates, SortedMap<String, Money> unconverted) {}

    /// The sum in the reporting currency at the rates of a day; each currency's amount is rounded to the minor
    /// unit, then added.
    ///
    /// @param knownAt counts only rates recorded by then; null: as known now
    public Converted sum(Map<String, BigDecimal> amounts, LocalDate asOf, Instant knownAt) {
        SortedMap<String, Rate> rates = find(amounts.keySet(), reportingCurrency, asOf, knownAt);
        Function<String, Money> converted =
                currency -> rates.get(currency).convert(amounts.get(currency), reportingCurrency);
        SortedMap<String, Money> unconverted = new TreeMap<>();
        amounts.forEach((currency, amount) -> {
            if (!rates.containsKey(currency)) {
                unconverted.put(currency, new Money(amount, currency));
            }
        });
        Money total = rates.keySet().stream()
                .map(converted)
                .reduce(Money::plus)
                .orElse(amounts.isEmpty() ? Money.zero(reportingCurrency) : null);
        return new Converted(total, rates, unconverted);
    }
}
