package org.kamsuite.receivables.credit;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.erp.OrderChanged;
import org.kamsuite.contracts.erp.OrderPlaced;
import org.kamsuite.platform.Ids;
import org.kamsuite.receivables.exposure.Exposures;
import org.kamsuite.receivables.input.Moment;

/// Credit held for orders that passed a check and are not known yet.
@ApplicationScoped
class Reservations {

    @Inject
    Jdbi jdbi;

    @Inject
    Exposures exposures;

    @Inject
    SecurityIdentity identity;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    @ConfigProperty(name = "kam.credit.reservation", defaultValue = "PT30M")
    Duration lifetime;

    record Reserved(UUID reservationId, Instant expiresAt) {}

    private static final List<String> ORDERS = EventType.all().stream()
            .filter(type -> type.recordClass() == OrderPlaced.class || type.recordClass() == OrderChanged.class)
            .map(EventType::name)
            .toList();

    // The array is hidden from the planner, which else plans the statement each time anew for just that many accounts.
    private static final String HELD = """
            select account_id, currency, sum(amount)
            from credit_reservation r
            where account_id = any(array(select unnest(:accounts))) and expires_at > :moment
                and (expected_on is null or expected_on <= :horizon) and\s""";

    private static final String NOW = "released_at is null and reservation_status(r, :moment) = 'ACTIVE'";

    // An order that is counted itself, as it was known then and on that day, holds nothing besides.
    private static final String THEN = """
            reserved_at <= :moment and (released_at is null or released_at > :moment) and not exists (
                select from sales_order o
                join order_fact_order l using (order_id)
                join order_fact f using (fact_id)
                join erp_customer c on c.customer_id = f.customer_id
                where o.number = r.order_number and (r.system is null or o.system = r.system)
                    and c.account_id = r.account_id and f.type = any(:orders)
                    and f.recorded_at <= :knownAt
                    and cast(coalesce(f.content ->> 'changedAt', f.content ->> 'orderedAt') as timestamptz)
                        < coalesce(cast(:end as timestamptz), 'infinity'))""";

    /// What is held of a group's accounts for orders within the horizon, by currency: now, or at the end of a day
    /// that has passed, or when it was known.
    Map<UUID, Map<String, BigDecimal>> held(CreditGroup group, Moment at) {
        Instant end = at.asOf().plusDays(1).atStartOfDay(clock.getZone()).toInstant();
        boolean dayOver = !end.isAfter(clock.instant());
        boolean then = dayOver || at.until() != null;
        Map<UUID, Map<String, BigDecimal>> held = new HashMap<>();
        jdbi.useHandle(handle -> {
            Query query = handle.createQuery(HELD + (then ? THEN : NOW) + " group by account_id, currency")
                    .bind("moment", end.isBefore(at.knownAt()) ? end : at.knownAt())
                    .bind("horizon", at.asOf().plusDays(exposures.horizonDays()));
            if (then) {
                query.bind("knownAt", at.knownAt())
                        .bind("end", dayOver ? end : null)
                        .bindArray("orders", String.class, ORDERS);
            }
            query.bindArray(
                            "accounts",
                            UUID.class,
                            group.members().stream()
                                    .map(CreditGroup.Member::accountId)
                                    .toList())
                    .map((row, _) -> held.computeIfAbsent(row.getObject(1, UUID.class), _ -> new TreeMap<>())
                            .put(row.getString(2), row.getBigDecimal(3)))
                    .list();
        });
        return held;
    }

    Reserved reserve(UUID account, Money amount, LocalDate expectedOn, String system, String orderNumber) {
        Instant now = clock.instant();
        Reserved reserved = new Reserved(ids.next(), now.plus(lifetime));
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into credit_reservation (reservation_id, account_id, amount, currency, expected_on, system,
                            order_number, reserved_by, reserved_at, expires_at)
                        values (:id, :account, :amount, :currency, :expectedOn, :system, :order, :by, :now, :expiresAt)""")
                .bind("id", reserved.reservationId())
                .bind("account", account)
                .bind("amount", amount.amount())
                .bind("currency", amount.currency())
                .bind("expectedOn", expectedOn)
                .bind("system", system)
                .bind("order", orderNumber)
                .bind("by", identity.getPrincipal().getName())
                .bind("now", now)
                .bind("expiresAt", reserved.expiresAt())
                .execute());
        return reserved;
    }

    /// A new check of the same order takes the place of the earlier one.
    void release(UUID account, String system, String orderNumber) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update credit_reservation set released_at = :now
                        where account_id = :account and order_number = :order and released_at is null
                            and expires_at > :now and system is not distinct from cast(:system as text)""")
                .bind("account", account)
                .bind("order", orderNumber)
                .bind("system", system)
                .bind("now", clock.instant())
                .execute());
    }

    void release(UUID reservationId) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update credit_reservation set released_at = :now
                        where reservation_id = :id and released_at is null""")
                .bind("id", reservationId)
                .bind("now", clock.instant())
                .execute());
    }

    /// Whether the order itself is known and counts as such.
    boolean isKnown(UUID account, String system, String orderNumber) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select exists (
                            select from sales_order o join erp_customer c on c.customer_id = o.customer_id
                            where o.number = :order and o.placed and c.account_id = :account
                                and (cast(:system as text) is null or o.system = :system))""")
                .bind("account", account)
                .bind("order", orderNumber)
                .bind("system", system)
                .mapTo(Boolean.class)
                .one());
    }

    Optional<ReservationView> find(UUID reservationId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select reservation_id, account_id, amount, currency, expected_on, system, order_number,
                            reservation_status(r, :now), reserved_by, reserved_at, expires_at
                        from credit_reservation r where reservation_id = :id""")
                .bind("id", reservationId)
                .bind("now", clock.instant())
                .map((row, _) -> new ReservationView(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        new Money(row.getBigDecimal(3), row.getString(4)),
                        row.getObject(5, LocalDate.class),
                        row.getString(6),
                        row.getString(7),
                        ReservationView.Status.valueOf(row.getString(8)),
                        row.getString(9),
                        row.getTimestamp(10).toInstant(),
                        row.getTimestamp(11).toInstant()))
                .findOne());
    }
}
