package org.kamsuite.receivables.forecast;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Expected receipts of open invoices in one currency, week by week. Pure and reproducible.
///
/// The expected amounts are sums of probabilities times amounts, not simulated. The bands come from draws with a
/// fixed seed: each invoice's day by its own chance, but with some probability by one that its payer's invoices
/// share, as who pays late pays everything late.
///
/// @param open what is open; weeks + beyond + loss add up to it exactly
/// @param loss written off or credited after a dispute
/// @param credits the part of the loss that is credited after disputes
/// @param bands of each week: 10 %, 50 %, 90 % of the draws
/// @param total the same of the whole horizon
record CashFlow(
        BigDecimal open,
        List<BigDecimal> weeks,
        List<BigDecimal> byExpectedDate,
        BigDecimal beyond,
        BigDecimal loss,
        BigDecimal credits,
        List<List<BigDecimal>> bands,
        List<BigDecimal> total,
        int draws) {

    static final String METHOD =
            "receipts per week = sum of open amounts * probability; p10, p50, p90 of up to 500 draws"
                    + " with a fixed seed, in which a payer's invoices share their chance with probability 0.3";

    private static final double SHARED = 0.3;
    private static final int MOST_DRAWS = 500;
    private static final int LEAST_DRAWS = 50;
    private static final long WORK = 8_000_000;
    private static final double[] BANDS = {0.1, 0.5, 0.9};

    /// An item ready to be counted.
    ///
    /// @param amount in the currency of the cash flow
    record Item(String payer, BigDecimal amount, Receivable.Outlook outlook) {}

    static CashFlow of(String currency, List<Item> items, LocalDate asOf, int weeks) {
        double[] expected = new double[weeks];
        double[] atDate = new double[weeks];
        double later = 0;
        double loss = 0;
        double credit = 0;
        for (Item item : items) {
            double amount = item.amount().doubleValue();
            double received = amount * item.outlook().received();
            loss += amount * item.outlook().loss();
            credit += amount * item.outlook().credit();
            for (Map.Entry<Integer, Double> day : item.outlook().days().entrySet()) {
                int week = (day.getKey() - 1) / 7;
                if (week < weeks) {
                    expected[week] += received * day.getValue();
                } else {
                    later += received * day.getValue();
                }
            }
            int week = (item.outlook().quantile(0.5) - 1) / 7;
            if (week < weeks) {
                atDate[week] += received;
            }
        }
        BigDecimal open = items.stream().map(Item::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        double[] parts = Arrays.copyOf(expected, weeks + 3);
        parts[weeks] = later;
        parts[weeks + 1] = loss;
        parts[weeks + 2] = credit;
        List<BigDecimal> exact = exact(parts, open, digits);
        double[][] draws = draws(items, asOf, weeks);
        return new CashFlow(
                open,
                exact.subList(0, weeks),
                Arrays.stream(atDate).mapToObj(each -> rounded(each, digits)).toList(),
                exact.get(weeks),
                exact.get(weeks + 1).add(exact.get(weeks + 2)),
                exact.get(weeks + 2),
                Arrays.stream(draws, 0, weeks).map(each -> band(each, digits)).toList(),
                band(draws[weeks], digits),
                draws[weeks].length);
    }

    // Rounds the running sums, so that the parts are right to the minor unit and add up to the whole exactly.
    private static List<BigDecimal> exact(double[] parts, BigDecimal whole, int digits) {
        BigDecimal[] exact = new BigDecimal[parts.length];
        BigDecimal before = BigDecimal.ZERO;
        double sum = 0;
        for (int i = 0; i < parts.length; i++) {
            sum += parts[i];
            BigDecimal running = i == parts.length - 1
                    ? whole
                    : rounded(sum, digits).min(whole).max(before);
            exact[i] = running.subtract(before);
            before = running;
        }
        return List.of(exact);
    }

    private static BigDecimal rounded(double amount, int digits) {
        return BigDecimal.valueOf(amount).setScale(digits, RoundingMode.HALF_EVEN);
    }

    // One row per week and one for the horizon, one column per draw.
    private static double[][] draws(List<Item> items, LocalDate asOf, int weeks) {
        int draws = Math.clamp(WORK / Math.max(1, items.size()), LEAST_DRAWS, MOST_DRAWS);
        double[][] sums = new double[weeks + 1][draws];
        SplittableRandom random = new SplittableRandom(asOf.toEpochDay());
        List<Prepared> prepared = items.stream()
                .map(Prepared::of)
                .sorted(Comparator.comparing(Prepared::payer).thenComparing(each -> each.received()))
                .toList();
        Map<String, double[]> shared = new HashMap<>();
        for (Prepared item : prepared) {
            double[] common = shared.computeIfAbsent(
                    item.payer(), _ -> random.doubles(draws).toArray());
            for (int draw = 0; draw < draws; draw++) {
                double chance = random.nextDouble() < SHARED ? common[draw] : random.nextDouble();
                int week = (item.day(chance) - 1) / 7;
                if (week < weeks) {
                    sums[week][draw] += item.received();
                    sums[weeks][draw] += item.received();
                }
            }
        }
        return sums;
    }

    private record Prepared(String payer, double received, int[] days, double[] cumulated) {

        static Prepared of(Item item) {
            int[] days = item.outlook().days().keySet().stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            double[] cumulated = item.outlook().days().values().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            Arrays.parallelPrefix(cumulated, Double::sum);
            return new Prepared(
                    item.payer(), item.amount().doubleValue() * item.outlook().received(), days, cumulated);
        }

        int day(double chance) {
            int at = Arrays.binarySearch(cumulated, chance);
            return days[Math.min(at < 0 ? -at - 1 : at, days.length - 1)];
        }
    }

    private static List<BigDecimal> band(double[] draws, int digits) {
        double[] sorted = draws.clone();
        Arrays.sort(sorted);
        return Arrays.stream(BANDS)
                .mapToObj(share -> rounded(sorted[(int) Math.round(share * (sorted.length - 1))], digits))
                .toList();
    }
}
