package org.kamsuite.relationship.interaction;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.kamsuite.platform.Ids;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.account.AccountEntry;
import org.kamsuite.platform.audit.Audit;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.ETags;
import org.kamsuite.platform.rest.Idempotency;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.relationship.affected.AffectedAccounts;
import org.kamsuite.relationship.contact.Contacts;
import org.kamsuite.relationship.contact.KnownContacts;

/// Records and reads interactions, one or many at a time.
@ApplicationScoped
public class Interactions {

    /// Clocks differ a little.
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    @Inject
    InteractionStore store;

    @Inject
    Clock clock;

    @Inject
    Ids ids;

    @Inject
    AccountDirectory directory;

    @Inject
    SecurityIdentity identity;

    @Inject
    KnownContacts known;

    @Inject
    Validator validator;

    @Inject
    Idempotency idempotency;

    @Inject
    Audit audit;

    @Inject
    AffectedAccounts affected;

    /// What a PUT came to.
    public record Stated(Interaction interaction, boolean created) {}

    /// Which interactions a list has; null: whatever. From `from` to before `to`.
    public record Filter(UUID accountId, UUID contactId, InteractionKind kind, Instant from, Instant to) {}

    /// What judging an item needs to know, read once for all items.
    private record Knowledge(
            Map<UUID, AccountEntry> accounts,
            Map<UUID, Interaction> present,
            Set<KnownContacts.Named> contacts,
            Instant now) {}

    @Transactional
    public Stated put(UUID id, InteractionRequest stated, String ifMatch) {
        InteractionRequest named = stated.withId(id);
        if (stated.id() != null && !stated.id().equals(id)) {
            throw Problem.badRequest("id", "is not the id in the path");
        }
        Knowledge knowledge = knowledge(List.of(named));
        judge(named, knowledge);
        Interaction before = knowledge.present().get(id);
        if (before == null) {
            if (ifMatch != null) {
                throw Problem.preconditionFailed("If-Match was sent, but there is no interaction " + id + ".");
            }
            return new Stated(insertOne(Interaction.first(named, knowledge.now())), true);
        }
        Interaction after = before.with(named, knowledge.now());
        if (!after.equals(before)) {
            ETags.require(ifMatch, before.version());
            store.update(after);
            audit.record("interaction:" + id, "interaction.updated", before, after);
            List<UUID> contacts = new ArrayList<>(before.contactIds());
            contacts.addAll(after.contactIds());
            affected.mark(List.of(after.accountId()), contacts);
        }
        return new Stated(after, false);
    }

    /// Records one; the same key again gives the first answer.
    @Transactional
    public Interaction post(String key, InteractionRequest stated) {
        return idempotency.once(key, "recordInteraction", stated, Interaction.class, () -> {
            InteractionRequest named = stated.id() == null ? stated.withId(ids.next()) : stated;
            Knowledge knowledge = knowledge(List.of(named));
            judge(named, knowledge);
            Interaction before = knowledge.present().get(named.id());
            if (before == null) {
                return insertOne(Interaction.first(named, knowledge.now()));
            }
            if (!before.with(named, knowledge.now()).equals(before)) {
                throw different(before.id());
            }
            return before;
        });
    }

    private Interaction insertOne(Interaction first) {
        if (store.insert(List.of(first)).isEmpty()) {
            throw concurrent(first.id());
        }
        recorded(List.of(first));
        return first;
    }

    /// Records many, each with its own outcome, in a fixed number of statements.
    @Transactional
    public InteractionBatch.Result post(String key, InteractionBatch.Request batch) {
        return idempotency.once(
                key, "recordInteractions", batch, InteractionBatch.Result.class, () -> record(batch.items()));
    }

    private InteractionBatch.Result record(List<InteractionRequest> items) {
        List<InteractionRequest> named = items.stream()
                .map(item -> item.id() == null ? item.withId(ids.next()) : item)
                .toList();
        Knowledge knowledge = knowledge(named);
        Map<UUID, Interaction> fresh = new LinkedHashMap<>();
        InteractionBatch.Item[] outcomes = new InteractionBatch.Item[named.size()];
        for (int i = 0; i < outcomes.length; i++) {
            InteractionRequest item = named.get(i);
            try {
                outcomes[i] = outcome(i, item, knowledge, fresh);
            } catch (Problem problem) {
                outcomes[i] = refused(i, item.id(), problem);
            }
        }
        Set<UUID> inserted = store.insert(fresh.values());
        for (int i = 0; i < outcomes.length; i++) {
            UUID id = outcomes[i].id();
            if (outcomes[i].status() == InteractionBatch.Status.CREATED && !inserted.contains(id)) {
                outcomes[i] = refused(i, id, concurrent(id));
            }
        }
        recorded(fresh.values().stream()
                .filter(each -> inserted.contains(each.id()))
                .toList());
        return InteractionBatch.Result.of(List.of(outcomes));
    }

    private InteractionBatch.Item outcome(
            int index, InteractionRequest item, Knowledge knowledge, Map<UUID, Interaction> fresh) {
        validate(item);
        judge(item, knowledge);
        Interaction before =
                Optional.ofNullable(knowledge.present().get(item.id())).orElse(fresh.get(item.id()));
        if (before == null) {
            fresh.put(item.id(), Interaction.first(item, knowledge.now()));
            return new InteractionBatch.Item(index, item.id(), InteractionBatch.Status.CREATED, null, null, null);
        }
        if (!before.with(item, knowledge.now()).equals(before)) {
            throw different(item.id());
        }
        return new InteractionBatch.Item(index, item.id(), InteractionBatch.Status.UNCHANGED, null, null, null);
    }

    private static InteractionBatch.Item refused(int index, UUID id, Problem problem) {
        String field = problem.violations().isEmpty()
                ? null
                : problem.violations().getFirst().field();
        return new InteractionBatch.Item(
                index, id, InteractionBatch.Status.REFUSED, problem.slug(), field, problem.getMessage());
    }

    private void recorded(Collection<Interaction> interactions) {
        if (interactions.isEmpty()) {
            return;
        }
        audit.record(interactions.stream()
                .map(each -> new Audit.Change("interaction:" + each.id(), "interaction.created", null, each))
                .toList());
        affected.mark(
                interactions.stream().map(Interaction::accountId).toList(),
                interactions.stream()
                        .flatMap(each -> each.contactIds().stream())
                        .distinct()
                        .toList());
    }

    // Items may be invalid still: what is missing is skipped here and refused later.
    private Knowledge knowledge(List<InteractionRequest> items) {
        return new Knowledge(
                directory.find(items.stream()
                        .map(InteractionRequest::accountId)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList()),
                store.locked(
                        items.stream().map(InteractionRequest::id).distinct().toList()),
                known.among(items.stream()
                        .filter(item -> item.accountId() != null && item.contactIds() != null)
                        .flatMap(item -> item.contactIds().stream()
                                .filter(Objects::nonNull)
                                .map(contact -> new KnownContacts.Named(item.accountId(), contact)))
                        .toList()),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private void validate(InteractionRequest item) {
        List<Problem.Violation> violations = validator.validate(item).stream()
                .sorted(Comparator.comparing(
                        (ConstraintViolation<?> each) -> each.getPropertyPath().toString()))
                .map(each -> new Problem.Violation(each.getPropertyPath().toString(), each.getMessage()))
                .toList();
        if (!violations.isEmpty()) {
            throw Problem.badRequest(violations);
        }
    }

    private void judge(InteractionRequest item, Knowledge knowledge) {
        Contacts.writable(Optional.ofNullable(knowledge.accounts().get(item.accountId())), item.accountId(), identity);
        Interaction before = knowledge.present().get(item.id());
        if (before != null && !before.accountId().equals(item.accountId())) {
            throw Problem.conflict(
                    "account-is-fixed",
                    "Interaction " + item.id() + " belongs to another account, and that cannot be changed.");
        }
        if (item.at().isAfter(knowledge.now().plus(TOLERANCE))) {
            throw Problem.unprocessable(
                    "in-the-future", "at", "is " + item.at() + ", but only what has happened can be recorded");
        }
        if (item.at().isBefore(FIRST)) {
            throw Problem.badRequest("at", "must not be before the year 1900");
        }
        for (int i = 0; i < item.contactIds().size(); i++) {
            UUID contact = item.contactIds().get(i);
            if (!knowledge.contacts().contains(new KnownContacts.Named(item.accountId(), contact))) {
                throw Problem.unprocessable(
                        "unknown-contact",
                        "contactIds[" + i + "]",
                        contact + " is no contact of the account or of one that belongs to it");
            }
        }
    }

    private static Problem different(UUID id) {
        return Problem.conflict(
                "different-content",
                "Interaction " + id + " exists with another content; change it with PUT and If-Match.");
    }

    private static Problem concurrent(UUID id) {
        return Problem.conflict("concurrent-write", "Interaction " + id + " is being recorded by another request.");
    }

    public Interaction get(UUID id) {
        return store.find(id).orElseThrow(() -> Problem.notFound("There is no interaction " + id + "."));
    }

    /// The latest first.
    public Page<Interaction> list(Filter filter, int limit, String cursor) {
        if (filter.accountId() != null) {
            directory.require(filter.accountId());
        }
        Cursor before = Cursor.parse(cursor, 2);
        Instant beforeAt = null;
        UUID beforeId = null;
        if (before != null) {
            try {
                beforeAt = Instant.parse(before.keys().getFirst());
                beforeId = UUID.fromString(before.keys().getLast());
            } catch (DateTimeException | IllegalArgumentException e) {
                throw Problem.badRequest("cursor", "is not a cursor of this list");
            }
            if (beforeAt.isBefore(FIRST) || beforeAt.isAfter(LAST)) {
                throw Problem.badRequest("cursor", "is not a cursor of this list");
            }
        }
        List<Interaction> rows = store.list(filter, beforeAt, beforeId, limit + 1);
        return Page.of(rows, limit, interaction -> Cursor.of(interaction.at(), interaction.id()));
    }
}
