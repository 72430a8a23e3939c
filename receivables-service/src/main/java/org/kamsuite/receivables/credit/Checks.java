package org.kamsuite.receivables.credit;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.receivables.CreditState;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.audit.Audit;
import org.kamsuite.platform.rest.Idempotency;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.receivables.exposure.Exposures;
import org.kamsuite.receivables.input.Moment;

/// Decides whether an order may be taken, and holds the credit for it.
@ApplicationScoped
class Checks {

    @Inject
    Jdbi jdbi;

    @Inject
    AccountDirectory directory;

    @Inject
    CreditBook book;

    @Inject
    Reservations reservations;

    @Inject
    Thresholds thresholds;

    @Inject
    Exposures exposures;

    @Inject
    Idempotency idempotency;

    @Inject
    Audit audit;

    @Inject
    SecurityIdentity identity;

    @Inject
    Clock clock;

    /// The order to be checked, made complete.
    private record Asked(
            UUID account, String system, Money amount, LocalDate deliveryDate, String order, DisputePolicy policy) {}

    @Transactional
    CheckView check(CheckRequest request, String key) {
        validate(request);
        boolean reserve = Boolean.TRUE.equals(request.reserve());
        Asked asked = new Asked(
                account(request),
                request.customer() == null ? null : request.customer().system(),
                request.orderAmount(),
                request.deliveryDate(),
                request.orderNumber(),
                request.policy() == null ? DisputePolicy.INCLUDE_DISPUTED : request.policy());
        if (reserve && !identity.hasRole(Roles.FINANCE)) {
            directory.requireWriteAccess(asked.account());
        }
        return idempotency.once(key, "checkCredit", request, CheckView.class, () -> decide(asked, reserve));
    }

    private static void validate(CheckRequest request) {
        if (request == null) {
            throw Problem.badRequest("body", "is missing");
        }
        if ((request.accountId() == null) == (request.customer() == null)) {
            throw Problem.badRequest("accountId", "exactly one of accountId and customer is expected");
        }
        if (request.orderAmount() == null) {
            throw Problem.badRequest("orderAmount", "is missing");
        }
        Check.positiveAmount("orderAmount.amount", request.orderAmount().amount());
        Check.optionalDate("deliveryDate", request.deliveryDate());
        Check.optionalCode("orderNumber", request.orderNumber());
    }

    private UUID account(CheckRequest request) {
        if (request.accountId() != null) {
            return directory.require(request.accountId()).accountId();
        }
        CustomerRef customer = request.customer();
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select account_id from erp_customer
                        where system = :system and number = :number and account_id is not null""")
                .bind("system", customer.system())
                .bind("number", customer.number())
                .mapTo(UUID.class)
                .findOne()
                .orElseThrow(() -> Problem.notFound("Customer " + customer.key() + " belongs to no account.")));
    }

    private CheckView decide(Asked asked, boolean reserve) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        if (reserve) {
            book.lock(asked.account(), today);
            if (asked.order() != null) {
                reservations.release(asked.account(), asked.system(), asked.order());
            }
        }
        Moment now = Moment.now(today, clock);
        CreditGroup group = book.groups(List.of(asked.account()), now);
        Conversion conversion = book.conversion(group, List.of(asked.amount().currency()), now);
        Map<UUID, Map<String, BigDecimal>> held = reservations.held(group, now);
        boolean known = asked.order() != null && reservations.isKnown(asked.account(), asked.system(), asked.order());
        boolean later =
                asked.deliveryDate() != null && asked.deliveryDate().isAfter(today.plusDays(exposures.horizonDays()));
        CreditGroup.Evaluation before = group.evaluate(asked.policy(), held, conversion);
        CreditGroup.Evaluation after = known || later
                ? before
                : group.evaluate(asked.policy(), with(held, asked.account(), asked.amount()), conversion);
        List<String> assumed = new ArrayList<>();
        if (known) {
            assumed.add("Order " + asked.order() + " is known and counted already: nothing is added.");
        } else if (later) {
            assumed.add("The order is due after the horizon of %d days: it uses no credit yet."
                    .formatted(exposures.horizonDays()));
        }
        Verdict verdict = Verdict.of(
                asked.account(),
                after,
                thresholds.triggers(before.node(asked.account()).amounts()));
        Reservations.Reserved reserved = reserve && !known && verdict.decision() != CheckView.Decision.BLOCK
                ? reservations.reserve(
                        asked.account(), asked.amount(), asked.deliveryDate(), asked.system(), asked.order())
                : null;
        if (reserved != null) {
            audit.record("account:" + asked.account(), "credit.reserved", null, asked);
        }
        assumed.addAll(0, verdict.reasons());
        return view(asked, today, before, after, verdict, assumed, !known && !later, reserved);
    }

    private static Map<UUID, Map<String, BigDecimal>> with(
            Map<UUID, Map<String, BigDecimal>> held, UUID account, Money amount) {
        Map<UUID, Map<String, BigDecimal>> more = new HashMap<>(held);
        Map<String, BigDecimal> own = new TreeMap<>(held.getOrDefault(account, Map.of()));
        own.merge(amount.currency(), amount.amount(), BigDecimal::add);
        more.put(account, own);
        return more;
    }

    private CheckView view(
            Asked asked,
            LocalDate today,
            CreditGroup.Evaluation before,
            CreditGroup.Evaluation after,
            Verdict verdict,
            List<String> reasons,
            boolean counts,
            Reservations.Reserved reserved) {
        CreditGroup.Node told = after.binding(asked.account()).orElseGet(() -> after.node(asked.account()));
        CreditGroup.Node toldBefore = before.node(told.member().accountId());
        List<CreditGroup.Node> path = after.path(asked.account());
        CreditState stateBefore = before.state(asked.account());
        return new CheckView(
                verdict.decision(),
                asked.account(),
                asked.order(),
                asked.amount(),
                asked.deliveryDate(),
                counts,
                today,
                clock.instant(),
                asked.policy(),
                exposures.horizonDays(),
                told.limited() ? told.member().accountId() : null,
                new Money(toldBefore.exposure(), toldBefore.currency()),
                new Money(told.exposure(), told.currency()),
                told.limited() ? told.member().limit().amount() : null,
                toldBefore.utilisation(),
                told.utilisation(),
                stateBefore,
                after.state(asked.account()),
                path.stream()
                        .map(node ->
                                CheckView.NodeView.of(before.node(node.member().accountId()), node))
                        .toList(),
                reasons,
                Limits.rates(after.conversion(), path),
                reserved == null ? null : reserved.reservationId(),
                reserved == null ? null : reserved.expiresAt());
    }

    ReservationView reservation(UUID reservationId) {
        return reservations
                .find(reservationId)
                .orElseThrow(() -> Problem.notFound("There is no reservation " + reservationId + "."));
    }

    @Transactional
    void release(UUID reservationId) {
        ReservationView before = reservation(reservationId);
        if (!identity.hasRole(Roles.FINANCE)) {
            directory.requireWriteAccess(before.accountId());
        }
        if (before.status() == ReservationView.Status.ACTIVE) {
            reservations.release(reservationId);
            audit.record("account:" + before.accountId(), "credit.released", before, null);
        }
    }
}
