package org.kamsuite.receivables.behaviour;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.kamsuite.contracts.receivables.DriftMethod;

/// Whether an account's payments shift to later days: EWMA and CUSUM charts of the days late, in the order in which
/// invoices were closed, then the open overdue ones with the days so far (at least so many; one that is not later
/// than usual yet tells nothing).
///
/// The baseline is estimated from the in-control invoices before, stands still during an excursion, and loses
/// what belongs to the estimated shift. An excursion begins when either chart leaves its limit upwards, and ends
/// after some payments in a row that are themselves within the EWMA's upper limit.
final class Drift {

    /// @param baseline invoices that are needed before one is judged
    /// @param window invoices that the baseline rests on at most, the latest
    /// @param floor days, the least standard deviation
    /// @param clearing payments within the limit that end an excursion
    record Settings(
            double lambda,
            double limit,
            double slack,
            double decision,
            int baseline,
            int window,
            double floor,
            int clearing) {

        static final Settings DEFAULT = new Settings(0.2, 3, 0.5, 5, 12, 60, 2, 3);
    }

    /// @param on the day it was closed; the day seen from when it is open
    /// @param atLeast still open
    record Observation(long document, int instalment, LocalDate on, int days, boolean atLeast) {

        static Observation of(PaidItem item, LocalDate asOf) {
            return new Observation(
                    item.document(),
                    item.instalment(),
                    item.closedOn() == null ? asOf : item.closedOn(),
                    item.daysLate(asOf),
                    item.closedOn() == null);
        }
    }

    /// @param baseline null while it is being gathered
    /// @param ewma in days, as are the limits
    /// @param cusum C+, in days
    record Point(
            Observation observation,
            Baseline baseline,
            double ewma,
            double upper,
            double lower,
            double cusum,
            double decision,
            int run,
            boolean alarm,
            boolean inExcursion) {}

    /// @param shiftStart the observation with which the shift is estimated to have begun
    /// @param newLevel estimated days late since then, at the alarm
    /// @param end null while it lasts
    record Excursion(
            DriftMethod method,
            Baseline baseline,
            Observation alarm,
            Observation shiftStart,
            double newLevel,
            List<Observation> since,
            LocalDate end) {

        /// The mean days late since the estimated start of the shift.
        double currentDays() {
            return since.stream().mapToInt(Observation::days).average().orElse(newLevel);
        }
    }

    private static final Comparator<PaidItem> BY_DOCUMENT =
            Comparator.comparing(PaidItem::document).thenComparing(PaidItem::instalment);

    private final Settings settings;
    private final List<Point> points = new ArrayList<>();
    private final List<Excursion> excursions = new ArrayList<>();
    private final List<Observation> monitored = new ArrayList<>();
    private final List<Observation> usual = new ArrayList<>();
    private final Ewma ewma;
    private final Cusum cusum;
    private Baseline baseline;
    private List<Observation> since;
    private int within;

    private Drift(Settings settings) {
        this.settings = settings;
        ewma = new Ewma(settings.lambda(), settings.limit());
        cusum = new Cusum(settings.slack(), settings.decision());
    }

    /// The observations of items: closed ones by closing day, then overdue ones by due date.
    static List<Observation> observations(List<PaidItem> items, LocalDate asOf) {
        List<Observation> observations = new ArrayList<>();
        items.stream()
                .filter(PaidItem::isPaid)
                .sorted(Comparator.comparing(PaidItem::closedOn).thenComparing(BY_DOCUMENT))
                .forEach(item -> observations.add(Observation.of(item, asOf)));
        items.stream()
                .filter(item -> item.isOverdue(asOf))
                .sorted(Comparator.comparing(PaidItem::dueDate).thenComparing(BY_DOCUMENT))
                .forEach(item -> observations.add(Observation.of(item, asOf)));
        return observations;
    }

    static Drift of(List<Observation> observations, Settings settings) {
        Drift drift = new Drift(settings);
        observations.forEach(drift::add);
        return drift;
    }

    List<Point> points() {
        return points;
    }

    List<Excursion> excursions() {
        return excursions;
    }

    /// The excursion that lasts, null if none does.
    Excursion current() {
        return excursions.isEmpty() || excursions.getLast().end() != null ? null : excursions.getLast();
    }

    /// Whether there were invoices enough to judge any.
    boolean isJudged() {
        return usual.size() >= settings.baseline() || !excursions.isEmpty();
    }

    /// The baseline of the next invoice; null while there are too few.
    Baseline judgedNext() {
        List<Observation> latest = usual.subList(Math.max(0, usual.size() - settings.window()), usual.size());
        return latest.size() < settings.baseline()
                ? null
                : Baseline.of(latest.stream().map(seen -> (double) seen.days()).toList(), settings.floor());
    }

    private void add(Observation each) {
        if (current() == null && usual.size() < settings.baseline()) {
            if (!each.atLeast()) {
                usual.add(each);
                points.add(new Point(each, null, 0, 0, 0, 0, 0, 0, false, false));
            }
            return;
        }
        if (current() == null) {
            baseline = judgedNext();
        }
        if (each.atLeast() && each.days() <= baseline.mean()) {
            return;
        }
        monitored.add(each);
        ewma.add(baseline.standardised(each.days()));
        cusum.add(baseline.standardised(each.days()));
        boolean alarm = current() == null && (ewma.isAbove() || cusum.isAbove());
        if (alarm) {
            begin(each);
        } else if (current() != null) {
            since.add(each);
        } else if (!each.atLeast()) {
            usual.add(each);
        }
        points.add(point(each, alarm));
        if (current() != null && !alarm) {
            clear(each);
        }
    }

    private void begin(Observation alarm) {
        int start = Math.max(0, monitored.size() - Math.max(1, cusum.run()));
        since = new ArrayList<>(monitored.subList(start, monitored.size()));
        usual.removeAll(since);
        excursions.add(new Excursion(
                ewma.isAbove() ? DriftMethod.EWMA : DriftMethod.CUSUM,
                baseline,
                alarm,
                since.getFirst(),
                baseline.days(Math.max(cusum.level(), 0)),
                since,
                null));
        within = 0;
    }

    private void clear(Observation each) {
        boolean inLimit = !each.atLeast() && each.days() <= baseline.days(ewma.limit());
        within = inLimit ? within + 1 : 0;
        if (within < settings.clearing()) {
            return;
        }
        Excursion over = excursions.removeLast();
        excursions.add(new Excursion(
                over.method(),
                over.baseline(),
                over.alarm(),
                over.shiftStart(),
                over.newLevel(),
                List.copyOf(since),
                each.on()));
        ewma.restart();
        cusum.restart();
        monitored.clear();
    }

    private Point point(Observation each, boolean alarm) {
        return new Point(
                each,
                baseline,
                baseline.days(ewma.value()),
                baseline.days(ewma.limit()),
                baseline.days(-ewma.limit()),
                cusum.value() * baseline.sigma(),
                settings.decision() * baseline.sigma(),
                cusum.run(),
                alarm,
                current() != null);
    }
}
