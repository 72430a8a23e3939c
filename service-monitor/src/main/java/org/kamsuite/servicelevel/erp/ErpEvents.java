package org.kamsuite.servicelevel.erp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.contracts.erp.InquiryOpened;
import org.kamsuite.contracts.erp.OrderPlaced;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.event.EventHandler;
import org.kamsuite.platform.event.Quarantine;
import org.kamsuite.platform.event.ReasonCode;
import org.kamsuite.platform.event.ReceivedEvent;
import org.kamsuite.platform.snapshot.TouchedAccounts;
import org.kamsuite.servicelevel.delivery.OrderLines;
import org.kamsuite.servicelevel.response.Inquiries;

/// Takes a batch of documents over: keeps them as facts, and folds anew the orders and inquiries that they are about.
/// A fixed number of statements, however many documents.
@ApplicationScoped
public class ErpEvents implements EventHandler {

    @Inject
    AccountDirectory directory;

    @Inject
    Facts facts;

    @Inject
    OrderLines orderLines;

    @Inject
    Inquiries inquiries;

    @Inject
    Quarantine quarantine;

    @Inject
    TouchedAccounts touched;

    @Inject
    Clock clock;

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void handle(List<ReceivedEvent> events) {
        List<Quarantine.Parked> conflicts = new ArrayList<>();
        List<Fact> given = distinct(events, conflicts);
        if (!given.isEmpty()) {
            Map<CustomerRef, Long> customers = directory.customers(
                    given.stream().map(fact -> fact.data().customer()).toList());
            Map<Fact.Subject, Long> subjects = facts.lock(given);
            facts.add(given, subjects, customers).forEach(fact -> conflicts.add(conflict(fact)));
            Set<Long> concerned = new HashSet<>(customers.values());
            concerned.addAll(refold(subjects));
            touched.markCustomers(concerned);
        }
        quarantine.park(conflicts);
    }

    /// The batch without what it says twice.
    private static List<Fact> distinct(List<ReceivedEvent> events, List<Quarantine.Parked> conflicts) {
        Map<Fact.Key, Fact> distinct = new LinkedHashMap<>();
        for (ReceivedEvent event : events) {
            if (event.data() instanceof ErpEvent data) {
                Document.of(data)
                        .map(document -> Fact.of(event, data, document))
                        .ifPresent(fact -> {
                            Fact known = distinct.putIfAbsent(fact.key(), fact);
                            if (known != null && !known.hash().equals(fact.hash())) {
                                conflicts.add(conflict(fact));
                            }
                        });
            }
        }
        return List.copyOf(distinct.values());
    }

    private static Quarantine.Parked conflict(Fact fact) {
        ReceivedEvent event = fact.event();
        return new Quarantine.Parked(
                event.raw(),
                event.source(),
                event.id(),
                event.type().name(),
                event.subject(),
                ReasonCode.CONFLICT,
                "document " + fact.document().number() + " revision "
                        + fact.data().revision() + " is already known with another content");
    }

    /// Returns the customers whose orders or inquiries were folded.
    private Set<Long> refold(Map<Fact.Subject, Long> subjects) {
        Map<Long, Document.Kind> kinds = new HashMap<>();
        subjects.forEach((subject, id) -> {
            if (subject.kind() == Document.Kind.ORDER || subject.kind() == Document.Kind.INQUIRY) {
                kinds.put(id, subject.kind());
            }
        });
        return fold(kinds);
    }

    /// Makes the states of these orders and inquiries anew; the caller holds their locks.
    Set<Long> fold(Map<Long, Document.Kind> kinds) {
        if (kinds.isEmpty()) {
            return Set.of();
        }
        Map<Long, List<Facts.Current>> histories =
                facts.current(kinds.keySet()).stream().collect(Collectors.groupingBy(Facts.Current::subjectId));
        Translation translation = new Translation(clock.getZone());
        List<OrderLines.Order> orders = new ArrayList<>();
        List<Inquiries.Inquiry> opened = new ArrayList<>();
        kinds.forEach((id, kind) -> {
            List<Facts.Current> history = histories.getOrDefault(id, List.of());
            if (kind == Document.Kind.ORDER) {
                orders.add(new OrderLines.Order(id, owner(history), translation.order(history)));
            } else {
                translation
                        .inquiry(history)
                        .ifPresent(inquiry -> opened.add(new Inquiries.Inquiry(id, owner(history), inquiry)));
            }
        });
        orderLines.refold(orders);
        inquiries.refold(opened);
        return histories.values().stream()
                .flatMap(List::stream)
                .map(Facts.Current::customerId)
                .collect(Collectors.toSet());
    }

    // An order belongs to who placed it and an inquiry to who opened it, whoever a later document names.
    private static long owner(List<Facts.Current> history) {
        return history.stream()
                .filter(fact -> fact.data() instanceof OrderPlaced || fact.data() instanceof InquiryOpened)
                .mapToLong(Facts.Current::customerId)
                .findFirst()
                .orElseGet(() -> history.stream()
                        .mapToLong(Facts.Current::customerId)
                        .min()
                        .orElse(0));
    }
}
