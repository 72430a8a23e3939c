package org.kamsuite.contracts.erp;

import java.time.Instant;
import java.time.LocalDate;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Revision;

/// A customer contacted the service desk. Type `erp.inquiry.opened.v1`.
///
/// @param customer the customer, as the ERP names it
/// @param revision (optional) revision of the document; the highest wins. Absent: 0
/// @param inquiryNumber number of the inquiry
/// @param openedAt when it was opened
/// @param kind what it is about
/// @param channel (optional) how it came in
/// @param category (optional) topic, as the service desk sorts it
/// @param priority how urgent it is
/// @param relatedDocument (optional) number of the order, delivery or invoice it is about
/// @param promisedDate (optional) day until which an answer was promised
public record InquiryOpened(
        CustomerRef customer,
        @Revision int revision,
        String inquiryNumber,
        Instant openedAt,
        InquiryKind kind,
        String channel,
        String category,
        InquiryPriority priority,
        String relatedDocument,
        LocalDate promisedDate)
        implements InquiryEvent {
    public InquiryOpened {
        Check.required("customer", customer);
        Check.atLeast("revision", revision, 0);
        Check.code("inquiryNumber", inquiryNumber);
        Check.instant("openedAt", openedAt);
        Check.required("kind", kind);
        Check.optionalCode("channel", channel);
        Check.optionalName("category", category);
        Check.required("priority", priority);
        Check.optionalCode("relatedDocument", relatedDocument);
        Check.optionalDate("promisedDate", promisedDate);
    }

    @Override
    public String documentNumber() {
        return inquiryNumber;
    }
}
