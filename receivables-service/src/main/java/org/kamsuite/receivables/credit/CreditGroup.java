package org.kamsuite.receivables.credit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.receivables.CreditState;
import org.kamsuite.receivables.exposure.Amounts;

/// Accounts along the legal hierarchy with what they owe and may owe: the limit of an account binds its exposure and
/// that of all accounts below it. Pure.
final class CreditGroup {

    static final BigDecimal WATCH_FROM = new BigDecimal("0.8");

    /// @param parent null for the ultimate one
    /// @param limit null when there is none
    record Member(UUID accountId, String name, String currency, boolean keyAccount, UUID parent, Limit limit) {

        Member withoutParent() {
            return new Member(accountId, name, currency, keyAccount, null, limit);
        }

        /// In which its figures are told.
        String figuresIn() {
            return limit == null ? currency : limit.amount().currency();
        }
    }

    /// What an account and all below it use of its limit, in the currency of the limit, or without one in that of the
    /// account.
    ///
    /// @param pending credit held for orders that are not yet known
    /// @param insured what insurers cover of it
    /// @param exposure open items + unbilled deliveries + open orders - unapplied cash + pending - insured
    /// @param utilisation exposure / limit; null without a limit, or with one of 0
    /// @param unconverted amounts in currencies without a rate: not in the other figures
    record Node(
            Member member,
            String currency,
            Amounts amounts,
            BigDecimal pending,
            BigDecimal insured,
            BigDecimal exposure,
            BigDecimal utilisation,
            CreditState state,
            List<Money> unconverted) {

        boolean limited() {
            return member.limit() != null;
        }

        /// What may still be added; negative when the limit is exceeded.
        BigDecimal headroom() {
            return member.limit().amount().amount().subtract(exposure);
        }
    }

    private final Map<UUID, Member> members = new HashMap<>();
    private final Map<UUID, List<UUID>> children = new HashMap<>();
    private final Map<UUID, SortedMap<String, Amounts>> amounts;

    /// @param amounts of each account for itself, by currency
    CreditGroup(Collection<Member> members, Map<UUID, SortedMap<String, Amounts>> amounts) {
        members.forEach(member -> this.members.put(member.accountId(), member));
        this.amounts = amounts;
        members.forEach(this::place);
    }

    // A circle of parents is a mistake of the directory: who closes it stands alone.
    private void place(Member member) {
        if (member.parent() == null || !members.containsKey(member.parent())) {
            members.put(member.accountId(), member.withoutParent());
        } else if (parents(member.parent()).contains(member.accountId())) {
            members.put(member.accountId(), member.withoutParent());
        } else {
            children.computeIfAbsent(member.parent(), _ -> new ArrayList<>()).add(member.accountId());
        }
    }

    private List<UUID> parents(UUID account) {
        List<UUID> parents = new ArrayList<>();
        for (UUID at = account; at != null && members.containsKey(at) && !parents.contains(at); ) {
            parents.add(at);
            at = members.get(at).parent();
        }
        return parents;
    }

    Collection<Member> members() {
        return members.values();
    }

    /// The account and those above it, the ultimate one first.
    List<UUID> path(UUID account) {
        return parents(account).reversed();
    }

    /// All currencies in which there is something.
    Set<String> currencies() {
        Set<String> currencies = new HashSet<>();
        amounts.values().forEach(byCurrency -> currencies.addAll(byCurrency.keySet()));
        members.values().forEach(member -> {
            currencies.add(member.figuresIn());
            currencies.add(member.currency());
        });
        return currencies;
    }

    /// @param pending credit held, by account and currency
    Evaluation evaluate(
            DisputePolicy policy, Map<UUID, ? extends Map<String, BigDecimal>> pending, Conversion conversion) {
        return new Evaluation(policy, pending, conversion);
    }

    final class Evaluation {

        private final DisputePolicy policy;
        private final Map<UUID, ? extends Map<String, BigDecimal>> pending;
        private final Conversion conversion;
        private final Map<UUID, Below> below = new HashMap<>();
        private final Map<UUID, Node> nodes = new HashMap<>();

        /// What an account and all below it have, by currency.
        private record Below(SortedMap<String, Amounts> amounts, SortedMap<String, BigDecimal> pending) {}

        private Evaluation(
                DisputePolicy policy, Map<UUID, ? extends Map<String, BigDecimal>> pending, Conversion conversion) {
            this.policy = policy;
            this.pending = pending;
            this.conversion = conversion;
        }

        Conversion conversion() {
            return conversion;
        }

        List<Node> path(UUID account) {
            return CreditGroup.this.path(account).stream().map(this::node).toList();
        }

        Node node(UUID account) {
            Node known = nodes.get(account);
            if (known == null) {
                known = make(account);
                nodes.put(account, known);
            }
            return known;
        }

        private Below below(UUID account) {
            Below known = below.get(account);
            if (known == null) {
                SortedMap<String, Amounts> sums = new TreeMap<>(amounts.getOrDefault(account, new TreeMap<>()));
                SortedMap<String, BigDecimal> held =
                        new TreeMap<>(pending.containsKey(account) ? pending.get(account) : Map.of());
                children.getOrDefault(account, List.of()).forEach(child -> {
                    Below sub = below(child);
                    sub.amounts().forEach((currency, each) -> sums.merge(currency, each, Amounts::plus));
                    sub.pending().forEach((currency, each) -> held.merge(currency, each, BigDecimal::add));
                });
                known = new Below(sums, held);
                below.put(account, known);
            }
            return known;
        }

        private Node make(UUID account) {
            Member member = members.get(account);
            String currency = member.figuresIn();
            Amounts total = Amounts.NONE;
            BigDecimal held = BigDecimal.ZERO;
            List<Money> unconverted = new ArrayList<>();
            for (Map.Entry<String, Amounts> each : below(account).amounts().entrySet()) {
                Optional<Amounts> converted = convert(each.getValue(), each.getKey(), currency);
                if (converted.isPresent()) {
                    total = total.plus(converted.get());
                } else if (policy.exposure(each.getValue()).signum() != 0) {
                    unconverted.add(new Money(policy.exposure(each.getValue()), each.getKey()));
                }
            }
            for (Map.Entry<String, BigDecimal> each : below(account).pending().entrySet()) {
                Optional<BigDecimal> converted = conversion.convert(each.getValue(), each.getKey(), currency);
                held = held.add(converted.orElse(BigDecimal.ZERO));
                if (converted.isEmpty()) {
                    unconverted.add(new Money(each.getValue(), each.getKey()));
                }
            }
            BigDecimal gross = policy.exposure(total).add(held);
            BigDecimal insured = gross.max(BigDecimal.ZERO).min(cover(member, currency));
            BigDecimal exposure = gross.subtract(insured);
            return new Node(
                    member,
                    currency,
                    total,
                    held,
                    insured,
                    exposure,
                    utilisation(member.limit(), exposure),
                    stateOf(member.limit(), exposure),
                    List.copyOf(unconverted));
        }

        private Optional<Amounts> convert(Amounts each, String from, String to) {
            if (from.equals(to)) {
                return Optional.of(each);
            }
            if (conversion.convert(BigDecimal.ONE, from, to).isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Amounts(
                    converted(each.openItems(), from, to),
                    converted(each.disputed(), from, to),
                    converted(each.unapplied(), from, to),
                    converted(each.overdue(), from, to),
                    each.oldestDaysPastDue(),
                    converted(each.unbilled(), from, to),
                    converted(each.openOrders(), from, to),
                    converted(each.laterOrders(), from, to)));
        }

        private BigDecimal converted(BigDecimal amount, String from, String to) {
            return conversion.convert(amount, from, to).orElseThrow();
        }

        // What is insured below is insured here, too. A cover that cannot be converted covers nothing.
        private BigDecimal cover(Member member, String currency) {
            BigDecimal cover = member.limit() == null || member.limit().insured() == null
                    ? BigDecimal.ZERO
                    : member.limit().insured().amount();
            for (UUID child : children.getOrDefault(member.accountId(), List.of())) {
                Node node = node(child);
                cover = cover.add(conversion
                        .convert(node.insured(), node.currency(), currency)
                        .orElse(BigDecimal.ZERO));
            }
            return cover;
        }

        /// The limit that is reached first: the one that leaves the least room, in the account's currency; where that
        /// cannot be told, the one that is used most.
        Optional<Node> binding(UUID account) {
            List<Node> limited = path(account).stream().filter(Node::limited).toList();
            String currency = members.get(account).figuresIn();
            Map<Node, BigDecimal> room = new HashMap<>();
            limited.forEach(node -> conversion
                    .convert(node.headroom(), node.currency(), currency)
                    .ifPresent(headroom -> room.put(node, headroom)));
            Comparator<Node> leastRoom = Comparator.comparing(room::get);
            Comparator<Node> mostUsed = Comparator.comparing(
                    Node::utilisation, Comparator.nullsFirst(Comparator.<BigDecimal>reverseOrder()));
            return limited.stream().min(room.size() == limited.size() ? leastRoom : mostUsed);
        }

        /// The worst state on the account's path; NO_LIMIT only where no limit binds it.
        CreditState state(UUID account) {
            return path(account).stream()
                    .filter(Node::limited)
                    .map(Node::state)
                    .max(Comparator.naturalOrder())
                    .orElse(CreditState.NO_LIMIT);
        }
    }

    private static BigDecimal utilisation(Limit limit, BigDecimal exposure) {
        return limit == null || limit.amount().amount().signum() == 0
                ? null
                : exposure.divide(limit.amount().amount(), MathContext.DECIMAL64);
    }

    /// OK below 80 %, WATCH from 80 to 100 %, EXCEEDED above the limit. Compared exactly.
    static CreditState stateOf(Limit limit, BigDecimal exposure) {
        if (limit == null) {
            return CreditState.NO_LIMIT;
        }
        BigDecimal amount = limit.amount().amount();
        if (exposure.compareTo(amount) > 0) {
            return CreditState.EXCEEDED;
        }
        boolean watch = amount.signum() > 0 && exposure.compareTo(amount.multiply(WATCH_FROM)) >= 0;
        return watch ? CreditState.WATCH : CreditState.OK;
    }
}
