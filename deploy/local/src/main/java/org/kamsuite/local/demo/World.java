package org.kamsuite.local.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.kamsuite.contracts.CustomerRef;

/// The made-up customers and products (`resources/demo`), and the first day of their history.
///
/// @param seed another seed is another company with other ERP systems, so that two seeds do not contradict each other
/// @param start first day
public record World(long seed, LocalDate start, List<Customer> customers, List<Product> products) {

    /// The seed unless another is asked for.
    static final long USUAL_SEED = 7;
    /// How long the history is at first.
    public static final int MONTHS = 18;

    private static final double DAYS_PER_MONTH = 365.25 / 12;
    /// Price lists, against the one in euro.
    static final Map<String, BigDecimal> PRICE_LISTS = Map.of(
            "EUR", BigDecimal.ONE,
            "USD", new BigDecimal("1.10"),
            "GBP", new BigDecimal("0.86"),
            "CHF", new BigDecimal("0.96"));

    /// How a customer pays.
    public enum Habit {
        PLAIN,
        /// Often takes the early-payment discount of his terms.
        DISCOUNT,
        /// Large invoices in two instalments.
        INSTALMENTS
    }

    /// @param parent the customer that it legally belongs to, or null
    /// @param ordersPerMonth how many orders a month in the mean
    /// @param orderValue mean value of an order, in the currency of a price list in euro
    /// @param growth percent a year
    /// @param daysLate mean of days between the due date and the payment
    public record Customer(
            CustomerRef ref,
            CustomerRef parent,
            String name,
            String legalName,
            String country,
            String city,
            String currency,
            String industry,
            String segment,
            double ordersPerMonth,
            double orderValue,
            double growth,
            int netDays,
            double daysLate,
            Habit habit,
            String manager,
            Story story) {}

    /// @param price list price in euro
    /// @param cost cost in euro
    public record Product(String sku, String category, String unit, BigDecimal price, BigDecimal cost) {}

    /// The world of a seed.
    public static World of(long seed, LocalDate start) {
        List<Product> products = read(
                "products.csv",
                row -> new Product(
                        row.getField("sku"),
                        row.getField("category"),
                        row.getField("unit"),
                        new BigDecimal(row.getField("price")),
                        new BigDecimal(row.getField("cost"))));
        return new World(seed, start, read("customers.csv", row -> customer(row, seed)), products);
    }

    /// The first day of a history that has [#MONTHS] months today: the first of a month.
    public static LocalDate startFor(LocalDate today) {
        return today.minusMonths(MONTHS).withDayOfMonth(1);
    }

    /// Months since the first day.
    double month(LocalDate day) {
        return ChronoUnit.DAYS.between(start, day) / DAYS_PER_MONTH;
    }

    /// What a customer pays for one piece on that day, in the customer's currency.
    BigDecimal price(Product product, Customer customer, LocalDate day) {
        BigDecimal rise = month(day) < Story.PRICES_RISE_FROM
                ? BigDecimal.ONE
                : BigDecimal.ONE.add(BigDecimal.valueOf(Story.PRICE_RISE));
        return product.price()
                .multiply(PRICE_LISTS.get(customer.currency()))
                .multiply(rise)
                .setScale(2, RoundingMode.HALF_UP);
    }

    BigDecimal cost(Product product, Customer customer) {
        return product.cost().multiply(PRICE_LISTS.get(customer.currency())).setScale(2, RoundingMode.HALF_UP);
    }

    /// The mean value of an order on that day, in the customer's currency.
    double orderValue(Customer customer, LocalDate day) {
        return customer.orderValue()
                * PRICE_LISTS.get(customer.currency()).doubleValue()
                * StrictMath.pow(1 + customer.growth() / 100, month(day) / 12);
    }

    static boolean isWorkday(LocalDate day) {
        return day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0;
    }

    /// That day, or the next one on which people work.
    static LocalDate workday(LocalDate day) {
        LocalDate found = day;
        while (!isWorkday(found)) {
            found = found.plusDays(1);
        }
        return found;
    }

    /// That day, or the last one before on which people work.
    static LocalDate workdayBefore(LocalDate day) {
        LocalDate found = day;
        while (!isWorkday(found)) {
            found = found.minusDays(1);
        }
        return found;
    }

    private static Customer customer(NamedCsvRecord row, long seed) {
        String suffix = seed == USUAL_SEED ? "" : "-" + seed;
        String parent = row.getField("parent");
        return new Customer(
                new CustomerRef(row.getField("system") + suffix, row.getField("number")),
                parent.isEmpty()
                        ? null
                        : new CustomerRef(
                                parent.substring(0, parent.indexOf(':')) + suffix,
                                parent.substring(parent.indexOf(':') + 1)),
                row.getField("name"),
                row.getField("legalName"),
                row.getField("country"),
                row.getField("city"),
                row.getField("currency"),
                row.getField("industry"),
                row.getField("segment"),
                Double.parseDouble(row.getField("ordersPerMonth")),
                Double.parseDouble(row.getField("orderValue")),
                Double.parseDouble(row.getField("growth")),
                Integer.parseInt(row.getField("netDays")),
                Double.parseDouble(row.getField("daysLate")),
                Habit.valueOf(row.getField("habit")),
                row.getField("manager"),
                row.getField("story").isEmpty() ? Story.NONE : Story.valueOf(row.getField("story")));
    }

    private static <T> List<T> read(String name, Function<NamedCsvRecord, T> row) {
        try (var csv = CsvReader.builder()
                .ofNamedCsvRecord(new InputStreamReader(
                        World.class.getResourceAsStream("/demo/" + name), StandardCharsets.UTF_8))) {
            return csv.stream().map(row).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
