package org.kamsuite.receivables.behaviour;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What of an account's payments is out of the ordinary on a day. Pure; each rule compares the last 90 days with the
/// 365 days before.
final class Signals {

    static final Map<String, String> METHODS = new TreeMap<>(Map.of(
            "FIRST_LATE_PAYMENT",
            "an invoice was closed late, or is overdue, in the last 90 days after at least 6 paid and none late in the 365"
                    + " days before",
            "PARTIAL_PAYMENTS",
            "at least 2 invoices of the last 90 days' payments were paid in part, at least twice the share of the 365 days"
                    + " before",
            "TERMS_STRETCH",
            "mean days late of at least 5 invoices closed in the last 90 days at least 5 above that of at least 12 in the"
                    + " 365 days before, early days included",
            "DISPUTE_SPIKE",
            "at least 3 disputes opened in the last 90 days, at least twice the usual number of 90 days in the 365 days"
                    + " before",
            "UNAPPLIED_RISING",
            "unapplied payments and credits are at least 5 % of the open amount and at least twice those of 90 days ago",
            "PAYMENT_DRIFT",
            "EWMA or CUSUM chart of the days late leaves its limit"));

    static final int RECENT = 90;
    static final int USUAL = 365;
    private static final int RECORD = 6;
    private static final int FEW = 5;
    private static final int DOCUMENTS = 20;
    private static final BigDecimal SHARE = new BigDecimal("0.05");

    /// @param since the day of the latest thing that it rests on
    /// @param documents service-local ids, the latest first
    record Signal(WarningRule rule, LocalDate since, String detail, List<Long> documents) {}

    /// @param invoice the disputed invoice
    record Dispute(long customer, long invoice, LocalDate on) {}

    /// @param before unapplied 90 days before
    record Unapplied(BigDecimal now, BigDecimal before, BigDecimal open) {}

    private final List<PaidItem> items;
    private final List<Dispute> disputes;
    private final SortedMap<String, Unapplied> unapplied;
    private final LocalDate today;
    private final LocalDate recentFrom;
    private final LocalDate usualFrom;

    private Signals(
            List<PaidItem> items, List<Dispute> disputes, SortedMap<String, Unapplied> unapplied, LocalDate today) {
        this.items = items;
        this.disputes = disputes;
        this.unapplied = unapplied;
        this.today = today;
        recentFrom = today.minusDays(RECENT - 1L);
        usualFrom = recentFrom.minusDays(USUAL);
    }

    static List<Signal> of(
            List<PaidItem> items, List<Dispute> disputes, SortedMap<String, Unapplied> unapplied, LocalDate today) {
        Signals signals = new Signals(items, disputes, unapplied, today);
        List<Signal> found = new ArrayList<>();
        signals.firstLate().ifPresent(found::add);
        signals.partial().ifPresent(found::add);
        signals.stretch().ifPresent(found::add);
        signals.disputes().ifPresent(found::add);
        signals.unapplied().ifPresent(found::add);
        return found;
    }

    private boolean isRecent(LocalDate day) {
        return day != null && !day.isBefore(recentFrom) && !day.isAfter(today);
    }

    private boolean isUsual(LocalDate day) {
        return day != null && !day.isBefore(usualFrom) && day.isBefore(recentFrom);
    }

    private List<PaidItem> paid(boolean recent) {
        return items.stream()
                .filter(PaidItem::isPaid)
                .filter(item -> recent ? isRecent(item.closedOn()) : isUsual(item.closedOn()))
                .toList();
    }

    private Optional<Signal> firstLate() {
        List<PaidItem> before = paid(false);
        boolean spotless = before.stream().allMatch(item -> item.daysLate(today) <= 0);
        boolean longOverdue = items.stream()
                .anyMatch(item ->
                        item.isOverdue(today) && !isRecent(item.dueDate().plusDays(1)));
        List<PaidItem> late = items.stream()
                .filter(item ->
                        item.isOverdue(today) || item.isPaid() && isRecent(item.closedOn()) && item.daysLate(today) > 0)
                .sorted(Comparator.comparing(PaidItem::dueDate))
                .toList();
        if (before.size() < RECORD || !spotless || longOverdue || late.isEmpty()) {
            return Optional.empty();
        }
        PaidItem first = late.getFirst();
        String detail =
                "First late payment: %s %d days after its due date %s; the %d invoices paid in the year before were not late."
                        .formatted(
                                first.closedOn() == null ? "unpaid" : "paid",
                                first.daysLate(today),
                                first.dueDate(),
                                before.size());
        return Optional.of(
                new Signal(WarningRule.FIRST_LATE_PAYMENT, first.dueDate().plusDays(1), detail, documents(late)));
    }

    private static List<Long> documents(List<PaidItem> items) {
        return items.stream()
                .map(PaidItem::document)
                .distinct()
                .limit(DOCUMENTS)
                .toList();
    }

    private record Partial(PaidItem item, LocalDate on) {}

    // Paid in part: something was still open at the end of a payment's day, and its instalment was the whole of it.
    private List<Partial> partials() {
        List<Partial> found = new ArrayList<>();
        for (PaidItem item : items) {
            LocalDate first = item.parts().stream()
                    .map(PaidItem.Part::date)
                    .min(Comparator.naturalOrder())
                    .orElse(null);
            if (first != null && (item.closedOn() == null || item.closedOn().isAfter(first))) {
                found.add(new Partial(item, first));
            }
        }
        return found;
    }

    private long paidFirst(boolean recent) {
        return items.stream()
                .flatMap(item -> item.parts().stream().map(PaidItem.Part::date).min(Comparator.naturalOrder()).stream())
                .filter(day -> recent ? isRecent(day) : isUsual(day))
                .count();
    }

    private Optional<Signal> partial() {
        List<Partial> partials = partials();
        List<Partial> now = partials.stream()
                .filter(each -> isRecent(each.on()))
                .sorted(Comparator.comparing(Partial::on).reversed())
                .toList();
        long before = partials.stream().filter(each -> isUsual(each.on())).count();
        double share = (double) now.size() / Math.max(1, paidFirst(true));
        double usual = (double) before / Math.max(1, paidFirst(false));
        if (now.size() < 2 || share < 2 * usual) {
            return Optional.empty();
        }
        String detail = String.format(
                Locale.ROOT,
                "%d of %d invoices paid in the last 90 days were paid in part (%.0f %%; in the year before %.0f %%).",
                now.size(),
                paidFirst(true),
                share * 100,
                usual * 100);
        return Optional.of(new Signal(
                WarningRule.PARTIAL_PAYMENTS,
                now.getFirst().on(),
                detail,
                documents(now.stream().map(Partial::item).toList())));
    }

    private Optional<Signal> stretch() {
        List<PaidItem> now = paid(true).stream()
                .sorted(Comparator.comparing(PaidItem::closedOn).reversed())
                .toList();
        List<PaidItem> before = paid(false);
        if (now.size() < FEW || before.size() < Drift.Settings.DEFAULT.baseline()) {
            return Optional.empty();
        }
        double recent = mean(now);
        double usual = mean(before);
        if (recent - usual < FEW) {
            return Optional.empty();
        }
        String detail = String.format(
                Locale.ROOT,
                "Invoices closed in the last 90 days: on average %.1f days after the due date (%d); in the year before %.1f (%d)."
                        + " Negative: before it.",
                recent,
                now.size(),
                usual,
                before.size());
        return Optional.of(new Signal(WarningRule.TERMS_STRETCH, now.getFirst().closedOn(), detail, documents(now)));
    }

    private double mean(Collection<PaidItem> paid) {
        return paid.stream().mapToInt(item -> item.daysLate(today)).average().orElse(0);
    }

    private Optional<Signal> disputes() {
        List<Dispute> now = disputes.stream()
                .filter(each -> isRecent(each.on()))
                .sorted(Comparator.comparing(Dispute::on).reversed())
                .toList();
        double usual = disputes.stream().filter(each -> isUsual(each.on())).count() * (double) RECENT / USUAL;
        if (now.size() < 3 || now.size() < 2 * usual) {
            return Optional.empty();
        }
        String detail = String.format(
                Locale.ROOT,
                "%d disputes opened in the last 90 days; usual in the year before: %.1f in 90 days.",
                now.size(),
                usual);
        return Optional.of(new Signal(
                WarningRule.DISPUTE_SPIKE,
                now.getFirst().on(),
                detail,
                now.stream().map(Dispute::invoice).distinct().limit(DOCUMENTS).toList()));
    }

    private Optional<Signal> unapplied() {
        return unapplied.entrySet().stream()
                .filter(each -> {
                    Unapplied sums = each.getValue();
                    return sums.now().signum() > 0
                            && sums.now().compareTo(sums.open().multiply(SHARE)) >= 0
                            && sums.now().compareTo(sums.before().multiply(BigDecimal.TWO)) >= 0;
                })
                .findFirst()
                .map(each -> new Signal(
                        WarningRule.UNAPPLIED_RISING,
                        today,
                        "Unapplied payments and credits are %s %s, 90 days ago %s, beside %s open."
                                .formatted(
                                        each.getValue().now().toPlainString(),
                                        each.getKey(),
                                        each.getValue().before().toPlainString(),
                                        each.getValue().open().toPlainString()),
                        List.of()));
    }
}
