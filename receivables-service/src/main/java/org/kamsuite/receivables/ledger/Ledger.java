package org.kamsuite.receivables.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
/// - A write-off and a discount reduce what is open, and no credit comes of them.
/// - A negative invoice is a credit.
/// - What is settled closes the instalments in the order of their due dates.
public final class Ledger {

    private final Map<Long, Fact> facts = new HashMap<>();
    private final Map<Long, List<Fact>> changesBySource = new HashMap<>();
    private final Map<Long, Set<Long>> sourcesByInvoice = new HashMap<>();
    private final Map<Long, List<Fact>> othersByInvoice = new HashMap<>();
    private final Map<Long, Fact> resolutions = new HashMap<>();
    private final Map<Long, Map<Long, List<Grants.Grant>>> grants = new HashMap<>();

    /// @param facts one revision of each document
    public Ledger(Collection<Fact> facts) {
        facts.forEach(fact -> this.facts.put(fact.document(), fact));
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
                Fact.Line line = fact.lines().getFirst();
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
                    case INVOICE -> fact.amount().signum() < 0 ? credit(fact) : invoice(fact);
                    case PAYMENT, CREDIT_NOTE -> credit(fact);
                    default -> Stream.empty();
                })
                .toList();
    }

    private Stream<Entry> credit(Fact fact) {
        List<Entry> entries = new ArrayList<>();
        entries.add(credit(fact, fact.document(), fact.date(), fact.amount().abs(), Cause.DOCUMENT, null));
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

    private static Entry credit(Fact fact, long owner, LocalDate date, BigDecimal amount, Cause cause, Long by) {
        return new Entry(
                owner,
                Side.CREDIT,
                fact.document(),
                0,
                fact.customer(),
                fact.currency(),
                fact.date(),
                fact.date(),
                date,
                amount,
                cause,
                by);
    }

    private record Claimant(Cause cause, Fact source) {}

    private record Settlement(LocalDate date, int rank, String number, int order, Claimant by, BigDecimal amount) {}

    private static final Comparator<Settlement> CHRONOLOGICAL = Comparator.comparing(Settlement::date)
            .thenComparing(Settlement::rank)
            .thenComparing(Settlement::number)
            .thenComparing(Settlement::order);

    private Stream<Entry> invoice(Fact invoice) {
        Schedule schedule = new Schedule(invoice);
        Merged entries = new Merged();
        schedule.instalments()
                .forEach((number, instalment) -> entries.add(open(
                        invoice,
                        number,
                        instalment.dueDate(),
                        invoice.date(),
                        instalment.amount(),
                        Cause.DOCUMENT,
                        null)));
        LocalDate[] today = new LocalDate[1];
        Allotment<Claimant> settled = new Allotment<>(invoice.amount(), (by, amount) -> {
            schedule.settle(amount)
                    .forEach(part -> entries.add(open(
                            invoice,
                            part.number(),
                            part.dueDate(),
                            today[0],
                            part.amount().negate(),
                            by.cause(),
                            by.source().document())));
            if (by.cause() == Cause.PAYMENT || by.cause() == Cause.CREDIT_NOTE) {
                entries.add(credit(
                        by.source(), invoice.document(), today[0], amount.negate(), by.cause(), invoice.document()));
            }
        });
        for (Settlement settlement : settlements(invoice)) {
            today[0] = settlement.date();
            settled.claim(settlement.by(), settlement.amount());
        }
        disputes(invoice).forEach(entries::add);
        return entries.stream();
    }

    private List<Settlement> settlements(Fact invoice) {
        List<Settlement> settlements = new ArrayList<>();
        for (long id : sourcesByInvoice.getOrDefault(invoice.document(), Set.of())) {
            Fact source = facts.get(id);
            if (source == null || !invoice.currency().equals(source.currency())) {
                continue;
            }
            Cause cause = source.kind() == DocumentKind.PAYMENT ? Cause.PAYMENT : Cause.CREDIT_NOTE;
            for (Grants.Grant grant : grantsOf(source).getOrDefault(invoice.document(), List.of())) {
                boolean discount = grant.discount().signum() != 0;
                settlements.add(new Settlement(
                        Grants.later(grant.date(), invoice.date()),
                        source.kind().rank(),
                        source.number(),
                        grant.order(),
                        new Claimant(discount ? Cause.DISCOUNT : cause, source),
                        discount ? grant.discount() : grant.cash()));
            }
        }
        for (Fact writeOff : othersByInvoice.getOrDefault(invoice.document(), List.of())) {
            if (writeOff.kind() == DocumentKind.WRITE_OFF) {
                settlements.add(new Settlement(
                        Grants.later(writeOff.date(), invoice.date()),
                        writeOff.kind().rank(),
                        writeOff.number(),
                        0,
                        new Claimant(Cause.WRITE_OFF, writeOff),
                        writeOff.amount()));
            }
        }
        settlements.sort(CHRONOLOGICAL);
        return settlements;
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
                date,
                amount,
                Cause.DISPUTE,
                dispute.document());
    }

    private static Entry open(
            Fact invoice, int number, LocalDate dueDate, LocalDate date, BigDecimal amount, Cause cause, Long by) {
        return new Entry(
                invoice.document(),
                Side.OPEN,
                invoice.document(),
                number,
                invoice.customer(),
                invoice.currency(),
                invoice.date(),
                dueDate,
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
            entries.merge(
                    key,
                    entry,
                    (a, b) -> new Entry(
                            a.owner(),
                            a.side(),
                            a.document(),
                            a.instalment(),
                            a.customer(),
                            a.currency(),
                            a.issueDate(),
                            a.dueDate(),
                            a.date(),
                            a.amount().add(b.amount()),
                            a.cause(),
                            a.source()));
        }

        Stream<Entry> stream() {
            return entries.values().stream().filter(entry -> entry.amount().signum() != 0);
        }
    }
}
