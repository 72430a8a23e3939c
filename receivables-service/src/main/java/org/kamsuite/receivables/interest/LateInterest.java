package org.kamsuite.receivables.interest;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.kamsuite.contracts.Money;
import org.kamsuite.receivables.ledger.InstalmentHistory;

/// Statutory interest for late payment. Pure.
///
/// Simple interest for each day from the day after the due date, on what was open at the end of the day before: the day
/// of a payment still counts for what it pays, so that days = payment date - due date. The rate of a half-year is its
/// reference rate plus the margin; interest = principal * rate / 100 * days / 365.
record LateInterest(List<Span> spans, SortedSet<HalfYear> missing) {

    /// Days with one principal and one rate.
    ///
    /// @param to inclusive
    /// @param ratePercent a year, with the margin; null while the reference rate of the half-year is not known
    record Span(LocalDate from, LocalDate to, BigDecimal principal, HalfYear halfYear, BigDecimal ratePercent) {

        long days() {
            return ChronoUnit.DAYS.between(from, to) + 1;
        }

        /// In 36,500ths: exact.
        BigDecimal product() {
            return principal.multiply(ratePercent).multiply(BigDecimal.valueOf(days()));
        }
    }

    /// Percent of 365 days.
    static final BigDecimal DIVISOR = BigDecimal.valueOf(36_500);

    /// Of one instalment.
    ///
    /// @param cap interest only on so much of the principal; null: on all of it
    /// @param reference reference rates in percent a year
    static LateInterest of(
            InstalmentHistory part,
            BigDecimal cap,
            LocalDate asOf,
            Map<HalfYear, BigDecimal> reference,
            BigDecimal margin) {
        LocalDate due = part.judgedDueDate();
        LocalDate start = (due.isBefore(part.issueDate()) ? part.issueDate() : due).plusDays(1);
        SortedSet<LocalDate> turns = new TreeSet<>();
        turns.add(start);
        part.settlements().stream()
                .map(settled -> settled.date().plusDays(1))
                .filter(day -> day.isAfter(start) && !day.isAfter(asOf))
                .forEach(turns::add);
        for (HalfYear half = HalfYear.of(start); !half.last().isAfter(asOf.minusDays(1)); half = next(half)) {
            turns.add(next(half).first());
        }
        List<Span> spans = new ArrayList<>();
        SortedSet<HalfYear> missing = new TreeSet<>();
        List<LocalDate> days = turns.stream().filter(day -> !day.isAfter(asOf)).toList();
        for (int i = 0; i < days.size(); i++) {
            LocalDate from = days.get(i);
            LocalDate to = i + 1 < days.size() ? days.get(i + 1).minusDays(1) : asOf;
            BigDecimal open = part.open(from.minusDays(1));
            BigDecimal principal = cap == null ? open : open.min(cap);
            if (principal.signum() > 0) {
                HalfYear half = HalfYear.of(from);
                BigDecimal rate = reference.get(half);
                if (rate == null) {
                    missing.add(half);
                }
                spans.add(new Span(from, to, principal, half, rate == null ? null : rate.add(margin)));
            }
        }
        return new LateInterest(spans, missing);
    }

    private static HalfYear next(HalfYear half) {
        return HalfYear.of(half.last().plusDays(1));
    }

    /// The interest of several instalments, rounded once, commercially, to the minor unit; null while a rate is
    /// missing.
    static Money total(List<LateInterest> parts, String currency) {
        if (parts.stream().anyMatch(part -> !part.missing().isEmpty())) {
            return null;
        }
        BigDecimal product = parts.stream()
                .flatMap(part -> part.spans().stream())
                .map(Span::product)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return new Money(product.divide(DIVISOR, digits, RoundingMode.HALF_UP), currency);
    }

    static BigDecimal unrounded(Span span) {
        return span.ratePercent() == null ? null : span.product().divide(DIVISOR, MathContext.DECIMAL64);
    }
}
