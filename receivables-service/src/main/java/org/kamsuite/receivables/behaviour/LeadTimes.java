package org.kamsuite.receivables.behaviour;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.receivables.book.Histories;
import org.kamsuite.receivables.ledger.InstalmentHistory;

/// How long before an account's first invoice was more than 60 days past due its drift would have been noticed:
/// the charts replayed week by week.
@ApplicationScoped
class LeadTimes {

    private static final int SERIOUS = 61;
    private static final int LOOKED_BACK = 182;
    private static final int ACCOUNTS = 200;

    private static final String METHOD =
            "reachedOn: the account's first day in the window with an invoice 61 days past due;"
                    + " firstAlarmOn: the first of the days 0, 7, … up to 182 before it on which the charts, as of that day, are in an"
                    + " excursion that lasts until then; leadDays is understated by up to 6; at most 200 accounts, those first that"
                    + " reached it last";

    @Inject
    Jdbi jdbi;

    @Inject
    Histories histories;

    @Inject
    Clock clock;

    @Schema(
            name = "EarlyWarningLeadTimes",
            description = "How early drift was noticed before invoices got 60 days late.")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record View(
            LocalDate from,
            LocalDate to,

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

            List<Item> items,
            String method) {}

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

    View of(LocalDate askedFrom, LocalDate askedTo) {
        LocalDate to = askedTo == null ? LocalDate.ofInstant(clock.instant(), clock.getZone()) : askedTo;
        LocalDate from = askedFrom == null ? to.minusDays(364) : askedFrom;
        if (from.isAfter(to)) {
            throw Problem.badRequest("from", "must not be after to (" + to + "), but is " + from);
        }
        List<Late> late = late(from, to);
        Map<UUID, List<InstalmentHistory>> paid = histories(late, from, to);
        List<Item> items = late.stream()
                .map(each -> item(each, paid.getOrDefault(each.account(), List.of())))
                .toList();
        List<Integer> leads = items.stream()
                .map(Item::leadDays)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        int judged = (int) items.stream().filter(Item::judged).count();
        return new View(
                from,
                to,
                items.size(),
                items.size() - judged,
                leads.size(),
                judged == 0
                        ? null
                        : BigDecimal.valueOf(leads.size()).divide(BigDecimal.valueOf(judged), MathContext.DECIMAL32),
                leads.isEmpty() ? null : leads.get((leads.size() - 1) / 2),
                items,
                METHOD);
    }

    private List<Late> late(LocalDate from, LocalDate to) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select c.account_id, a.legal_name, min(i.judged_due) + :days as reached
                        from item i
                        join erp_customer c using (customer_id)
                        join account_directory a on a.account_id = c.account_id
                        where i.side = 'OPEN' and i.judged_due between :dueFrom and :dueTo
                            and i.settled_on > i.judged_due + :days
                        group by c.account_id, a.legal_name
                        order by reached desc, c.account_id
                        limit :limit""")
                .bind("days", SERIOUS)
                .bind("dueFrom", from.minusDays(SERIOUS))
                .bind("dueTo", to.minusDays(SERIOUS))
                .bind("limit", ACCOUNTS)
                .map((row, _) ->
                        new Late(row.getObject(1, UUID.class), row.getString(2), row.getObject(3, LocalDate.class)))
                .list());
    }

    private Map<UUID, List<InstalmentHistory>> histories(Collection<Late> late, LocalDate from, LocalDate to) {
        Map<Long, UUID> accountOf = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery(
                        "select customer_id, account_id from erp_customer where account_id = any(:ids)")
                .bindArray("ids", UUID.class, late.stream().map(Late::account).toList())
                .map((row, _) -> accountOf.put(row.getLong(1), row.getObject(2, UUID.class)))
                .list());
        return histories.of(accountOf.keySet(), Payments.chartsFrom(from.minusDays(LOOKED_BACK)), to, null).stream()
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
