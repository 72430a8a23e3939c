package org.kamsuite.account.erp;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.kamsuite.account.registry.Account;
import org.kamsuite.account.registry.AccountContent;
import org.kamsuite.account.registry.Hierarchy;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.account.ParentRef;
import org.kamsuite.contracts.account.ParentType;

/// The customers and accounts that a batch is about, in memory: takes documents one by one and says which
/// accounts change. Pure; the state after a set of documents does not depend on their order.
///
/// An account with several customers follows the first of them (by system and number) of which an ERP has
/// spoken.
final class CustomerBook {

    /// What became of a document.
    sealed interface Outcome {
        record Taken() implements Outcome {}

        record AlreadyKnown() implements Outcome {}

        record Conflict(String detail) implements Outcome {}

        record Refused(String detail) implements Outcome {}
    }

    private final Map<CustomerRef, CustomerHistory> histories;
    private final Map<CustomerRef, UUID> owners = new HashMap<>();
    private final Map<CustomerRef, Set<CustomerRef>> children = new HashMap<>();
    private final Map<UUID, Account> stored = new HashMap<>();
    private final Map<UUID, AccountContent> contents = new HashMap<>();
    private final Map<UUID, ErpWord> words = new HashMap<>();
    private final List<CustomerFact> taken = new ArrayList<>();
    private final Hierarchy legal;
    private final ZoneId zone;

    /// @param facts the whole histories of the batch's customers, of those that share an account with them,
    /// and of
    ///     those that wait for one of them as their parent
    /// @param accounts the accounts of those customers and of the parents that they name
    /// @param legal the LEGAL links from those accounts upwards
    CustomerBook(Collection<CustomerFact> facts, Collection<Account> accounts, Hierarchy legal, ZoneId zone) {
        this.legal = legal;
        this.zone = zone;
        histories = facts.stream()
                .collect(Collectors.groupingBy(
                        CustomerFact::customer,
                        HashMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), CustomerHistory::of)));
        facts.forEach(this::noteParent);
        for (Account account : accounts) {
            stored.put(account.accountId(), account);
            contents.put(account.accountId(), account.content());
            account.content().references().forEach(reference -> owners.put(reference, account.accountId()));
        }
        contents.keySet().forEach(account -> words.put(account, word(account)));
    }

    private void noteParent(CustomerFact fact) {
        if (fact.content().parent() != null) {
            children.computeIfAbsent(
                            fact.content().parent(),
                            _ -> new TreeSet<>(java.util.Comparator.comparing(CustomerRef::key)))
                    .add(fact.customer());
        }
    }

    /// Takes a document into account, unless it breaks a rule.
    Outcome take(CustomerFact fact, Supplier<UUID> newIds) {
        CustomerHistory history = histories.getOrDefault(fact.customer(), CustomerHistory.EMPTY);
        return switch (history.with(fact)) {
            case CustomerHistory.Outcome.AlreadyKnown _ -> new Outcome.AlreadyKnown();
            case CustomerHistory.Outcome.Conflict conflict ->
                new Outcome.Conflict("customer %s, revision %d is known with another content, recorded at %s"
                        .formatted(
                                fact.customer().key(),
                                fact.revision(),
                                conflict.known().recordedAt()));
            case CustomerHistory.Outcome.Extended extended -> extend(fact, history, extended.history(), newIds);
        };
    }

    private Outcome extend(CustomerFact fact, CustomerHistory before, CustomerHistory after, Supplier<UUID> newIds) {
        CustomerRef customer = fact.customer();
        boolean newcomer = !owners.containsKey(customer);
        histories.put(customer, after);
        noteParent(fact);
        UUID account = owners.computeIfAbsent(customer, _ -> newIds.get());
        if (newcomer) {
            ErpWord word = word(account, List.of(customer));
            contents.put(account, word.newAccount(customer));
            words.put(account, word);
        }
        Set<UUID> affected = new LinkedHashSet<>(List.of(account));
        if (newcomer) {
            affected.addAll(accountsOf(children.getOrDefault(customer, Set.of())));
        }
        UUID inCycle = refresh(affected);
        if (inCycle == null) {
            taken.add(fact);
            return new Outcome.Taken();
        }
        String detail = "hierarchy-cycle: with this document account %s (%s) would become its own legal ancestor"
                .formatted(inCycle, contents.get(inCycle).legalName());
        // Back to what was: without the document no account follows from it.
        histories.put(customer, before);
        if (newcomer) {
            owners.remove(customer);
            affected.remove(account);
            contents.remove(account);
            words.remove(account);
            legal.put(account, List.of());
        }
        if (refresh(affected) != null) {
            throw new IllegalStateException("a hierarchy was cyclic before a document came");
        }
        return new Outcome.Refused(detail);
    }

    /// Customers of whom no ERP has spoken were given to this account, or taken from it, over REST: whoever
    /// names one of them as his parent follows. Returns an account in a cycle, or null.
    UUID reassign(UUID account, Set<CustomerRef> added, Set<CustomerRef> removed) {
        Set<CustomerRef> moved = new LinkedHashSet<>(removed);
        moved.addAll(added);
        Set<UUID> affected = new LinkedHashSet<>();
        moved.forEach(customer -> affected.addAll(accountsOf(children.getOrDefault(customer, Set.of()))));
        // The accounts were read after the move; their earlier word is the one before it.
        added.forEach(owners::remove);
        removed.forEach(customer -> owners.put(customer, account));
        affected.forEach(each -> words.put(each, word(each)));
        added.forEach(customer -> owners.put(customer, account));
        removed.forEach(owners::remove);
        return refresh(affected);
    }

    private List<UUID> accountsOf(Collection<CustomerRef> customers) {
        return customers.stream().map(owners::get).filter(Objects::nonNull).toList();
    }

    /// Brings accounts up to the ERP's present word; returns one that is in a cycle then, or null.
    private UUID refresh(Set<UUID> accounts) {
        for (UUID account : accounts) {
            ErpWord word = word(account);
            contents.put(account, word.applyTo(contents.get(account), words.put(account, word)));
            legal.put(account, contents.get(account).parents(ParentType.LEGAL));
        }
        return accounts.stream().filter(legal::hasCycleAt).findFirst().orElse(null);
    }

    private ErpWord word(UUID account) {
        return word(account, contents.get(account).references());
    }

    private ErpWord word(UUID account, List<CustomerRef> references) {
        for (CustomerRef reference : references) {
            CustomerHistory history = histories.getOrDefault(reference, CustomerHistory.EMPTY);
            if (!history.isEmpty()) {
                return new ErpWord(history.latest(), linksOf(account, history));
            }
        }
        return ErpWord.NOTHING;
    }

    private List<ParentRef> linksOf(UUID account, CustomerHistory history) {
        List<ParentRef> links = new ArrayList<>();
        for (CustomerHistory.Span span : history.parents(zone)) {
            UUID parent = owners.get(span.parent());
            if (parent == null || parent.equals(account)) {
                continue;
            }
            ParentRef last = links.isEmpty() ? null : links.getLast();
            if (last != null && last.parentId().equals(parent) && Objects.equals(last.validTo(), span.from())) {
                links.removeLast();
                links.add(new ParentRef(ParentType.LEGAL, parent, last.validFrom(), span.to()));
            } else {
                links.add(new ParentRef(ParentType.LEGAL, parent, span.from(), span.to()));
            }
        }
        return links;
    }

    /// The documents that were taken, each once.
    List<CustomerFact> taken() {
        return List.copyOf(taken);
    }

    /// The accounts that are new or differ from what is stored, at their next version.
    List<Account> changed(Instant now) {
        List<Account> changed = new ArrayList<>();
        contents.forEach((id, content) -> {
            Account present = stored.get(id);
            if (present == null) {
                changed.add(Account.of(id, content, now));
            } else if (!present.content().equals(content)) {
                changed.add(present.changedTo(content, now));
            }
        });
        return changed;
    }
}
