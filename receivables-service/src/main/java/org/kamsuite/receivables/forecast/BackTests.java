package org.kamsuite.receivables.forecast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.ledger.OpenItem;
import org.kamsuite.receivables.ledger.Side;

/// Replays the portfolio's forecasts of earlier days.
@ApplicationScoped
class BackTests {

    private static final int STEP = 28;
    private static final int MOST = 13;
    private static final int WEEKS = 8;

    @Inject
    ForecastReads reads;

    @Inject
    Replays replays;

    @Inject
    Forecasts forecasts;

    @Inject
    Clock clock;

    /// @param knownAt counts only what was recorded by then; null: as known now
    BackTestView of(LocalDate askedFrom, LocalDate askedTo, Integer askedWeeks, Instant knownAt) {
        int weeks = Forecasts.weeks("horizonWeeks", askedWeeks, WEEKS);
        LocalDate today = forecasts.day(null);
        LocalDate to = askedTo == null || askedTo.isAfter(today) ? today : askedTo;
        LocalDate from = askedFrom == null ? to.minusDays(182L + 7L * weeks) : askedFrom;
        if (from.isAfter(to)) {
            throw Problem.badRequest("from", "must not be after to (" + to + "), but is " + from);
        }
        Moment at = Moment.of(to, knownAt, clock);
        List<LocalDate> days = Stream.iterate(from, day -> day.plusDays(STEP))
                .limit(MOST)
                .takeWhile(day -> !day.plusDays(7L * weeks).isAfter(to))
                .toList();
        SortedMap<String, List<BackTest.Pair>> pairs = new TreeMap<>();
        Replays.Source source = replays.of(days, to, at);
        List<BackTestView.Origin> origins =
                days.stream().map(day -> replay(day, weeks, pairs, source, at)).toList();
        return new BackTestView(
                from,
                to,
                weeks,
                at.knownAt(),
                origins,
                pairs.entrySet().stream()
                        .map(each -> scores(each.getKey(), each.getValue(), weeks))
                        .toList(),
                reason(origins, pairs, weeks),
                BackTestView.METHODS);
    }

    private static String reason(List<BackTestView.Origin> origins, Map<String, List<BackTest.Pair>> pairs, int weeks) {
        if (origins.isEmpty()) {
            return "No horizon of " + weeks + " weeks fits between from and to.";
        }
        return pairs.isEmpty() ? "Nothing was open on any of these days." : null;
    }

    private BackTestView.Origin replay(
            LocalDate origin, int weeks, Map<String, List<BackTest.Pair>> pairs, Replays.Source source, Moment at) {
        Instant then = origin.plusDays(1).atStartOfDay(clock.getZone()).toInstant();
        List<OpenItem> known = source.items(origin, then);
        boolean asKnown = known.stream().anyMatch(item -> item.side() == Side.OPEN);
        List<OpenItem> items = asKnown ? known : source.items(origin, null);
        Receivable.Assumptions assumptions = source.assumptions(origin);
        List<Forecasts.Seen> seen = Forecasts.seen(
                reads.receivables(null, items, new Moment(origin, at.knownAt(), at.until())), assumptions, origin);
        SortedMap<String, CashFlow> flows = Forecasts.flows(seen, origin, weeks);
        List<Long> invoices = seen.stream()
                .map(each -> each.receivable().document())
                .distinct()
                .toList();
        Map<String, BigDecimal[]> actual = new HashMap<>();
        source.received(invoices, origin, weeks)
                .forEach(each ->
                        actual.computeIfAbsent(each.currency(), _ -> zeros(weeks))[each.week()] = each.amount());
        flows.forEach((currency, flow) -> pairs.computeIfAbsent(currency, _ -> new ArrayList<>())
                .addAll(pairs(origin, flow, actual.getOrDefault(currency, zeros(weeks)))));
        return new BackTestView.Origin(origin, asKnown ? "KNOWN_AT" : "AS_OF", invoices.size());
    }

    private static BigDecimal[] zeros(int weeks) {
        return IntStream.range(0, weeks).mapToObj(_ -> BigDecimal.ZERO).toArray(BigDecimal[]::new);
    }

    static List<BackTest.Pair> pairs(LocalDate origin, CashFlow flow, BigDecimal[] actual) {
        List<BackTest.Pair> pairs = new ArrayList<>();
        BigDecimal expected = BigDecimal.ZERO;
        BigDecimal came = BigDecimal.ZERO;
        for (int week = 0; week < actual.length; week++) {
            expected = expected.add(flow.weeks().get(week));
            came = came.add(actual[week]);
            List<BigDecimal> band = flow.bands().get(week);
            pairs.add(new BackTest.Pair(
                    origin, week + 1, flow.weeks().get(week), band.get(0), band.get(2), actual[week]));
        }
        pairs.add(new BackTest.Pair(
                origin, 0, expected, flow.total().get(0), flow.total().get(2), came));
        return pairs;
    }

    private static BackTestView.CurrencyScores scores(String currency, List<BackTest.Pair> pairs, int weeks) {
        return new BackTestView.CurrencyScores(
                currency,
                IntStream.rangeClosed(1, weeks)
                        .mapToObj(week -> BackTestView.Scores.of(week, BackTest.score(of(pairs, week)), currency))
                        .toList(),
                BackTestView.Scores.of(null, BackTest.score(of(pairs, 0)), currency));
    }

    private static List<BackTest.Pair> of(List<BackTest.Pair> pairs, int week) {
        return pairs.stream().filter(pair -> pair.week() == week).toList();
    }
}
