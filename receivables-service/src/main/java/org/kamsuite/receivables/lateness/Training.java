package org.kamsuite.receivables.lateness;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// A model of a day, and how models made the same way did on the months before: each month judged by a model trained
/// only on what was known on its first day. Pure.
///
/// @param model null while there is too little to learn from
/// @param baseline of all that is known
/// @param model's calibration, out of sample; so is the baseline's
/// @param better whether the model did at least as well as the baseline by Brier score: otherwise the baseline is used
record Training(
        LocalDate day,
        int invoices,
        int payers,
        LocalDate evaluatedFrom,
        Baseline baseline,
        Model model,
        Calibration modelCalibration,
        Calibration baselineCalibration,
        boolean better) {

    /// Of what is learnt from, and how far back.
    static final int MONTHS = 24;

    private static final int EVALUATED_MONTHS = 12;
    private static final int LEAST = 100;
    private static final int LEAST_OF_EACH = 10;

    /// @param invoices of the months before the day, with what happened to them before it
    static Training of(List<Invoice> invoices, LocalDate day) {
        return of(invoices, day, EVALUATED_MONTHS);
    }

    static Training of(List<Invoice> invoices, LocalDate day, int months) {
        List<History.Case> cases = History.of(invoices);
        List<History.Case> known = known(cases, day);
        LocalDate last = known.isEmpty()
                ? day
                : known.getLast().invoice().issueDate().plusMonths(1).withDayOfMonth(1);
        LocalDate from = last.minusMonths(months);
        List<Calibration.Prediction> byModel = new ArrayList<>();
        List<Calibration.Prediction> byBaseline = new ArrayList<>();
        for (LocalDate month = from; month.isBefore(last); month = month.plusMonths(1)) {
            List<History.Case> then = known(cases, month);
            Baseline baseline = Baseline.of(then);
            Model model = isEnough(then) ? Model.fit(then) : null;
            LocalDate next = month.plusMonths(1);
            for (History.Case each : known) {
                LocalDate issued = each.invoice().issueDate();
                if (model != null && !issued.isBefore(month) && issued.isBefore(next)) {
                    boolean late = each.invoice().isLate();
                    byModel.add(new Calibration.Prediction(model.probability(each), late));
                    byBaseline.add(new Calibration.Prediction(baseline.lateRatio(each.history()), late));
                }
            }
        }
        Model model = isEnough(known) ? Model.fit(known) : null;
        Calibration modelCalibration = Calibration.of(byModel);
        Calibration baselineCalibration = Calibration.of(byBaseline);
        return new Training(
                day,
                known.size(),
                (int) known.stream()
                        .map(each -> each.invoice().payer())
                        .distinct()
                        .count(),
                from,
                Baseline.of(known),
                model,
                modelCalibration,
                baselineCalibration,
                model != null && modelCalibration.n() > 0 && modelCalibration.brier() <= baselineCalibration.brier());
    }

    // Those past due: of the others only the early payers would be known. One closed on the day or later was open that
    // morning, and late.
    private static List<History.Case> known(List<History.Case> cases, LocalDate day) {
        return cases.stream()
                .filter(each -> each.invoice().dueDate().isBefore(day)
                        && !each.invoice().issueDate().isBefore(day.minusMonths(MONTHS)))
                .map(each -> new History.Case(each.invoice().seenOn(day), each.history()))
                .toList();
    }

    private static boolean isEnough(List<History.Case> cases) {
        long late = cases.stream().filter(each -> each.invoice().isLate()).count();
        return cases.size() >= LEAST && late >= LEAST_OF_EACH && cases.size() - late >= LEAST_OF_EACH;
    }
}
