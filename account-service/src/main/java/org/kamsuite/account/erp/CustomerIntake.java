package org.kamsuite.account.erp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.kamsuite.account.registry.Account;
import org.kamsuite.account.registry.Accounts;
import org.kamsuite.account.registry.Hierarchy;
import org.kamsuite.account.registry.ReferencesChanged;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.ContractViolation;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.account.ParentType;
import org.kamsuite.contracts.erp.CustomerEvent;
import org.kamsuite.platform.Ids;
import org.kamsuite.platform.event.Quarantine;
import org.kamsuite.platform.event.ReasonCode;
import org.kamsuite.platform.event.ReceivedEvent;
import org.kamsuite.platform.rest.Problem;

/// Turns the ERPs' customers into accounts: reads what a batch is about, lets the book decide, stores the
/// difference. As many statements for one customer as for a thousand.
@ApplicationScoped
public class CustomerIntake {

    @Inject
    Accounts accounts;

    @Inject
    CustomerFacts facts;

    @Inject
    Quarantine quarantine;

    @Inject
    Clock clock;

    /// @param events events whose data are [CustomerEvent]s
    @Transactional(Transactional.TxType.MANDATORY)
    public void take(List<ReceivedEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        accounts.lockForWriting();
        List<Quarantine.Parked> parked = new ArrayList<>();
        Map<ReceivedEvent, CustomerFact> told = new LinkedHashMap<>();
        for (ReceivedEvent event : events) {
            try {
                // The day of a change of parents is told to others, who know the years of the contract.
                Check.instant("time", event.time());
                told.put(event, CustomerFact.of((CustomerEvent) event.data(), event.time(), event.recordedAt()));
            } catch (ContractViolation e) {
                parked.add(parked(event, ReasonCode.INVALID, e.getMessage()));
            }
        }
        CustomerBook book = bookFor(told.values());
        told.forEach((event, fact) -> {
            switch (book.take(
                    fact, () -> Ids.of(fact.recordedAt(), fact.customer().key()))) {
                case CustomerBook.Outcome.Taken _, CustomerBook.Outcome.AlreadyKnown _ -> {}
                case CustomerBook.Outcome.Conflict conflict ->
                    parked.add(parked(event, ReasonCode.CONFLICT, conflict.detail()));
                case CustomerBook.Outcome.Refused refused ->
                    parked.add(parked(event, ReasonCode.REFUSED, refused.detail()));
            }
        });
        quarantine.park(parked);
        facts.add(book.taken());
        accounts.save(book.changed(now()));
    }

    private CustomerBook bookFor(Collection<CustomerFact> told) {
        Set<CustomerRef> customers = new HashSet<>();
        told.forEach(fact -> customers.add(fact.customer()));
        List<CustomerFact> around = facts.around(customers, false);
        told.stream()
                .map(fact -> fact.content().parent())
                .filter(Objects::nonNull)
                .forEach(customers::add);
        return book(around, customers);
    }

    private static Quarantine.Parked parked(ReceivedEvent event, ReasonCode reason, String detail) {
        return new Quarantine.Parked(
                event.raw(), event.source(), event.id(), event.type().name(), event.subject(), reason, detail);
    }

    /// A customer that was given to an account over REST may be the parent for which others wait.
    void follow(@Observes ReferencesChanged change) {
        Set<CustomerRef> moved = new HashSet<>(change.added());
        moved.addAll(change.removed());
        List<CustomerFact> around = facts.around(moved, true);
        around.stream()
                .map(CustomerFact::customer)
                .filter(change.removed()::contains)
                .findFirst()
                .ifPresent(customer -> {
                    throw Problem.unprocessable(
                            "reference-of-erp",
                            "references",
                            "the ERP has told about " + customer.key() + ": it stays with this account");
                });
        if (around.isEmpty()) {
            return;
        }
        CustomerBook book = book(around, moved);
        UUID inCycle = book.reassign(change.accountId(), change.added(), change.removed());
        if (inCycle != null) {
            throw Problem.unprocessable(
                    "hierarchy-cycle",
                    "references",
                    "customers that wait for this one as their parent would make account " + inCycle
                            + " its own legal ancestor");
        }
        accounts.save(book.changed(now()));
    }

    private CustomerBook book(Collection<CustomerFact> around, Collection<CustomerRef> alsoAbout) {
        Set<CustomerRef> about = new HashSet<>(alsoAbout);
        for (CustomerFact fact : around) {
            about.add(fact.customer());
            about.add(fact.content().parent());
        }
        about.remove(null);
        List<Account> owners = accounts.owning(about);
        Hierarchy legal = accounts.above(owners.stream().map(Account::accountId).toList(), ParentType.LEGAL);
        return new CustomerBook(around, owners, legal, clock.getZone());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
