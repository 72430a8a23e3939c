package org.kamsuite.receivables.promise;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.erp.PromiseToPayMade;
import org.kamsuite.contracts.receivables.PromiseEvaluated;
import org.kamsuite.contracts.receivables.PromiseStatus;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.account.WriteAccess;
import org.kamsuite.platform.audit.Audit;
import org.kamsuite.platform.outbox.Outbox;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.platform.snapshot.TouchedAccounts;
import org.kamsuite.receivables.book.Documents;
import org.kamsuite.receivables.book.Facts;
import org.kamsuite.receivables.book.NewFact;
import org.kamsuite.receivables.book.Postings;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.ledger.DocumentKind;

/// Takes, judges and shows promises to pay.
@ApplicationScoped
public class Promises {

    @Inject
    PromiseStore store;

    @Inject
    PromisePolicy policy;

    @Inject
    Facts facts;

    @Inject
    Postings postings;

    @Inject
    Documents documents;

    @Inject
    AccountDirectory directory;

    @Inject
    TouchedAccounts touched;

    @Inject
    SecurityIdentity identity;

    @Inject
    Audit audit;

    @Inject
    Outbox outbox;

    @Inject
    Clock clock;

    /// What a PUT came to.
    record Stated(PromiseView promise, boolean created) {}

    PromiseView view(UUID promiseId, LocalDate asOf, Instant knownAt) {
        Moment at = Moment.of(asOf, knownAt, clock);
        return views(List.of(require(promiseId, at.until())), at).getFirst();
    }

    private PromiseView view(Promise promise) {
        return views(List.of(promise), Moment.now(null, clock)).getFirst();
    }

    private Promise require(UUID promiseId) {
        return require(promiseId, null);
    }

    private Promise require(UUID promiseId, Instant knownAt) {
        return store.find(promiseId, knownAt)
                .orElseThrow(() -> Problem.notFound(
                        "There is no promise " + promiseId + (knownAt == null ? "." : " that was known then.")));
    }

    /// @param status null: whatever
    Page<PromiseView> list(
            UUID accountId,
            Scope scope,
            PromiseState status,
            LocalDate asOf,
            Instant knownAt,
            int limit,
            String askedCursor) {
        if (accountId != null) {
            directory.require(accountId);
        }
        Moment at = Moment.of(asOf, knownAt, clock);
        Cursor cursor = Cursor.parse(askedCursor, 2);
        List<PromiseView> found = new ArrayList<>();
        // The state is computed, so pages are filled from as many rows as it takes.
        while (found.size() <= limit) {
            List<Promise> rows = store.list(accountId, scope, at, cursor, Page.MAX_LIMIT);
            views(rows, at).stream()
                    .filter(view -> status == null || view.status() == status)
                    .forEach(found::add);
            if (rows.size() < Page.MAX_LIMIT) {
                break;
            }
            cursor = Cursor.of(rows.getLast().madeOn(), rows.getLast().promiseId());
        }
        List<PromiseView> page = found.subList(0, Math.min(found.size(), limit + 1));
        return Page.of(page, limit, last -> Cursor.of(last.madeOn(), last.promiseId()));
    }

    private List<PromiseView> views(List<Promise> promises, Moment at) {
        Map<UUID, Fulfilment> fulfilments = store.fulfilments(promises, at, policy.toleranceDays());
        return promises.stream()
                .map(promise -> PromiseView.of(
                        promise,
                        at,
                        promise.terms(policy.toleranceDays()).deadline(),
                        fulfilments.get(promise.promiseId())))
                .toList();
    }

    @Transactional
    Stated make(UUID promiseId, PromiseRequest request) {
        LocalDate today = today();
        LocalDate on = request.madeOn() == null ? today : request.madeOn();
        List<String> numbers =
                request.invoiceNumbers().stream().distinct().sorted().toList();
        List<Documents.Invoice> invoices = documents.invoices(request.system(), numbers);
        Documents.Invoice first = oneCustomer(request, numbers, invoices);
        WriteAccess.require(
                identity,
                first.accountId() == null
                        ? List.of()
                        : directory.require(first.accountId()).team());
        facts.lockCustomers(List.of(first.customerId()));
        Promise before = store.find(promiseId, null).orElse(null);
        if (before != null) {
            return same(before, numbers, request);
        }
        check(request, invoices, on, today);
        String number = promiseId.toString();
        store.register(List.of(new PromiseStore.Registered(promiseId, first.customer(), number)));
        NewFact fact = postings.decided(
                new NewFact.Number(request.system(), DocumentKind.PROMISE, number),
                0,
                first.customerId(),
                on,
                null,
                request.amount().amount(),
                new PromiseToPayMade(
                        first.customer(),
                        0,
                        number,
                        numbers,
                        request.amount().amount(),
                        request.promisedDate(),
                        on.atStartOfDay(clock.getZone()).toInstant()),
                List.of());
        if (!postings.append(List.of(fact)).isEmpty()) {
            throw Problem.conflict("different-content", "Promise " + number + " is known with another content.");
        }
        touched.markCustomers(List.of(first.customerId()));
        PromiseView after = view(require(promiseId));
        audit.record("promise:" + promiseId, "promise.made", null, after);
        return new Stated(after, true);
    }

    private static Documents.Invoice oneCustomer(
            PromiseRequest request, List<String> numbers, List<Documents.Invoice> invoices) {
        if (invoices.size() < numbers.size()) {
            Set<String> unknown = new HashSet<>(numbers);
            invoices.forEach(invoice -> unknown.remove(invoice.number()));
            throw Problem.unprocessable(
                    "unknown-invoice",
                    "invoiceNumbers",
                    "no invoice %s of %s is known".formatted(unknown.iterator().next(), request.system()));
        }
        Documents.Invoice first = invoices.getFirst();
        for (Documents.Invoice invoice : invoices) {
            if (invoice.customerId() != first.customerId()) {
                throw Problem.unprocessable("several-customers", "invoiceNumbers", "must be of one customer");
            }
            if (!invoice.currency().equals(request.amount().currency())) {
                throw Problem.unprocessable(
                        "currency-mismatch",
                        "amount",
                        "must be in the currency of the invoices, " + invoice.currency());
            }
        }
        return first;
    }

    private void check(PromiseRequest request, List<Documents.Invoice> invoices, LocalDate on, LocalDate today) {
        if (request.amount().amount().signum() <= 0) {
            throw Problem.badRequest("amount", "must be greater than 0");
        }
        if (on.isAfter(today)) {
            throw Problem.unprocessable("in-the-future", "madeOn", "must not be after today (" + today + ")");
        }
        if (request.promisedDate().isBefore(on)) {
            throw Problem.unprocessable(
                    "promised-before-made", "promisedDate", "must not be before the promise on " + on);
        }
        if (request.promisedDate().isAfter(on.plusYears(5))) {
            throw Problem.unprocessable("too-far", "promisedDate", "must be within 5 years");
        }
        BigDecimal open =
                store.open(invoices.stream().map(Documents.Invoice::document).toList(), on);
        if (request.amount().amount().compareTo(open) > 0) {
            throw Problem.unprocessable(
                    "promise-exceeds-open",
                    "amount",
                    "is %s, but only %s of the invoices was open on %s"
                            .formatted(
                                    request.amount(),
                                    new Money(open, request.amount().currency()),
                                    on));
        }
    }

    private Stated same(Promise before, List<String> numbers, PromiseRequest request) {
        boolean same = before.customer().system().equals(request.system())
                && before.invoiceNumbers().equals(numbers)
                && before.amount().compareTo(request.amount().amount()) == 0
                && before.promisedDate().equals(request.promisedDate())
                && (request.madeOn() == null || request.madeOn().equals(before.madeOn()));
        if (!same) {
            throw Problem.conflict(
                    "different-content", "Promise " + before.promiseId() + " exists with another content.");
        }
        return new Stated(view(before), false);
    }

    @Transactional
    PromiseView cancel(UUID promiseId, CancellationRequest request) {
        Promise found = require(promiseId);
        WriteAccess.require(
                identity,
                found.accountId() == null
                        ? List.of()
                        : directory.require(found.accountId()).team());
        facts.lockCustomers(List.of(found.customerId()));
        Promise before = require(promiseId);
        LocalDate today = today();
        LocalDate on = request.cancelledOn() == null ? today : request.cancelledOn();
        if (before.cancelledOn() != null) {
            if (before.cancelReason().equals(request.reason())
                    && (request.cancelledOn() == null || on.equals(before.cancelledOn()))) {
                return view(before);
            }
            throw Problem.conflict("already-cancelled", "The promise was cancelled on " + before.cancelledOn() + ".");
        }
        if (on.isAfter(today) || on.isBefore(before.madeOn())) {
            throw Problem.unprocessable(
                    "cancellation-date",
                    "cancelledOn",
                    "must be from the promise on %s to today (%s)".formatted(before.madeOn(), today));
        }
        store.cancel(promiseId, on, request.reason(), now());
        touched.markCustomers(List.of(before.customerId()));
        PromiseView after = view(require(promiseId));
        audit.record("promise:" + promiseId, "promise.cancelled", view(before), after);
        return after;
    }

    /// How much an account's promises are worth.
    PromiseView.Credibility credibility(UUID accountId, LocalDate askedDay, Instant askedKnownAt) {
        directory.require(accountId);
        Moment at = Moment.of(askedDay, askedKnownAt, clock);
        LocalDate asOf = at.asOf();
        LocalDate since = asOf.minusDays(policy.credibilityDays());
        List<Promise> promises = store.ofAccounts(List.of(accountId), since, at.until()).stream()
                .filter(promise -> !promise.madeOn().isAfter(asOf))
                .toList();
        Map<UUID, Fulfilment> fulfilments = store.fulfilments(promises, at, policy.toleranceDays());
        Map<PromiseState, Long> counts = new EnumMap<>(PromiseState.class);
        SortedMap<String, BigDecimal[]> amounts = new TreeMap<>();
        for (Promise promise : promises) {
            Fulfilment fulfilment = fulfilments.get(promise.promiseId());
            counts.merge(fulfilment.state(), 1L, Long::sum);
            boolean judged = fulfilment.state() != PromiseState.OPEN && fulfilment.state() != PromiseState.CANCELLED;
            if (judged && promise.currency() != null) {
                BigDecimal[] sums = amounts.computeIfAbsent(
                        promise.currency(), _ -> new BigDecimal[] {BigDecimal.ZERO, BigDecimal.ZERO});
                sums[0] = sums[0].add(fulfilment.needed());
                sums[1] = sums[1].add(fulfilment.paid().min(fulfilment.needed()));
            }
        }
        long kept = counts.getOrDefault(PromiseState.KEPT, 0L);
        long partially = counts.getOrDefault(PromiseState.PARTIALLY_KEPT, 0L);
        long broken = counts.getOrDefault(PromiseState.BROKEN, 0L);
        long judged = kept + partially + broken;
        BigDecimal prior = prior(at.until());
        BigDecimal strength = BigDecimal.valueOf(policy.priorStrength());
        return new PromiseView.Credibility(
                accountId,
                asOf,
                at.knownAt(),
                since,
                judged,
                kept,
                partially,
                broken,
                counts.getOrDefault(PromiseState.OPEN, 0L),
                counts.getOrDefault(PromiseState.CANCELLED, 0L),
                ratio(BigDecimal.valueOf(kept), BigDecimal.valueOf(judged)),
                amounts.entrySet().stream()
                        .map(each -> new PromiseView.InCurrency(
                                each.getKey(),
                                new Money(each.getValue()[0], each.getKey()),
                                new Money(each.getValue()[1], each.getKey()),
                                ratio(each.getValue()[1], each.getValue()[0])))
                        .toList(),
                ratio(
                        BigDecimal.valueOf(kept).add(strength.multiply(prior)),
                        BigDecimal.valueOf(judged).add(strength)),
                prior,
                policy.priorStrength());
    }

    private BigDecimal prior(Instant knownAt) {
        PromiseStore.Usual usual = store.usual(knownAt);
        return usual.judged() == 0
                ? new BigDecimal("0.5")
                : ratio(BigDecimal.valueOf(usual.kept()), BigDecimal.valueOf(usual.judged()));
    }

    private static BigDecimal ratio(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0 ? null : part.divide(whole, MathContext.DECIMAL64);
    }

    /// What dunning and the worklist have to know of an account's promises.
    ///
    /// @param invoices the invoices of promises that are open
    /// @param broken how many were broken or kept only in part in the last 365 days
    public record Standing(Set<Long> invoices, int broken) {

        public static final Standing NONE = new Standing(Set.of(), 0);
    }

    /// Where the promises of accounts stand on a day, of the last 730 days.
    public Map<UUID, Standing> standing(Collection<UUID> accounts, LocalDate asOf) {
        return standing(accounts, Moment.now(asOf, clock));
    }

    /// The same as it was known.
    public Map<UUID, Standing> standing(Collection<UUID> accounts, Moment at) {
        LocalDate asOf = at.asOf();
        List<Promise> promises = store.ofAccounts(accounts, asOf.minusDays(730), at.until()).stream()
                .filter(promise -> !promise.madeOn().isAfter(asOf))
                .toList();
        Map<UUID, Fulfilment> fulfilments = store.fulfilments(promises, at, policy.toleranceDays());
        Map<UUID, Standing> standings = new HashMap<>();
        for (Promise promise : promises) {
            Fulfilment fulfilment = fulfilments.get(promise.promiseId());
            boolean broken =
                    (fulfilment.state() == PromiseState.BROKEN || fulfilment.state() == PromiseState.PARTIALLY_KEPT)
                            && fulfilment.evaluatedOn().isAfter(asOf.minusDays(365));
            Set<Long> open = fulfilment.state() == PromiseState.OPEN ? Set.copyOf(promise.invoices()) : Set.of();
            standings.merge(promise.accountId(), new Standing(open, broken ? 1 : 0), (a, b) -> {
                Set<Long> both = new HashSet<>(a.invoices());
                both.addAll(b.invoices());
                return new Standing(both, a.broken() + b.broken());
            });
        }
        return standings;
    }

    /// Tells the other services, once for each state, what became of the promises of these accounts.
    @Transactional(Transactional.TxType.MANDATORY)
    public void tell(Collection<UUID> accounts) {
        LocalDate today = today();
        // A bounced payment may change a verdict for a while; older ones stand.
        List<Promise> promises = store.ofAccounts(accounts, today.minusDays(730), null);
        Map<UUID, Fulfilment> fulfilments =
                store.fulfilments(promises, Moment.now(today, clock), policy.toleranceDays());
        Map<UUID, PromiseState> news = new LinkedHashMap<>();
        List<PromiseEvaluated> events = new ArrayList<>();
        for (Promise promise : promises) {
            PromiseState state = fulfilments.get(promise.promiseId()).state();
            boolean known = promise.currency() != null && !promise.madeOn().isAfter(today);
            if (known && state != PromiseState.OPEN && state != promise.told()) {
                news.put(promise.promiseId(), state);
                events.add(new PromiseEvaluated(
                        promise.accountId(),
                        promise.number(),
                        new Money(promise.amount(), promise.currency()),
                        promise.promisedDate(),
                        PromiseStatus.valueOf(state.name())));
            }
        }
        if (!news.isEmpty()) {
            store.told(news, now());
            outbox.append(events);
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
