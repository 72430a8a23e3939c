package org.kamsuite.scoring.score;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.kamsuite.contracts.Money;

/// Reads the criteria of an account out of its sales and its payments. Formulas as told in [Models].
final class Readings {

    private static final int DECIMALS = 6;
    private static final BigDecimal HUNDRED = new BigDecimal("100");
    private static final BigDecimal MONTHS = new BigDecimal("12");
    private static final BigDecimal DAYS_OF_A_YEAR = new BigDecimal("365.25");
    private static final int LONG_HISTORY = 24;

    private Readings() {}

    /// The average trailing revenue of the accounts that have a positive one, per currency.
    static Map<String, BigDecimal> averages(Collection<SubjectSales> portfolio) {
        record Sum(BigDecimal amount, long accounts) {}
        Map<String, Sum> sums = new HashMap<>();
        for (SubjectSales subject : portfolio) {
            SubjectSales.InCurrency main = subject.main();
            if (main.last12().signum() > 0) {
                sums.merge(
                        main.currency(),
                        new Sum(main.last12(), 1),
                        (a, b) -> new Sum(a.amount().add(b.amount()), a.accounts() + b.accounts()));
            }
        }
        return sums.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue()
                                .amount()
                                .divide(BigDecimal.valueOf(entry.getValue().accounts()), MathContext.DECIMAL64)));
    }

    static Map<Criterion.Code, Reading> of(SubjectSales subject, Map<String, BigDecimal> averages, LocalDate asOf) {
        Map<Criterion.Code, Reading> readings = new EnumMap<>(Criterion.Code.class);
        readings.put(Criterion.Code.REVENUE, revenue(subject, averages));
        readings.put(Criterion.Code.MARGIN, margin(subject));
        readings.put(Criterion.Code.GROWTH, growth(subject, asOf));
        readings.put(Criterion.Code.REPEAT_BUSINESS, repeatBusiness(subject));
        readings.put(Criterion.Code.TENURE, tenure(subject, asOf));
        readings.put(Criterion.Code.PAYMENT, payment(subject));
        return readings;
    }

    private static Reading revenue(SubjectSales subject, Map<String, BigDecimal> averages) {
        if (subject.firstBilling() == null) {
            return new Reading.Missing("no invoice or credit note so far");
        }
        SubjectSales.InCurrency main = subject.main();
        BigDecimal average = averages.get(main.currency());
        if (main.last12().signum() <= 0 || average == null) {
            return new Reading.Known(
                    BigDecimal.ZERO, currencyCoverage(subject), () -> amount(main) + currencyNote(subject));
        }
        BigDecimal ratio = quotient(main.last12(), average);
        return new Reading.Known(
                ratio,
                currencyCoverage(subject),
                () -> amount(main) + ", " + plain(ratio, 2) + " times the average account" + currencyNote(subject));
    }

    private static String amount(SubjectSales.InCurrency main) {
        return "revenue of twelve months " + new Money(main.last12(), main.currency());
    }

    private static Reading margin(SubjectSales subject) {
        SubjectSales.InCurrency main = subject.main();
        if (main.invoiced().signum() <= 0 || main.costed().signum() <= 0) {
            return new Reading.Missing("no invoice line of the last twelve months tells its cost");
        }
        if (main.last12().signum() <= 0) {
            return new Reading.Missing("no revenue in the last twelve months");
        }
        BigDecimal told = main.costed()
                .divide(main.invoiced(), MathContext.DECIMAL64)
                .min(BigDecimal.ONE)
                .setScale(DECIMALS, RoundingMode.HALF_EVEN);
        if (told.signum() == 0) {
            return new Reading.Missing("hardly any invoice line of the last twelve months tells its cost");
        }
        BigDecimal revenue = main.last12().multiply(told);
        BigDecimal rate = quotient(revenue.subtract(main.cost()), revenue);
        return new Reading.Known(
                rate,
                told.multiply(currencyCoverage(subject)).setScale(DECIMALS, RoundingMode.HALF_EVEN),
                () -> "margin " + percent(rate) + " of revenue"
                        + (told.compareTo(BigDecimal.ONE) < 0 ? ", cost known for " + percent(told) : ""));
    }

    private static Reading growth(SubjectSales subject, LocalDate asOf) {
        if (subject.firstBilling() == null) {
            return new Reading.Missing("no invoice or credit note so far");
        }
        SubjectSales.InCurrency main = subject.main();
        if (covers(subject.firstBilling(), asOf, LONG_HISTORY)) {
            return growth(subject, 12, main.last12(), main.before12(), BigDecimal.ONE);
        }
        if (covers(subject.firstBilling(), asOf, 12)) {
            return growth(subject, 6, main.last6(), main.before6(), new BigDecimal("0.5"));
        }
        if (covers(subject.firstBilling(), asOf, 6)) {
            return growth(subject, 3, main.last3(), main.before3(), new BigDecimal("0.25"));
        }
        return new Reading.Missing("invoices for less than six months: nothing to compare with");
    }

    // An account whose first invoice came within the first of the compared months has that month at
    // least in part.
    private static boolean covers(LocalDate first, LocalDate asOf, int months) {
        return !first.isAfter(asOf.minusMonths(months - 1));
    }

    private static Reading growth(
            SubjectSales subject, int months, BigDecimal last, BigDecimal before, BigDecimal coverage) {
        if (before.signum() <= 0) {
            return new Reading.Missing("no revenue in the " + months + " months before the last " + months);
        }
        BigDecimal rate = quotient(last.subtract(before), before);
        return new Reading.Known(
                rate,
                coverage.multiply(currencyCoverage(subject)),
                () -> "revenue " + (rate.signum() < 0 ? "" : "+") + percent(rate) + " in the last " + months
                        + " months against the " + months + " before");
    }

    private static Reading repeatBusiness(SubjectSales subject) {
        if (subject.firstBusiness() == null) {
            return new Reading.Missing("no order or invoice so far");
        }
        int months = subject.monthsWithBusiness();
        return new Reading.Known(
                quotient(BigDecimal.valueOf(months), MONTHS),
                BigDecimal.ONE,
                () -> "business in " + months + " of the last 12 months");
    }

    private static Reading tenure(SubjectSales subject, LocalDate asOf) {
        if (subject.firstBusiness() == null) {
            return new Reading.Missing("no order or invoice so far");
        }
        BigDecimal years =
                quotient(BigDecimal.valueOf(ChronoUnit.DAYS.between(subject.firstBusiness(), asOf)), DAYS_OF_A_YEAR);
        return new Reading.Known(
                years,
                BigDecimal.ONE,
                () -> "business since " + subject.firstBusiness() + ", " + plain(years, 1) + " years");
    }

    private static Reading payment(SubjectSales subject) {
        SubjectSales.Payment payment = subject.payment();
        if (payment == null) {
            return new Reading.Missing("receivables-service has published no days beyond terms (yet)");
        }
        BigDecimal days = payment.daysBeyondTerms().setScale(DECIMALS, RoundingMode.HALF_EVEN);
        boolean all = payment.accounts() >= payment.billed();
        return new Reading.Known(
                days,
                all
                        ? BigDecimal.ONE
                        : quotient(BigDecimal.valueOf(payment.accounts()), BigDecimal.valueOf(payment.billed())),
                () -> "paid " + plain(days.abs(), 1) + " days " + (days.signum() < 0 ? "before" : "after")
                        + " the due date on average, over " + payment.invoices()
                        + " settled invoices, by the figures of "
                        + payment.asOf()
                        + (all ? "" : ", known of " + payment.accounts() + " of " + payment.billed() + " accounts")
                        + (payment.drifting() ? "; later than it used to" : ""));
    }

    /// The share of the documents that are in the currency of the score.
    private static BigDecimal currencyCoverage(SubjectSales subject) {
        long all = subject.currencies().stream()
                .mapToLong(SubjectSales.InCurrency::documents)
                .sum();
        long counted = subject.main().documents();
        return all == 0 || all == counted
                ? BigDecimal.ONE
                : quotient(BigDecimal.valueOf(counted), BigDecimal.valueOf(all));
    }

    private static String currencyNote(SubjectSales subject) {
        String main = subject.main().currency();
        String others = subject.currencies().stream()
                .filter(each -> each.documents() > 0 && !each.currency().equals(main))
                .map(SubjectSales.InCurrency::currency)
                .sorted()
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? "" : "; amounts in " + others + " do not count, nothing is converted";
    }

    private static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
        return dividend.divide(divisor, MathContext.DECIMAL64).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }

    private static String percent(BigDecimal rate) {
        return plain(rate.multiply(HUNDRED), 1) + " %";
    }

    private static String plain(BigDecimal value, int decimals) {
        return value.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }
}
