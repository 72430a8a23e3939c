package org.kamsuite.receivables.provision;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.receivables.ProvisionChanged;
import org.kamsuite.contracts.receivables.ProvisionMethod;
import org.kamsuite.platform.Ids;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.audit.Audit;
import org.kamsuite.platform.outbox.Outbox;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Idempotency;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.receivables.book.KnownBook;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.rates.ExchangeRates;

/// Expected losses of all accounts on a day, computed in the database in a fixed number of statements.
@ApplicationScoped
public class Runs {

    private static final String METHOD =
            "gross = open amounts of invoices at the end of asOf, disputed included, unapplied credits not deducted;"
                    + " insured = gross × coveredShare; by matrix: (gross - insured) × min(1, lossRate × forwardFactor) of"
                    + " the bucket of days past due; judged: the assessed amount, at most gross - insured, or (gross -"
                    + " insured) × rate, and then no matrix. Exact to 12 decimals per account and bucket; sums are not"
                    + " rounded. utilised = write-offs up to asOf that the run before did not count.";

    private static final int EVENTS_AT_ONCE = 2_000;

    // Items are summed per customer and due date first: the joins after that are small.
    private static final String BUCKETS = """
            with items as (
                select customer_id, currency, due_date, sum(amount) as amount
                from open_items(null, :asOf) where side = 'OPEN' and cast(:knownAt as timestamptz) is null
                group by customer_id, currency, due_date
                union all
                select customer_id, currency, due_date, amount
                from unnest(:bookCustomers, :bookCurrencies, :bookDueDates, :bookCauses, :bookAmounts)
                    as b(customer_id, currency, due_date, cause, amount)
                where cause is null
            ), assessed as (
                select * from provision_assessed(:asOf, cast(:knownAt as timestamptz))
            ), judged as (
                select distinct on (a.account_id) a.* from provision_assessment a
                where a.account_id in (select assessed_id from assessed)
                    and a.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
                order by a.account_id, a.version desc
            ), matrix as (
                select distinct on (segment) segment, version, forward_factor from provision_matrix
                where valid_from <= :asOf and recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
                order by segment, version desc
            ), owner as (
                select c.customer_id, coalesce(s.assessed_id, c.account_id) as account_id,
                    case when c.account_id is null then c.customer_id end as unassigned, s.assessed_id is not null as judged,
                    %s as segment,
                    coalesce(own.segment, usual.segment) as matrix_segment,
                    coalesce(own.version, usual.version) as matrix_version,
                    coalesce(own.forward_factor, usual.forward_factor) as factor,
                    coalesce(n.covered_share, 0) as covered
                from erp_customer c
                left join account_directory d on d.account_id = c.account_id
                left join assessed s on s.account_id = c.account_id
                left join matrix own on own.segment = %s
                left join matrix usual on usual.segment = 'DEFAULT'
                left join provision_run_insured n on n.run_id = :run and n.account_id = c.account_id
            ), placed as (
                select o.account_id, o.unassigned, o.judged, o.segment, i.currency, o.factor, o.covered,
                    case when not o.judged then o.matrix_segment end as matrix_segment,
                    case when not o.judged then o.matrix_version end as matrix_version,
                    b.bucket, b.name, b.days_from, b.loss_rate, i.amount
                from items i
                join owner o using (customer_id)
                left join provision_matrix_bucket b on not o.judged and b.segment = o.matrix_segment
                    and b.version = o.matrix_version
                    and (b.days_from is null or :asOf - i.due_date >= b.days_from)
                    and (b.days_to is null or :asOf - i.due_date < b.days_to)
            ), summed as (
                select account_id, unassigned, judged, segment, currency, matrix_segment, matrix_version, bucket, name,
                    days_from, loss_rate, least(1, loss_rate * factor) as applied, sum(amount) as gross,
                    sum(amount * covered) as insured
                from placed
                group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
            ), limited as (
                -- what is left of an assessed amount for each of the account's segments, in a fixed order
                select s.*, j.amount as judged_amount, j.currency as judged_currency, j.rate as judged_rate,
                    coalesce(sum(s.gross - s.insured) over (
                        partition by s.account_id, s.currency order by s.segment
                        rows between unbounded preceding and 1 preceding), 0) as before
                from summed s
                left join judged j on s.judged and j.account_id = s.account_id
            )
            insert into provision_run_bucket (run_id, owner, account_id, customer_id, segment, currency, method,
                matrix_segment, matrix_version, bucket, name, days_from, loss_rate, applied_rate, gross, insured, allowance)
            select :run, coalesce(cast(account_id as text), 'customer:' || unassigned), account_id, unassigned, segment,
                currency, case when judged then 'INDIVIDUAL' when matrix_version is null then 'NONE' else 'MATRIX' end,
                matrix_segment, matrix_version, coalesce(bucket, 0),
                coalesce(name, case when judged then 'judged' else 'not covered' end), days_from, loss_rate,
                coalesce(applied, judged_rate), gross, insured,
                round(case
                    when not judged then (gross - insured) * applied
                    when judged_rate is not null then (gross - insured) * judged_rate
                    when judged_currency = currency then greatest(0, least(gross - insured, judged_amount - before))
                    else 0 end, 12)
            from limited""";

    private static final String ACCOUNTS = """
            with now as (
                select owner, currency, account_id, customer_id,
                    case when bool_or(method = 'NONE') then 'NONE' when bool_or(method = 'INDIVIDUAL') then 'INDIVIDUAL'
                        else 'MATRIX' end as method,
                    sum(gross) as gross, sum(insured) as insured,
                    coalesce(sum(gross) filter (where method = 'NONE'), 0) as uncovered,
                    coalesce(sum(allowance), 0) as allowance
                from provision_run_bucket where run_id = :run
                group by owner, currency, account_id, customer_id
            ), assessed as (
                select * from provision_assessed(:asOf, cast(:knownAt as timestamptz))
            ), loss as (
                select customer_id, currency, cause, amount from entry
                where cause in ('WRITE_OFF', 'RECOVERY') and entry_date <= :asOf
                    and cast(:knownAt as timestamptz) is null
                union all
                select customer_id, currency, cause, amount
                from unnest(:bookCustomers, :bookCurrencies, :bookDueDates, :bookCauses, :bookAmounts)
                    as b(customer_id, currency, due_date, cause, amount)
                where cause is not null
            ), off as (
                select coalesce(cast(coalesce(s.assessed_id, c.account_id) as text), 'customer:' || c.customer_id) as owner,
                    e.currency, coalesce(s.assessed_id, c.account_id) as account_id,
                    case when c.account_id is null then c.customer_id end as customer_id,
                    coalesce(-sum(e.amount) filter (where e.cause = 'WRITE_OFF'), 0) as amount,
                    coalesce(-sum(e.amount) filter (where e.cause = 'RECOVERY'), 0) as recovered
                from loss e
                join erp_customer c using (customer_id)
                left join assessed s on s.account_id = c.account_id
                group by 1, 2, 3, 4
            ), before as (
                select owner, currency, account_id, customer_id, allowance, written_off, recovered, method
                from provision_run_account
                where run_id = cast(:previous as uuid) and (allowance <> 0 or written_off <> 0 or recovered <> 0)
            ), moved as (
                select owner, currency, coalesce(n.account_id, o.account_id, b.account_id) as account_id,
                    coalesce(n.customer_id, o.customer_id, b.customer_id) as customer_id,
                    coalesce(n.method, b.method, 'MATRIX') as method, coalesce(n.gross, 0) as gross,
                    coalesce(n.insured, 0) as insured, coalesce(n.uncovered, 0) as uncovered,
                    coalesce(b.allowance, 0) as opening, coalesce(n.allowance, 0) as closing,
                    coalesce(o.amount, 0) as written_off,
                    case when cast(:previous as uuid) is null then 0
                        else coalesce(o.amount, 0) - coalesce(b.written_off, 0) end as utilised,
                    coalesce(o.recovered, 0) as recovered,
                    case when cast(:previous as uuid) is null then coalesce(o.recovered, 0)
                        else coalesce(b.recovered, 0) end as recovered_before
                from now n
                full join off o using (owner, currency)
                full join before b using (owner, currency)
            )
            insert into provision_run_account (run_id, owner, currency, account_id, customer_id, method, gross, insured,
                uncovered, opening, charge, utilised, released, allowance, written_off, recovered, recovered_before)
            select :run, owner, currency, account_id, customer_id, method, gross, insured, uncovered, opening,
                greatest(0, closing - opening + utilised), utilised, greatest(0, opening - closing - utilised), closing,
                written_off, recovered, recovered_before
            from moved""";

    @Inject
    Jdbi jdbi;

    @Inject
    KnownBook book;

    @Inject
    AccountDirectory directory;

    @Inject
    ExchangeRates exchangeRates;

    @Inject
    Idempotency idempotency;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    @Inject
    SecurityIdentity caller;

    /// A run without what it found.
    private record Head(
            UUID id,
            LocalDate asOf,
            Instant knownAt,
            SegmentBy segmentBy,
            RunView.Status status,
            UUID previous,
            LocalDate previousAsOf,
            String createdBy,
            String postedBy,
            Instant postedAt) {}

    @Transactional
    UUID run(String idempotencyKey, RunRequest asked) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        asked.check(today);
        return idempotency.once(idempotencyKey, "createProvisionRun", asked, UUID.class, () -> {
            UUID id = ids.next();
            Moment at = Moment.of(asked.asOf(), asked.knownAt(), clock);
            UUID previous = latestPosted(at).orElse(null);
            start(id, at, previous, asked);
            KnownBook.Rows known = book.sums(at);
            String segment = asked.segmentByOrDefault().expression();
            jdbi.useHandle(handle -> {
                known.bind(handle.createUpdate(BUCKETS.formatted(segment, segment)))
                        .bind("run", id)
                        .bind("asOf", at.asOf())
                        .execute();
                known.bind(handle.createUpdate(ACCOUNTS))
                        .bind("run", id)
                        .bind("asOf", at.asOf())
                        .bind("previous", previous)
                        .execute();
            });
            audit.record("provision-run:" + id, "provision-run.calculated", null, asked);
            return id;
        });
    }

    private void start(UUID id, Moment at, UUID previous, RunRequest asked) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            insert into provision_run (run_id, as_of, known_at, segment_by, status, previous_id, created_by)
                            values (:run, :asOf, :knownAt, :segmentBy, 'CALCULATED', cast(:previous as uuid), :caller)""")
                    .bind("run", id)
                    .bind("asOf", at.asOf())
                    .bind("knownAt", at.knownAt())
                    .bind("segmentBy", asked.segmentByOrDefault().name())
                    .bind("previous", previous)
                    .bind("caller", caller.getPrincipal().getName())
                    .execute();
            handle.createUpdate("""
                            insert into provision_run_insured (run_id, account_id, covered_share)
                            select :run, account_id, covered_share from unnest(:accounts, :shares) as n(account_id, covered_share)""")
                    .bind("run", id)
                    .bindArray(
                            "accounts",
                            UUID.class,
                            asked.insuredOrNone().stream()
                                    .map(RunRequest.Insured::accountId)
                                    .toList())
                    .bindArray(
                            "shares",
                            BigDecimal.class,
                            asked.insuredOrNone().stream()
                                    .map(RunRequest.Insured::coveredShare)
                                    .toList())
                    .execute();
        });
    }

    /// The posted run that counts on a day.
    private Optional<UUID> latestPosted(Moment at) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select run_id from provision_run where status = 'POSTED' and as_of <= :asOf
                            and posted_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
                        order by as_of desc, posted_at desc limit 1""")
                .bind("asOf", at.asOf())
                .bind("knownAt", at.until())
                .mapTo(UUID.class)
                .findOne());
    }

    // Of whatever day.
    private Moment latest() {
        return Moment.now(LocalDate.of(9999, 12, 31), clock);
    }

    /// Makes a run the opening of the next one, and tells of each account whose allowance changed.
    @Transactional
    void post(UUID id) {
        jdbi.useHandle(handle -> handle.execute("select pg_advisory_xact_lock(hashtext('provision_run'), 0)"));
        Head run = head(id);
        if (run.status() == RunView.Status.POSTED) {
            return;
        }
        UUID latest = latestPosted(latest()).orElse(null);
        if (latest != null && !latest.equals(run.previous())) {
            throw Problem.conflict(
                    "run-outdated",
                    "Run " + latest + " was posted meanwhile or is of a later day; calculate a new run after it.");
        }
        boolean uncovered = jdbi.withHandle(handle -> handle.createQuery(
                        "select exists (select 1 from provision_run_account where run_id = :run and uncovered <> 0)")
                .bind("run", id)
                .mapTo(Boolean.class)
                .one());
        if (uncovered) {
            throw Problem.conflict(
                    "not-covered",
                    "Open items are in segments without a matrix: state one for them or DEFAULT, and calculate anew.");
        }
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update provision_run set status = 'POSTED', posted_by = :caller, posted_at = :now
                        where run_id = :run""")
                .bind("run", id)
                .bind("caller", caller.getPrincipal().getName())
                .bind("now", clock.instant())
                .execute());
        tell(run);
        audit.record(
                "provision-run:" + id,
                "provision-run.posted",
                Map.of("status", "CALCULATED"),
                Map.of("status", "POSTED"));
    }

    private void tell(Head run) {
        List<ProvisionChanged> changes = jdbi.withHandle(handle -> handle.createQuery("""
                        select account_id, currency, method, gross, allowance from provision_run_account
                        where run_id = :run and account_id is not null and allowance <> opening
                        order by account_id, currency""")
                .bind("run", run.id())
                .map((row, _) -> new ProvisionChanged(
                        row.getObject("account_id", UUID.class),
                        run.asOf(),
                        run.id(),
                        new Money(row.getBigDecimal("gross"), row.getString("currency")),
                        new Money(row.getBigDecimal("allowance"), row.getString("currency")),
                        ProvisionMethod.valueOf(row.getString("method"))))
                .list());
        for (int i = 0; i < changes.size(); i += EVENTS_AT_ONCE) {
            outbox.append(changes.subList(i, Math.min(i + EVENTS_AT_ONCE, changes.size())));
        }
    }

    private Head head(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                                select r.run_id, r.as_of, r.known_at, r.segment_by, r.status, r.previous_id,
                                    p.as_of as previous_as_of, r.created_by, r.posted_by, r.posted_at
                                from provision_run r left join provision_run p on p.run_id = r.previous_id
                                where r.run_id = :run""")
                        .bind("run", id)
                        .map((row, _) -> new Head(
                                id,
                                row.getObject("as_of", LocalDate.class),
                                row.getTimestamp("known_at").toInstant(),
                                SegmentBy.valueOf(row.getString("segment_by")),
                                RunView.Status.valueOf(row.getString("status")),
                                row.getObject("previous_id", UUID.class),
                                row.getObject("previous_as_of", LocalDate.class),
                                row.getString("created_by"),
                                row.getString("posted_by"),
                                row.getTimestamp("posted_at") == null
                                        ? null
                                        : row.getTimestamp("posted_at").toInstant()))
                        .findOne())
                .orElseThrow(() -> Problem.notFound("There is no provision run " + id + "."));
    }

    RunView view(UUID id) {
        Head run = head(id);
        SortedMap<String, Sums> sums = sums(id);
        Map<String, List<RunView.SegmentTotal>> segments = segments(id);
        List<RunView.CurrencyTotal> totals = sums.entrySet().stream()
                .map(each -> total(each.getKey(), each.getValue(), segments.getOrDefault(each.getKey(), List.of())))
                .toList();
        List<String> reasons = totals.stream()
                .filter(total -> total.uncovered().amount().signum() != 0)
                .map(total ->
                        total.uncovered() + " are in segments without a matrix (and DEFAULT has none): no allowance"
                                + " is computed for them, and the run cannot be posted.")
                .toList();
        return new RunView(
                id,
                run.status(),
                run.asOf(),
                run.knownAt(),
                run.segmentBy(),
                run.previous(),
                accounts(id),
                totals,
                reporting(run, sums),
                inputs(run),
                METHOD,
                reasons,
                run.createdBy(),
                run.postedBy(),
                run.postedAt());
    }

    private record Sums(
            BigDecimal gross,
            BigDecimal insured,
            BigDecimal uncovered,
            BigDecimal recovered,
            RollForward rollForward) {}

    private SortedMap<String, Sums> sums(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select currency, sum(gross) as gross, sum(insured) as insured, sum(uncovered) as uncovered,
                            sum(opening) as opening, sum(charge) as charge, sum(utilised) as utilised,
                            sum(released) as released, sum(allowance) as allowance,
                            sum(recovered - recovered_before) as recovered
                        from provision_run_account where run_id = :run group by currency""")
                .bind("run", id)
                .map((row, _) -> Map.entry(
                        row.getString("currency"),
                        new Sums(
                                row.getBigDecimal("gross"),
                                row.getBigDecimal("insured"),
                                row.getBigDecimal("uncovered"),
                                row.getBigDecimal("recovered"),
                                rollForward(row))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, TreeMap::new)));
    }

    private static RollForward rollForward(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        return new RollForward(
                new Money(row.getBigDecimal("opening"), currency),
                new Money(row.getBigDecimal("charge"), currency),
                new Money(row.getBigDecimal("utilised"), currency),
                new Money(row.getBigDecimal("released"), currency),
                Money.zero(currency),
                new Money(row.getBigDecimal("allowance"), currency));
    }

    private static RunView.CurrencyTotal total(String currency, Sums sums, List<RunView.SegmentTotal> segments) {
        Money allowance = sums.rollForward().closing();
        return new RunView.CurrencyTotal(
                currency,
                new Money(sums.gross(), currency),
                new Money(sums.insured(), currency),
                new Money(sums.uncovered(), currency),
                allowance,
                sums.gross().signum() == 0
                        ? null
                        : Rules.plain(allowance.amount().divide(sums.gross(), MathContext.DECIMAL64)),
                sums.rollForward(),
                new Money(sums.recovered(), currency),
                segments);
    }

    private record Part(
            String currency,
            String segment,
            RunView.Method method,
            String matrixSegment,
            Integer matrixVersion,
            RunView.BucketTotal bucket) {}

    private record Key(String segment, RunView.Method method, String matrixSegment, Integer matrixVersion) {}

    private Map<String, List<RunView.SegmentTotal>> segments(UUID id) {
        List<Part> parts = jdbi.withHandle(handle -> handle.createQuery("""
                        select currency, segment, method, matrix_segment, matrix_version, bucket, name, days_from,
                            loss_rate, case when method = 'MATRIX' then max(applied_rate) end as applied_rate,
                            sum(gross) as gross, sum(insured) as insured, sum(allowance) as allowance
                        from provision_run_bucket where run_id = :run
                        group by currency, segment, method, matrix_segment, matrix_version, bucket, name, days_from,
                            loss_rate
                        order by currency, segment, method, matrix_segment, matrix_version, bucket""")
                .bind("run", id)
                .map((row, _) -> part(row))
                .list());
        Map<String, Map<Key, List<RunView.BucketTotal>>> grouped = new LinkedHashMap<>();
        parts.forEach(part -> grouped.computeIfAbsent(part.currency(), _ -> new LinkedHashMap<>())
                .computeIfAbsent(
                        new Key(part.segment(), part.method(), part.matrixSegment(), part.matrixVersion()),
                        _ -> new ArrayList<>())
                .add(part.bucket()));
        Map<String, List<RunView.SegmentTotal>> segments = new LinkedHashMap<>();
        grouped.forEach((currency, keys) -> segments.put(
                currency,
                keys.entrySet().stream()
                        .map(each -> segment(each.getKey(), each.getValue()))
                        .toList()));
        return segments;
    }

    private static Part part(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        BigDecimal allowance = row.getBigDecimal("allowance");
        return new Part(
                currency,
                row.getString("segment"),
                RunView.Method.valueOf(row.getString("method")),
                row.getString("matrix_segment"),
                row.getObject("matrix_version", Integer.class),
                new RunView.BucketTotal(
                        row.getString("name"),
                        row.getObject("days_from", Integer.class),
                        Rules.plain(row.getBigDecimal("loss_rate")),
                        Rules.plain(row.getBigDecimal("applied_rate")),
                        new Money(row.getBigDecimal("gross"), currency),
                        new Money(row.getBigDecimal("insured"), currency),
                        allowance == null ? null : new Money(allowance, currency)));
    }

    private static RunView.SegmentTotal segment(Key key, List<RunView.BucketTotal> buckets) {
        return new RunView.SegmentTotal(
                key.segment(),
                key.method(),
                key.matrixSegment(),
                key.matrixVersion(),
                buckets.stream()
                        .map(RunView.BucketTotal::gross)
                        .reduce(Money::plus)
                        .orElseThrow(),
                buckets.stream()
                        .map(RunView.BucketTotal::insured)
                        .reduce(Money::plus)
                        .orElseThrow(),
                key.method() == RunView.Method.NONE
                        ? null
                        : buckets.stream()
                                .map(RunView.BucketTotal::allowance)
                                .reduce(Money::plus)
                                .orElseThrow(),
                buckets);
    }

    private long accounts(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select count(distinct owner) from provision_run_account where run_id = :run")
                .bind("run", id)
                .mapTo(Long.class)
                .one());
    }

    private RunView.Reporting reporting(Head run, Map<String, Sums> sums) {
        String into = exchangeRates.reportingCurrency();
        LocalDate before = run.previousAsOf() == null ? run.asOf() : run.previousAsOf();
        SortedMap<String, ExchangeRates.Rate> now = exchangeRates.find(sums.keySet(), into, run.asOf(), run.knownAt());
        SortedMap<String, ExchangeRates.Rate> opening = exchangeRates.find(sums.keySet(), into, before, run.knownAt());
        List<Money> missing = sums.entrySet().stream()
                .filter(each -> !now.containsKey(each.getKey()) || !opening.containsKey(each.getKey()))
                .map(each -> each.getValue().rollForward().closing())
                .toList();
        RollForward total = missing.isEmpty()
                ? sums.entrySet().stream()
                        .map(each -> each.getValue()
                                .rollForward()
                                .converted(
                                        amount -> opening.get(each.getKey()).convert(amount, into),
                                        amount -> now.get(each.getKey()).convert(amount, into)))
                        .reduce(RollForward.none(into), RollForward::plus)
                : null;
        return new RunView.Reporting(into, total, used(now), used(opening), missing);
    }

    private static Map<String, RunView.UsedRate> used(SortedMap<String, ExchangeRates.Rate> rates) {
        Map<String, RunView.UsedRate> used = new TreeMap<>();
        rates.forEach((currency, rate) -> used.put(
                currency, new RunView.UsedRate(Rules.plain(rate.factor().round(MathContext.DECIMAL64)), rate.date())));
        return used;
    }

    private RunView.Inputs inputs(Head run) {
        return jdbi.withHandle(handle -> new RunView.Inputs(
                handle.createQuery("""
                                select m.segment, m.version, m.valid_from, m.forward_factor, m.forward_reason
                                from provision_matrix m
                                where (m.segment, m.version) in (
                                    select matrix_segment, matrix_version from provision_run_bucket where run_id = :run)
                                order by m.segment""")
                        .bind("run", run.id())
                        .map((row, _) -> new RunView.MatrixInput(
                                row.getString(1),
                                row.getInt(2),
                                row.getObject(3, LocalDate.class),
                                Rules.plain(row.getBigDecimal(4)),
                                row.getString(5)))
                        .list(),
                handle.createQuery("""
                                select distinct on (a.account_id) a.account_id, a.version, a.grouped, a.amount, a.currency,
                                    a.rate, a.reason
                                from provision_assessment a
                                where a.recorded_at <= :knownAt and a.account_id in (
                                    select account_id from provision_run_bucket where run_id = :run and method = 'INDIVIDUAL')
                                order by a.account_id, a.version desc limit 1000""")
                        .bind("run", run.id())
                        .bind("knownAt", run.knownAt())
                        .map((row, _) -> new RunView.AssessmentInput(
                                row.getObject(1, UUID.class),
                                row.getInt(2),
                                row.getBoolean(3),
                                row.getBigDecimal(4) == null ? null : new Money(row.getBigDecimal(4), row.getString(5)),
                                Rules.plain(row.getBigDecimal(6)),
                                row.getString(7)))
                        .list(),
                handle.createQuery("""
                                select account_id, covered_share from provision_run_insured
                                where run_id = :run order by account_id limit 1000""")
                        .bind("run", run.id())
                        .map((row, _) ->
                                new RunRequest.Insured(row.getObject(1, UUID.class), Rules.plain(row.getBigDecimal(2))))
                        .list()));
    }

    /// The accounts of a run, the largest allowance first.
    Page<RunView.AccountRow> accounts(UUID id, int limit, String askedCursor) {
        head(id);
        Cursor cursor = Cursor.parse(askedCursor, 3);
        if (cursor != null && !cursor.keys().getFirst().matches("-?[0-9]{1,40}(\\.[0-9]{1,20})?")) {
            throw Problem.badRequest("cursor", "is not a cursor of this list");
        }
        List<RunView.AccountRow> rows = jdbi.withHandle(handle -> handle.createQuery("""
                        select r.*, a.legal_name, c.system, c.number
                        from provision_run_account r
                        left join account_directory a on a.account_id = r.account_id
                        left join erp_customer c on c.customer_id = r.customer_id
                        where r.run_id = :run and (not :continued
                            or (-r.allowance, r.owner, r.currency)
                                > (-cast(:allowance as numeric), cast(:owner as text), cast(:currency as text)))
                        order by -r.allowance, r.owner, r.currency
                        limit :limit""")
                .bind("run", id)
                .bind("limit", limit + 1)
                .bind("continued", cursor != null)
                .bind(
                        "allowance",
                        cursor == null ? null : new BigDecimal(cursor.keys().get(0)))
                .bind("owner", cursor == null ? null : cursor.keys().get(1))
                .bind("currency", cursor == null ? null : cursor.keys().get(2))
                .map((row, _) -> accountRow(row))
                .list());
        return Page.of(
                rows,
                limit,
                last -> Cursor.of(last.allowance().amount().toPlainString(), last.owner(), last.currency()));
    }

    private static RunView.AccountRow accountRow(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        String system = row.getString("system");
        return new RunView.AccountRow(
                row.getObject("account_id", UUID.class),
                row.getString("legal_name"),
                system == null ? null : new CustomerRef(system, row.getString("number")),
                currency,
                RunView.Method.valueOf(row.getString("method")),
                new Money(row.getBigDecimal("gross"), currency),
                new Money(row.getBigDecimal("insured"), currency),
                new Money(row.getBigDecimal("uncovered"), currency),
                new Money(row.getBigDecimal("allowance"), currency),
                rollForward(row),
                row.getString("owner"));
    }

    /// What the latest posted run provides for an account.
    RunView.AccountAllowance allowance(UUID accountId, LocalDate asOf, Instant knownAt) {
        String name = directory.require(accountId).legalName();
        Moment at = Moment.of(asOf, knownAt, clock);
        UUID latest = latestPosted(at).orElse(null);
        if (latest == null) {
            return new RunView.AccountAllowance(
                    accountId,
                    name,
                    at.asOf(),
                    at.knownAt(),
                    null,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    "No provision run of a day up to then was posted yet.");
        }
        KnownBook.Rows known = book.sums(at);
        Head run = head(latest);
        UUID owner = jdbi.withHandle(handle -> handle.createQuery(
                                "select assessed_id from provision_assessed(:asOf, cast(:knownAt as timestamptz))"
                                        + " where account_id = :account")
                        .bind("asOf", run.asOf())
                        .bind("knownAt", at.until())
                        .bind("account", accountId)
                        .mapTo(UUID.class)
                        .findOne())
                .orElse(accountId);
        List<RunView.AccountRow> rows = jdbi.withHandle(handle -> handle.createQuery("""
                        select r.*, a.legal_name, cast(null as text) as system, cast(null as text) as number
                        from provision_run_account r left join account_directory a on a.account_id = r.account_id
                        where r.run_id = :run and r.owner = :owner order by r.currency""")
                .bind("run", latest)
                .bind("owner", owner.toString())
                .map((row, _) -> accountRow(row))
                .list());
        return new RunView.AccountAllowance(
                accountId,
                name,
                at.asOf(),
                at.knownAt(),
                latest,
                run.asOf(),
                owner.equals(accountId) ? null : owner,
                rows,
                rows.stream()
                        .map(row ->
                                available(accountId, row.currency(), at, known).writtenOffSince())
                        .toList(),
                rows.isEmpty() ? "Nothing of this account was open, provided for or written off at that run." : null);
    }

    /// A posted run's movement, per currency.
    ///
    /// @param rollForward per currency
    public record Posted(UUID runId, LocalDate asOf, SortedMap<String, RollForward> rollForward) {}

    /// The posted runs of some days, the earliest first; and which one counted before them.
    public List<Posted> posted(LocalDate from, LocalDate to) {
        List<Head> runs = jdbi
                .withHandle(handle -> handle.createQuery("""
                        select run_id from provision_run where status = 'POSTED' and as_of between :from and :to
                        order by as_of, posted_at""")
                        .bind("from", from)
                        .bind("to", to)
                        .mapTo(UUID.class)
                        .list())
                .stream()
                .map(this::head)
                .toList();
        return runs.stream()
                .map(run -> {
                    SortedMap<String, RollForward> rollForward = new TreeMap<>();
                    sums(run.id()).forEach((currency, sums) -> rollForward.put(currency, sums.rollForward()));
                    return new Posted(run.id(), run.asOf(), rollForward);
                })
                .toList();
    }

    /// What is left of an account's allowance: that of the latest posted run less what was written off since.
    ///
    /// @param runId null when no run was posted yet
    public record Available(UUID runId, LocalDate asOf, Money allowance, Money writtenOffSince) {

        public Money rest() {
            Money rest = allowance.minus(writtenOffSince);
            return rest.amount().signum() < 0 ? Money.zero(rest.currency()) : rest;
        }
    }

    public Available available(UUID accountId, String currency) {
        Moment at = latest();
        return available(accountId, currency, at, book.sums(at));
    }

    private Available available(UUID accountId, String currency, Moment at, KnownBook.Rows known) {
        UUID latest = latestPosted(at).orElse(null);
        if (latest == null) {
            return new Available(null, null, Money.zero(currency), Money.zero(currency));
        }
        Head run = head(latest);
        return jdbi.withHandle(handle -> known.bind(handle.createQuery("""
                        with assessed as (
                            select * from provision_assessed(:asOf, cast(:knownAt as timestamptz))
                        ), owner as (
                            select coalesce((select assessed_id from assessed where account_id = :account),
                                cast(:account as uuid)) as account_id
                        ), loss as (
                            select customer_id, currency, amount from entry
                            where side = 'OPEN' and cause = 'WRITE_OFF' and entry_date <= :until
                                and cast(:knownAt as timestamptz) is null
                            union all
                            select customer_id, currency, amount
                            from unnest(:bookCustomers, :bookCurrencies, :bookDueDates, :bookCauses, :bookAmounts)
                                as b(customer_id, currency, due_date, cause, amount)
                            where cause = 'WRITE_OFF'
                        ), off as (
                            select coalesce(-sum(e.amount), 0) as amount
                            from loss e join erp_customer c using (customer_id)
                            where e.currency = :currency
                                and c.account_id in (
                                    select s.account_id from assessed s join owner o on o.account_id = s.assessed_id
                                    union select cast(:account as uuid))
                        )
                        select coalesce(r.allowance, 0), off.amount - coalesce(r.written_off, 0)
                        from owner o cross join off
                        left join provision_run_account r on r.run_id = :run and r.currency = :currency
                            and r.owner = cast(o.account_id as text)"""))
                .bind("run", latest)
                .bind("asOf", run.asOf())
                .bind("until", at.asOf())
                .bind("account", accountId)
                .bind("currency", currency)
                .map((row, _) -> new Available(
                        latest,
                        run.asOf(),
                        new Money(row.getBigDecimal(1), currency),
                        new Money(row.getBigDecimal(2), currency)))
                .one());
    }
}
