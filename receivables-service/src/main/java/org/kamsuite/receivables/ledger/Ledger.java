package org.kamsuite.receivables.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The fold from facts to entries. A function of the set of facts: their order of arrival does not matter.
///
/// - A payment or credit note is a credit from its date; what its allocations (within its amount) settle
///   leaves it.
/// - An allocation counts from the latest of its own, the source's and the invoice's date, once both are
///   known.
/// - An invoice never goes below zero: what it does not take stays unapplied with its source.
/// - A reversed payment gives everything back on the day of the reversal; the invoice is open again with its
///   due dates.
/// - A write-off and a discount reduce what is open, and no credit comes of them. A payment for what was written
///   off is a recovery: it leaves the credit and opens nothing.
/// - A rest within the tolerance is given up on the day of the payment that left it, as long as it is one.
/// - A negative invoice is a credit, and settles what allocations name it for.
/// - What is settled closes the instalments in the order of their due dates.
public final class Ledger {

    private final Tolerances tolerances;
    private final Map<Long, Fact> facts = new HashMap<>();
    private final Map<Long, List<Fact>> changesBySource = new HashMap<>();
    private final Map<Long, Set<Long>> sourcesByInvoice = new HashMap<>();
    private final Map<Long, List<Fact>> othersByInvoice = new HashMap<>();
    private final Map<Long, Fact> resolutions = new HashMap<>();
    private final Map<Long, Map<Long, List<Grants.Grant>>> grants = new HashMap<>();

    /// A ledger in which every shortfall stays open.
    ///
    /// @param facts one revision of each document
    public Ledger(Collection<Fact> facts) {
        this(facts, Tolerances.NONE);
    }

    /// @param facts one revision of each document
    public Ledger(Collection<Fact> facts, Tolerances tolerances) {
        this.tolerances = tolerances;
        facts.forEach(fact -> this.facts.put(fact.document(), fact.asSource()));
        this.facts.values().stream()
                .sorted(Comparator.comparing(Fact::kind)
                        .thenComparing(Fact::number)
                        .thenComparing(Fact::document))
                .forEach(this::index);
    }

    private void index(Fact fact) {
        switch (fact.kind()) {
            case INVOICE, PROMISE -> {}
            case PAYMENT, CREDIT_NOTE -> fact.lines().forEach(line -> sourceOf(line.invoice(), fact.document()));
            case ALLOCATION, UNALLOCATION -> {
                Fact.Line line = source(fact);
                changesBySource
                        .computeIfAbsent(line.source(), _ -> new ArrayList<>())
                        .add(fact);
                sourceOf(line.invoice(), line.source());
            }
            case REVERSAL ->
                changesBySource
                        .computeIfAbsent(fact.lines().getFirst().source(), _ -> new ArrayList<>())
                        .add(fact);
            case WRITE_OFF, DISPUTE ->
                othersByInvoice
                        .computeIfAbsent(fact.lines().getFirst().invoice(), _ -> new ArrayList<>())
                        .add(fact);
            case RESOLUTION -> resolutions.put(fact.lines().getFirst().source(), fact);
        }
    }

    // The number of a credit note may be that of a negative invoice: the line whose source is there counts.
    private Fact.Line source(Fact allocation) {
        return allocation.lines().stream()
                .filter(line -> facts.containsKey(line.source())
                        && facts.get(line.source()).kind().isSource())
                .findFirst()
                .orElse(allocation.lines().getFirst());
    }

    private void sourceOf(long invoice, long source) {
        sourcesByInvoice.computeIfAbsent(invoice, _ -> new TreeSet<>()).add(source);
    }

    /// All entries of all documents.
    public List<Entry> entries() {
        return entries(facts.keySet());
    }

    /// The entries that these documents own. Correct when the facts hold the sources of these invoices with
    /// everything that names the sources.
    public List<Entry> entries(Set<Long> documents) {
        return documents.stream()
                .sorted()
                .map(facts::get)
                .filter(fact -> fact != null)
                .flatMap(fact -> switch (fact.kind()) {
                    case INVOICE -> invoice(fact);
                    case PAYMENT, CREDIT_NOTE -> credit(fact);
                    default -> Stream.empty();
                })
                .toList();
    }

    private Stream<Entry> credit(Fact fact) {
        List<Entry> entries = new ArrayList<>();
        entries.add(credit(fact, fact.document(), fact.date(), fact.amount(), Cause.DOCUMENT, null));
        changesBySource.getOrDefault(fact.document(), List.of()).stream()
                .filter(change ->
                        change.kind() == DocumentKind.REVERSAL && fact.kind().isSource())
                .findFirst()
                .ifPresent(reversal -> entries.add(credit(
                        fact,
                        fact.document(),
                        Grants.later(reversal.date(), fact.date()),
                        fact.amount().negate(),
                        Cause.REVERSAL,
                        reversal.document())));
        return entries.stream();
    }

    static Entry credit(Fact fact, long owner, LocalDate date, BigDecimal amount, Cause cause, Long by) {
        return new Entry(
                owner,
                Side.CREDIT,
                fact.document(),
                0,
                fact.customer(),
                fact.currency(),
                fact.date(),
                fact.date(),
                fact.date(),
                date,
                amount,
                cause,
                by);
    }

    private Stream<Entry> invoice(Fact invoice) {
        return Stream.concat(Settling.entries(invoice, steps(invoice), tolerances), disputes(invoice));
    }

    private List<Settling.Step> steps(Fact invoice) {
        List<Settling.Step> steps = new ArrayList<>();
        for (long id : sourcesByInvoice.getOrDefault(invoice.document(), Set.of())) {
            Fact source = facts.get(id);
            if (source != null && source.kind().isSource() && invoice.currency().equals(source.currency())) {
                grantsOf(source)
                        .getOrDefault(invoice.document(), List.of())
                        .forEach(grant -> steps.add(step(invoice, grant)));
            }
        }
        othersByInvoice.getOrDefault(invoice.document(), List.of()).stream()
                .filter(fact -> fact.kind() == DocumentKind.WRITE_OFF)
                .forEach(writeOff -> steps.addAll(writeOff(invoice, writeOff)));
        return steps;
    }

    private static Settling.Step step(Fact invoice, Grants.Grant grant) {
        boolean discount = grant.discount().signum() != 0;
        Fact source = grant.source();
        Cause cause = source.kind() == DocumentKind.PAYMENT ? Cause.PAYMENT : Cause.CREDIT_NOTE;
        return new Settling.Step(
                Grants.later(grant.date(), invoice.date()),
                source.kind().rank(),
                source.number(),
                grant.order(),
                new Settling.Claimant(discount ? Cause.DISCOUNT : cause, source),
                discount ? grant.discount() : grant.cash());
    }

    // A revision to 0 takes back, on its day, what the last revision before it that wrote something off did.
    private static List<Settling.Step> writeOff(Fact invoice, Fact writeOff) {
        Settling.Claimant by = new Settling.Claimant(Cause.WRITE_OFF, writeOff);
        List<Settling.Step> steps = new ArrayList<>();
        if (writeOff.amount().signum() > 0) {
            steps.add(writeOff(invoice, writeOff.date(), by, 0, writeOff.amount()));
        } else {
            LocalDate takenBack = writeOff.date();
            for (Fact.Earlier before : writeOff.earlier().reversed()) {
                if (before.amount().signum() > 0) {
                    steps.add(writeOff(invoice, before.date(), by, 0, before.amount()));
                    LocalDate back = Grants.later(before.date(), takenBack);
                    steps.add(writeOff(invoice, back, by, 1, before.amount().negate()));
                    break;
                }
                takenBack = before.date();
            }
        }
        return steps;
    }

    private static Settling.Step writeOff(
            Fact invoice, LocalDate date, Settling.Claimant by, int order, BigDecimal amount) {
        Fact writeOff = by.source();
        return new Settling.Step(
                Grants.later(date, invoice.date()), writeOff.kind().rank(), writeOff.number(), order, by, amount);
    }

    private Map<Long, List<Grants.Grant>> grantsOf(Fact source) {
        return grants.computeIfAbsent(source.document(), id -> {
            Map<Long, List<Grants.Grant>> byInvoice = new HashMap<>();
            Grants.of(source, changesBySource.getOrDefault(id, List.of()), facts::get)
                    .forEach(grant -> byInvoice
                            .computeIfAbsent(grant.invoice(), _ -> new ArrayList<>())
                            .add(grant));
            return byInvoice;
        });
    }

    private Stream<Entry> disputes(Fact invoice) {
        return othersByInvoice.getOrDefault(invoice.document(), List.of()).stream()
                .filter(fact -> fact.kind() == DocumentKind.DISPUTE)
                .flatMap(dispute -> {
                    LocalDate from = Grants.later(dispute.date(), invoice.date());
                    Fact resolution = resolutions.get(dispute.document());
                    return resolution == null
                            ? Stream.of(dispute(invoice, dispute, from, dispute.amount()))
                            : Stream.of(
                                    dispute(invoice, dispute, from, dispute.amount()),
                                    dispute(
                                            invoice,
                                            dispute,
                                            Grants.later(resolution.date(), from),
                                            dispute.amount().negate()));
                });
    }

    private static Entry dispute(Fact invoice, Fact dispute, LocalDate date, BigDecimal amount) {
        return new Entry(
                invoice.document(),
                Side.DISPUTE,
                invoice.document(),
                0,
                invoice.customer(),
                invoice.currency(),
                invoice.date(),
                invoice.date(),
                invoice.date(),
                date,
                amount,
                Cause.DISPUTE,
                dispute.document());
    }
}
