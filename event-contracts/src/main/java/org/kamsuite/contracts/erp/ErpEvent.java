package org.kamsuite.contracts.erp;

import org.kamsuite.contracts.CustomerRef;

/// A document, or a change of one, that an ERP or a service desk sent.
public sealed interface ErpEvent
        permits CustomerEvent, OrderEvent, DeliveryEvent, InvoiceEvent, PaymentEvent, InquiryEvent {
    /// The customer it concerns, and the Kafka key ([CustomerRef#key]).
    CustomerRef customer();

    /// The highest revision of a document wins.
    int revision();

    /// The business number that identifies the document within the ERP and its kind.
    String documentNumber();
}
