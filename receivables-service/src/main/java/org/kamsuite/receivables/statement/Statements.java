package org.kamsuite.receivables.statement;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.account.AccountEntry;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.receivables.ageing.AgeingRow;
import org.kamsuite.receivables.book.Documents;
import org.kamsuite.receivables.book.Entries;
import org.kamsuite.receivables.book.OpenItems;
import org.kamsuite.receivables.ledger.Entry;
import org.kamsuite.receivables.ledger.OpenItem;
import org.kamsuite.receivables.ledger.Totals;
import org.kamsuite.receivables.position.OpenItemView;
import org.kamsuite.receivables.position.Positions;

/// Makes statements of account out of the entries of a period and the items that are open at its ends.
@ApplicationScoped
class Statements {

    /// What one statement may have.
    private static final int MAX_ENTRIES = 100_000;

    @Inject
    AccountDirectory directory;

    @Inject
    OpenItems openItems;

    @Inject
    Entries entries;

    @Inject
    Documents documents;

    @Inject
    Positions positions;

    @Inject
    Clock clock;

    // One transaction, so that the ends and what lies between are of one moment as far as the isolation allows.
    @Transactional
    StatementView of(UUID accountId, LocalDate askedFrom, LocalDate askedDay, Instant askedKnownAt, Scope scope) {
        AccountEntry account = directory.require(accountId);
        Instant now = clock.instant();
        LocalDate asOf = askedDay == null ? LocalDate.ofInstant(now, clock.getZone()) : askedDay;
        LocalDate from = askedFrom == null ? asOf.withDayOfMonth(1).minusMonths(1) : askedFrom;
        if (from.isAfter(asOf)) {
            throw Problem.badRequest("from", "must not be after asOf (" + asOf + "), but is " + from);
        }
        boolean past = askedKnownAt != null && askedKnownAt.isBefore(now);
        Instant knownAt = past ? askedKnownAt : null;
        List<Long> customers = openItems.customers(accountId, asOf, scope);
        List<OpenItem> opening = openItems.of(customers, from.minusDays(1), knownAt);
        List<OpenItem> closing = openItems.of(customers, asOf, knownAt);
        List<Entry> between = entries.between(customers, from, asOf, knownAt, MAX_ENTRIES + 1);
        if (between.size() > MAX_ENTRIES) {
            throw Problem.unprocessable(
                    "statement-too-long",
                    "from",
                    "the period has more than %,d movements: choose a later day".formatted(MAX_ENTRIES));
        }
        List<StatementView.CurrencyStatement> currencies = currencies(opening, between, closing, asOf);
        return new StatementView(
                accountId,
                account.legalName(),
                from,
                asOf,
                past ? askedKnownAt : now,
                scope,
                currencies.isEmpty()
                        ? List.of(currency(
                                account.currency(), new Totals(), List.of(), Map.of(), List.of(), new Totals()))
                        : currencies,
                currencies.isEmpty() ? "Nothing was open and nothing happened in the period." : null);
    }

    private List<StatementView.CurrencyStatement> currencies(
            List<OpenItem> opening, List<Entry> between, List<OpenItem> closing, LocalDate asOf) {
        Map<Long, Documents.Named> names = documents.named(customersOf(between));
        Map<String, List<Movement>> movements = Movement.of(
                        between, document -> names.get(document).kind())
                .stream()
                .collect(Collectors.groupingBy(Movement::currency));
        SortedMap<String, Totals> before = Totals.of(opening, asOf, _ -> 0);
        SortedMap<String, Totals> after = Totals.of(closing, asOf, item -> item.daysPastDue(asOf));
        Map<String, List<OpenItemView>> items = positions.views(closing, asOf).stream()
                .collect(Collectors.groupingBy(item -> item.open().currency()));
        SortedSet<String> currencies = new TreeSet<>(movements.keySet());
        currencies.addAll(before.keySet());
        currencies.addAll(after.keySet());
        return currencies.stream()
                .map(currency -> currency(
                        currency,
                        before.getOrDefault(currency, new Totals()),
                        movements.getOrDefault(currency, List.of()),
                        names,
                        items.getOrDefault(currency, List.of()),
                        after.getOrDefault(currency, new Totals())))
                .toList();
    }

    // A source may be of a customer outside: its name is looked up by the entry's.
    private static Map<Long, Long> customersOf(Collection<Entry> between) {
        Map<Long, Long> customers = new HashMap<>();
        for (Entry entry : between) {
            if (entry.source() != null) {
                customers.putIfAbsent(entry.source(), entry.customer());
            }
        }
        between.forEach(entry -> customers.put(entry.document(), entry.customer()));
        return customers;
    }

    private static StatementView.CurrencyStatement currency(
            String currency,
            Totals before,
            List<Movement> movements,
            Map<Long, Documents.Named> names,
            List<OpenItemView> items,
            Totals after) {
        BigDecimal balance = before.balance();
        List<StatementView.Line> lines = new ArrayList<>(movements.size());
        for (Movement movement : movements) {
            balance = balance.add(movement.amount());
            Documents.Named document = names.get(movement.document());
            lines.add(new StatementView.Line(
                    movement.date(),
                    movement.kind(),
                    document.number(),
                    document.customer(),
                    movement.reference() == null
                            ? null
                            : names.get(movement.reference()).number(),
                    movement.dueDate(),
                    new Money(movement.amount(), currency),
                    new Money(balance, currency)));
        }
        return new StatementView.CurrencyStatement(
                currency,
                new Money(before.balance(), currency),
                lines,
                new Money(balance, currency),
                items,
                AgeingRow.of(currency, after));
    }
}
