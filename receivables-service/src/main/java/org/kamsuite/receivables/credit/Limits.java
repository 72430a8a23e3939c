package org.kamsuite.receivables.credit;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.receivables.CreditLimitChanged;
import org.kamsuite.contracts.receivables.CreditState;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.audit.Audit;
import org.kamsuite.platform.outbox.Outbox;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.ETags;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.snapshot.TouchedAccounts;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.review.Reviews;

/// The credit limits of accounts: reads, sets and removes them.
@ApplicationScoped
class Limits {

    private static final BigDecimal BEFORE_ALL = new BigDecimal("-1000000000");

    @Inject
    Jdbi jdbi;

    @Inject
    AccountDirectory directory;

    @Inject
    CreditBook book;

    @Inject
    Reservations reservations;

    @Inject
    Reviews reviews;

    @Inject
    Thresholds thresholds;

    @Inject
    org.kamsuite.receivables.exposure.Exposures exposures;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    TouchedAccounts touched;

    @Inject
    SecurityIdentity identity;

    @Inject
    Clock clock;

    /// @param created whether it is the account's first
    record Written(LimitView view, boolean created) {}

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }

    private LimitView present(UUID account) {
        return view(account, Moment.now(today(), clock), DisputePolicy.INCLUDE_DISPUTED);
    }

    LimitView view(UUID account, Moment at, DisputePolicy policy) {
        directory.require(account);
        CreditGroup group = book.groups(List.of(account), at);
        Conversion conversion = book.conversion(group, List.of(), at);
        CreditGroup.Evaluation plain = group.evaluate(policy, Map.of(), conversion);
        CreditGroup.Evaluation held = group.evaluate(policy, reservations.held(group, at), conversion);
        CreditGroup.Node own = plain.node(account);
        List<CreditGroup.Node> path = plain.path(account);
        List<LimitView.Past> history = history(account, at);
        return new LimitView(
                account,
                own.member().name(),
                at.asOf(),
                at.knownAt(),
                policy,
                exposures.horizonDays(),
                LimitView.InForce.of(own.member().limit()),
                history.isEmpty() ? 0 : history.getFirst().version(),
                plain.state(account),
                plain.binding(account).map(node -> node.member().accountId()).orElse(null),
                path.stream()
                        .map(node -> LimitView.NodeView.of(
                                node, held.node(node.member().accountId())))
                        .toList(),
                thresholds.triggers(own.amounts()),
                rates(conversion, path),
                reasons(path, at),
                history);
    }

    static List<LimitView.RateView> rates(Conversion conversion, List<CreditGroup.Node> path) {
        List<LimitView.RateView> rates = new ArrayList<>();
        path.stream()
                .map(CreditGroup.Node::currency)
                .distinct()
                .forEach(to -> conversion
                        .used(to)
                        .forEach((from, rate) ->
                                rates.add(new LimitView.RateView(from, to, rate.factor(), rate.date()))));
        return rates.isEmpty() ? null : rates;
    }

    private List<String> reasons(List<CreditGroup.Node> path, Moment at) {
        List<String> reasons = new ArrayList<>();
        if (path.stream().noneMatch(CreditGroup.Node::limited)) {
            reasons.add("Neither the account nor one above it has a limit.");
        }
        path.stream()
                .filter(node -> !node.unconverted().isEmpty())
                .forEach(node -> reasons.add("%s: no exchange rate to %s for %s; it is in no sum."
                        .formatted(node.member().name(), node.currency(), node.unconverted())));
        if (at.until() != null || at.asOf().isBefore(today())) {
            path.stream()
                    .filter(node -> node.limited() && node.member().limit().source() == Limit.Source.ERP)
                    .forEach(node -> reasons.add("%s: the limit is what the ERP told last; earlier ones are not kept."
                            .formatted(node.member().name())));
        }
        return reasons;
    }

    private List<LimitView.Past> history(UUID account, Moment at) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select version, amount, currency, type, insured, valid_from, valid_to, approved_by, reason,
                            recorded_by, recorded_at
                        from credit_limit
                        where account_id = :account and recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
                        order by version desc limit 100""")
                .bind("account", account)
                .bind("knownAt", at.until())
                .map((row, _) -> past(row))
                .list());
    }

    private static LimitView.Past past(ResultSet row) throws SQLException {
        String currency = row.getString(3);
        return new LimitView.Past(
                row.getLong(1),
                money(row.getBigDecimal(2), currency),
                Limit.Type.valueOf(row.getString(4)),
                money(row.getBigDecimal(5), currency),
                row.getObject(6, LocalDate.class),
                row.getObject(7, LocalDate.class),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getTimestamp(11).toInstant());
    }

    private static Money money(BigDecimal amount, String currency) {
        return amount == null ? null : new Money(amount, currency);
    }

    @Transactional
    Written put(UUID account, LimitRequest request, String ifMatch) {
        directory.require(account);
        LocalDate today = today();
        LimitRequest asked = checked(request, today);
        thresholds.requireApproval(identity, asked.amount(), today);
        book.lock(account, today);
        LimitView before = present(account);
        if (before.version() > 0 || ifMatch != null) {
            ETags.require(ifMatch, before.version());
        }
        requireReviewForIncrease(account, before.limit(), asked.amount(), today);
        append(account, before.version() + 1, asked);
        return new Written(changed(account, before, asked.amount(), asked), before.version() == 0);
    }

    @Transactional
    LimitView remove(UUID account, String ifMatch, String reason) {
        directory.require(account);
        Check.optionalText("reason", reason);
        LocalDate today = today();
        book.lock(account, today);
        LimitView before = present(account);
        if (before.version() == 0) {
            throw Problem.notFound("No limit of account " + account + " was set here.");
        }
        ETags.require(ifMatch, before.version());
        LimitRequest nothing = new LimitRequest(
                null,
                Limit.Type.STANDARD,
                null,
                today,
                null,
                identity.getPrincipal().getName(),
                reason == null ? "removed" : reason);
        append(account, before.version() + 1, nothing);
        return changed(account, before, null, nothing);
    }

    private LimitRequest checked(LimitRequest request, LocalDate today) {
        if (request.amount() == null) {
            throw Problem.badRequest("amount", "is missing");
        }
        Check.optionalNotNegativeMoney("amount", request.amount());
        Check.optionalNotNegativeMoney("insured", request.insured());
        Check.text("reason", request.reason());
        Check.optionalName("approvedBy", request.approvedBy());
        Check.optionalDate("validFrom", request.validFrom());
        Check.optionalDate("validTo", request.validTo());
        LocalDate from = request.validFrom() == null ? today : request.validFrom();
        Limit.Type type = request.type() == null ? Limit.Type.STANDARD : request.type();
        if (request.insured() != null
                && !request.insured().currency().equals(request.amount().currency())) {
            throw Problem.unprocessable("insured-currency", "insured", "must be in the currency of the limit");
        }
        if (request.validTo() != null && request.validTo().isBefore(from)) {
            throw Problem.unprocessable("valid-to-before-valid-from", "validTo", "must not be before " + from);
        }
        if (type == Limit.Type.TEMPORARY && request.validTo() == null) {
            throw Problem.unprocessable("temporary-without-end", "validTo", "a temporary limit needs its last day");
        }
        return new LimitRequest(
                request.amount(),
                type,
                request.insured(),
                from,
                request.validTo(),
                request.approvedBy() == null ? identity.getPrincipal().getName() : request.approvedBy(),
                request.reason());
    }

    // From no limit to one is no increase: without one nothing was allowed that this would extend.
    private void requireReviewForIncrease(UUID account, LimitView.InForce before, Money asked, LocalDate today) {
        if (before == null
                || before.amount().currency().equals(asked.currency())
                        && asked.amount().compareTo(before.amount().amount()) <= 0) {
            return;
        }
        reviews.overdueSince(account, today).ifPresent(due -> {
            throw Problem.unprocessable(
                    "credit-review-overdue",
                    "amount",
                    "The limit is raised from %s to %s, but the credit review was due on %s: complete it first."
                            .formatted(before.amount(), asked, due));
        });
    }

    private void append(UUID account, long version, LimitRequest limit) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into credit_limit (account_id, version, amount, currency, type, insured, valid_from,
                            valid_to, approved_by, reason, recorded_by, recorded_at)
                        values (:account, :version, :amount, :currency, :type, :insured, :from, :to, :approvedBy,
                            :reason, :by, :at)""")
                .bind("account", account)
                .bind("version", version)
                .bind("amount", limit.amount() == null ? null : limit.amount().amount())
                .bind("currency", limit.amount() == null ? null : limit.amount().currency())
                .bind("type", limit.type())
                .bind(
                        "insured",
                        limit.insured() == null ? null : limit.insured().amount())
                .bind("from", limit.validFrom())
                .bind("to", limit.validTo())
                .bind("approvedBy", limit.approvedBy())
                .bind("reason", limit.reason())
                .bind("by", identity.getPrincipal().getName())
                .bind("at", clock.instant())
                .execute());
    }

    private LimitView changed(UUID account, LimitView before, Money amount, LimitRequest written) {
        outbox.append(List.of(new CreditLimitChanged(
                account,
                amount,
                before.limit() == null ? null : before.limit().amount(),
                written.validFrom(),
                written.approvedBy())));
        touched.markAccounts(List.of(account));
        LimitView after = present(account);
        audit.record(
                "account:" + account,
                amount == null ? "credit-limit.removed" : "credit-limit.set",
                before.limit(),
                written);
        return after;
    }

    /// Accounts with a limit or exposure, those that use most of their own limit first.
    Page<LimitView.Row> portfolio(CreditState state, int limit, String cursor) {
        Cursor after = Cursor.parse(cursor, 2);
        List<LimitView.Row> rows = jdbi.withHandle(handle -> handle.createQuery("""
                        select s.account_id, coalesce(a.legal_name, cast(s.account_id as text)), s.as_of, s.state,
                            s.exposure, s.currency, s.limit_amount, s.limit_source, s.utilisation, s.binding_account_id
                        from credit_standing s left join account_directory a using (account_id)
                        where (s.limit_amount is not null or s.exposure <> 0)
                            and (cast(:state as text) is null or s.state = :state)
                            and (:start or (-coalesce(s.utilisation, -1000000000), s.account_id)
                                > (-cast(:utilisation as numeric), cast(:account as uuid)))
                        order by coalesce(s.utilisation, -1000000000) desc, s.account_id limit :limit""")
                .bind("state", state == null ? null : state.name())
                .bind("start", after == null)
                .bind("utilisation", after == null ? null : utilisationOf(after))
                .bind("account", after == null ? null : after.lastId())
                .bind("limit", limit + 1)
                .map((row, _) -> row(row))
                .list());
        return Page.of(
                rows,
                limit,
                last -> Cursor.of(
                        (last.utilisation() == null ? BEFORE_ALL : last.utilisation()).toPlainString(),
                        last.accountId()));
    }

    private static BigDecimal utilisationOf(Cursor cursor) {
        String text = cursor.keys().getFirst();
        if (!text.matches("-?[0-9]{1,40}(\\.[0-9]{1,60})?")) {
            throw Problem.badRequest("cursor", "is not a cursor of this list");
        }
        return new BigDecimal(text);
    }

    private static LimitView.Row row(ResultSet row) throws SQLException {
        String currency = row.getString(6);
        String source = row.getString(8);
        return new LimitView.Row(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getObject(3, LocalDate.class),
                CreditState.valueOf(row.getString(4)),
                money(row.getBigDecimal(5), currency),
                money(row.getBigDecimal(7), currency),
                source == null ? null : Limit.Source.valueOf(source),
                row.getBigDecimal(9),
                row.getObject(10, UUID.class));
    }
}
