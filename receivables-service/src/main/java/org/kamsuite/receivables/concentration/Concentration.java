package org.kamsuite.receivables.concentration;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.receivables.ReceivablesShareReached;
import org.kamsuite.platform.outbox.Outbox;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.snapshot.SnapshotPart;

/// Compares the customers on a day, and tells once when a group comes to hold so much of the receivables that it should
/// be a key account; again only after it has fallen below the threshold.
///
/// A share depends on everybody, so touched accounts only ask for a look; a job takes it once in a while, however many
/// changes there were.
@ApplicationScoped
class Concentration implements SnapshotPart {

    /// Any number that no other advisory lock of this database has.
    private static final long LOCK = 8085_0002;

    @Inject
    Jdbi jdbi;

    @Inject
    Portfolio portfolio;

    @Inject
    Outbox outbox;

    @Inject
    Clock clock;

    @ConfigProperty(name = "kam.receivables-share.threshold", defaultValue = "0.10")
    BigDecimal threshold;

    /// Where the page before ended.
    private record Place(BigDecimal amount, UUID accountId) {

        static Place of(Cursor cursor) {
            String amount = cursor.keys().getFirst();
            if (!amount.matches("[0-9]{1,40}(\\.[0-9]{1,20})?")) {
                throw Problem.badRequest("cursor", "is not a cursor of this list");
            }
            return new Place(new BigDecimal(amount), cursor.lastId());
        }

        boolean isBefore(Shares.Holder holder) {
            int byAmount = amount.compareTo(holder.amount());
            return byAmount > 0 || byAmount == 0 && holder.accountId().compareTo(accountId) > 0;
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }

    ConcentrationView answer(
            LocalDate askedDay, Instant knownAt, Scope scope, String currency, int limit, String cursor) {
        if (currency != null) {
            Check.currency("currency", currency);
        }
        Moment at = Moment.of(askedDay, knownAt, clock);
        Cursor after = Cursor.parse(cursor, 2);
        Place place = after == null ? null : Place.of(after);
        Portfolio.Spread spread = portfolio.spread(at, scope, currency);
        Shares shares = spread.shares();
        Page<Shares.Holder> page = Page.of(
                shares.ranked().stream()
                        .filter(holder -> place == null || place.isBefore(holder))
                        .limit(limit + 1L)
                        .toList(),
                limit,
                last -> Cursor.of(last.amount().toPlainString(), last.accountId()));
        boolean empty = shares.total().signum() <= 0;
        return new ConcentrationView(
                at.asOf(),
                at.knownAt(),
                scope,
                spread.currency(),
                new Money(shares.total(), spread.currency()),
                spread.unassigned(),
                empty ? null : shares.hhi(),
                empty ? null : shares.topShare(1),
                empty ? null : shares.topShare(5),
                shares.ranked().size(),
                threshold,
                significant(shares).stream().map(holder -> item(holder, spread)).toList(),
                page.items().stream().map(holder -> item(holder, spread)).toList(),
                Portfolio.rates(spread),
                spread.unconverted(),
                page.nextCursor(),
                empty ? "Nothing is open on that day: there are no shares." : null);
    }

    private List<Shares.Holder> significant(Shares shares) {
        return shares.ranked().stream()
                .filter(holder -> shares.reaches(holder, threshold))
                .toList();
    }

    private static ConcentrationView.Item item(Shares.Holder holder, Portfolio.Spread spread) {
        return new ConcentrationView.Item(
                holder.accountId(),
                holder.name(),
                new Money(holder.amount(), spread.currency()),
                spread.shares().shareOf(holder));
    }

    @Override
    public void publish(List<UUID> accountIds) {
        jdbi.useHandle(
                handle -> handle.createUpdate("""
                        insert into receivables_share_due (since) values (:now)""").bind("now", clock.instant()).execute());
    }

    /// Safe with many replicas: one of them holds the lock until its events are committed, the others pass.
    @Scheduled(every = "${kam.receivables-share.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    void lookWhenDue() {
        if (take() && isDue()) {
            look();
        }
    }

    private boolean take() {
        return jdbi.withHandle(handle -> handle.createQuery("select pg_try_advisory_xact_lock(:lock)")
                .bind("lock", LOCK)
                .mapTo(Boolean.class)
                .one());
    }

    private boolean isDue() {
        return jdbi.withHandle(handle ->
                        handle.createUpdate("delete from receivables_share_due").execute())
                > 0;
    }

    private void look() {
        LocalDate today = today();
        Shares shares =
                portfolio.spread(Moment.now(today, clock), Scope.GROUP, null).shares();
        List<Shares.Holder> now = significant(shares);
        Set<UUID> before = jdbi.withHandle(handle -> handle.createQuery("select root_id from receivables_share")
                .mapTo(UUID.class)
                .set());
        Set<UUID> gone = new HashSet<>(before);
        now.forEach(holder -> gone.remove(holder.accountId()));
        List<Shares.Holder> news = now.stream()
                .filter(holder -> !before.contains(holder.accountId()))
                .toList();
        jdbi.useHandle(handle -> {
            handle.createUpdate("delete from receivables_share where root_id = any(:gone)")
                    .bindArray("gone", UUID.class, gone)
                    .execute();
            handle.createUpdate("""
                            insert into receivables_share (root_id, reached_on, share)
                            select id, :today, share from unnest(:ids, :shares) as g(id, share)""")
                    .bind("today", today)
                    .bindArray(
                            "ids",
                            UUID.class,
                            news.stream().map(Shares.Holder::accountId).toList())
                    .bindArray(
                            "shares",
                            BigDecimal.class,
                            news.stream().map(shares::shareOf).toList())
                    .execute();
        });
        outbox.append(news.stream()
                .map(holder -> new ReceivablesShareReached(
                        holder.accountId(), today, shares.shareOf(holder).min(BigDecimal.ONE), threshold))
                .toList());
    }
}
