package org.kamsuite.receivables.position;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.receivables.CurrencyPosition;
import org.kamsuite.contracts.receivables.ReceivablesPositionChanged;
import org.kamsuite.platform.outbox.Outbox;
import org.kamsuite.receivables.book.OpenItems;
import org.kamsuite.receivables.ledger.OpenItem;
import org.kamsuite.receivables.ledger.Totals;
import org.kamsuite.receivables.snapshot.SnapshotPart;

/// Tells the other services what touched accounts owe today: one event per account, however many documents
/// changed.
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
        outbox.append(accountIds.stream()
                .sorted()
                .map(account -> event(account, today, items.getOrDefault(account, List.of())))
                .toList());
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
