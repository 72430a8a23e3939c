package org.kamsuite.receivables.ageing;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;
import org.kamsuite.receivables.ledger.Bucket;
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

        @Schema(description = "Payments and credits not applied to invoices, as a positive amount; they have no age.")
        Money unapplied,

        @Schema(description = "Sum of the buckets - unapplied = balance.")
        Money total,

        @Schema(description = "The part of the buckets that is in dispute (not in addition to them).")
        Money disputed,

        @Schema(description = "Number of invoices with an open amount.", examples = "3")
        int openInvoices) {

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

    public static AgeingRow of(String currency, Totals totals) {
        return new AgeingRow(
                currency,
                new Money(totals.in(Bucket.CURRENT), currency),
                new Money(totals.in(Bucket.D1_TO_30), currency),
                new Money(totals.in(Bucket.D31_TO_60), currency),
                new Money(totals.in(Bucket.D61_TO_90), currency),
                new Money(totals.in(Bucket.D91_TO_120), currency),
                new Money(totals.in(Bucket.OVER_120), currency),
                new Money(totals.unapplied(), currency),
                new Money(totals.balance(), currency),
                new Money(totals.disputed(), currency),
                totals.openInvoices());
    }

    /// @param sums current to over120, unapplied, disputed
    static AgeingRow of(String currency, List<BigDecimal> sums, int openInvoices) {
        List<BigDecimal> buckets = sums.subList(0, 6);
        BigDecimal open = buckets.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return new AgeingRow(
                currency,
                new Money(sums.get(0), currency),
                new Money(sums.get(1), currency),
                new Money(sums.get(2), currency),
                new Money(sums.get(3), currency),
                new Money(sums.get(4), currency),
                new Money(sums.get(5), currency),
                new Money(sums.get(6), currency),
                new Money(open.subtract(sums.get(6)), currency),
                new Money(sums.get(7), currency),
                openInvoices);
    }

    /// The sum of two rows of one currency.
    AgeingRow plus(AgeingRow other) {
        return new AgeingRow(
                currency,
                current.plus(other.current),
                d1To30.plus(other.d1To30),
                d31To60.plus(other.d31To60),
                d61To90.plus(other.d61To90),
                d91To120.plus(other.d91To120),
                over120.plus(other.over120),
                unapplied.plus(other.unapplied),
                total.plus(other.total),
                disputed.plus(other.disputed),
                openInvoices + other.openInvoices);
    }

    List<Object> cells() {
        return Arrays.asList(
                currency,
                current.amount(),
                d1To30.amount(),
                d31To60.amount(),
                d61To90.amount(),
                d91To120.amount(),
                over120.amount(),
                unapplied.amount(),
                total.amount(),
                disputed.amount(),
                openInvoices);
    }
}
