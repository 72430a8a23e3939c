package org.kamsuite.receivables.dunning;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.receivables.DunningChannel;
import org.kamsuite.contracts.receivables.DunningStepDue;
import org.kamsuite.platform.Ids;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.account.AccountEntry;
import org.kamsuite.platform.audit.Audit;
import org.kamsuite.platform.outbox.Outbox;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.ETags;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.receivables.book.Documents;
import org.kamsuite.receivables.book.OpenItems;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.ledger.OpenItem;
import org.kamsuite.receivables.ledger.Side;
import org.kamsuite.receivables.plan.Plans;
import org.kamsuite.receivables.promise.Promises;

/// Proposes dunning steps, keeps what people did about them, and shows where dunning stands.
@ApplicationScoped
public class Dunning {

    private static final Set<DunningChannel> BY_MANAGERS = Set.of(DunningChannel.TASK, DunningChannel.REMINDER);

    @Inject
    DunningStore store;

    @Inject
    OpenItems openItems;

    @Inject
    Documents documents;

    @Inject
    Promises promises;

    @Inject
    Plans plans;

    @Inject
    AccountDirectory directory;

    @Inject
    SecurityIdentity identity;

    @Inject
    Audit audit;

    @Inject
    Outbox outbox;

    @Inject
    Jdbi jdbi;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /// What a PUT came to.
    record Stated(StepView step, long version) {}

    record PolicyStated(StepView.Policy policy, long version, boolean created) {}

    /// What there is to know about some accounts on a day.
    private record Books(
            Map<UUID, List<DunningRules.Late>> late,
            Map<Long, Long> customers,
            Map<UUID, List<DunningStep>> steps,
            Map<Long, List<DunningStep>> stepsByInvoice,
            Map<UUID, AccountEntry> entries,
            List<DunningStore.Stored> policies) {

        List<DunningRules.Past> history(long invoice, ZoneId zone) {
            return stepsByInvoice.getOrDefault(invoice, List.of()).stream()
                    .map(step -> new DunningRules.Past(
                            step.level(),
                            step.status(),
                            step.decidedAt() == null ? null : LocalDate.ofInstant(step.decidedAt(), zone)))
                    .toList();
        }

        DunningStore.Stored policy(UUID account) {
            AccountEntry entry = entries.get(account);
            return find(entry == null ? null : entry.tier())
                    .or(() -> find(entry == null ? null : entry.accountClass()))
                    .or(() -> find("REGULAR"))
                    .orElseThrow();
        }

        private Optional<DunningStore.Stored> find(String group) {
            return policies.stream().filter(each -> each.group().equals(group)).findFirst();
        }
    }

    private Books books(Collection<UUID> accounts, Moment at) {
        Map<Long, UUID> accountOf = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery(
                        "select customer_id, account_id from erp_customer where account_id = any(:ids)")
                .bindArray("ids", UUID.class, accounts)
                .map((row, _) -> Map.entry(row.getLong(1), row.getObject(2, UUID.class)))
                .forEach(each -> accountOf.put(each.getKey(), each.getValue())));
        Map<UUID, List<OpenItem>> items = openItems.of(accountOf.keySet(), at.asOf(), at.until()).stream()
                .collect(Collectors.groupingBy(item -> accountOf.get(item.customer())));
        Map<UUID, Promises.Standing> standings = promises.standing(items.keySet(), at);
        Map<UUID, Set<Long>> planned = plans.inForce(items.keySet(), at);
        Map<Long, Long> customers = new HashMap<>();
        Map<UUID, List<DunningRules.Late>> late = new HashMap<>();
        items.forEach((account, some) -> {
            some.forEach(item -> customers.put(item.document(), item.customer()));
            late.put(
                    account,
                    late(
                            some,
                            standings
                                    .getOrDefault(account, Promises.Standing.NONE)
                                    .invoices(),
                            planned.getOrDefault(account, Set.of()),
                            at.asOf()));
        });
        List<DunningStep> steps = steps(accounts, at);
        Map<Long, List<DunningStep>> byInvoice = new HashMap<>();
        steps.forEach(step -> step.items()
                .forEach(item -> byInvoice
                        .computeIfAbsent(item.invoice(), _ -> new ArrayList<>())
                        .add(step)));
        return new Books(
                late,
                customers,
                steps.stream().collect(Collectors.groupingBy(DunningStep::accountId)),
                byInvoice,
                directory.find(accounts),
                store.policies());
    }

    // Steps are decided when that is recorded: they are as they stood at the end of the day, or earlier when they were
    // known.
    private List<DunningStep> steps(Collection<UUID> accounts, Moment at) {
        Instant end = at.asOf().plusDays(1).atStartOfDay(clock.getZone()).toInstant();
        if (at.until() == null && end.isAfter(at.knownAt())) {
            return store.ofAccounts(accounts);
        }
        return store.ofAccounts(accounts, end.isBefore(at.knownAt()) ? end : at.knownAt());
    }

    /// The overdue invoices, the oldest first.
    private static List<DunningRules.Late> late(
            List<OpenItem> items, Set<Long> promised, Set<Long> planned, LocalDate today) {
        Map<Long, BigDecimal> disputed = items.stream()
                .filter(item -> item.side() == Side.DISPUTE)
                .collect(Collectors.toMap(OpenItem::document, OpenItem::amount, BigDecimal::add));
        return items.stream()
                .filter(item -> item.side() == Side.OPEN && item.daysPastDue(today) > 0)
                .collect(Collectors.groupingBy(OpenItem::document))
                .values()
                .stream()
                .map(parts -> {
                    OpenItem first = parts.getFirst();
                    BigDecimal overdue = parts.stream().map(OpenItem::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
                    return new DunningRules.Late(
                            first.document(),
                            first.currency(),
                            parts.stream()
                                    .mapToLong(part -> part.daysPastDue(today))
                                    .max()
                                    .orElseThrow(),
                            overdue,
                            disputed.getOrDefault(first.document(), BigDecimal.ZERO)
                                    .min(overdue),
                            promised.contains(first.document()),
                            planned.contains(first.document()));
                })
                .sorted(Comparator.comparing(DunningRules.Late::daysPastDue)
                        .reversed()
                        .thenComparing(DunningRules.Late::invoice))
                .toList();
    }

    private record Key(UUID account, String currency, DunningPolicy.Level level) {}

    /// Ends what is obsolete and proposes what is due, once each.
    @Transactional(Transactional.TxType.MANDATORY)
    public void propose(Collection<UUID> accounts) {
        LocalDate today = today();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Books books = books(accounts, Moment.now(today, clock));
        List<UUID> obsolete = obsolete(books);
        if (!obsolete.isEmpty()) {
            store.obsolete(obsolete, "Nothing of it can be dunned any more: paid, disputed, promised or planned.", now);
            // What they were about starts again with a clear view.
            books = books(accounts, Moment.now(today, clock));
        }
        Map<Key, List<DunningRules.Late>> due = new TreeMap<>(Comparator.comparing(Key::account)
                .thenComparing(Key::currency)
                .thenComparing(key -> key.level().level()));
        for (Map.Entry<UUID, List<DunningRules.Late>> each : books.late().entrySet()) {
            DunningPolicy policy = books.policy(each.getKey()).policy();
            List<DunningStep> steps = books.steps().getOrDefault(each.getKey(), List.of());
            for (DunningRules.Late late : each.getValue()) {
                DunningRules.due(late, books.history(late.invoice(), clock.getZone()), policy, today)
                        .filter(level -> !isPending(steps, late.currency(), level))
                        .ifPresent(level -> due.computeIfAbsent(
                                        new Key(each.getKey(), late.currency(), level), _ -> new ArrayList<>())
                                .add(late));
            }
        }
        if (due.isEmpty()) {
            return;
        }
        Map<Long, Documents.Named> names =
                names(due.values().stream().flatMap(List::stream).toList(), books);
        List<DunningStep> proposed = due.entrySet().stream()
                .map(each -> step(each.getKey(), each.getValue(), names, today))
                .toList();
        store.insert(proposed, now);
        outbox.append(proposed.stream().map(Dunning::event).toList());
    }

    // Further invoices wait until somebody has decided, and then go together.
    private static boolean isPending(List<DunningStep> steps, String currency, DunningPolicy.Level level) {
        return steps.stream()
                .anyMatch(step -> step.status().pending()
                        && step.level() == level.level()
                        && step.currency().equals(currency));
    }

    private static List<UUID> obsolete(Books books) {
        List<UUID> obsolete = new ArrayList<>();
        books.steps().forEach((account, steps) -> {
            Map<Long, BigDecimal> dunnable = books.late().getOrDefault(account, List.of()).stream()
                    .collect(Collectors.toMap(DunningRules.Late::invoice, DunningRules.Late::dunnable));
            steps.stream()
                    .filter(step -> step.status().pending())
                    .filter(step -> step.items().stream()
                            .noneMatch(item -> dunnable.getOrDefault(item.invoice(), BigDecimal.ZERO)
                                            .signum()
                                    > 0))
                    .forEach(step -> obsolete.add(step.stepId()));
        });
        return obsolete;
    }

    private Map<Long, Documents.Named> names(Collection<DunningRules.Late> late, Books books) {
        return documents.named(late.stream()
                .collect(Collectors.toMap(
                        DunningRules.Late::invoice, each -> books.customers().get(each.invoice()), (a, _) -> a)));
    }

    private DunningStep step(Key key, List<DunningRules.Late> late, Map<Long, Documents.Named> names, LocalDate today) {
        List<DunningStep.Item> items = late.stream()
                .map(each -> new DunningStep.Item(
                        each.invoice(), names.get(each.invoice()).number(), each.dunnable()))
                .toList();
        return new DunningStep(
                ids.next(),
                key.account(),
                key.currency(),
                key.level().level(),
                key.level().channel(),
                today,
                items.stream().map(DunningStep.Item::amount).reduce(BigDecimal.ZERO, BigDecimal::add),
                StepStatus.PROPOSED,
                null,
                null,
                null,
                null,
                null,
                1,
                items);
    }

    private static DunningStepDue event(DunningStep step) {
        return new DunningStepDue(
                step.accountId(),
                step.level(),
                step.channel(),
                new Money(step.amount(), step.currency()),
                // As many as a document of the contract may name.
                step.items().stream()
                        .map(DunningStep.Item::number)
                        .distinct()
                        .limit(10_000)
                        .toList(),
                step.dueOn());
    }

    /// The step that waits for somebody, the sharpest of each account.
    public record Pending(UUID stepId, int level, DunningChannel channel) {}

    /// As it stood at the end of a day, as far as was known.
    public Map<UUID, Pending> pending(Collection<UUID> accounts, Moment at) {
        return steps(accounts, at).stream()
                .filter(step -> step.status().pending())
                .sorted(Comparator.comparing(DunningStep::level))
                .collect(Collectors.toMap(
                        DunningStep::accountId,
                        step -> new Pending(step.stepId(), step.level(), step.channel()),
                        (_, sharper) -> sharper));
    }

    StepView.State state(UUID accountId, LocalDate asOf, Instant knownAt) {
        directory.require(accountId);
        Moment at = Moment.of(asOf, knownAt, clock);
        Books books = books(List.of(accountId), at);
        DunningStore.Stored policy = books.policy(accountId);
        List<DunningRules.Late> late = books.late().getOrDefault(accountId, List.of());
        Map<Long, Documents.Named> names = names(late, books);
        return new StepView.State(
                accountId,
                at.asOf(),
                at.knownAt(),
                policy.group(),
                late.stream()
                        .map(each -> {
                            List<DunningRules.Past> history = books.history(each.invoice(), clock.getZone());
                            Optional<DunningPolicy.Level> next = DunningRules.next(history, policy.policy());
                            return new StepView.Invoice(
                                    names.get(each.invoice()).number(),
                                    each.daysPastDue(),
                                    new Money(each.overdue(), each.currency()),
                                    new Money(each.dunnable(), each.currency()),
                                    each.suppressions(),
                                    pending(books, each.invoice()),
                                    history.stream()
                                            .filter(step -> step.status().passed())
                                            .mapToInt(DunningRules.Past::level)
                                            .max()
                                            .orElse(0),
                                    next.map(DunningPolicy.Level::level).orElse(null),
                                    next.map(DunningPolicy.Level::channel).orElse(null),
                                    DunningRules.due(each, history, policy.policy(), at.asOf())
                                            .isPresent());
                        })
                        .toList());
    }

    private static UUID pending(Books books, long invoice) {
        return books.stepsByInvoice().getOrDefault(invoice, List.of()).stream()
                .filter(step -> step.status().pending())
                .map(DunningStep::stepId)
                .findFirst()
                .orElse(null);
    }

    Page<StepView> list(DunningStore.Filter filter, int limit, String askedCursor) {
        if (filter.accountId() != null) {
            directory.require(filter.accountId());
        }
        Cursor cursor = Cursor.parse(askedCursor, 2);
        List<DunningStep> rows = store.list(
                filter, cursor == null ? null : day(cursor), cursor == null ? null : cursor.lastId(), limit + 1);
        Map<UUID, AccountEntry> accounts = directory.find(
                rows.stream().map(DunningStep::accountId).distinct().toList());
        return Page.of(
                rows.stream().map(step -> view(step, accounts)).toList(),
                limit,
                last -> Cursor.of(last.dueOn(), last.stepId()));
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

    private static StepView view(DunningStep step, Map<UUID, AccountEntry> accounts) {
        AccountEntry account = accounts.get(step.accountId());
        return StepView.of(step, account == null ? null : account.legalName());
    }

    Stated get(UUID stepId) {
        DunningStep step = require(stepId);
        return new Stated(view(step, directory.find(List.of(step.accountId()))), step.version());
    }

    private DunningStep require(UUID stepId) {
        return store.find(stepId).orElseThrow(() -> Problem.notFound("There is no dunning step " + stepId + "."));
    }

    @Transactional
    Stated decide(UUID stepId, String ifMatch, DecisionRequest request) {
        DunningStep before = require(stepId);
        directory.requireWriteAccess(before.accountId());
        boolean senior = identity.hasRole(Roles.FINANCE)
                || identity.hasRole(Roles.KAM_DIRECTOR)
                || identity.hasRole(Roles.ADMIN);
        if (!senior && !BY_MANAGERS.contains(before.channel())) {
            throw Problem.forbidden("Letters and last notices are decided by finance, kam-director or admin.");
        }
        ETags.require(ifMatch, before.version());
        check(before, request);
        boolean again = before.status() == StepStatus.COMPLETED;
        DunningStep after = new DunningStep(
                before.stepId(),
                before.accountId(),
                before.currency(),
                before.level(),
                before.channel(),
                before.dueOn(),
                before.amount(),
                request.status(),
                request.reason(),
                // Who completed it, and when, stays when only its claim is settled.
                again ? before.decidedBy() : identity.getPrincipal().getName(),
                again ? before.decidedAt() : clock.instant().truncatedTo(ChronoUnit.MICROS),
                request.claimed() == null ? null : request.claimed().amount(),
                request.claimSettledOn(),
                before.version() + 1,
                before.items());
        if (!store.decide(after, before.version())) {
            throw Problem.preconditionFailed("The step was decided by another request meanwhile.");
        }
        Map<UUID, AccountEntry> account = directory.find(List.of(before.accountId()));
        audit.record("dunning-step:" + stepId, "dunning-step.decided", view(before, account), view(after, account));
        return new Stated(view(after, account), after.version());
    }

    private void check(DunningStep before, DecisionRequest request) {
        if (request.status() == StepStatus.PROPOSED || request.status() == StepStatus.OBSOLETE) {
            throw Problem.badRequest("status", "must be one of [CONFIRMED, COMPLETED, SKIPPED]");
        }
        boolean again = before.status() == StepStatus.COMPLETED && request.status() == StepStatus.COMPLETED;
        if (!before.status().pending() && !again) {
            throw Problem.conflict("step-ended", "The step is " + before.status() + " already.");
        }
        if (request.status() == StepStatus.SKIPPED && request.reason() == null) {
            throw Problem.unprocessable("reason-needed", "reason", "is needed to skip a step");
        }
        if (request.claimed() != null) {
            if (request.status() != StepStatus.COMPLETED) {
                throw Problem.unprocessable("claim-without-step", "claimed", "goes only with COMPLETED");
            }
            if (!request.claimed().currency().equals(before.currency())) {
                throw Problem.unprocessable("currency-mismatch", "claimed", "must be in " + before.currency());
            }
            if (request.claimed().amount().signum() < 0) {
                throw Problem.badRequest("claimed", "must not be negative");
            }
        }
        if (request.claimSettledOn() != null) {
            if (request.claimed() == null) {
                throw Problem.unprocessable("claim-needed", "claimSettledOn", "goes only with a claim");
            }
            if (request.claimSettledOn().isAfter(today())) {
                throw Problem.unprocessable("in-the-future", "claimSettledOn", "must not be after today");
            }
        }
    }

    List<StepView.Policy> policies() {
        return store.policies().stream().map(Dunning::view).toList();
    }

    private static StepView.Policy view(DunningStore.Stored stored) {
        return new StepView.Policy(
                stored.group(), stored.policy().levels(), stored.policy().minimumGapDays());
    }

    PolicyStated policy(String group) {
        DunningStore.Stored stored =
                find(group).orElseThrow(() -> Problem.notFound("There is no dunning policy of " + group + "."));
        return new PolicyStated(view(stored), stored.version(), false);
    }

    private Optional<DunningStore.Stored> find(String group) {
        return store.policies().stream()
                .filter(each -> each.group().equals(group))
                .findFirst();
    }

    @Transactional
    PolicyStated put(String group, String ifMatch, DunningPolicy policy) {
        for (int i = 0; i < policy.levels().size(); i++) {
            DunningPolicy.Level level = policy.levels().get(i);
            if (level.level() != i + 1) {
                throw Problem.unprocessable("level-order", "levels[" + i + "].level", "must be " + (i + 1));
            }
            if (i > 0 && level.daysPastDue() <= policy.levels().get(i - 1).daysPastDue()) {
                throw Problem.unprocessable(
                        "level-order", "levels[" + i + "].daysPastDue", "must be more than that of the level before");
            }
        }
        Optional<DunningStore.Stored> before = find(group);
        if (before.isPresent() && before.get().policy().equals(policy)) {
            return new PolicyStated(view(before.get()), before.get().version(), false);
        }
        before.ifPresent(stored -> ETags.require(ifMatch, stored.version()));
        long version = before.map(DunningStore.Stored::version).orElse(0L);
        if (!store.put(group, policy, version)) {
            throw Problem.preconditionFailed("The policy was changed by another request meanwhile.");
        }
        PolicyStated after = new PolicyStated(
                view(new DunningStore.Stored(group, version + 1, policy)), version + 1, before.isEmpty());
        audit.record(
                "dunning-policy:" + group,
                "dunning-policy.put",
                before.map(Dunning::view).orElse(null),
                after.policy());
        return after;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }
}
