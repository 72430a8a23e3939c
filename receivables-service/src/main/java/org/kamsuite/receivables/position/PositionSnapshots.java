package org.kamsuite.receivables.position;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.receivables.CurrencyPosition;
import org.kamsuite.contracts.receivables.ReceivablesPositionChanged;
import org.kamsuite.platform.outbox.Outbox;
import org.kamsuite.receivables.book.OpenItems;
import org.kamsuite.receivables.ledger.OpenItem;
import org.kamsuite.receivables.ledger.Totals;
import org.kamsuite.receivables.snapshot.SnapshotPart;

/// Tells the other services what touched accounts owe today: one event per account, however many documents
/// changed, and none when it owes what was told of today already. A new day is told anew, as ages and due amounts are
/// of a day.
@ApplicationScoped
class PositionSnapshots implements SnapshotPart {

    @Inject
    Jdbi jdbi;

    @Inject
    OpenItems openItems;

    @Inject
    Outbox outbox;

    @Inject
    Clock clock;

    @Override
    public void publish(List<UUID> accountIds) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        Map<Long, UUID> accountOf = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery(
                        "select customer_id, account_id from erp_customer where account_id = any(:ids)")
                .bindArray("ids", UUID.class, accountIds)
                .map((row, _) -> Map.entry(row.getLong(1), row.getObject(2, UUID.class)))
                .forEach(each -> accountOf.put(each.getKey(), each.getValue())));
        Map<UUID, List<OpenItem>> items = openItems.of(accountOf.keySet(), today, null).stream()
                .collect(Collectors.groupingBy(item -> accountOf.get(item.customer())));
        List<ReceivablesPositionChanged> positions = accountIds.stream()
                .sorted()
                .map(account -> event(account, today, items.getOrDefault(account, List.of())))
                .toList();
        Set<UUID> news = remember(positions);
        outbox.append(positions.stream()
                .filter(position -> news.contains(position.accountId()))
                .toList());
    }

    /// @return of which accounts something else was told last
    private Set<UUID> remember(List<ReceivablesPositionChanged> positions) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        insert into position_told as t (account_id, told)
                        select * from unnest(:accounts, :told)
                        on conflict (account_id) do update set told = excluded.told
                            where t.told is distinct from excluded.told
                        returning account_id""")
                .bindArray(
                        "accounts",
                        UUID.class,
                        positions.stream()
                                .map(ReceivablesPositionChanged::accountId)
                                .toList())
                .bindArray(
                        "told",
                        String.class,
                        positions.stream().map(PositionSnapshots::text).toList())
                .mapTo(UUID.class)
                .set());
    }

    /// The same text tells the same, however many zeros an amount has behind the point.
    private static String text(ReceivablesPositionChanged position) {
        return position.asOf()
                + position.positions().stream().map(PositionSnapshots::text).collect(Collectors.joining());
    }

    private static String text(CurrencyPosition each) {
        return Stream.of(
                        each.balance(),
                        each.openAmount(),
                        each.overdueAmount(),
                        each.disputedAmount(),
                        each.unapplied())
                .map(amount -> amount.stripTrailingZeros().toPlainString())
                .collect(Collectors.joining(
                        " ",
                        "; %s %d %d ".formatted(each.currency(), each.openInvoices(), each.oldestDaysPastDue()),
                        ""));
    }

    private static ReceivablesPositionChanged event(UUID account, LocalDate today, List<OpenItem> items) {
        return new ReceivablesPositionChanged(
                account,
                today,
                Totals.of(items, today, item -> item.daysPastDue(today)).entrySet().stream()
                        .map(each -> position(each.getKey(), each.getValue()))
                        .toList());
    }

    private static CurrencyPosition position(String currency, Totals totals) {
        return new CurrencyPosition(
                currency,
                totals.balance(),
                totals.openInvoices(),
                totals.open(),
                totals.overdue(),
                totals.disputed(),
                totals.unapplied(),
                Math.toIntExact(totals.oldestDaysPastDue()));
    }
}
