package org.kamsuite.receivables.behaviour;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.receivables.book.Histories;
import org.kamsuite.receivables.book.KnownBook;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.ledger.InstalmentHistory;

/// How long before an account's first invoice was more than 60 days past due its drift would have been noticed:
/// the charts replayed week by week; and how many of the warnings that were raised came to nothing.
@ApplicationScoped
class LeadTimes {

    private static final int SERIOUS = 61;
    private static final int LOOKED_BACK = 182;
    private static final int ACCOUNTS = 200;
    private static final LocalDate NEVER = LocalDate.of(9999, 12, 31);

    private static final String METHOD =
            "reachedOn: the account's first day in the window with an invoice 61 days past due;"
                    + " firstAlarmOn: the first of the days 0, 7, … up to 182 before it on which the charts, as of that day, are in an"
                    + " excursion that lasts until then; leadDays is understated by up to 6; at most 200 accounts, those first that"
                    + " reached it last";

    private static final String FALSE_ALARM = "a warning was false when from the day it was raised to " + LOOKED_BACK
            + " days later no invoice of the account"
            + " was 61 days past due; judged once these days are over, as was known at knownAt";

    @Inject
    Jdbi jdbi;

    @Inject
    Histories histories;

    @Inject
    KnownBook book;

    @Inject
    Clock clock;

    @Schema(
            name = "EarlyWarningLeadTimes",
            description = "How early drift was noticed before invoices got 60 days late.")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record View(
            LocalDate from,
            LocalDate to,

            @Schema(description = "The moment whose knowledge counts.")
            Instant knownAt,

            @Schema(description = "Accounts with an invoice that got more than 60 days past due.")
            int accounts,

            @Schema(description = "Those of them with too few invoices before to be judged.")
            int notJudged,

            @Schema(description = "Those warned of before that day.")
            int warned,

            @Schema(description = "warned / (accounts - notJudged), 0 to 1; null without any.")
            BigDecimal warnedShare,

            @Schema(description = "Median of leadDays of the warned ones.")
            Integer medianLeadDays,

            FalseAlarms falseAlarms,
            List<Item> items,
            String method) {}

    @Schema(
            name = "EarlyWarningFalseAlarms",
            description = "Of the warnings raised from `from` to `to`: after how many nothing got 60 days late.")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record FalseAlarms(
            @Schema(description = "Days after a warning in which something has to happen.", examples = "182")
            int windowDays,

            @Schema(description = "Warnings whose window is over: what the rate is of.")
            int warnings,

            @Schema(description = "Those of them after which nothing happened.")
            int falseAlarms,

            @Schema(description = "falseAlarms / warnings, 0 to 1; null without any.", examples = "0.25")
            BigDecimal rate,

            @Schema(description = "Warnings whose window is not over; they do not count.")
            int undecided,

            @Schema(description = "The same by rule.") List<ByRule> byRule,

            @Schema(description = "Why the rate is null; else null.")
            String reason,

            String definition) {

        private static FalseAlarms of(List<ByRule> rules, LocalDate seenUntil) {
            int warnings = rules.stream().mapToInt(ByRule::warnings).sum();
            int falseAlarms = rules.stream().mapToInt(ByRule::falseAlarms).sum();
            int undecided = rules.stream().mapToInt(ByRule::undecided).sum();
            return new FalseAlarms(
                    LOOKED_BACK,
                    warnings,
                    falseAlarms,
                    share(falseAlarms, warnings),
                    undecided,
                    rules,
                    warnings > 0
                            ? null
                            : undecided == 0
                                    ? "No warning was raised in these days."
                                    : "No warning of these days is " + LOOKED_BACK + " days old on " + seenUntil
                                            + " yet.",
                    FALSE_ALARM);
        }
    }

    @Schema(name = "FalseAlarmsOfRule")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ByRule(
            WarningRule rule,
            int warnings,
            int falseAlarms,

            @Schema(description = "falseAlarms / warnings; null without any.")
            BigDecimal rate,

            int undecided) {}

    @Schema(name = "EarlyWarningLeadTime")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Item(
            UUID accountId,
            String name,
            LocalDate reachedOn,

            @Schema(description = "Null when there was none before.")
            LocalDate firstAlarmOn,

            Integer leadDays,

            @Schema(description = "Whether there were invoices enough for a baseline.")
            boolean judged) {}

    private record Late(UUID account, String name, LocalDate on) {}

    /// An instalment that got more than 60 days past due.
    ///
    /// @param settledOn since when nothing is open
    private record Serious(long customer, LocalDate judgedDue, LocalDate settledOn) {

        static Serious of(InstalmentHistory history) {
            LocalDate settledOn = history.open(LocalDate.MAX).signum() == 0
                    ? history.closedOn(LocalDate.MAX).orElse(history.issueDate())
                    : NEVER;
            return new Serious(history.customer(), history.judgedDueDate(), settledOn);
        }

        boolean isSo() {
            return settledOn.isAfter(judgedDue.plusDays(SERIOUS));
        }
    }

    /// Where the statements find instalments that got late: among the items, or as it was known at a time that is past.
    private record Items(Instant until, List<Serious> known) {

        String table() {
            return until == null ? "item" : """
                    (select 'OPEN' as side, k.* from unnest(:customers, :judgedDue, :settledOn)
                        as k(customer_id, judged_due, settled_on))""";
        }

        Query bind(Query query) {
            return until == null
                    ? query
                    : query.bindArray(
                                    "customers",
                                    Long.class,
                                    known.stream().map(Serious::customer).toList())
                            .bindArray(
                                    "judgedDue",
                                    LocalDate.class,
                                    known.stream().map(Serious::judgedDue).toList())
                            .bindArray(
                                    "settledOn",
                                    LocalDate.class,
                                    known.stream().map(Serious::settledOn).toList());
        }
    }

    private Items items(Moment at) {
        List<Serious> known = new ArrayList<>();
        if (at.until() != null) {
            book.read(
                    at.until(),
                    some -> InstalmentHistory.of(some).stream()
                            .map(Serious::of)
                            .filter(Serious::isSo)
                            .forEach(known::add));
        }
        return new Items(at.until(), known);
    }

    /// @param knownAt counts only what was recorded by then; null: as known now
    View of(LocalDate askedFrom, LocalDate askedTo, Instant knownAt) {
        Moment at = Moment.of(askedTo, knownAt, clock);
        LocalDate to = at.asOf();
        LocalDate from = askedFrom == null ? to.minusDays(364) : askedFrom;
        if (from.isAfter(to)) {
            throw Problem.badRequest("from", "must not be after to (" + to + "), but is " + from);
        }
        Items all = items(at);
        List<Late> late = late(all, from, to);
        Map<UUID, List<InstalmentHistory>> paid = histories(late, from, at);
        List<Item> items = late.stream()
                .map(each -> item(each, paid.getOrDefault(each.account(), List.of())))
                .toList();
        List<Integer> leads = items.stream()
                .map(Item::leadDays)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        int judged = (int) items.stream().filter(Item::judged).count();
        LocalDate seenUntil = LocalDate.ofInstant(at.knownAt(), clock.getZone());
        return new View(
                from,
                to,
                at.knownAt(),
                items.size(),
                items.size() - judged,
                leads.size(),
                share(leads.size(), judged),
                leads.isEmpty() ? null : leads.get((leads.size() - 1) / 2),
                FalseAlarms.of(falseAlarms(all, from, to, seenUntil), seenUntil),
                items,
                METHOD);
    }

    private static BigDecimal share(int part, int whole) {
        return whole == 0 ? null : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), MathContext.DECIMAL32);
    }

    private List<ByRule> falseAlarms(Items all, LocalDate from, LocalDate to, LocalDate seenUntil) {
        return jdbi.withHandle(handle -> all.bind(handle.createQuery("""
                        select rule, count(*) filter (where over), count(*) filter (where over and not happened),
                            count(*) filter (where not over)
                        from (
                            select w.rule, w.raised_on + :window < :seenUntil as over, exists (
                                select from erp_customer c
                                join %s i on i.customer_id = c.customer_id and i.settled_on > w.raised_on
                                where c.account_id = w.account_id and i.side = 'OPEN'
                                    and i.judged_due + :days <= w.raised_on + :window
                                    and i.settled_on > i.judged_due + :days) as happened
                            from early_warning w where w.raised_on between :from and :to
                                and w.raised_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
                        ) judged
                        group by rule order by rule""".formatted(all.table())))
                .bind("window", LOOKED_BACK)
                .bind("days", SERIOUS)
                .bind("seenUntil", seenUntil)
                .bind("knownAt", all.until())
                .bind("from", from)
                .bind("to", to)
                .map((row, _) -> new ByRule(
                        WarningRule.valueOf(row.getString(1)),
                        row.getInt(2),
                        row.getInt(3),
                        share(row.getInt(3), row.getInt(2)),
                        row.getInt(4)))
                .list());
    }

    private List<Late> late(Items all, LocalDate from, LocalDate to) {
        return jdbi.withHandle(handle -> all.bind(handle.createQuery("""
                        select c.account_id, a.legal_name, min(i.judged_due) + :days as reached
                        from %s i
                        join erp_customer c using (customer_id)
                        join account_directory a on a.account_id = c.account_id
                        where i.side = 'OPEN' and i.judged_due between :dueFrom and :dueTo
                            and i.settled_on > i.judged_due + :days
                        group by c.account_id, a.legal_name
                        order by reached desc, c.account_id
                        limit :limit""".formatted(all.table())))
                .bind("days", SERIOUS)
                .bind("dueFrom", from.minusDays(SERIOUS))
                .bind("dueTo", to.minusDays(SERIOUS))
                .bind("limit", ACCOUNTS)
                .map((row, _) ->
                        new Late(row.getObject(1, UUID.class), row.getString(2), row.getObject(3, LocalDate.class)))
                .list());
    }

    private Map<UUID, List<InstalmentHistory>> histories(Collection<Late> late, LocalDate from, Moment at) {
        Map<Long, UUID> accountOf = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery(
                        "select customer_id, account_id from erp_customer where account_id = any(:ids)")
                .bindArray("ids", UUID.class, late.stream().map(Late::account).toList())
                .map((row, _) -> accountOf.put(row.getLong(1), row.getObject(2, UUID.class)))
                .list());
        return histories
                .of(accountOf.keySet(), Payments.chartsFrom(from.minusDays(LOOKED_BACK)), at.asOf(), at.until())
                .stream()
                .collect(Collectors.groupingBy(each -> accountOf.get(each.customer())));
    }

    // Backwards, as long as the excursion lasts: an earlier one that was over told of something else.
    private static Item item(Late late, List<InstalmentHistory> paid) {
        LocalDate first = null;
        boolean judged = false;
        for (int before = 0; before <= LOOKED_BACK; before += 7) {
            LocalDate day = late.on().minusDays(before);
            LocalDate from = Payments.chartsFrom(day);
            Drift drift = Drift.of(
                    Drift.observations(
                            paid.stream()
                                    .map(each -> PaidItem.of(each, day))
                                    .filter(each -> each.closedOn() == null
                                            || !each.closedOn().isBefore(from))
                                    .toList(),
                            day),
                    Drift.Settings.DEFAULT);
            judged |= drift.isJudged();
            if (drift.current() == null) {
                break;
            }
            first = day;
        }
        boolean earlier = first != null && first.isBefore(late.on());
        return new Item(
                late.account(),
                late.name(),
                late.on(),
                earlier ? first : null,
                earlier ? Math.toIntExact(ChronoUnit.DAYS.between(first, late.on())) : null,
                judged);
    }
}
