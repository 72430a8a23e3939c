package org.kamsuite.receivables.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The fold of one invoice: what settles it, step by step, becomes entries of its instalments and of the credits
/// that are used.
final class Settling {

    /// Who settles; its claims on the invoice are one.
    record Claimant(Cause cause, Fact source) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Claimant it && cause == it.cause && source.document() == it.source.document();
        }

        @Override
        public int hashCode() {
            return 31 * Long.hashCode(source.document()) + cause.ordinal();
        }
    }

    /// A change of what is claimed.
    ///
    /// @param amount negative when taken back
    record Step(LocalDate date, int rank, String number, int order, Claimant by, BigDecimal amount) {}

    private static final Comparator<Step> CHRONOLOGICAL = Comparator.comparing(Step::date)
            .thenComparing(Step::rank)
            .thenComparing(Step::number)
            .thenComparing(Step::order);

    private final Fact invoice;
    private final Tolerances tolerances;
    private final Schedule schedule;
    private final Allotment<Claimant> settled;
    private final Map<Claimant, BigDecimal> recovered = new LinkedHashMap<>();
    private final Merged entries = new Merged();
    private LocalDate today;
    private Claimant shortPayment;

    private Settling(Fact invoice, Tolerances tolerances) {
        this.invoice = invoice;
        this.tolerances = tolerances;
        schedule = new Schedule(invoice);
        settled = new Allotment<>(invoice.amount(), this::settle);
    }

    static Stream<Entry> entries(Fact invoice, List<Step> steps, Tolerances tolerances) {
        return new Settling(invoice, tolerances).fold(steps).stream();
    }

    private Merged fold(List<Step> steps) {
        schedule.instalments()
                .forEach((number, instalment) -> entries.add(
                        open(number, instalment, invoice.date(), instalment.amount(), Cause.DOCUMENT, null)));
        List<Step> sorted = steps.stream().sorted(CHRONOLOGICAL).toList();
        Claimant payer = null;
        for (int i = 0; i < sorted.size(); i++) {
            Step step = sorted.get(i);
            if (!step.date().equals(today)) {
                today = step.date();
                reclaimShortPayment();
                payer = null;
            }
            settled.claim(step.by(), step.amount());
            recover();
            if (step.by().cause() == Cause.PAYMENT && step.amount().signum() > 0) {
                payer = step.by();
            }
            boolean lastOfDay =
                    i + 1 == sorted.size() || !sorted.get(i + 1).date().equals(today);
            if (lastOfDay) {
                giveUpRest(payer);
            }
        }
        return entries;
    }

    private void settle(Claimant by, BigDecimal amount) {
        schedule.settle(amount)
                .forEach(part -> entries.add(open(
                        part.number(),
                        part.of(),
                        today,
                        part.amount().negate(),
                        by.cause(),
                        by.source().document())));
        if (by.cause() == Cause.PAYMENT || by.cause() == Cause.CREDIT_NOTE) {
            use(by, amount, by.cause());
        }
    }

    private void use(Claimant by, BigDecimal amount, Cause cause) {
        entries.add(Ledger.credit(by.source(), invoice.document(), today, amount.negate(), cause, invoice.document()));
    }

    // Whatever else happens on a day comes before the rest is given up.
    private void reclaimShortPayment() {
        if (shortPayment != null) {
            settled.claim(shortPayment, settled.claimed(shortPayment).negate());
        }
    }

    private void giveUpRest(Claimant payer) {
        Fact source = payer != null ? payer.source() : shortPayment == null ? null : shortPayment.source();
        shortPayment = null;
        BigDecimal rest = settled.room();
        boolean paid = source != null
                && settled.taken(new Claimant(Cause.PAYMENT, source)).signum() > 0;
        if (paid && rest.signum() > 0 && tolerances.covers(invoice, rest, today)) {
            shortPayment = new Claimant(Cause.SHORT_PAYMENT, source);
            settled.claim(shortPayment, rest);
        }
    }

    // Domain rule: what is paid or credited for an invoice that was written off leaves the credit and opens nothing,
    // up to what was written off.
    private void recover() {
        BigDecimal rest = settled.keys().stream()
                .filter(key -> key.cause() == Cause.WRITE_OFF)
                .map(settled::taken)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (rest.signum() == 0 && recovered.isEmpty()) {
            return;
        }
        for (Claimant key : List.copyOf(settled.keys())) {
            if (key.cause() != Cause.PAYMENT && key.cause() != Cause.CREDIT_NOTE) {
                continue;
            }
            BigDecimal due = settled.claimed(key).subtract(settled.taken(key)).min(rest);
            rest = rest.subtract(due);
            BigDecimal change = due.subtract(recovered.getOrDefault(key, BigDecimal.ZERO));
            if (change.signum() != 0) {
                recovered.put(key, due);
                use(key, change, Cause.RECOVERY);
            }
        }
    }

    private Entry open(
            int number, Schedule.Instalment instalment, LocalDate date, BigDecimal amount, Cause cause, Long by) {
        return new Entry(
                invoice.document(),
                Side.OPEN,
                invoice.document(),
                number,
                invoice.customer(),
                invoice.currency(),
                invoice.date(),
                instalment.dueDate(),
                instalment.judgedDue(),
                date,
                amount,
                cause,
                by);
    }

    /// Entries of one day, item and cause are one, and none when they come to nothing.
    private static final class Merged {

        private record Key(Side side, long document, int instalment, LocalDate date, Cause cause, Long source) {}

        private final Map<Key, Entry> entries = new LinkedHashMap<>();

        void add(Entry entry) {
            Key key = new Key(
                    entry.side(), entry.document(), entry.instalment(), entry.date(), entry.cause(), entry.source());
            entries.merge(key, entry, (a, b) -> a.plus(b.amount()));
        }

        Stream<Entry> stream() {
            return entries.values().stream().filter(entry -> entry.amount().signum() != 0);
        }
    }
}
