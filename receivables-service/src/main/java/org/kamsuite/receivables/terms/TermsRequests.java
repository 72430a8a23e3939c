package org.kamsuite.receivables.terms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.PaymentTerms;
import org.kamsuite.contracts.receivables.TermsChanged;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.account.AccountEntry;
import org.kamsuite.platform.audit.Audit;
import org.kamsuite.platform.outbox.Outbox;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.ETags;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.receivables.approval.ApprovalBands;
import org.kamsuite.receivables.rates.ExchangeRates;

/// Requests for other terms of payment, from draft to decision. Their cost decides who approves them.
@ApplicationScoped
class TermsRequests {

    @Inject
    Jdbi jdbi;

    @Inject
    AccountDirectory directory;

    @Inject
    ExchangeRates rates;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    @Inject
    ObjectMapper json;

    @Inject
    SecurityIdentity caller;

    @ConfigProperty(name = "kam.terms.cost-of-capital")
    BigDecimal usualCostOfCapital;

    @ConfigProperty(name = "kam.terms.approval")
    String approval;

    record Written(TermsRequest request, boolean created) {}

    private record Stored(TermsRequest.Content content, TermsRequest request) {}

    @Transactional
    Written put(UUID id, TermsRequest.Content asked, String ifMatch) {
        asked.check();
        lock(id);
        Stored present = find(id).orElse(null);
        if (present == null && ifMatch != null) {
            throw Problem.preconditionFailed("There is no terms request " + id + " yet: send no If-Match.");
        }
        if (present != null && present.content().equals(asked)) {
            return new Written(present.request(), false);
        }
        AccountEntry account = directory.require(asked.accountId());
        directory.requireWriteAccess(asked.accountId());
        if (present != null) {
            requireState(present.request(), TermsRequest.State.DRAFT, "changed");
            ETags.require(ifMatch, present.request().version());
            if (!present.request().accountId().equals(asked.accountId())) {
                throw Problem.conflict("account-is-fixed", "Terms request " + id + " is of another account.");
            }
        }
        requireNotPast(asked.validFrom());
        PaymentTerms current = asked.current() == null
                ? termsOf(asked.accountId())
                        .orElseThrow(() ->
                                Terms.breach("current", "is missing, and no terms of payment of the account are known"))
                : asked.current().checked("current");
        Economics economics = economics(account, asked, current);
        TermsRequest written = new TermsRequest(
                id,
                present == null ? 1 : present.request().version() + 1,
                TermsRequest.State.DRAFT,
                asked.accountId(),
                Terms.of(current),
                asked.proposed(),
                asked.validFrom(),
                asked.requestedBy(),
                asked.reason(),
                asked.leverage(),
                economics,
                bands().required(reporting(economics.cost())),
                caller.getPrincipal().getName(),
                now(),
                null,
                null,
                null);
        save(written, asked);
        audit.record(
                "terms-request:" + id,
                present == null ? "terms-request.created" : "terms-request.updated",
                present == null ? null : present.request(),
                written);
        return new Written(written, present == null);
    }

    private ApprovalBands bands() {
        return ApprovalBands.parse(approval);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }

    private void requireNotPast(LocalDate validFrom) {
        if (validFrom != null && validFrom.isBefore(today())) {
            throw Problem.unprocessable(
                    "not-retroactive",
                    "validFrom",
                    "must not be before today (" + today() + "): terms are not retroactive");
        }
    }

    private static void requireState(TermsRequest request, TermsRequest.State state, String verb) {
        if (request.state() != state) {
            throw Problem.conflict(
                    "wrong-state",
                    "Terms request " + request.id() + " is " + request.state() + "; only a " + state + " can be " + verb
                            + ".");
        }
    }

    BigDecimal costOfCapital(BigDecimal asked) {
        return asked == null ? usualCostOfCapital : asked;
    }

    private Economics economics(AccountEntry account, TermsRequest.Content asked, PaymentTerms current) {
        Money sales = asked.annualSales();
        String basis = "given";
        if (sales == null) {
            LocalDate to = today();
            LocalDate from = to.minusDays(364);
            sales = sales(account, from, to);
            basis = "invoices issued from " + from + " to " + to + " in " + account.currency();
        }
        return Economics.of(
                sales,
                basis,
                current,
                asked.proposed().checked("proposed"),
                costOfCapital(asked.costOfCapital()),
                asked.discountTakeUp() == null ? BigDecimal.ONE : asked.discountTakeUp(),
                asked.lossAvoided() == null ? BigDecimal.ZERO : asked.lossAvoided(),
                asked.benefit());
    }

    // Null when there was no invoice.
    private Money sales(AccountEntry account, LocalDate from, LocalDate to) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                                select sum(e.amount) from entry e
                                where e.customer_id in (select customer_id from erp_customer where account_id = :account)
                                    and e.side = 'OPEN' and e.cause = 'DOCUMENT' and e.entry_date between :from and :to
                                    and e.currency = :currency""")
                        .bind("account", account.accountId())
                        .bind("from", from)
                        .bind("to", to)
                        .bind("currency", account.currency())
                        .mapTo(BigDecimal.class)
                        .findOne())
                .map(amount -> new Money(amount, account.currency()))
                .orElse(null);
    }

    // Null when unknown: then the highest band decides.
    private BigDecimal reporting(Money cost) {
        return cost == null
                ? null
                : rates.find(cost.currency(), rates.reportingCurrency(), today())
                        .map(rate -> rate.convert(cost.amount(), rates.reportingCurrency())
                                .amount())
                        .orElse(null);
    }

    /// Those approved last and in force, else those that account-service tells.
    private Optional<PaymentTerms> termsOf(UUID accountId) {
        Optional<PaymentTerms> approved = jdbi.withHandle(handle -> handle.createQuery("""
                        select request from terms_request
                        where account_id = :account and state = 'APPROVED' and valid_from <= :today
                        order by valid_from desc, decided_at desc limit 1""")
                .bind("account", accountId)
                .bind("today", today())
                .map((row, _) ->
                        read(row.getString(1), TermsRequest.class).proposed().checked("proposed"))
                .findOne());
        return approved.or(() -> jdbi.withHandle(handle -> handle.createQuery("""
                        select cast(state -> 'paymentTerms' ->> 'netDays' as int),
                            cast(state -> 'paymentTerms' ->> 'discountPercent' as numeric),
                            cast(state -> 'paymentTerms' ->> 'discountDays' as int)
                        from account_directory
                        where account_id = :account and state -> 'paymentTerms' ->> 'netDays' is not null""")
                .bind("account", accountId)
                .map((row, _) -> new PaymentTerms(row.getInt(1), row.getBigDecimal(2), row.getObject(3, Integer.class)))
                .findOne()));
    }

    @Transactional
    TermsRequest move(UUID id, TermsRequest.Transition asked, String ifMatch) {
        Terms.holding(() -> {
            Check.required("state", asked.state());
            Check.optionalText("comment", asked.comment());
        });
        lock(id);
        Stored present = find(id).orElseThrow(() -> notFound(id));
        TermsRequest request = present.request();
        if (request.state() == asked.state()) {
            return request;
        }
        directory.requireWriteAccess(request.accountId());
        TermsRequest moved = switch (asked.state()) {
            case SUBMITTED -> {
                requireState(request, TermsRequest.State.DRAFT, "submitted");
                yield undecided(request, TermsRequest.State.SUBMITTED, asked.comment());
            }
            case DRAFT -> {
                requireState(request, TermsRequest.State.SUBMITTED, "taken back");
                yield undecided(request, TermsRequest.State.DRAFT, asked.comment());
            }
            case APPROVED, REJECTED -> {
                requireState(request, TermsRequest.State.SUBMITTED, "decided on");
                requireApprover(request);
                yield decided(request, asked);
            }
        };
        ETags.require(ifMatch, request.version());
        save(moved, present.content());
        if (moved.state() == TermsRequest.State.APPROVED) {
            PaymentTerms terms = moved.proposed().checked("proposed");
            outbox.append(List.of(new TermsChanged(
                    moved.accountId(),
                    id,
                    terms.netDays(),
                    terms.discountPercent(),
                    terms.discountDays(),
                    moved.validFrom())));
        }
        audit.record(
                "terms-request:" + id,
                "terms-request." + moved.state().name().toLowerCase(Locale.ROOT),
                request,
                moved);
        return moved;
    }

    private void requireApprover(TermsRequest request) {
        if (!bands().suffices(caller.getRoles(), request.requiredRole())) {
            throw Problem.forbidden("Terms of this cost are decided on by role " + request.requiredRole()
                    + " or one above (" + bands() + ", " + rates.reportingCurrency() + " a year).");
        }
        if (request.recordedBy().equals(caller.getPrincipal().getName())) {
            throw Problem.forbidden("Who enters a terms request does not decide on it.");
        }
    }

    private static TermsRequest undecided(TermsRequest request, TermsRequest.State state, String comment) {
        return next(request, state, request.validFrom(), null, null, comment);
    }

    private TermsRequest decided(TermsRequest request, TermsRequest.Transition asked) {
        boolean approved = asked.state() == TermsRequest.State.APPROVED;
        if (approved) {
            requireNotPast(request.validFrom());
        }
        LocalDate validFrom = approved && request.validFrom() == null ? today() : request.validFrom();
        return next(request, asked.state(), validFrom, caller.getPrincipal().getName(), now(), asked.comment());
    }

    private static TermsRequest next(
            TermsRequest request,
            TermsRequest.State state,
            LocalDate validFrom,
            String decidedBy,
            Instant decidedAt,
            String comment) {
        return new TermsRequest(
                request.id(),
                request.version() + 1,
                state,
                request.accountId(),
                request.current(),
                request.proposed(),
                validFrom,
                request.requestedBy(),
                request.reason(),
                request.leverage(),
                request.economics(),
                request.requiredRole(),
                request.recordedBy(),
                request.recordedAt(),
                decidedBy,
                decidedAt,
                comment);
    }

    private void lock(UUID id) {
        jdbi.useHandle(
                handle -> handle.createQuery("select pg_advisory_xact_lock(hashtext('terms_request'), hashtext(:id))")
                        .bind("id", id.toString())
                        .mapToMap()
                        .list());
    }

    private void save(TermsRequest request, TermsRequest.Content content) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into terms_request (request_id, version, account_id, state, valid_from, decided_at, content,
                            request)
                        values (:id, :version, :account, :state, :validFrom, :decidedAt, cast(:content as jsonb),
                            cast(:request as jsonb))
                        on conflict (request_id) do update set version = excluded.version, state = excluded.state,
                            valid_from = excluded.valid_from, decided_at = excluded.decided_at,
                            content = excluded.content, request = excluded.request""")
                .bind("id", request.id())
                .bind("version", request.version())
                .bind("account", request.accountId())
                .bind("state", request.state().name())
                .bind("validFrom", request.validFrom())
                .bind("decidedAt", request.decidedAt())
                .bind("content", write(content))
                .bind("request", write(request))
                .execute());
    }

    TermsRequest get(UUID id) {
        return find(id).orElseThrow(() -> notFound(id)).request();
    }

    private static Problem notFound(UUID id) {
        return Problem.notFound("There is no terms request " + id + ".");
    }

    private Optional<Stored> find(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select content, request from terms_request where request_id = :id")
                .bind("id", id)
                .map((row, _) -> new Stored(read(row.getString(1), TermsRequest.Content.class), request(row)))
                .findOne());
    }

    /// By id.
    Page<TermsRequest> list(UUID accountId, TermsRequest.State state, int limit, String askedCursor) {
        Cursor cursor = Cursor.parse(askedCursor, 1);
        List<TermsRequest> rows = jdbi.withHandle(handle -> handle.createQuery("""
                        select content, request from terms_request
                        where (cast(:account as uuid) is null or account_id = cast(:account as uuid))
                            and (cast(:state as text) is null or state = cast(:state as text))
                            and (cast(:after as uuid) is null or request_id > cast(:after as uuid))
                        order by request_id limit :limit""")
                .bind("account", accountId)
                .bind("state", state == null ? null : state.name())
                .bind("after", cursor == null ? null : cursor.lastId())
                .bind("limit", limit + 1)
                .map((row, _) -> request(row))
                .list());
        return Page.of(rows, limit, last -> Cursor.of(last.id()));
    }

    private TermsRequest request(ResultSet row) throws SQLException {
        return read(row.getString(2), TermsRequest.class);
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored terms request cannot be read", e);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a terms request cannot be written", e);
        }
    }
}
