package org.kamsuite.receivables.rates;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.audit.Audit;

/// Writes rates. Equal ones change nothing; another one for the same day and currency is a correction, which
/// is audited and leaves what was known before readable.
@ApplicationScoped
class RateBook {

    /// Rows per statement.
    private static final int CHUNK = 20_000;

    @Inject
    Jdbi jdbi;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /// @param before null when the day had no rate of this currency
    private record Written(LocalDate date, String currency, BigDecimal rate, BigDecimal before) {}

    /// @param added rates that were not there
    /// @param corrected rates that were different
    /// @param firstOfDay whether no rate of any of the days was there
    record Outcome(int added, int corrected, boolean firstOfDay) {}

    /// Takes over the rates of one day; those of currencies that are not named stay.
    @Transactional
    Outcome put(LocalDate date, Map<String, BigDecimal> rates) {
        lock();
        boolean known = jdbi.withHandle(
                handle -> handle.createQuery("select exists (select 1 from exchange_rate where rate_date = :date)")
                        .bind("date", date)
                        .mapTo(Boolean.class)
                        .one());
        List<Written> written = write(Map.of(date, rates));
        if (!written.isEmpty()) {
            record(date, written, known ? "exchange-rates.updated" : "exchange-rates.entered");
        }
        return outcome(written, !known);
    }

    /// Takes over a table of many days.
    @Transactional
    Outcome putAll(RateTable table) {
        lock();
        List<Written> written = write(table.rates());
        Map<LocalDate, List<Written>> corrections = new TreeMap<>();
        written.stream()
                .filter(each -> each.before() != null)
                .forEach(each -> corrections
                        .computeIfAbsent(each.date(), _ -> new ArrayList<>())
                        .add(each));
        audit.record(corrections.entrySet().stream()
                .map(day -> change(day.getKey(), day.getValue(), "exchange-rates.updated"))
                .toList());
        Outcome outcome = outcome(written, false);
        if (!written.isEmpty()) {
            audit.record(
                    "exchange-rates",
                    "exchange-rates.imported",
                    null,
                    Map.of("days", table.rates().size(), "added", outcome.added(), "corrected", outcome.corrected()));
        }
        return outcome;
    }

    private static Outcome outcome(List<Written> written, boolean first) {
        int corrected =
                (int) written.stream().filter(each -> each.before() != null).count();
        return new Outcome(written.size() - corrected, corrected, first);
    }

    private void record(LocalDate date, List<Written> written, String action) {
        audit.record(List.of(change(date, written, action)));
    }

    private static Audit.Change change(LocalDate date, List<Written> written, String action) {
        SortedMap<String, String> before = new TreeMap<>();
        SortedMap<String, String> after = new TreeMap<>();
        for (Written each : written) {
            after.put(each.currency(), each.rate().toPlainString());
            if (each.before() != null) {
                before.put(each.currency(), each.before().toPlainString());
            }
        }
        return new Audit.Change("exchange-rates:" + date, action, before.isEmpty() ? null : before, after);
    }

    // One after the other, so that each sees what it corrects.
    private void lock() {
        jdbi.useHandle(handle -> handle.createQuery("select pg_advisory_xact_lock(hashtext('exchange_rate'), 0)")
                .mapToMap()
                .list());
    }

    private List<Written> write(Map<LocalDate, Map<String, BigDecimal>> rates) {
        List<Written> given = new ArrayList<>();
        rates.forEach(
                (date, ofDay) -> ofDay.forEach((currency, rate) -> given.add(new Written(date, currency, rate, null))));
        List<Written> written = new ArrayList<>();
        Instant now = clock.instant();
        jdbi.useHandle(handle -> {
            for (int i = 0; i < given.size(); i += CHUNK) {
                written.addAll(write(handle, given.subList(i, Math.min(i + CHUNK, given.size())), now));
            }
        });
        return written;
    }

    private static List<Written> write(Handle handle, List<Written> given, Instant now) {
        return handle.createQuery("""
                        with given as (
                            select * from unnest(:dates, :currencies, :rates) as g(rate_date, currency, rate)
                        ), changed as (
                            select g.*, before.rate as rate_before from given g
                            left join lateral (
                                select e.rate from exchange_rate e
                                where e.currency = g.currency and e.rate_date = g.rate_date
                                order by recorded_at desc limit 1
                            ) before on true
                            where before.rate is distinct from g.rate
                        ), written as (
                            insert into exchange_rate (currency, rate_date, recorded_at, rate)
                            select currency, rate_date, :now, rate from changed
                            on conflict (currency, rate_date, recorded_at) do update set rate = excluded.rate
                        )
                        select rate_date, currency, rate, rate_before from changed""")
                .bindArray(
                        "dates",
                        LocalDate.class,
                        given.stream().map(Written::date).toList())
                .bindArray(
                        "currencies",
                        String.class,
                        given.stream().map(Written::currency).toList())
                .bindArray(
                        "rates",
                        BigDecimal.class,
                        given.stream().map(Written::rate).toList())
                .bind("now", now)
                .map((row, _) -> new Written(
                        row.getObject(1, LocalDate.class),
                        row.getString(2),
                        row.getBigDecimal(3),
                        row.getBigDecimal(4)))
                .list();
    }
}
