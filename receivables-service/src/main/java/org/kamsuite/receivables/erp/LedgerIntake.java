package org.kamsuite.receivables.erp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.erp.CustomerEvent;
import org.kamsuite.contracts.erp.DeliveryEvent;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.contracts.erp.InquiryEvent;
import org.kamsuite.contracts.erp.InvoiceEvent;
import org.kamsuite.contracts.erp.OrderEvent;
import org.kamsuite.contracts.erp.PaymentEvent;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.event.Quarantine;
import org.kamsuite.platform.event.ReasonCode;
import org.kamsuite.platform.event.ReceivedEvent;
import org.kamsuite.receivables.book.NewFact;
import org.kamsuite.receivables.book.Postings;

/// Takes a batch of the ERP's documents into the ledger: append the facts, park what contradicts a known
/// revision, make anew the entries that the new facts concern. A fixed number of round trips, whatever the
/// size of the batch.
@ApplicationScoped
class LedgerIntake implements IntakePart {

    @Inject
    AccountDirectory directory;

    @Inject
    Postings postings;

    @Inject
    Quarantine quarantine;

    @Inject
    Clock clock;

    private record Received(ReceivedEvent event, ErpEvent document) {}

    private record Key(NewFact.Number number, int revision) {}

    @Override
    public void handle(List<ReceivedEvent> events) {
        List<Received> documents =
                events.stream().flatMap(event -> ledgerDocument(event).stream()).toList();
        if (documents.isEmpty()) {
            return;
        }
        Map<CustomerRef, Long> customers = directory.customers(
                documents.stream().map(each -> each.document().customer()).collect(Collectors.toSet()));
        Map<NewFact, ReceivedEvent> arrived = new LinkedHashMap<>();
        Translation translation = new Translation(clock.getZone());
        documents.forEach(each -> arrived.put(
                translation.fact(
                        each.event(),
                        each.document(),
                        customers.get(each.document().customer())),
                each.event()));
        List<Quarantine.Parked> conflicts = new ArrayList<>();
        List<NewFact> once = once(arrived, conflicts);
        postings.append(once).forEach(fact -> conflicts.add(conflict(fact, arrived.get(fact))));
        quarantine.park(conflicts);
    }

    private static List<Received> ledgerDocument(ReceivedEvent event) {
        if (!(event.data() instanceof ErpEvent document)) {
            return List.of();
        }
        return switch (document) {
            case InvoiceEvent _, PaymentEvent _ -> List.of(new Received(event, document));
            case CustomerEvent _, OrderEvent _, DeliveryEvent _, InquiryEvent _ -> List.of();
        };
    }

    // Each revision once; of two different contents the first counts, as it would in two batches.
    private static List<NewFact> once(Map<NewFact, ReceivedEvent> arrived, List<Quarantine.Parked> conflicts) {
        Map<Key, NewFact> first = new LinkedHashMap<>();
        arrived.forEach((fact, event) -> {
            NewFact before = first.putIfAbsent(new Key(fact.number(), fact.revision()), fact);
            if (before != null && !before.hash().equals(fact.hash())) {
                conflicts.add(conflict(fact, event));
            }
        });
        return List.copyOf(first.values());
    }

    private static Quarantine.Parked conflict(NewFact fact, ReceivedEvent event) {
        String detail =
                "%s %s of %s, revision %d, is already known with another content; a correction needs a higher revision"
                        .formatted(
                                fact.number().kind(),
                                fact.number().number(),
                                fact.number().system(),
                                fact.revision());
        return new Quarantine.Parked(
                event.raw(),
                event.source(),
                event.id(),
                event.type().name(),
                event.subject(),
                ReasonCode.CONFLICT,
                detail);
    }
}
