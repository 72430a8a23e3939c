package org.kamsuite.receivables.forecast;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.kamsuite.receivables.ledger.Cause;
import org.kamsuite.receivables.ledger.Entry;
import org.kamsuite.receivables.ledger.Side;

/// How customers pay, learnt from entries that were folded: the same figures that [ForecastReads] reads of the
/// projections. Pure.
final class Learning {

    static final Set<Cause> RECEIPTS = EnumSet.of(Cause.PAYMENT, Cause.DISCOUNT);
    private static final Set<Cause> LOSSES = EnumSet.of(Cause.WRITE_OFF, Cause.SHORT_PAYMENT);

    /// What a payment took off an instalment.
    private record Application(long document, int instalment, long source, long customer) {}

    private record Applied(String currency, LocalDate due, LocalDate paidOn, BigDecimal amount) {

        Applied plus(Applied other) {
            return new Applied(
                    currency,
                    due.isBefore(other.due) ? due : other.due,
                    paidOn.isBefore(other.paidOn) ? paidOn : other.paidOn,
                    amount.add(other.amount));
        }
    }

    private record Key(String payer, String currency, int days) {}

    private record Weight(double amount, int count) {

        Weight plus(Weight other) {
            return new Weight(amount + other.amount, count + other.count);
        }
    }

    /// @param lost written off
    private record Outcome(BigDecimal lost, BigDecimal paid) {

        Outcome plus(Outcome other) {
            return new Outcome(lost.add(other.lost), paid.add(other.paid));
        }

        double share() {
            BigDecimal all = lost.add(paid);
            return all.signum() == 0 ? 0 : Math.clamp(lost.doubleValue() / all.doubleValue(), 0, 1);
        }
    }

    private final LocalDate asOf;
    private final Map<Long, String> payerOf;
    private final Map<Key, Weight> weights = new HashMap<>();
    private final Map<String, Weight> byCurrency = new HashMap<>();
    private final Map<Long, Outcome> outcomes = new HashMap<>();

    /// @param payerOf of each customer
    Learning(LocalDate asOf, Map<Long, String> payerOf) {
        this.asOf = asOf;
        this.payerOf = payerOf;
    }

    /// @param entries all of some customers
    void add(Collection<Entry> entries) {
        Map<Application, Applied> applied = new HashMap<>();
        for (Entry entry : entries) {
            if (entry.side() != Side.OPEN || entry.date().isAfter(asOf)) {
                continue;
            }
            if (RECEIPTS.contains(entry.cause()) && isWithin(entry, ForecastReads.DAYS)) {
                applied.merge(
                        new Application(entry.document(), entry.instalment(), entry.source(), entry.customer()),
                        new Applied(
                                entry.currency(),
                                entry.judgedDue(),
                                entry.date(),
                                entry.amount().negate()),
                        Applied::plus);
            }
            if (isWithin(entry, ForecastReads.LONG)) {
                count(entry);
            }
        }
        applied.forEach((key, each) -> {
            if (each.amount().signum() > 0) {
                learn(payerOf.get(key.customer()), each);
            }
        });
    }

    private boolean isWithin(Entry entry, int days) {
        return entry.date().isAfter(asOf.minusDays(days));
    }

    private void count(Entry entry) {
        BigDecimal amount = entry.amount().negate();
        if (LOSSES.contains(entry.cause())) {
            outcomes.merge(entry.customer(), new Outcome(amount, BigDecimal.ZERO), Outcome::plus);
        } else if (RECEIPTS.contains(entry.cause())) {
            outcomes.merge(entry.customer(), new Outcome(BigDecimal.ZERO, amount), Outcome::plus);
        }
    }

    private void learn(String payer, Applied each) {
        int days = Math.toIntExact(Math.clamp(
                ChronoUnit.DAYS.between(each.due(), each.paidOn()), ForecastReads.EARLIEST, ForecastReads.LATEST));
        double age = ChronoUnit.DAYS.between(each.paidOn(), asOf);
        double amount = each.amount().doubleValue();
        weights.merge(
                new Key(payer, each.currency(), days),
                new Weight(amount * Math.pow(0.5, age / ForecastReads.HALF_LIFE), 1),
                Weight::plus);
        byCurrency.merge(each.currency(), new Weight(amount, 1), Weight::plus);
    }

    /// Of each payer what came how many days late, relative to the average amount in its currency.
    Map<String, ForecastReads.Payer> payers() {
        Map<String, ForecastReads.Payer> payers = new HashMap<>();
        weights.forEach((key, weight) -> {
            Weight all = byCurrency.get(key.currency());
            payers.computeIfAbsent(key.payer(), _ -> ForecastReads.Payer.empty())
                    .add(key.days(), weight.amount() * all.count() / all.amount(), weight.count());
        });
        return payers;
    }

    /// Of each payer the share of amounts that was written off, 0 to 1; of customers of one payer the largest.
    Map<String, Double> losses() {
        Map<String, Double> losses = new HashMap<>();
        outcomes.forEach((customer, outcome) -> {
            if (outcome.lost().signum() != 0) {
                losses.merge(payerOf.get(customer), outcome.share(), Math::max);
            }
        });
        return losses;
    }

    /// Of all customers together.
    double lossShare() {
        return outcomes.values().stream()
                .reduce(Outcome::plus)
                .map(Outcome::share)
                .orElse(0.0);
    }
}
