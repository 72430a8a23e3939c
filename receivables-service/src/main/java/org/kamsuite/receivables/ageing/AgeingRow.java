package org.kamsuite.receivables.ageing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;
import org.kamsuite.receivables.ledger.Totals;

@Schema(name = "AgeingRow", description = "Open items in one currency by age in days.")
public record AgeingRow(
        @Schema(examples = "EUR") String currency,

        @Schema(description = "Not past due; due on the day itself is current.")
        Money current,

        Money d1To30,
        Money d31To60,
        Money d61To90,
        Money d91To120,
        Money over120,

        @Schema(description = "The same in the buckets that were asked for with ?buckets=, or are configured.")
        List<BucketView> buckets,

        @Schema(description = "Payments and credits not applied to invoices, as a positive amount; they have no age.")
        Money unapplied,

        @Schema(description = "Sum of the buckets - unapplied = balance.")
        Money total,

        @Schema(description = "The part of the buckets that is in dispute (not in addition to them).")
        Money disputed,

        @Schema(description = "Number of invoices with an open amount.", examples = "3")
        int openInvoices) {

    @Schema(name = "AgeingBucket")
    record BucketView(
            @Schema(examples = "31-60") String name,

            @Schema(description = "First day of age; absent in the first bucket.", examples = "31")
            Integer from,

            @Schema(description = "Last day of age; absent in the last bucket.", examples = "60")
            Integer to,

            Money amount) {}

    static final List<String> COLUMNS = List.of(
            "currency",
            "current",
            "d1To30",
            "d31To60",
            "d61To90",
            "d91To120",
            "over120",
            "unapplied",
            "total",
            "disputed",
            "openInvoices");

    /// In the usual buckets.
    public static AgeingRow of(String currency, Totals totals) {
        return of(Aged.of(currency, totals, Buckets.DEFAULT), Buckets.DEFAULT);
    }

    static AgeingRow of(Aged aged, Buckets buckets) {
        return new AgeingRow(
                aged.currency(),
                sum(aged, buckets, null, 0),
                sum(aged, buckets, 1, 30),
                sum(aged, buckets, 31, 60),
                sum(aged, buckets, 61, 90),
                sum(aged, buckets, 91, 120),
                sum(aged, buckets, 121, null),
                buckets.ranges().stream()
                        .map(range -> new BucketView(
                                range.name(), range.from(), range.to(), sum(aged, buckets, range.from(), range.to())))
                        .toList(),
                new Money(aged.unapplied(), aged.currency()),
                new Money(aged.balance(), aged.currency()),
                new Money(aged.disputed(), aged.currency()),
                aged.openInvoices());
    }

    private static Money sum(Aged aged, Buckets buckets, Integer from, Integer to) {
        BigDecimal sum = buckets.sum(aged.sums(), from, to);
        return new Money(sum, aged.currency());
    }

    /// The columns of the CSV form: the six usual buckets, or those that were asked for.
    static List<String> columns(Buckets buckets) {
        return buckets.equals(Buckets.DEFAULT)
                ? COLUMNS
                : Stream.of(
                                Stream.of("currency"),
                                buckets.ranges().stream().map(Buckets.Range::name),
                                Stream.of("unapplied", "total", "disputed", "openInvoices"))
                        .flatMap(names -> names)
                        .toList();
    }

    List<Object> cells(Buckets asked) {
        List<Object> cells = new ArrayList<>(List.of(currency));
        if (asked.equals(Buckets.DEFAULT)) {
            Stream.of(current, d1To30, d31To60, d61To90, d91To120, over120)
                    .map(Money::amount)
                    .forEach(cells::add);
        } else {
            buckets.forEach(bucket -> cells.add(bucket.amount().amount()));
        }
        cells.addAll(Arrays.asList(unapplied.amount(), total.amount(), disputed.amount(), openInvoices));
        return cells;
    }
}
