package org.kamsuite.receivables.lateness;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What was known of a payer in the morning of an invoice date: nothing that happened on that day or later.
///
/// @param known invoices that were closed, or already overdue
/// @param late those of them that were late
/// @param knownAmount amounts of the known ones
/// @param recent of the latest known ones, at most 6
/// @param closed closed invoices
/// @param daysLate sum of their days late, each at most 90
/// @param open issued before and not closed
/// @param overdue those of them past due
/// @param issuedAmount sum of the amounts of all issued before
record History(
        int known,
        int late,
        double knownAmount,
        double lateAmount,
        int recent,
        int recentLate,
        int closed,
        double daysLate,
        int open,
        int overdue,
        double openAmount,
        double overdueAmount,
        int issued,
        double issuedAmount) {

    private static final int RECENT = 6;
    private static final int MOST_DAYS = 90;

    /// An invoice with what was known on its date.
    record Case(Invoice invoice, History history) {}

    /// Each invoice with its history among the others, in the order of the invoice dates.
    static List<Case> of(Collection<Invoice> invoices) {
        List<Case> cases = new ArrayList<>();
        invoices.stream()
                .collect(Collectors.groupingBy(Invoice::payer, TreeMap::new, Collectors.toList()))
                .values()
                .forEach(each -> cases.addAll(new Sweep(each).cases()));
        cases.sort(Comparator.comparing((Case each) -> each.invoice().issueDate())
                .thenComparing(each -> each.invoice().document())
                .thenComparing(each -> each.invoice().instalment()));
        return cases;
    }

    /// Goes through the days of one payer once.
    private static final class Sweep {

        private final List<Invoice> invoices;
        private final TreeMap<LocalDate, List<Runnable>> mornings = new TreeMap<>();
        private final Deque<Boolean> latest = new ArrayDeque<>();
        private int known;
        private int late;
        private double knownAmount;
        private double lateAmount;
        private int closed;
        private double daysLate;
        private int open;
        private int overdue;
        private double openAmount;
        private double overdueAmount;
        private int issued;
        private double issuedAmount;

        Sweep(List<Invoice> invoices) {
            this.invoices = invoices.stream()
                    .sorted(Comparator.comparing(Invoice::issueDate)
                            .thenComparing(Invoice::document)
                            .thenComparing(Invoice::instalment))
                    .toList();
        }

        List<Case> cases() {
            for (Invoice each : invoices) {
                LocalDate issuedBefore = each.issueDate().plusDays(1);
                at(issuedBefore, () -> issue(each));
                at(later(issuedBefore, each.knownFrom()), () -> know(each));
                if (each.isLate()) {
                    at(later(issuedBefore, each.dueDate().plusDays(1)), () -> pastDue(each, 1));
                }
                if (each.closedOn() != null) {
                    at(later(issuedBefore, each.closedOn().plusDays(1)), () -> close(each));
                }
            }
            List<Case> cases = new ArrayList<>();
            for (Invoice each : invoices) {
                while (!mornings.isEmpty() && !mornings.firstKey().isAfter(each.issueDate())) {
                    Map.Entry<LocalDate, List<Runnable>> morning = mornings.pollFirstEntry();
                    morning.getValue().forEach(Runnable::run);
                }
                cases.add(new Case(each, history()));
            }
            return cases;
        }

        private void at(LocalDate morning, Runnable change) {
            mornings.computeIfAbsent(morning, _ -> new ArrayList<>()).add(change);
        }

        private static LocalDate later(LocalDate a, LocalDate b) {
            return a.isAfter(b) ? a : b;
        }

        private void issue(Invoice each) {
            issued++;
            issuedAmount += each.amount();
            open++;
            openAmount += each.amount();
        }

        private void know(Invoice each) {
            known++;
            knownAmount += each.amount();
            if (each.isLate()) {
                late++;
                lateAmount += each.amount();
            }
            latest.addLast(each.isLate());
            if (latest.size() > RECENT) {
                latest.removeFirst();
            }
        }

        private void pastDue(Invoice each, int sign) {
            overdue += sign;
            overdueAmount += sign * each.amount();
        }

        private void close(Invoice each) {
            closed++;
            daysLate += Math.min(MOST_DAYS, each.daysLate());
            open--;
            openAmount -= each.amount();
            if (each.isLate()) {
                pastDue(each, -1);
            }
        }

        private History history() {
            return new History(
                    known,
                    late,
                    knownAmount,
                    lateAmount,
                    latest.size(),
                    (int) latest.stream().filter(each -> each).count(),
                    closed,
                    daysLate,
                    open,
                    overdue,
                    openAmount,
                    overdueAmount,
                    issued,
                    issuedAmount);
        }
    }
}
