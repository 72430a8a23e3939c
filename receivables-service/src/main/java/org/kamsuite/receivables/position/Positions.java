package org.kamsuite.receivables.position;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.account.AccountEntry;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.receivables.book.Documents;
import org.kamsuite.receivables.book.OpenItems;
import org.kamsuite.receivables.ledger.Bucket;
import org.kamsuite.receivables.ledger.OpenItem;
import org.kamsuite.receivables.ledger.Side;
import org.kamsuite.receivables.ledger.Totals;

/// Answers what an account owes.
@ApplicationScoped
public class Positions {

    @Inject
    AccountDirectory directory;

    @Inject
    OpenItems openItems;

    @Inject
    Documents documents;

    @Inject
    Clock clock;

    PositionView position(UUID accountId, LocalDate askedDay, Instant askedKnownAt, Scope scope) {
        AccountEntry account = directory.require(accountId);
        LocalDate asOf = askedDay == null ? LocalDate.ofInstant(clock.instant(), clock.getZone()) : askedDay;
        Instant now = clock.instant();
        boolean past = askedKnownAt != null && askedKnownAt.isBefore(now);
        List<OpenItem> items =
                openItems.of(openItems.customers(accountId, asOf, scope), asOf, past ? askedKnownAt : null);
        return PositionView.of(
                account,
                asOf,
                past ? askedKnownAt : now,
                scope,
                Totals.of(items, asOf, item -> item.daysPastDue(asOf)));
    }

    private static final Comparator<OpenItemView> BY_DUE_DATE = Comparator.comparing(
                    OpenItemView::dueDate, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(OpenItemView::issueDate)
            .thenComparing(OpenItemView::number)
            .thenComparing(OpenItemView::kind)
            .thenComparing(item -> item.customer().key())
            .thenComparing(OpenItemView::instalment);

    /// The open items, those due first before the others, credits last.
    Page<OpenItemView> items(
            UUID accountId, LocalDate askedDay, Instant knownAt, Scope scope, int limit, String askedCursor) {
        directory.require(accountId);
        LocalDate asOf = askedDay == null ? LocalDate.ofInstant(clock.instant(), clock.getZone()) : askedDay;
        Cursor cursor = Cursor.parse(askedCursor, 1);
        boolean past = knownAt != null && knownAt.isBefore(clock.instant());
        List<OpenItem> open = openItems.of(openItems.customers(accountId, asOf, scope), asOf, past ? knownAt : null);
        List<OpenItemView> sorted = views(open, asOf);
        int from = cursor == null ? 0 : after(sorted, cursor.keys().getFirst());
        List<OpenItemView> rows = sorted.subList(from, (int) Math.min((long) from + limit + 1, sorted.size()));
        return Page.of(rows, limit, last -> Cursor.of(key(last)));
    }

    private static int after(List<OpenItemView> sorted, String key) {
        for (int i = 0; i < sorted.size(); i++) {
            if (key(sorted.get(i)).equals(key)) {
                return i + 1;
            }
        }
        throw Problem.badRequest(
                "cursor", "the item after which the page starts is no longer open; start again without cursor");
    }

    private static String key(OpenItemView item) {
        return item.kind() + "/" + item.customer().system() + "/" + item.number() + "/" + item.instalment();
    }

    /// The items with their names, those due first before the others, credits last.
    public List<OpenItemView> views(List<OpenItem> items, LocalDate asOf) {
        Map<Long, Documents.Named> names = documents.named(
                items.stream().collect(Collectors.toMap(OpenItem::document, OpenItem::customer, (a, _) -> a)));
        Map<Long, BigDecimal> openByInvoice = items.stream()
                .filter(item -> item.side() == Side.OPEN)
                .collect(Collectors.toMap(OpenItem::document, OpenItem::amount, BigDecimal::add));
        Map<Long, BigDecimal> disputed = new HashMap<>();
        items.stream()
                .filter(item -> item.side() == Side.DISPUTE && openByInvoice.containsKey(item.document()))
                .forEach(item -> disputed.put(item.document(), item.amount().min(openByInvoice.get(item.document()))));
        List<OpenItemView> views = new ArrayList<>();
        Set<Long> shown = new HashSet<>();
        items.stream()
                .filter(item -> item.side() != Side.DISPUTE)
                .sorted(Comparator.comparing(OpenItem::document).thenComparing(OpenItem::instalment))
                .forEach(item -> {
                    Documents.Named named = names.get(item.document());
                    boolean invoice = item.side() == Side.OPEN;
                    BigDecimal dispute = invoice && shown.add(item.document()) ? disputed.get(item.document()) : null;
                    views.add(new OpenItemView(
                            named.kind(),
                            named.number(),
                            item.instalment(),
                            named.accountId(),
                            named.customer(),
                            item.issueDate(),
                            invoice ? item.dueDate() : null,
                            invoice && item.renegotiated() ? item.judgedDueDate() : null,
                            invoice ? item.daysPastDue(asOf) : null,
                            invoice ? Bucket.of(item.daysPastDue(asOf)) : null,
                            new Money(invoice ? item.amount() : item.amount().negate(), item.currency()),
                            dispute == null ? null : new Money(dispute, item.currency())));
                });
        views.sort(BY_DUE_DATE);
        return views;
    }
}
