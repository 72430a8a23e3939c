package org.kamsuite.receivables.behaviour;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is to be said of one account's payments on a day. Pure.
///
/// @param figures over all currencies
/// @param drift of all invoices, whatever their currency
/// @param signals the shift first
record Assessment(Figures figures, Drift drift, List<Signals.Signal> signals) {

    /// What it rests on.
    ///
    /// @param reporting currency of the overall figures when there are several
    /// @param factors into it; a currency without one is in no overall figure
    record Inputs(
            List<PaidItem> items,
            List<Signals.Dispute> disputes,
            SortedMap<String, Signals.Unapplied> unapplied,
            String reporting,
            Map<String, BigDecimal> factors) {}

    static Assessment of(Inputs in, LocalDate from, LocalDate to) {
        Drift drift = Drift.of(
                Drift.observations(
                        in.items().stream()
                                .filter(item -> item.closedOn() == null
                                        || !item.closedOn().isBefore(Payments.chartsFrom(to)))
                                .toList(),
                        to),
                Drift.Settings.DEFAULT);
        List<Signals.Signal> signals = new ArrayList<>();
        if (drift.current() != null) {
            signals.add(signal(drift.current()));
        }
        signals.addAll(Signals.of(in.items(), in.disputes(), in.unapplied(), to));
        return new Assessment(overall(in, from, to), drift, signals);
    }

    private static Figures overall(Inputs in, LocalDate from, LocalDate to) {
        List<String> currencies =
                in.items().stream().map(PaidItem::currency).distinct().toList();
        return currencies.size() == 1
                ? Figures.of(currencies.getFirst(), in.items(), Map.of(currencies.getFirst(), BigDecimal.ONE), from, to)
                : Figures.of(in.reporting(), in.items(), in.factors(), from, to);
    }

    static SortedMap<String, Signals.Unapplied> sum(Collection<SortedMap<String, Signals.Unapplied>> perCustomer) {
        SortedMap<String, Signals.Unapplied> sum = new TreeMap<>();
        perCustomer.forEach(each -> each.forEach((currency, part) -> sum.merge(
                currency,
                part,
                (a, b) -> new Signals.Unapplied(
                        a.now().add(b.now()),
                        a.before().add(b.before()),
                        a.open().add(b.open())))));
        return sum;
    }

    private static Signals.Signal signal(Drift.Excursion excursion) {
        String detail = String.format(
                Locale.ROOT,
                "%s chart: usually %.1f days after the due date, %.1f since about %s (%d invoices).",
                excursion.method(),
                excursion.baseline().mean(),
                excursion.currentDays(),
                excursion.shiftStart().on(),
                excursion.since().size());
        return new Signals.Signal(
                WarningRule.PAYMENT_DRIFT,
                excursion.alarm().on(),
                detail,
                excursion.since().reversed().stream()
                        .map(Drift.Observation::document)
                        .distinct()
                        .limit(20)
                        .toList());
    }
}
