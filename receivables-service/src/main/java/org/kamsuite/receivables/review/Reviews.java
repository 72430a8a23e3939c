package org.kamsuite.receivables.review;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.receivables.CreditReviewDue;
import org.kamsuite.contracts.receivables.RiskClass;
import org.kamsuite.platform.Ids;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.audit.Audit;
import org.kamsuite.platform.outbox.Outbox;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Idempotency;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.snapshot.TouchedAccounts;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.solvency.Statements;
import org.kamsuite.receivables.solvency.Zone;

/// When accounts are due for review, and what the reviews came to.
@ApplicationScoped
public class Reviews {

    private static final int BATCH = 200;

    private static final String PLAN = """
            select p.account_id, a.legal_name, p.risk_class, p.reasons, p.cadence_months, p.since, p.last_reviewed_on,
                p.asked_for, p.due_on
            from credit_review_plan p join account_directory a using (account_id)
            """;

    @Inject
    Jdbi jdbi;

    @Inject
    AccountDirectory directory;

    @Inject
    Statements statements;

    @Inject
    Standings standings;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    Idempotency idempotency;

    @Inject
    TouchedAccounts touched;

    @Inject
    SecurityIdentity identity;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /// Takes over how accounts stand now: their risk classes and the days their reviews are due.
    @Transactional(Transactional.TxType.MANDATORY)
    public void assess(Collection<Assessment> accounts, LocalDate today) {
        if (accounts.isEmpty()) {
            return;
        }
        List<UUID> accountIds =
                accounts.stream().map(Assessment::accountId).sorted().toList();
        Map<UUID, Zone> zones = statements.zones(accountIds, null);
        Map<UUID, Assessment> byId =
                accounts.stream().collect(java.util.stream.Collectors.toMap(Assessment::accountId, each -> each));
        List<Risk> risks = accountIds.stream()
                .map(id -> Risk.of(byId.get(id), zones.get(id)))
                .toList();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into credit_review_plan as p (account_id, since, risk_class, reasons, cadence_months,
                            due_on)
                        select id, :today, risk_class, string_to_array(reasons, E'\\n'), months,
                            cast(:today as date) + make_interval(months => months)
                        from unnest(:ids, :classes, :reasons, :months) as g(id, risk_class, reasons, months)
                        order by id
                        on conflict (account_id) do update set risk_class = excluded.risk_class,
                            reasons = excluded.reasons, cadence_months = excluded.cadence_months,
                            due_on = least(p.asked_for, coalesce(p.last_reviewed_on, p.since)
                                + make_interval(months => excluded.cadence_months))
                        where p.risk_class <> excluded.risk_class or p.reasons <> excluded.reasons
                            or p.cadence_months <> excluded.cadence_months""")
                .bind("today", today)
                .bindArray("ids", UUID.class, accountIds)
                .bindArray(
                        "classes",
                        String.class,
                        risks.stream().map(risk -> risk.riskClass().name()).toList())
                .bindArray(
                        "reasons",
                        String.class,
                        risks.stream()
                                .map(risk -> String.join("\n", risk.reasons()))
                                .toList())
                .bindArray(
                        "months",
                        Integer.class,
                        risks.stream().map(Risk::cadenceMonths).toList())
                .execute());
    }

    /// The day on which the review of an account was due, if it has passed.
    public Optional<LocalDate> overdueSince(UUID account, LocalDate today) {
        return plan(account).map(ReviewView::dueOn).filter(due -> due != null && due.isBefore(today));
    }

    /// Tells others once that a review is due. Safe with many replicas: each takes other accounts.
    @Scheduled(every = "${kam.credit.reviews.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    void announce() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        outbox.append(jdbi.withHandle(handle -> handle.createQuery("""
                        update credit_review_plan p set announced = true
                        where account_id in (
                            select account_id from credit_review_plan
                            where due_on <= :today and not announced
                            order by due_on, account_id limit :batch for update skip locked)
                        returning account_id, due_on, risk_class, reasons, last_reviewed_on""")
                .bind("today", today)
                .bind("batch", BATCH)
                .map((row, _) -> due(row))
                .list()));
    }

    private static CreditReviewDue due(ResultSet row) throws SQLException {
        LocalDate last = row.getObject(5, LocalDate.class);
        return new CreditReviewDue(
                row.getObject(1, UUID.class),
                row.getObject(2, LocalDate.class),
                RiskClass.valueOf(row.getString(3)),
                (last == null ? "never reviewed" : "last reviewed on " + last) + "; "
                        + String.join("; ", texts(row, 4)));
    }

    Page<ReviewView> due(LocalDate until, RiskClass riskClass, int limit, String cursor) {
        Cursor after = Cursor.parse(cursor, 2);
        List<ReviewView> rows = jdbi.withHandle(handle -> handle.createQuery(PLAN + """
                        where p.due_on <= :until and (cast(:class as text) is null or p.risk_class = :class)
                            and (:start or (p.due_on, p.account_id) > (cast(:due as date), cast(:account as uuid)))
                        order by p.due_on, p.account_id limit :limit""")
                .bind("until", until)
                .bind("class", riskClass == null ? null : riskClass.name())
                .bind("start", after == null)
                .bind("due", after == null ? null : dateOf(after))
                .bind("account", after == null ? null : after.lastId())
                .bind("limit", limit + 1)
                .map((row, _) -> view(row, null))
                .list());
        return Page.of(rows, limit, last -> Cursor.of(last.dueOn(), last.accountId()));
    }

    private static LocalDate dateOf(Cursor cursor) {
        try {
            return LocalDate.parse(cursor.keys().getFirst());
        } catch (java.time.DateTimeException e) {
            throw Problem.badRequest("cursor", "is not a cursor of this list");
        }
    }

    ReviewView of(UUID account, Moment at) {
        String name = directory.require(account).legalName();
        boolean present = at.until() == null && at.asOf().equals(today());
        return (present ? plan(account) : then(account, name, at))
                .orElseGet(() -> new ReviewView(
                        account,
                        name,
                        null,
                        null,
                        null,
                        List.of("There is neither a limit nor exposure yet: no review is planned."),
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of()))
                .with(at, history(account, at));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }

    /// The last review of an account, if any, and since when the time to the first one runs.
    private record Course(LocalDate since, LocalDate reviewedOn, LocalDate askedFor) {

        LocalDate dueOn(int cadenceMonths) {
            LocalDate due = (reviewedOn == null ? since : reviewedOn).plusMonths(cadenceMonths);
            return askedFor != null && askedFor.isBefore(due) ? askedFor : due;
        }
    }

    // Judged anew by what was known.
    private Optional<ReviewView> then(UUID account, String name, Moment at) {
        Optional<Course> course = course(account, at);
        return standings.of(account, at).map(assessment -> {
            Risk risk = Risk.of(
                    assessment, statements.zones(List.of(account), at.until()).get(account));
            LocalDate due =
                    course.map(known -> known.dueOn(risk.cadenceMonths())).orElse(null);
            return new ReviewView(
                    account,
                    name,
                    null,
                    null,
                    risk.riskClass(),
                    risk.reasons(),
                    risk.cadenceMonths(),
                    course.map(Course::reviewedOn).orElse(null),
                    course.map(Course::askedFor).orElse(null),
                    due,
                    due == null ? null : due.isBefore(at.asOf()),
                    List.of());
        });
    }

    private Optional<Course> course(UUID account, Moment at) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select p.since, r.reviewed_on, r.asked_for
                        from credit_review_plan p
                        left join lateral (
                            select reviewed_on, asked_for from credit_review r
                            where r.account_id = p.account_id and r.reviewed_on <= :asOf
                                and r.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
                            order by reviewed_on desc, recorded_at desc limit 1
                        ) r on true
                        where p.account_id = :account and (p.since <= :asOf or r.reviewed_on is not null)""")
                .bind("account", account)
                .bind("asOf", at.asOf())
                .bind("knownAt", at.until())
                .map((row, _) -> new Course(
                        row.getObject(1, LocalDate.class),
                        row.getObject(2, LocalDate.class),
                        row.getObject(3, LocalDate.class)))
                .findOne());
    }

    private Optional<ReviewView> plan(UUID account) {
        return jdbi.withHandle(handle -> handle.createQuery(PLAN + "where p.account_id = :account")
                .bind("account", account)
                .map((row, _) -> view(row, null))
                .findOne());
    }

    private ReviewView view(ResultSet row, List<ReviewView.Done> history) throws SQLException {
        LocalDate due = row.getObject(9, LocalDate.class);
        return new ReviewView(
                row.getObject(1, UUID.class),
                row.getString(2),
                null,
                null,
                RiskClass.valueOf(row.getString(3)),
                texts(row, 4),
                row.getInt(5),
                row.getObject(7, LocalDate.class),
                row.getObject(8, LocalDate.class),
                due,
                due.isBefore(today()),
                history);
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }

    private List<ReviewView.Done> history(UUID account, Moment at) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select review_id, reviewed_on, outcome, note, risk_class, reviewer, recorded_at
                        from credit_review
                        where account_id = :account and reviewed_on <= :asOf
                            and recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
                        order by reviewed_on desc, recorded_at desc limit 100""")
                .bind("account", account)
                .bind("asOf", at.asOf())
                .bind("knownAt", at.until())
                .map((row, _) -> new ReviewView.Done(
                        row.getObject(1, UUID.class),
                        row.getObject(2, LocalDate.class),
                        Outcome.valueOf(row.getString(3)),
                        row.getString(4),
                        RiskClass.valueOf(row.getString(5)),
                        row.getString(6),
                        row.getTimestamp(7).toInstant()))
                .list());
    }

    @Transactional
    ReviewView complete(UUID account, ReviewRequest request, String key) {
        directory.require(account);
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        return idempotency.once(
                key,
                "completeCreditReview:" + account,
                request,
                ReviewView.class,
                () -> store(account, request, today));
    }

    private ReviewView store(UUID account, ReviewRequest request, LocalDate today) {
        LocalDate on = request.reviewedOn() == null ? today : request.reviewedOn();
        check(request, on, today);
        ReviewView before = plan(account).orElse(null);
        String riskClass =
                before == null ? RiskClass.LOW.name() : before.riskClass().name();
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            insert into credit_review (review_id, account_id, reviewed_on, asked_for, outcome, note,
                                risk_class, reviewer, recorded_at)
                            values (:id, :account, :on, cast(:next as date), :outcome, :note, :class, :by, :at)""")
                    .bind("next", request.nextDueOn())
                    .bind("id", ids.next())
                    .bind("account", account)
                    .bind("on", on)
                    .bind("outcome", request.outcome())
                    .bind("note", request.note())
                    .bind("class", riskClass)
                    .bind("by", identity.getPrincipal().getName())
                    .bind("at", clock.instant())
                    .execute();
            // A review of an earlier day than the last one moves nothing.
            handle.createUpdate("""
                            insert into credit_review_plan as p (account_id, since, last_reviewed_on, asked_for, risk_class,
                                reasons, cadence_months, due_on)
                            values (:account, :on, :on, cast(:next as date), :class, array['no sign of trouble'], 12,
                                least(cast(:next as date), cast(:on as date) + interval '12 months'))
                            on conflict (account_id) do update set last_reviewed_on = :on, asked_for = cast(:next as date),
                                announced = false,
                                due_on = least(cast(:next as date), cast(:on as date) + make_interval(months => p.cadence_months))
                            where p.last_reviewed_on is null or p.last_reviewed_on <= :on""")
                    .bind("account", account)
                    .bind("on", on)
                    .bind("next", request.nextDueOn())
                    .bind("class", riskClass)
                    .execute();
        });
        touched.markAccounts(List.of(account));
        ReviewView after = of(account, Moment.now(today(), clock));
        audit.record("account:" + account, "credit-review.completed", before, after);
        return after;
    }

    private static void check(ReviewRequest request, LocalDate on, LocalDate today) {
        if (request.outcome() == null) {
            throw Problem.badRequest("outcome", "is missing");
        }
        Check.optionalText("note", request.note());
        if (on.isAfter(today)) {
            throw Problem.unprocessable("review-in-future", "reviewedOn", "must not be after today, " + today);
        }
        if (request.nextDueOn() != null && !request.nextDueOn().isAfter(on)) {
            throw Problem.unprocessable("due-before-review", "nextDueOn", "must be after the review of " + on);
        }
    }
}
