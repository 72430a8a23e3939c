package org.kamsuite.receivables.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// IBM's receivables sample, when it is there: forecasts every 4 weeks beside what came.
class PublishedDataTest {

    private static final int WEEKS = 8;

    private record Row(String customer, LocalDate issued, LocalDate due, LocalDate settled, BigDecimal amount) {

        int daysLate() {
            return Math.toIntExact(ChronoUnit.DAYS.between(due, settled));
        }
    }

    private static TreeMap<Integer, Double> weights(List<Row> paid, LocalDate asOf) {
        TreeMap<Integer, Double> weights = new TreeMap<>();
        paid.forEach(row -> weights.merge(
                row.daysLate(),
                row.amount().doubleValue()
                        * Math.pow(0.5, ChronoUnit.DAYS.between(row.settled(), asOf) / ForecastReads.HALF_LIFE),
                Double::sum));
        return weights;
    }

    private static List<BackTest.Pair> replay(List<Row> rows, LocalDate asOf) {
        List<Row> paid = rows.stream()
                .filter(row ->
                        !row.settled().isAfter(asOf) && row.settled().isAfter(asOf.minusDays(ForecastReads.DAYS)))
                .toList();
        Spread portfolio = Spread.of(weights(paid, asOf));
        Map<String, Receivable.Habit> habits = new HashMap<>();
        paid.stream()
                .collect(Collectors.groupingBy(Row::customer))
                .forEach((customer, own) -> habits.put(
                        customer,
                        new Receivable.Habit(
                                Spread.of(weights(own, asOf), own.size(), portfolio, ForecastReads.STRENGTH),
                                own.size(),
                                0,
                                0.7)));
        Receivable.Assumptions assumptions = new Receivable.Assumptions(
                habits, new Receivable.Habit(portfolio, 0, 0, 0.7), Receivable.Disputes.ASSUMED);
        List<Row> open = rows.stream()
                .filter(row -> !row.issued().isAfter(asOf) && row.settled().isAfter(asOf))
                .toList();
        List<Receivable> receivables = open.stream()
                .map(row -> new Receivable(
                        row.customer(),
                        1,
                        1,
                        "USD",
                        row.issued(),
                        row.due(),
                        row.amount(),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        null))
                .toList();
        CashFlow flow = Forecasts.flows(Forecasts.seen(receivables, assumptions, asOf), asOf, WEEKS)
                .get("USD");
        BigDecimal[] actual = new BigDecimal[WEEKS];
        java.util.Arrays.fill(actual, BigDecimal.ZERO);
        open.forEach(row -> {
            int week = Math.toIntExact(ChronoUnit.DAYS.between(asOf, row.settled()) - 1) / 7;
            if (week < WEEKS) {
                actual[week] = actual[week].add(row.amount());
            }
        });
        return BackTests.pairs(asOf, flow, actual);
    }

    @Test
    void forecastsArePublishedWithTheirErrors() throws IOException {
        Path file = Path.of("..", "..", "shared", "data", "ibm_ar", "WA_Fn-UseC_-Accounts-Receivable.csv");
        assumeTrue(Files.exists(file), "the public data sets are not in ../../shared/data");
        DateTimeFormatter format = DateTimeFormatter.ofPattern("M/d/yyyy");
        List<Row> rows = Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.split(","))
                .map(cells -> new Row(
                        cells[1],
                        LocalDate.parse(cells[4], format),
                        LocalDate.parse(cells[5], format),
                        LocalDate.parse(cells[8], format),
                        new BigDecimal(cells[6])))
                .toList();
        List<BackTest.Pair> pairs = new ArrayList<>();
        for (LocalDate asOf = LocalDate.of(2012, 7, 1);
                asOf.isBefore(LocalDate.of(2013, 10, 1));
                asOf = asOf.plusDays(28)) {
            pairs.addAll(replay(rows, asOf));
        }
        for (int week = 0; week <= WEEKS; week++) {
            int number = week;
            BackTest.Score score = BackTest.score(
                    pairs.stream().filter(pair -> pair.week() == number).toList());
            System.out.println("IBM receivables, forecast, " + (week == 0 ? "horizon" : "week " + week) + ": " + score);
        }
        BackTest.Score firstWeeks = BackTest.score(pairs.stream()
                .filter(pair -> pair.week() >= 1 && pair.week() <= 4)
                .toList());
        assertThat(firstWeeks.wape()).isLessThan(new BigDecimal("0.25"));
        assertThat(firstWeeks.bias()).isBetween(new BigDecimal("-0.1"), new BigDecimal("0.1"));
        assertThat(firstWeeks.coverage()).isBetween(new BigDecimal("0.65"), new BigDecimal("1"));
        assertThat(BackTest.score(
                                pairs.stream().filter(pair -> pair.week() == 0).toList())
                        .wape())
                .isLessThan(new BigDecimal("0.05"));
    }
}
