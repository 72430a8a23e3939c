package org.kamsuite.local.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/// Something in the figures of an account that a director should hear about. Found by plain rules from what the
/// services answer; it knows nothing of [Story].
///
/// @param kind what it is about, in a few words
/// @param accountId whose figures
/// @param text the evidence
/// @param where the address that shows it, on the service that owns it
record Signal(String kind, UUID accountId, String name, String text, String where) {

    private static final double LATE_FROM_DAYS = 10;
    private static final double LATE_GROWTH = 3;
    private static final double ON_TIME_DROP = 0.2;
    private static final long LINES_LEAST = 15;
    /// Fewer lines are few orders, of which one or two late ones are chance.
    private static final long LINES_FOR_A_TREND = 30;
    private static final long DISPUTED_LEAST = 3;
    private static final int MEMBERS_LEAST = 4;
    private static final double UPPER_PART = 0.5;
    private static final long ORDERS_YEAR_AGO = 5;
    private static final double SEASON_FROM = 0.5;
    private static final double STAR_OTIF = 0.97;
    private static final double STAR_GROWTH = 0.12;
    private static final int STAR_THREADS = 3;
    /// More than so many of a kind are too many to read.
    private static final int MOST_OF_A_KIND = 3;

    /// All warnings, then the good news.
    static List<Signal> in(List<Figures> accounts) {
        List<Signal> signals = new ArrayList<>();
        signals.addAll(find(
                accounts,
                each -> each.daysLate() != null
                        && each.daysLateBefore() != null
                        && each.overdue() != null
                        && each.daysLate() > LATE_FROM_DAYS
                        && each.daysLate() > LATE_GROWTH * Math.max(2, each.daysLateBefore()),
                Comparator.comparing(Figures::daysLate).reversed(),
                each -> signal(
                        "Pays later and later",
                        each,
                        "paid %s in the last quarter, %s a year ago; %s overdue"
                                .formatted(late(each.daysLate()), late(each.daysLateBefore()), each.overdue()),
                        "receivables-service /v1/receivables/%s/metrics")));
        signals.addAll(find(
                accounts,
                each -> each.onTime() != null
                        && each.onTimeBefore() != null
                        && each.deliveredLines() >= LINES_FOR_A_TREND
                        && each.onTimeBefore() - each.onTime() > ON_TIME_DROP,
                Comparator.comparing(each -> each.onTime() - each.onTimeBefore()),
                each -> signal(
                        "Our deliveries slip",
                        each,
                        "on time %s in the last quarter, %s in the nine months before"
                                .formatted(Table.percent(each.onTime()), Table.percent(each.onTimeBefore())),
                        "service-monitor /v1/service-levels/%s")));
        signals.addAll(find(
                accounts,
                each -> each.singleThreaded()
                        && each.members() >= MEMBERS_LEAST
                        && each.rank() != null
                        && each.rank() <= Math.ceil(each.ranked() * UPPER_PART),
                Comparator.comparing(Figures::rank),
                each -> signal(
                        "Hangs on one person",
                        each,
                        "%d people decide, a strong tie to %d of them; rank %d of %d"
                                .formatted(each.members(), each.threads(), each.rank(), each.ranked()),
                        "relationship-service /v1/coverage/%s")));
        signals.addAll(find(
                accounts,
                each -> each.disputedInvoices() >= DISPUTED_LEAST,
                Comparator.comparing(Figures::disputedInvoices).reversed(),
                each -> signal(
                        "Disputes our invoices",
                        each,
                        "%d invoices in dispute, about %s".formatted(each.disputedInvoices(), each.disputed()),
                        "receivables-service /v1/receivables/%s/items")));
        signals.addAll(find(
                accounts,
                each -> each.ordersLately() != null
                        && each.ordersLately() == 0
                        && each.ordersYearAgo() != null
                        && each.ordersYearAgo() >= ORDERS_YEAR_AGO,
                Comparator.comparing(Figures::ordersYearAgo).reversed(),
                each -> signal(
                        "Has gone quiet",
                        each,
                        "no order in the last three months, %d in the same months a year ago"
                                .formatted(each.ordersYearAgo()),
                        "scoring-service /v1/sales/%s")));
        signals.addAll(find(
                accounts,
                each -> each.seasonShare() != null
                        && each.seasonShare() > SEASON_FROM
                        && each.ordersLately() != null
                        && each.ordersLately() > 0,
                Comparator.comparing(Figures::seasonShare).reversed(),
                each -> signal(
                        "Buys by the season",
                        each,
                        "%s of a year's revenue in %s".formatted(Table.percent(each.seasonShare()), each.season()),
                        "scoring-service /v1/sales/%s")));
        signals.addAll(find(
                accounts,
                each -> each.otif() != null
                        && each.otif() >= STAR_OTIF
                        && each.deliveredLines() >= LINES_LEAST
                        && each.daysLate() != null
                        && each.daysLate() <= 0
                        && each.growth() != null
                        && each.growth() >= STAR_GROWTH
                        && each.threads() != null
                        && each.threads() >= STAR_THREADS,
                Comparator.comparing(Figures::growth).reversed(),
                each -> signal(
                        "Good: well served, growing",
                        each,
                        "on time in full %s, revenue up %s on a year ago, pays %s days early, ties to %d people"
                                .formatted(
                                        Table.percent(each.otif()),
                                        Table.percent(each.growth()),
                                        Table.number(-each.daysLate(), 1),
                                        each.threads()),
                        "account-service /v1/accounts/%s/overview")));
        return signals;
    }

    private static List<Signal> find(
            List<Figures> accounts,
            Predicate<Figures> rule,
            Comparator<Figures> worstFirst,
            Function<Figures, Signal> words) {
        return accounts.stream()
                .filter(rule)
                .sorted(worstFirst.thenComparing(Figures::name))
                .limit(MOST_OF_A_KIND)
                .map(words)
                .toList();
    }

    private static String late(double days) {
        return Table.number(Math.abs(days), 1) + (days < 0 ? " days early" : " days late");
    }

    private static Signal signal(String kind, Figures account, String text, String where) {
        return new Signal(kind, account.accountId(), account.name(), text, where.formatted(account.accountId()));
    }
}
