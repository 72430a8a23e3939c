package org.kamsuite.receivables.behaviour;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.Ids;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.receivables.input.Moment;

/// The early warnings that were raised, and when they were over.
@ApplicationScoped
class EarlyWarnings {

    @Inject
    Jdbi jdbi;

    @Inject
    AccountDirectory directory;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    @Schema(
            name = "EarlyWarning",
            description = "What gave reason to look at an account's payments, once per excursion.")
    record View(
            UUID warningId,
            UUID accountId,

            @Schema(description = "Legal name of the account.")
            String name,

            WarningRule rule,
            @Schema(description = "The day it was raised.") LocalDate raisedOn,
            Instant raisedAt,

            @Schema(description = "Day of the latest thing it rested on.")
            LocalDate since,

            @Schema(description = "What was seen, in words with the figures.")
            String detail,

            @Schema(description = "Invoice numbers, at most 20.")
            List<String> documents,

            @Schema(
                    description =
                            "The day it was over; absent while it lasts, and when it was over later than is asked for.")
            LocalDate clearedOn,

            boolean open) {}

    /// @param since of a rule's latest excursion
    record Known(UUID account, WarningRule rule, LocalDate clearedOn) {}

    record News(UUID account, WarningRule rule, LocalDate since, String detail, List<String> documents) {}

    // Over by the end of the day, as far as was known; without a time it was ended by an earlier build, on that day
    // at the earliest.
    private static final String OVER = """
            coalesce(w.cleared_on <= :asOf
                and coalesce(w.cleared_at, w.cleared_on) <= coalesce(cast(:knownAt as timestamptz), 'infinity'), false)""";

    /// The warnings that were raised by the end of a day, as it was known: one that ended later is open.
    Page<View> list(UUID accountId, WarningRule rule, Boolean open, Moment at, int limit, String askedCursor) {
        if (accountId != null) {
            directory.require(accountId);
        }
        Cursor cursor = Cursor.parse(askedCursor, 1);
        List<View> rows = jdbi.withHandle(handle -> handle.createQuery("""
                        select w.warning_id, w.account_id, a.legal_name, w.rule, w.raised_on, w.raised_at, w.since, w.detail,
                            w.documents, case when %1$s then w.cleared_on end
                        from early_warning w left join account_directory a using (account_id)
                        where w.raised_on <= :asOf and w.raised_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
                            and (cast(:account as uuid) is null or w.account_id = cast(:account as uuid))
                            and (cast(:rule as text) is null or w.rule = cast(:rule as text))
                            and (cast(:open as boolean) is null or not %1$s = cast(:open as boolean))
                            and (cast(:after as uuid) is null or w.warning_id < cast(:after as uuid))
                        order by w.warning_id desc
                        limit :limit""".formatted(OVER))
                .bind("asOf", at.asOf())
                .bind("knownAt", at.until())
                .bind("account", accountId)
                .bind("rule", rule == null ? null : rule.name())
                .bind("open", open)
                .bind("after", cursor == null ? null : cursor.lastId())
                .bind("limit", limit + 1)
                .map((row, _) -> view(row))
                .list());
        return Page.of(rows, limit, last -> Cursor.of(last.warningId()));
    }

    private static View view(ResultSet row) throws SQLException {
        LocalDate clearedOn = row.getObject(10, LocalDate.class);
        return new View(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                WarningRule.valueOf(row.getString(4)),
                row.getObject(5, LocalDate.class),
                row.getTimestamp(6).toInstant(),
                row.getObject(7, LocalDate.class),
                row.getString(8),
                Arrays.asList((String[]) row.getArray(9).getArray()),
                clearedOn,
                clearedOn == null);
    }

    /// Of each rule the latest excursion.
    List<Known> known(Collection<UUID> accounts) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select distinct on (account_id, rule) account_id, rule, cleared_on
                        from early_warning where account_id = any(:accounts)
                        order by account_id, rule, warning_id desc""")
                .bindArray("accounts", UUID.class, accounts)
                .map((row, _) -> new Known(
                        row.getObject(1, UUID.class),
                        WarningRule.valueOf(row.getString(2)),
                        row.getObject(3, LocalDate.class)))
                .list());
    }

    private record Key(UUID account, WarningRule rule) {}

    /// Stores those of which no excursion is open; the others are not told again.
    @Transactional(Transactional.TxType.MANDATORY)
    List<News> raise(List<News> news, LocalDate today) {
        if (news.isEmpty()) {
            return List.of();
        }
        Set<Key> stored = jdbi.withHandle(handle -> handle.createQuery("""
                        insert into early_warning (warning_id, account_id, rule, raised_on, raised_at, since, detail,
                            documents)
                        select id, account, rule, :today, :now, since, detail, string_to_array(documents, chr(31))
                        from unnest(:ids, :accounts, :rules, :since, :details, :documents)
                            as n(id, account, rule, since, detail, documents)
                        on conflict do nothing
                        returning account_id, rule""")
                .bind("today", today)
                .bind("now", clock.instant())
                .bindArray("ids", UUID.class, news.stream().map(_ -> ids.next()).toList())
                .bindArray(
                        "accounts", UUID.class, news.stream().map(News::account).toList())
                .bindArray(
                        "rules",
                        String.class,
                        news.stream().map(each -> each.rule().name()).toList())
                .bindArray(
                        "since", LocalDate.class, news.stream().map(News::since).toList())
                .bindArray(
                        "details", String.class, news.stream().map(News::detail).toList())
                .bindArray(
                        "documents",
                        String.class,
                        news.stream()
                                .map(each -> String.join("\u001f", each.documents()))
                                .toList())
                .map((row, _) -> new Key(row.getObject(1, UUID.class), WarningRule.valueOf(row.getString(2))))
                .set());
        return news.stream()
                .filter(each -> stored.contains(new Key(each.account(), each.rule())))
                .toList();
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void clear(List<Known> over, LocalDate today) {
        if (!over.isEmpty()) {
            jdbi.useHandle(handle -> handle.createUpdate("""
                            update early_warning w set cleared_on = :today, cleared_at = :now
                            from unnest(:accounts, :rules) as o(account, rule)
                            where w.account_id = o.account and w.rule = o.rule and w.cleared_on is null""")
                    .bind("today", today)
                    .bind("now", clock.instant())
                    .bindArray(
                            "accounts",
                            UUID.class,
                            over.stream().map(Known::account).toList())
                    .bindArray(
                            "rules",
                            String.class,
                            over.stream().map(each -> each.rule().name()).toList())
                    .execute());
        }
    }
}
