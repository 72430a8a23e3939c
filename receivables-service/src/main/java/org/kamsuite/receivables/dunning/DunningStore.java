package org.kamsuite.receivables.dunning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.kamsuite.contracts.receivables.DunningChannel;

/// Dunning steps and policies in the database.
@ApplicationScoped
class DunningStore {

    private static final String STEPS = """
            select s.step_id, s.account_id, s.currency, s.level, s.channel, s.due_on, s.amount, s.status, s.reason,
                s.decided_by, s.decided_at, s.claimed, s.claim_settled_on, s.version, i.invoices, i.numbers, i.amounts
            from %s s
            cross join lateral (
                select array_agg(invoice_id order by number) as invoices, array_agg(number order by number) as numbers,
                    array_agg(amount order by number) as amounts
                from dunning_item i where i.step_id = s.step_id
            ) i
            """;

    private static final String THEN = """
            (select o.step_id, o.account_id, o.currency, o.level, o.channel, o.due_on, o.amount, v.status, v.reason,
                v.decided_by, v.decided_at, v.claimed, v.claim_settled_on, v.version
            from dunning_step o
            cross join lateral (
                select * from dunning_step_version v where v.step_id = o.step_id and v.recorded_at <= :at
                order by v.version desc limit 1
            ) v)""";

    @Inject
    Jdbi jdbi;

    @Inject
    ObjectMapper json;

    Optional<DunningStep> find(UUID stepId) {
        return stepsNow("where s.step_id = :id", query -> query.bind("id", stepId)).stream()
                .findFirst();
    }

    List<DunningStep> ofAccounts(Collection<UUID> accounts) {
        return stepsNow(
                "where s.account_id = any(:accounts)", query -> query.bindArray("accounts", UUID.class, accounts));
    }

    /// As they stood at a time.
    List<DunningStep> ofAccounts(Collection<UUID> accounts, Instant at) {
        return steps(
                STEPS.formatted(THEN) + "where s.account_id = any(:accounts)",
                query -> query.bind("at", at).bindArray("accounts", UUID.class, accounts));
    }

    /// Which steps; null: whatever.
    record Filter(UUID accountId, StepStatus status, DunningChannel channel, Boolean open) {}

    /// Those due last first.
    List<DunningStep> list(Filter filter, LocalDate lastDay, UUID lastId, int limit) {
        StringBuilder where = new StringBuilder("where true");
        where.append(filter.accountId() == null ? "" : " and s.account_id = :account");
        where.append(filter.status() == null ? "" : " and s.status = :status");
        where.append(filter.channel() == null ? "" : " and s.channel = :channel");
        if (filter.open() != null) {
            where.append(filter.open() ? " and " : " and not ")
                    .append("(s.status in ('PROPOSED', 'CONFIRMED') or s.status = 'COMPLETED'"
                            + " and coalesce(s.claimed, 0) > 0 and s.claim_settled_on is null)");
        }
        where.append(lastDay == null ? "" : " and (s.due_on, s.step_id) < (:lastDay, :lastId)");
        where.append(" order by s.due_on desc, s.step_id desc limit :limit");
        return stepsNow(where.toString(), query -> {
            query.bind("limit", limit);
            if (filter.accountId() != null) {
                query.bind("account", filter.accountId());
            }
            if (filter.status() != null) {
                query.bind("status", filter.status().name());
            }
            if (filter.channel() != null) {
                query.bind("channel", filter.channel().name());
            }
            return lastDay == null ? query : query.bind("lastDay", lastDay).bind("lastId", lastId);
        });
    }

    private List<DunningStep> stepsNow(String where, UnaryOperator<Query> bind) {
        return steps(STEPS.formatted("dunning_step") + where, bind);
    }

    private List<DunningStep> steps(String sql, UnaryOperator<Query> bind) {
        return jdbi.withHandle(handle ->
                bind.apply(handle.createQuery(sql)).map((row, _) -> step(row)).list());
    }

    private static DunningStep step(ResultSet row) throws SQLException {
        Timestamp decidedAt = row.getTimestamp(11);
        Long[] invoices = (Long[]) row.getArray(15).getArray();
        String[] numbers = (String[]) row.getArray(16).getArray();
        BigDecimal[] amounts = (BigDecimal[]) row.getArray(17).getArray();
        return new DunningStep(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getInt(4),
                DunningChannel.valueOf(row.getString(5)),
                row.getObject(6, LocalDate.class),
                row.getBigDecimal(7),
                StepStatus.valueOf(row.getString(8)),
                row.getString(9),
                row.getString(10),
                decidedAt == null ? null : decidedAt.toInstant(),
                row.getBigDecimal(12),
                row.getObject(13, LocalDate.class),
                row.getLong(14),
                IntStream.range(0, invoices.length)
                        .mapToObj(i -> new DunningStep.Item(invoices[i], numbers[i], amounts[i]))
                        .toList());
    }

    void insert(List<DunningStep> steps, Instant now) {
        record Row(UUID step, DunningStep.Item item) {}
        List<Row> items = steps.stream()
                .flatMap(step -> step.items().stream().map(item -> new Row(step.stepId(), item)))
                .toList();
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            insert into dunning_step (step_id, account_id, currency, level, channel, due_on, amount, status,
                                created_at)
                            select s.*, 'PROPOSED', :now
                            from unnest(:ids, :accounts, :currencies, :levels, :channels, :days, :amounts) as s""")
                    .bind("now", now)
                    .bindArray(
                            "ids",
                            UUID.class,
                            steps.stream().map(DunningStep::stepId).toList())
                    .bindArray(
                            "accounts",
                            UUID.class,
                            steps.stream().map(DunningStep::accountId).toList())
                    .bindArray(
                            "currencies",
                            String.class,
                            steps.stream().map(DunningStep::currency).toList())
                    .bindArray(
                            "levels",
                            Integer.class,
                            steps.stream().map(DunningStep::level).toList())
                    .bindArray(
                            "channels",
                            String.class,
                            steps.stream().map(step -> step.channel().name()).toList())
                    .bindArray(
                            "days",
                            LocalDate.class,
                            steps.stream().map(DunningStep::dueOn).toList())
                    .bindArray(
                            "amounts",
                            BigDecimal.class,
                            steps.stream().map(DunningStep::amount).toList())
                    .execute();
            handle.createUpdate("""
                            insert into dunning_item (step_id, invoice_id, number, amount)
                            select * from unnest(:steps, :invoices, :numbers, :amounts)""")
                    .bindArray(
                            "steps", UUID.class, items.stream().map(Row::step).toList())
                    .bindArray(
                            "invoices",
                            Long.class,
                            items.stream().map(row -> row.item().invoice()).toList())
                    .bindArray(
                            "numbers",
                            String.class,
                            items.stream().map(row -> row.item().number()).toList())
                    .bindArray(
                            "amounts",
                            BigDecimal.class,
                            items.stream().map(row -> row.item().amount()).toList())
                    .execute();
        });
    }

    /// Ends pending steps of which nothing can be dunned any more.
    void obsolete(Collection<UUID> steps, String reason, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update dunning_step set status = 'OBSOLETE', reason = :reason, decided_at = :now,
                            version = version + 1
                        where step_id = any(:ids) and status in ('PROPOSED', 'CONFIRMED')""")
                .bind("reason", reason)
                .bind("now", now)
                .bindArray("ids", UUID.class, steps)
                .execute());
    }

    /// @return whether the version was still the one given
    boolean decide(DunningStep after, long version) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update dunning_step set status = :status, reason = :reason, decided_by = :by, decided_at = :at,
                            claimed = :claimed, claim_settled_on = :settled, version = version + 1
                        where step_id = :id and version = :version""")
                        .bind("status", after.status().name())
                        .bind("reason", after.reason())
                        .bind("by", after.decidedBy())
                        .bind("at", after.decidedAt())
                        .bind("claimed", after.claimed())
                        .bind("settled", after.claimSettledOn())
                        .bind("id", after.stepId())
                        .bind("version", version)
                        .execute())
                == 1;
    }

    record Stored(String group, long version, DunningPolicy policy) {}

    List<Stored> policies() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select account_group, version, levels, minimum_gap_days from dunning_policy
                        order by account_group""")
                .map((row, _) -> new Stored(
                        row.getString(1), row.getLong(2), new DunningPolicy(levels(row.getString(3)), row.getInt(4))))
                .list());
    }

    private List<DunningPolicy.Level> levels(String text) {
        try {
            return json.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored policy cannot be read", e);
        }
    }

    /// @param version the version it had; 0: it is new
    /// @return whether it still had it
    boolean put(String group, DunningPolicy policy, long version) {
        try {
            String levels = json.writeValueAsString(policy.levels());
            String sql = version == 0 ? """
                            insert into dunning_policy (account_group, levels, minimum_gap_days)
                            values (:group, cast(:levels as jsonb), :gap) on conflict do nothing""" : """
                            update dunning_policy set levels = cast(:levels as jsonb), minimum_gap_days = :gap,
                                version = version + 1
                            where account_group = :group and version = :version""";
            return jdbi.withHandle(handle -> {
                var update = handle.createUpdate(sql)
                        .bind("group", group)
                        .bind("levels", levels)
                        .bind("gap", policy.minimumGapDays());
                return (version == 0 ? update : update.bind("version", version)).execute() == 1;
            });
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a policy cannot be written as JSON", e);
        }
    }
}
