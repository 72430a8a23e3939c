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

    private record Arrived(ReceivedEvent event, NewFact fact) {}

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
        Translation translation = new Translation(clock.getZone());
        Map<Key, Arrived> first = new LinkedHashMap<>();
        List<Quarantine.Parked> conflicts = new ArrayList<>();
        // Each revision once; of two different contents the first counts, as it would in two batches.
        for (Received each : documents) {
            long customer = customers.get(each.document().customer());
            Arrived fact = new Arrived(each.event(), translation.fact(each.event(), each.document(), customer));
            Arrived before = first.putIfAbsent(key(fact.fact()), fact);
            if (before != null && !before.fact().hash().equals(fact.fact().hash())) {
                conflicts.add(conflict(fact));
            }
        }
        postings.append(first.values().stream().map(Arrived::fact).toList())
                .forEach(fact -> conflicts.add(conflict(first.get(key(fact)))));
        quarantine.park(conflicts);
    }

    private static Key key(NewFact fact) {
        return new Key(fact.number(), fact.revision());
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

    private static Quarantine.Parked conflict(Arrived arrived) {
        NewFact fact = arrived.fact();
        ReceivedEvent event = arrived.event();
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
