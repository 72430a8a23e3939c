package org.kamsuite.account.registry;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.ParentRef;
import org.kamsuite.contracts.account.ParentType;
import org.kamsuite.platform.Ids;
import org.kamsuite.platform.account.WriteAccess;
import org.kamsuite.platform.audit.Audit;
import org.kamsuite.platform.rest.ETags;
import org.kamsuite.platform.rest.Idempotency;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Roles;

/// Accounts written over REST: who may, what must hold, what is told.
@ApplicationScoped
class Registering {

    /// @param created whether the account is new
    record Written(Account account, boolean created) {}

    @Inject
    Accounts accounts;

    @Inject
    Audit audit;

    @Inject
    Idempotency idempotency;

    @Inject
    Event<ReferencesChanged> referencesChanged;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    @Inject
    SecurityIdentity caller;

    /// Creates an account under an id of ours, once per idempotency key.
    @Transactional
    AccountView create(String idempotencyKey, AccountContent asked) {
        return idempotency.once(idempotencyKey, "createAccount", asked, AccountView.class, () -> {
            accounts.lockForWriting();
            return AccountView.of(
                    write(ids.next(), asked, null, Optional.empty()).account());
        });
    }

    /// Creates the account, or replaces its content; the same content again changes nothing.
    @Transactional
    Written put(UUID accountId, AccountContent asked, String ifMatch) {
        accounts.lockForWriting();
        return write(accountId, asked, ifMatch, accounts.find(accountId));
    }

    private Written write(UUID accountId, AccountContent asked, String ifMatch, Optional<Account> found) {
        Account present = found.orElse(null);
        requireRight(present);
        AccountContent content = classed(asked, present);
        if (present == null && ifMatch != null) {
            throw Problem.preconditionFailed("There is no account " + accountId + " yet: create it without If-Match.");
        }
        if (present != null && present.content().equals(content)) {
            return new Written(present, false);
        }
        if (present != null) {
            ETags.require(ifMatch, present.version());
            requireTeamRight(present, content);
        }
        requireFreeReferences(accountId, content);
        requireSoundLinks(accountId, content);

        // The database keeps microseconds: what is answered now is what is read later.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Account written = present == null ? Account.of(accountId, content, now) : present.changedTo(content, now);
        accounts.save(List.of(written));
        audit.record(
                "account:" + accountId,
                present == null ? "account.created" : "account.updated",
                present == null ? null : AccountView.of(present),
                AccountView.of(written));
        fireReferenceChange(present, written);
        return new Written(written, present == null);
    }

    private void requireRight(Account present) {
        if (present != null) {
            WriteAccess.require(caller, present.content().team());
        } else if (isOnlyManager()) {
            throw Problem.forbidden("Accounts are created by directors, integrations and admins; a key account manager"
                    + " changes those on whose team he is.");
        }
    }

    private void requireTeamRight(Account present, AccountContent content) {
        if (isOnlyManager() && !present.content().team().equals(content.team())) {
            throw Problem.forbidden("The team is changed by directors, integrations and admins.");
        }
    }

    private boolean isOnlyManager() {
        return !caller.hasRole(Roles.KAM_DIRECTOR)
                && !caller.hasRole(Roles.INTEGRATION)
                && !caller.hasRole(Roles.ADMIN);
    }

    private static AccountContent classed(AccountContent asked, Account present) {
        AccountClass now =
                present == null ? AccountClass.REGULAR : present.content().accountClass();
        if (asked.accountClass() != null && asked.accountClass() != now) {
            throw Problem.unprocessable(
                    "class-by-designation-only",
                    "class",
                    "is " + now + " and changes by designation only, not by a write");
        }
        return asked.withClass(now);
    }

    private void requireFreeReferences(UUID accountId, AccountContent content) {
        Set<CustomerRef> asked = Set.copyOf(content.references());
        for (Account owner : asked.isEmpty() ? List.<Account>of() : accounts.owning(asked)) {
            if (!owner.accountId().equals(accountId)) {
                CustomerRef taken = owner.content().references().stream()
                        .filter(asked::contains)
                        .findFirst()
                        .orElseThrow();
                throw Problem.conflict(
                        "reference-taken",
                        "The customer %s belongs to account %s (%s)."
                                .formatted(
                                        taken.key(),
                                        owner.accountId(),
                                        owner.content().legalName()));
            }
        }
    }

    private void requireSoundLinks(UUID accountId, AccountContent content) {
        if (content.parents().isEmpty()) {
            return;
        }
        LinkRules.Breach breach = LinkRules.breach(content.parents());
        if (breach != null) {
            throw Problem.unprocessable(breach.rule(), "parents", breach.message());
        }
        Set<UUID> parents =
                content.parents().stream().map(ParentRef::parentId).collect(Collectors.toCollection(HashSet::new));
        Set<UUID> known =
                accounts.find(parents).stream().map(Account::accountId).collect(Collectors.toSet());
        known.add(accountId);
        parents.stream()
                .filter(parent -> !known.contains(parent))
                .sorted()
                .findFirst()
                .ifPresent(unknown -> {
                    throw Problem.unprocessable("unknown-parent", "parents", "there is no account " + unknown);
                });
        for (ParentType type : ParentType.values()) {
            List<ParentRef> links = content.parents(type);
            if (!links.isEmpty()) {
                Hierarchy hierarchy = accounts.above(
                        links.stream().map(ParentRef::parentId).distinct().toList(), type);
                hierarchy.put(accountId, links);
                if (hierarchy.hasCycleAt(accountId)) {
                    throw Problem.unprocessable(
                            "hierarchy-cycle",
                            "parents",
                            "the account would become its own ancestor in the " + type + " hierarchy");
                }
            }
        }
    }

    private void fireReferenceChange(Account before, Account after) {
        Set<CustomerRef> old =
                before == null ? Set.of() : Set.copyOf(before.content().references());
        Set<CustomerRef> present = Set.copyOf(after.content().references());
        if (!Objects.equals(old, present)) {
            Set<CustomerRef> added = new HashSet<>(present);
            added.removeAll(old);
            Set<CustomerRef> removed = new HashSet<>(old);
            removed.removeAll(present);
            referencesChanged.fire(new ReferencesChanged(after.accountId(), added, removed));
        }
    }
}
