package org.kamsuite.account.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.kamsuite.account.erp.CustomerIntake;
import org.kamsuite.account.overview.PublishedParts;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.erp.CustomerEvent;
import org.kamsuite.contracts.erp.DeliveryEvent;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.contracts.erp.InquiryEvent;
import org.kamsuite.contracts.erp.InvoiceEvent;
import org.kamsuite.contracts.erp.OrderEvent;
import org.kamsuite.contracts.erp.PaymentEvent;
import org.kamsuite.platform.event.EventHandler;
import org.kamsuite.platform.event.ReceivedEvent;

/// This service's events, each to the feature that it concerns.
@ApplicationScoped
class AccountEventIntake implements EventHandler {

    @Inject
    CustomerIntake customers;

    @Inject
    PublishedParts parts;

    @Override
    public void handle(List<ReceivedEvent> events) {
        List<ReceivedEvent> aboutCustomers = new ArrayList<>();
        List<ReceivedEvent> published = new ArrayList<>();
        for (ReceivedEvent event : events) {
            if (event.data() instanceof ErpEvent document) {
                switch (document) {
                    case CustomerEvent _ -> aboutCustomers.add(event);
                    // Not on this service's topics; other services own these documents.
                    case OrderEvent _, DeliveryEvent _, InvoiceEvent _, PaymentEvent _, InquiryEvent _ -> {}
                }
            } else if (event.data() instanceof DomainEvent) {
                published.add(event);
            }
        }
        customers.take(aboutCustomers);
        parts.take(published);
    }
}
