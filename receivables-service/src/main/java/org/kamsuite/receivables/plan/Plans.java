package org.kamsuite.receivables.plan;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.receivables.PaymentPlanChanged;
import org.kamsuite.contracts.receivables.PaymentPlanStatus;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.audit.Audit;
import org.kamsuite.platform.outbox.Outbox;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.ETags;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.platform.snapshot.TouchedAccounts;
import org.kamsuite.receivables.book.Documents;
import org.kamsuite.receivables.book.Facts;
import org.kamsuite.receivables.book.OpenItems;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.ledger.Bucket;
import org.kamsuite.receivables.ledger.InstalmentHistory;
import org.kamsuite.receivables.ledger.OpenItem;
import org.kamsuite.receivables.ledger.Side;

/// Agrees, judges and shows payment plans.
@ApplicationScoped
public class Plans {

    @Inject
    PlanStore store;

    @Inject
    PlanPolicy policy;

    @Inject
    Documents documents;

    @Inject
    Facts facts;

    @Inject
    OpenItems openItems;

    @Inject
    AccountDirectory directory;

    @Inject
    TouchedAccounts touched;

    @Inject
    Audit audit;

    @Inject
    Outbox outbox;

    @Inject
    Clock clock;

    /// What a PUT came to.
    record Stated(PlanView plan, long version, boolean created) {}

    Stated get(UUID planId, LocalDate asOf, Instant knownAt) {
        Moment at = Moment.of(asOf, knownAt, clock);
        Plan plan = require(planId, at.until());
        return new Stated(views(List.of(plan), at).getFirst(), plan.version(), false);
    }

    private PlanView view(Plan plan) {
        return views(List.of(plan), Moment.now(null, clock)).getFirst();
    }

    private Plan require(UUID planId) {
        return require(planId, null);
    }

    private Plan require(UUID planId, Instant knownAt) {
        return store.find(planId, knownAt)
                .orElseThrow(() -> Problem.notFound(
                        "There is no payment plan " + planId + (knownAt == null ? "." : " that was known then.")));
    }

    /// @param status null: whatever
    Page<PlanView> list(
            UUID accountId, PaymentPlanStatus status, LocalDate asOf, Instant knownAt, int limit, String askedCursor) {
        if (accountId != null) {
            directory.require(accountId);
        }
        Moment at = Moment.of(asOf, knownAt, clock);
        Cursor cursor = Cursor.parse(askedCursor, 2);
        LocalDate lastDay = cursor == null ? null : day(cursor);
        UUID lastId = cursor == null ? null : cursor.lastId();
        List<PlanView> found = new ArrayList<>();
        // The status is computed, so pages are filled from as many rows as it takes.
        while (found.size() <= limit) {
            List<Plan> rows = store.list(accountId, at, lastDay, lastId, Page.MAX_LIMIT);
            views(rows, at).stream()
                    .filter(view -> status == null || view.status() == status)
                    .forEach(found::add);
            if (rows.size() < Page.MAX_LIMIT) {
                break;
            }
            lastDay = rows.getLast().agreedOn();
            lastId = rows.getLast().planId();
        }
        return Page.of(
                found.subList(0, Math.min(found.size(), limit + 1)),
                limit,
                last -> Cursor.of(last.agreedOn(), last.planId()));
    }

    private static LocalDate day(Cursor cursor) {
        try {
            LocalDate day = LocalDate.parse(cursor.keys().getFirst());
            if (day.getYear() >= 1900 && day.getYear() <= 9999) {
                return day;
            }
        } catch (DateTimeException e) {
            // falls through to the same answer
        }
        throw Problem.badRequest("cursor", "is not a cursor of this list");
    }

    @Transactional
    Stated agree(UUID planId, PlanRequest request) {
        directory.requireWriteAccess(request.accountId());
        LocalDate today = today();
        LocalDate on = request.agreedOn() == null ? today : request.agreedOn();
        List<Documents.Invoice> invoices = invoices(request);
        facts.lockCustomers(
                invoices.stream().map(Documents.Invoice::customerId).distinct().toList());
        Plan before = store.find(planId, null).orElse(null);
        if (before != null) {
            return same(before, invoices, request);
        }
        if (on.isAfter(today)) {
            throw Problem.unprocessable("in-the-future", "agreedOn", "must not be after today (" + today + ")");
        }
        Plan plan = plan(planId, request, invoices, on);
        checkDates(plan);
        checkSum(plan);
        checkOther(plan, today);
        store.insert(plan, now());
        touched.markAccounts(List.of(plan.accountId()));
        PlanView after = view(require(planId));
        audit.record("payment-plan:" + planId, "payment-plan.agreed", null, after);
        return new Stated(after, 1, true);
    }

    private List<Documents.Invoice> invoices(PlanRequest request) {
        Map<String, Set<String>> numbers = request.invoices().stream()
                .collect(Collectors.groupingBy(
                        PlanRequest.Invoice::system,
                        Collectors.mapping(PlanRequest.Invoice::number, Collectors.toSet())));
        List<Documents.Invoice> invoices = new ArrayList<>();
        numbers.forEach((system, some) -> {
            List<Documents.Invoice> known = documents.invoices(system, some);
            known.forEach(invoice -> some.remove(invoice.number()));
            some.stream().findFirst().ifPresent(unknown -> {
                throw Problem.unprocessable(
                        "unknown-invoice", "invoices", "no invoice %s of %s is known".formatted(unknown, system));
            });
            invoices.addAll(known);
        });
        for (Documents.Invoice invoice : invoices) {
            if (!request.accountId().equals(invoice.accountId())) {
                throw Problem.unprocessable(
                        "other-account", "invoices", "invoice " + invoice.number() + " is not of this account");
            }
            if (!invoice.currency().equals(invoices.getFirst().currency())) {
                throw Problem.unprocessable("several-currencies", "invoices", "must be in one currency");
            }
        }
        return invoices;
    }

    private Plan plan(UUID planId, PlanRequest request, List<Documents.Invoice> invoices, LocalDate on) {
        String currency = invoices.getFirst().currency();
        List<PlanCourse.Instalment> instalments = request.instalments().stream()
                .map(part -> {
                    if (!part.amount().currency().equals(currency)) {
                        throw Problem.unprocessable(
                                "currency-mismatch",
                                "instalments",
                                "must be in the currency of the invoices, " + currency);
                    }
                    return new PlanCourse.Instalment(part.dueOn(), part.amount().amount());
                })
                .toList();
        Plan bare = new Plan(
                planId,
                request.accountId(),
                currency,
                on,
                request.note(),
                null,
                null,
                1,
                null,
                invoices.stream()
                        .map(invoice -> new Plan.Rescheduled(
                                invoice.document(), invoice.customer().system(), invoice.number(), BigDecimal.ZERO))
                        .toList(),
                instalments);
        Map<Long, List<InstalmentHistory>> settled = store.settled(List.of(bare), on, null);
        return new Plan(
                planId,
                bare.accountId(),
                currency,
                on,
                bare.note(),
                null,
                null,
                1,
                null,
                bare.invoices().stream()
                        .map(each -> new Plan.Rescheduled(
                                each.invoice(),
                                each.system(),
                                each.number(),
                                open(settled.getOrDefault(each.invoice(), List.of()), on)))
                        .toList(),
                instalments);
    }

    private static BigDecimal open(List<InstalmentHistory> invoice, LocalDate day) {
        return invoice.stream().map(part -> part.open(day)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void checkDates(Plan plan) {
        LocalDate before = plan.agreedOn();
        for (int i = 0; i < plan.instalments().size(); i++) {
            PlanCourse.Instalment instalment = plan.instalments().get(i);
            if (instalment.amount().signum() <= 0) {
                throw Problem.badRequest("instalments[" + i + "].amount", "must be greater than 0");
            }
            if (!instalment.dueOn().isAfter(before)) {
                throw Problem.unprocessable(
                        "instalment-order", "instalments[" + i + "].dueOn", "must be after " + before);
            }
            before = instalment.dueOn();
        }
        if (before.isAfter(plan.agreedOn().plusYears(20))) {
            throw Problem.unprocessable("too-far", "instalments", "must be within 20 years");
        }
    }

    private static void checkSum(Plan plan) {
        BigDecimal sum =
                plan.instalments().stream().map(PlanCourse.Instalment::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (plan.amount().signum() <= 0) {
            throw Problem.unprocessable("nothing-open", "invoices", "nothing was open of them on " + plan.agreedOn());
        }
        if (sum.compareTo(plan.amount()) != 0) {
            throw Problem.unprocessable(
                    "plan-sum",
                    "instalments",
                    "add up to %s, but %s of the invoices was open on %s"
                            .formatted(
                                    new Money(sum, plan.currency()),
                                    new Money(plan.amount(), plan.currency()),
                                    plan.agreedOn()));
        }
    }

    private void checkOther(Plan plan, LocalDate today) {
        List<Plan> others = store.ofInvoices(plan.invoiceIds());
        Map<UUID, PlanCourse> courses =
                PlanStore.courses(others, store.settled(others, today, null), today, policy.toleranceDays());
        others.stream()
                .filter(other -> courses.get(other.planId()).status() == PaymentPlanStatus.AGREED)
                .findFirst()
                .ifPresent(other -> {
                    throw Problem.conflict(
                            "already-planned", "An invoice is in payment plan " + other.planId() + " already.");
                });
    }

    private Stated same(Plan before, List<Documents.Invoice> invoices, PlanRequest request) {
        boolean same = before.accountId().equals(request.accountId())
                && before.invoiceIds()
                        .equals(invoices.stream()
                                .map(Documents.Invoice::document)
                                .collect(Collectors.toSet()))
                && instalments(before)
                        .equals(request.instalments().stream()
                                .map(part -> part.dueOn() + " " + part.amount())
                                .toList())
                && (request.agreedOn() == null || request.agreedOn().equals(before.agreedOn()))
                && Objects.equals(request.note(), before.note());
        if (!same) {
            throw Problem.conflict(
                    "different-content",
                    "Payment plan " + before.planId() + " exists with another content; cancel it and agree a new one.");
        }
        return new Stated(view(before), before.version(), false);
    }

    private static List<String> instalments(Plan plan) {
        return plan.instalments().stream()
                .map(part -> part.dueOn() + " " + new Money(part.amount(), plan.currency()))
                .toList();
    }

    @Transactional
    Stated cancel(UUID planId, String ifMatch, PlanCancellationRequest request) {
        Plan before = require(planId);
        directory.requireWriteAccess(before.accountId());
        LocalDate today = today();
        ETags.require(ifMatch, before.version());
        PlanView view = view(before);
        if (view.status() != PaymentPlanStatus.AGREED) {
            throw Problem.conflict("plan-ended", "The plan is %s since %s.".formatted(view.status(), view.since()));
        }
        if (!store.cancel(planId, before.version(), today, request.reason(), now())) {
            throw Problem.preconditionFailed("The plan was changed by another request meanwhile.");
        }
        touched.markAccounts(List.of(before.accountId()));
        Plan after = require(planId);
        PlanView now = view(after);
        audit.record("payment-plan:" + planId, "payment-plan.cancelled", view, now);
        return new Stated(now, after.version(), false);
    }

    private List<PlanView> views(List<Plan> plans, Moment at) {
        LocalDate asOf = at.asOf();
        Map<Long, List<InstalmentHistory>> settled = store.settled(plans, asOf, at.until());
        Map<UUID, PlanCourse> courses = PlanStore.courses(plans, settled, asOf, policy.toleranceDays());
        Map<UUID, List<OpenItem>> items = new HashMap<>();
        return plans.stream()
                .map(plan -> view(
                        plan,
                        at,
                        courses.get(plan.planId()),
                        settled,
                        items.computeIfAbsent(plan.accountId(), account -> open(account, at))))
                .toList();
    }

    private List<OpenItem> open(UUID account, Moment at) {
        return openItems.of(openItems.customers(account, at.asOf(), Scope.ACCOUNT), at.asOf(), at.until()).stream()
                .filter(item -> item.side() == Side.OPEN)
                .toList();
    }

    private PlanView view(
            Plan plan, Moment at, PlanCourse course, Map<Long, List<InstalmentHistory>> settled, List<OpenItem> items) {
        LocalDate asOf = at.asOf();
        List<PlanView.Invoice> invoices = plan.invoices().stream()
                .map(each -> invoice(plan, each, settled.getOrDefault(each.invoice(), List.of()), asOf))
                .toList();
        List<PlanView.Instalment> instalments = new ArrayList<>();
        for (int i = 0; i < plan.instalments().size(); i++) {
            PlanCourse.Instalment part = plan.instalments().get(i);
            BigDecimal rest = course.open().get(i);
            instalments.add(new PlanView.Instalment(
                    i + 1,
                    part.dueOn(),
                    new Money(part.amount(), plan.currency()),
                    new Money(rest, plan.currency()),
                    rest.signum() == 0 ? null : ChronoUnit.DAYS.between(part.dueOn(), asOf)));
        }
        boolean cancelled = plan.cancelledOn() != null && !plan.cancelledOn().isAfter(asOf);
        return new PlanView(
                plan.planId(),
                plan.accountId(),
                asOf,
                at.knownAt(),
                plan.agreedOn(),
                course.status(),
                course.since(),
                new Money(plan.amount(), plan.currency()),
                new Money(course.settled(), plan.currency()),
                policy.toleranceDays(),
                invoices,
                instalments,
                ageing(plan, course, items, asOf),
                plan.note(),
                cancelled ? plan.cancelReason() : null);
    }

    private static PlanView.Invoice invoice(
            Plan plan, Plan.Rescheduled each, List<InstalmentHistory> history, LocalDate asOf) {
        LocalDate due = history.stream()
                .filter(part -> part.open(asOf).signum() != 0)
                .map(InstalmentHistory::dueDate)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return new PlanView.Invoice(
                each.system(),
                each.number(),
                new Money(each.amount(), plan.currency()),
                new Money(open(history, asOf), plan.currency()),
                due,
                due == null ? null : ChronoUnit.DAYS.between(due, asOf));
    }

    private static PlanView.Ageing ageing(Plan plan, PlanCourse course, List<OpenItem> items, LocalDate asOf) {
        Set<Long> planned = course.status() == PaymentPlanStatus.AGREED ? plan.invoiceIds() : Set.of();
        Buckets original = new Buckets(plan.currency());
        Buckets rescheduled = new Buckets(plan.currency());
        long oldest = Long.MIN_VALUE;
        for (OpenItem item : items) {
            if (item.currency().equals(plan.currency())) {
                original.add(item.daysPastDue(asOf), item.amount());
                if (!planned.contains(item.document())) {
                    rescheduled.add(item.daysPastDue(asOf), item.amount());
                } else {
                    oldest = Math.max(oldest, item.daysPastDue(asOf));
                }
            }
        }
        if (!planned.isEmpty()) {
            for (int i = 0; i < plan.instalments().size(); i++) {
                rescheduled.add(
                        ChronoUnit.DAYS.between(plan.instalments().get(i).dueOn(), asOf),
                        course.open().get(i));
            }
            // What opened again beyond the plan was never rescheduled.
            rescheduled.add(oldest, course.surplus());
        }
        return new PlanView.Ageing(original.sums(), rescheduled.sums());
    }

    private static final class Buckets {

        private final String currency;
        private final Map<String, Money> sums = new LinkedHashMap<>();

        private Buckets(String currency) {
            this.currency = currency;
            for (Bucket bucket : Bucket.values()) {
                sums.put(bucket.name(), Money.zero(currency));
            }
        }

        private void add(long daysPastDue, BigDecimal amount) {
            sums.merge(Bucket.of(daysPastDue).name(), new Money(amount, currency), Money::plus);
        }

        private Map<String, Money> sums() {
            return sums;
        }
    }

    /// The invoices that plans in force reschedule, by account.
    public Map<UUID, Set<Long>> inForce(Collection<UUID> accounts, LocalDate asOf) {
        return inForce(accounts, Moment.now(asOf, clock));
    }

    /// The same as it was known.
    public Map<UUID, Set<Long>> inForce(Collection<UUID> accounts, Moment at) {
        LocalDate asOf = at.asOf();
        List<Plan> plans = store.ofAccounts(accounts, at.until()).stream()
                .filter(plan -> !plan.agreedOn().isAfter(asOf))
                .toList();
        Map<UUID, PlanCourse> courses =
                PlanStore.courses(plans, store.settled(plans, asOf, at.until()), asOf, policy.toleranceDays());
        Map<UUID, Set<Long>> invoices = new HashMap<>();
        plans.stream()
                .filter(plan -> courses.get(plan.planId()).status() == PaymentPlanStatus.AGREED)
                .forEach(plan -> invoices.computeIfAbsent(plan.accountId(), _ -> new HashSet<>())
                        .addAll(plan.invoiceIds()));
        return invoices;
    }

    /// Tells the other services, once for each change, where the plans of these accounts stand.
    @Transactional(Transactional.TxType.MANDATORY)
    public void tell(Collection<UUID> accounts) {
        LocalDate today = today();
        List<Plan> plans = store.ofAccounts(accounts, null);
        Map<UUID, PlanCourse> courses =
                PlanStore.courses(plans, store.settled(plans, today, null), today, policy.toleranceDays());
        Map<UUID, PaymentPlanStatus> news = new LinkedHashMap<>();
        List<PaymentPlanChanged> events = new ArrayList<>();
        for (Plan plan : plans) {
            PaymentPlanStatus status = courses.get(plan.planId()).status();
            if (status != plan.told()) {
                news.put(plan.planId(), status);
                events.add(new PaymentPlanChanged(
                        plan.accountId(), plan.planId(), status, new Money(plan.amount(), plan.currency())));
            }
        }
        if (!news.isEmpty()) {
            store.told(news);
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
