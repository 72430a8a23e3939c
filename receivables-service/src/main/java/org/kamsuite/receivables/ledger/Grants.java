package org.kamsuite.receivables.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

/// What one payment or credit note grants to invoices, day by day: its allocations in the order of their
/// days, within its amount. It does not look at what is open on the invoices, so that a change of one invoice
/// concerns no other.
final class Grants {

    /// A change of what `source` grants to `invoice`.
    ///
    /// @param cash out of the source's amount; may be negative
    /// @param discount prompt-payment discount, which is no cash; may be negative
    record Grant(Fact source, long invoice, LocalDate date, int order, BigDecimal cash, BigDecimal discount) {}

    private record Step(LocalDate date, int rank, String number, int line, DocumentKind kind, Fact.Line change) {}

    private static final Comparator<Step> CHRONOLOGICAL = Comparator.comparing(Step::date)
            .thenComparing(Step::rank)
            .thenComparing(Step::number)
            .thenComparing(Step::line);

    private final Fact source;
    private final List<Grant> grants = new ArrayList<>();
    private final Map<Long, BigDecimal> discounts = new HashMap<>();
    private final Set<Long> discounted = new HashSet<>();
    private LocalDate today;

    private Grants(Fact source) {
        this.source = source;
    }

    /// @param changes the allocations, unallocations and reversals that name the source
    /// @param invoice finds invoices, null for one that is not known
    static List<Grant> of(Fact source, List<Fact> changes, LongFunction<Fact> invoice) {
        return new Grants(source).fold(changes, invoice);
    }

    private List<Grant> fold(List<Fact> changes, LongFunction<Fact> invoice) {
        Allotment<Long> cash = new Allotment<>(source.amount(), this::grant);
        for (Step step : steps(changes, invoice)) {
            today = step.date();
            switch (step.kind()) {
                case UNALLOCATION ->
                    cash.claim(step.change().invoice(), step.change().amount().negate());
                case REVERSAL -> cash.close();
                default -> cash.claim(step.change().invoice(), step.change().amount());
            }
            boolean reversed = step.kind() == DocumentKind.REVERSAL;
            (reversed ? List.copyOf(discounted) : List.of(step.change().invoice()))
                    .forEach(each ->
                            grantDiscount(each, !reversed && cash.claimed(each).signum() > 0));
            if (reversed) {
                break;
            }
        }
        return grants;
    }

    private List<Step> steps(List<Fact> changes, LongFunction<Fact> invoice) {
        List<Step> steps = new ArrayList<>();
        List<Fact.Line> lines = withAmounts(invoice);
        for (int i = 0; i < lines.size(); i++) {
            Fact.Line line = lines.get(i);
            steps.add(new Step(source.date(), source.kind().rank(), source.number(), i, source.kind(), line));
            if (line.discount() != null) {
                discounts.merge(line.invoice(), line.discount(), BigDecimal::add);
            }
        }
        for (Fact change : changes) {
            // Nothing is allocated before the money is there.
            LocalDate date = later(change.date(), source.date());
            Fact.Line line = change.lines().getFirst();
            steps.add(new Step(date, change.kind().rank(), change.number(), 0, change.kind(), line));
        }
        steps.sort(CHRONOLOGICAL);
        return steps;
    }

    // A credit note may name invoices without amounts: one gets what is left of it, several get up to their payable
    // amounts in the order in which they are named.
    private List<Fact.Line> withAmounts(LongFunction<Fact> invoice) {
        long unsaid =
                source.lines().stream().filter(line -> line.amount() == null).count();
        if (unsaid == 0) {
            return source.lines();
        }
        BigDecimal said = source.lines().stream()
                .filter(line -> line.amount() != null)
                .map(Fact.Line::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal rest = source.amount().subtract(said).max(BigDecimal.ZERO);
        List<Fact.Line> lines = new ArrayList<>();
        for (Fact.Line line : source.lines()) {
            if (line.amount() != null) {
                lines.add(line);
                continue;
            }
            BigDecimal amount = unsaid == 1 ? rest : rest.min(payable(invoice.apply(line.invoice())));
            rest = rest.subtract(amount);
            lines.add(new Fact.Line(line.source(), line.invoice(), amount, null, null));
        }
        return lines;
    }

    private BigDecimal payable(Fact invoice) {
        boolean fits = invoice != null && source.currency().equals(invoice.currency());
        return fits ? invoice.amount().max(BigDecimal.ZERO) : BigDecimal.ZERO;
    }

    private void grant(Long invoice, BigDecimal cash) {
        grants.add(new Grant(source, invoice, today, grants.size(), cash, BigDecimal.ZERO));
    }

    private void grantDiscount(Long invoice, boolean due) {
        BigDecimal discount = discounts.getOrDefault(invoice, BigDecimal.ZERO);
        if (discount.signum() == 0) {
            return;
        }
        if (due && discounted.add(invoice)) {
            grants.add(new Grant(source, invoice, today, grants.size(), BigDecimal.ZERO, discount));
        } else if (!due && discounted.remove(invoice)) {
            grants.add(new Grant(source, invoice, today, grants.size(), BigDecimal.ZERO, discount.negate()));
        }
    }

    static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }
}
