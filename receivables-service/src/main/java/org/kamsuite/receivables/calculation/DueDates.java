package org.kamsuite.receivables.calculation;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// When an invoice is due under given terms. Pure.
final class DueDates {

    private DueDates() {}

    @Schema(
            name = "PaymentTermsKind",
            description =
                    "NET_DAYS: `days` after the issue date. NET_MONTHS: `months` calendar months after it, at most the"
                            + " last day of the month. DAYS_END_OF_MONTH: `days` after the end of the month of issue. END_OF_MONTH_DAYS:"
                            + " the end of the month that lies `days` after the issue date. DAY_OF_MONTH: the first `dayOfMonth`, or"
                            + " the last day of a shorter month, that is at least `minimumDays` after the issue date.")
    enum Kind {
        NET_DAYS,
        NET_MONTHS,
        DAYS_END_OF_MONTH,
        END_OF_MONTH_DAYS,
        DAY_OF_MONTH
    }

    @Schema(name = "DueDateTerms")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Terms(
            @NotNull Kind type,

            @Min(0)
            @Max(3650)
            @Schema(description = "Of NET_DAYS, DAYS_END_OF_MONTH and END_OF_MONTH_DAYS.", examples = "45")
            Integer days,

            @Min(0) @Max(120) @Schema(description = "Of NET_MONTHS.", examples = "2")
            Integer months,

            @Min(1) @Max(31) @Schema(description = "Of DAY_OF_MONTH.", examples = "15")
            Integer dayOfMonth,

            @Min(0) @Max(3650) @Schema(description = "Of DAY_OF_MONTH; default 0.", examples = "31")
            Integer minimumDays) {

        /// The part without which the due date is not known; empty when nothing is missing.
        Optional<String> missing() {
            return switch (type) {
                case NET_DAYS, DAYS_END_OF_MONTH, END_OF_MONTH_DAYS ->
                    days == null ? Optional.of("days") : Optional.empty();
                case NET_MONTHS -> months == null ? Optional.of("months") : Optional.empty();
                case DAY_OF_MONTH -> dayOfMonth == null ? Optional.of("dayOfMonth") : Optional.empty();
            };
        }
    }

    /// @param method in words
    record Due(LocalDate date, long days, String method) {}

    /// W10: 45 days, end of month, issued in January 2019: 2019-03-17, whatever the day.
    static Due of(LocalDate issued, Terms terms) {
        LocalDate date = date(issued, terms);
        return new Due(date, ChronoUnit.DAYS.between(issued, date), method(terms));
    }

    private static LocalDate date(LocalDate issued, Terms terms) {
        return switch (terms.type()) {
            case NET_DAYS -> issued.plusDays(terms.days());
            case NET_MONTHS -> issued.plusMonths(terms.months());
            case DAYS_END_OF_MONTH -> YearMonth.from(issued).atEndOfMonth().plusDays(terms.days());
            case END_OF_MONTH_DAYS ->
                YearMonth.from(issued.plusDays(terms.days())).atEndOfMonth();
            case DAY_OF_MONTH -> {
                LocalDate earliest = issued.plusDays(minimum(terms));
                LocalDate inMonth = day(YearMonth.from(earliest), terms.dayOfMonth());
                yield inMonth.isBefore(earliest)
                        ? day(YearMonth.from(earliest).plusMonths(1), terms.dayOfMonth())
                        : inMonth;
            }
        };
    }

    private static LocalDate day(YearMonth month, int day) {
        return month.atDay(Math.min(day, month.lengthOfMonth()));
    }

    private static int minimum(Terms terms) {
        return terms.minimumDays() == null ? 0 : terms.minimumDays();
    }

    private static String method(Terms terms) {
        return switch (terms.type()) {
            case NET_DAYS -> "issue date + " + terms.days() + " days";
            case NET_MONTHS -> "issue date + " + terms.months() + " months, at most the last day of the month";
            case DAYS_END_OF_MONTH -> "end of the month of issue + " + terms.days() + " days";
            case END_OF_MONTH_DAYS -> "end of the month of (issue date + " + terms.days() + " days)";
            case DAY_OF_MONTH ->
                "the first day " + terms.dayOfMonth() + " of a month (its last day if it is shorter) at least "
                        + minimum(terms) + " days after the issue date";
        };
    }
}
