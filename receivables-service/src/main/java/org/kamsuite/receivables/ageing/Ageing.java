package org.kamsuite.receivables.ageing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.account.AccountEntry;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.receivables.book.OpenItems;
import org.kamsuite.receivables.ledger.OpenItem;
import org.kamsuite.receivables.ledger.Side;
import org.kamsuite.receivables.ledger.Totals;
import org.kamsuite.receivables.rates.ExchangeRates;

/// Open items by age, of one account and of all.
@ApplicationScoped
class Ageing {

    @Inject
    AccountDirectory directory;

    @Inject
    OpenItems openItems;

    @Inject
    AgedAccounts accounts;

    @Inject
    ExchangeRates rates;

    @Inject
    Clock clock;

    @ConfigProperty(name = "kam.ageing.buckets", defaultValue = "30,60,90,120")
    String usualBuckets;

    /// What a request asks for.
    record Asked(LocalDate asOf, Instant knownAt, Scope scope, Basis basis, Buckets buckets) {}

    /// What is used, the defaults filled in.
    ///
    /// @param knownAt null: as known now
    record Used(LocalDate asOf, Instant knownAt, Instant shown, Scope scope, Basis basis, Buckets buckets) {}

    /// The buckets of `?buckets=`, or those that are configured.
    Buckets buckets(String asked) {
        return Buckets.parse(asked == null ? usualBuckets : asked)
                .orElseThrow(() -> Problem.badRequest(
                        "buckets", "must be 1 to 12 ascending numbers of days from 1 to 3650, such as 30,60,90"));
    }

    private Used used(Asked asked) {
        Instant now = clock.instant();
        boolean past = asked.knownAt() != null && asked.knownAt().isBefore(now);
        return new Used(
                asked.asOf() == null ? LocalDate.ofInstant(now, clock.getZone()) : asked.asOf(),
                past ? asked.knownAt() : null,
                past ? asked.knownAt() : now,
                asked.scope(),
                asked.basis(),
                asked.buckets());
    }

    AgeingView of(UUID accountId, Asked asked) {
        AccountEntry account = directory.require(accountId);
        Used used = used(asked);
        List<OpenItem> items =
                openItems.of(openItems.customers(accountId, used.asOf(), used.scope()), used.asOf(), used.knownAt());
        SortedMap<String, Totals> totals =
                Totals.of(items, used.asOf(), item -> used.basis().age(item, used.asOf()));
        boolean empty = totals.isEmpty();
        if (empty) {
            totals.put(account.currency(), new Totals());
        }
        List<Aged> aged = totals.entrySet().stream()
                .map(each -> Aged.of(each.getKey(), each.getValue(), used.buckets()))
                .toList();
        return new AgeingView(
                accountId,
                account.legalName(),
                used.asOf(),
                used.shown(),
                used.scope(),
                used.basis(),
                rows(aged, used),
                reporting(aged, used),
                empty ? "No document of this account has anything open on this day." : null);
    }

    private static List<AgeingRow> rows(List<Aged> aged, Used used) {
        return aged.stream().map(each -> AgeingRow.of(each, used.buckets())).toList();
    }

    private AgeingView.Reporting reporting(List<Aged> aged, Used used) {
        String to = rates.reportingCurrency();
        SortedMap<String, ExchangeRates.Rate> found =
                rates.find(aged.stream().map(Aged::currency).toList(), to, used.asOf(), used.knownAt());
        Aged sum = aged.stream()
                .filter(each -> found.containsKey(each.currency()))
                .map(each -> each.in(to, found.get(each.currency())))
                .reduce(Aged.of(to, new Totals(), used.buckets()), Aged::plus);
        return new AgeingView.Reporting(
                AgeingRow.of(sum, used.buckets()),
                found.entrySet().stream()
                        .map(each -> new AgeingView.UsedRate(
                                each.getKey(),
                                each.getValue().factor(),
                                each.getValue().date()))
                        .toList(),
                aged.stream()
                        .filter(each -> !found.containsKey(each.currency()))
                        .map(each -> new Money(each.balance(), each.currency()))
                        .toList());
    }

    // One transaction, so that items and totals are of one moment as far as the isolation allows.
    @Transactional
    AgeingView.All ofAll(Asked asked, int limit, String askedCursor) {
        Used used = used(asked);
        Cursor cursor = Cursor.parse(askedCursor, 3);
        AgedAccounts.Position after = cursor == null ? null : AgedAccounts.Position.of(cursor);
        AgedAccounts.Ageings found =
                used.knownAt() == null ? accounts.asKnownNow(used, limit + 1, after) : asKnown(used, limit + 1, after);
        Page<AgedAccounts.Row> page = Page.of(
                found.rows(),
                limit,
                last -> Cursor.of(
                        last.aged().balance().toPlainString(),
                        last.accountId(),
                        last.aged().currency()));
        Map<UUID, AccountEntry> names = directory.find(
                page.items().stream().map(AgedAccounts.Row::accountId).collect(Collectors.toSet()));
        return new AgeingView.All(
                used.asOf(),
                used.shown(),
                used.scope(),
                used.basis(),
                page.items().stream()
                        .map(row -> new AgeingView.AccountRow(
                                row.accountId(),
                                names.containsKey(row.accountId())
                                        ? names.get(row.accountId()).legalName()
                                        : row.accountId().toString(),
                                AgeingRow.of(row.aged(), used.buckets())))
                        .toList(),
                rows(found.totals(), used),
                reporting(found.totals(), used),
                rows(found.unassigned(), used),
                page.nextCursor());
    }

    private static final Comparator<AgedAccounts.Row> LARGEST_FIRST = Comparator.comparing(
                    (AgedAccounts.Row row) -> row.aged().balance(), Comparator.reverseOrder())
            .thenComparing(row -> row.accountId().toString())
            .thenComparing(row -> row.aged().currency());

    // Folds the facts of some customers at a time; only their sums are kept.
    private AgedAccounts.Ageings asKnown(Used used, int limit, AgedAccounts.Position after) {
        Map<UUID, SortedMap<String, Aged>> byAccount = new TreeMap<>();
        SortedMap<String, Aged> unassigned = new TreeMap<>();
        accounts.inChunks(used, chunk -> {
            Map<UUID, List<OpenItem>> items = openItems.of(chunk.customers(), used.asOf(), used.knownAt()).stream()
                    .filter(item -> chunk.accountOf().get(item.customer()) != null)
                    .collect(Collectors.groupingBy(item -> chunk.accountOf().get(item.customer())));
            items.forEach((account, ofAccount) ->
                    add(byAccount.computeIfAbsent(account, _ -> new TreeMap<>()), ofAccount, used));
            List<Long> homeless = chunk.customers().stream()
                    .filter(customer -> chunk.accountOf().get(customer) == null)
                    .toList();
            add(unassigned, openItems.of(homeless, used.asOf(), used.knownAt()), used);
        });
        SortedMap<String, Aged> totals = new TreeMap<>(unassigned);
        byAccount
                .values()
                .forEach(ofAccount -> ofAccount.forEach((currency, aged) -> totals.merge(currency, aged, Aged::plus)));
        Stream<AgedAccounts.Row> rows = byAccount.entrySet().stream()
                .flatMap(each ->
                        each.getValue().values().stream().map(aged -> new AgedAccounts.Row(each.getKey(), aged)))
                .sorted(LARGEST_FIRST)
                .filter(row -> after == null || LARGEST_FIRST.compare(row, after.row()) > 0);
        return new AgedAccounts.Ageings(
                rows.limit(limit).toList(), List.copyOf(totals.values()), List.copyOf(unassigned.values()));
    }

    private static void add(SortedMap<String, Aged> sums, List<OpenItem> items, Used used) {
        // A dispute about what is paid is nothing that ages.
        Set<String> open = items.stream()
                .filter(item -> item.side() != Side.DISPUTE)
                .map(OpenItem::currency)
                .collect(Collectors.toSet());
        Totals.of(items, used.asOf(), item -> used.basis().age(item, used.asOf())).entrySet().stream()
                .filter(each -> open.contains(each.getKey()))
                .forEach(each ->
                        sums.merge(each.getKey(), Aged.of(each.getKey(), each.getValue(), used.buckets()), Aged::plus));
    }
}
