package org.kamsuite.contracts.erp;

import java.time.Instant;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Revision;

/// The service desk answered. Only a visible answer by an agent is a first response. Type
///     `erp.inquiry.responded.v1`.
///
/// @param customer the customer, as the ERP names it
/// @param revision (optional) revision of the document; the highest wins. Absent: 0
/// @param inquiryNumber number of the inquiry
/// @param respondedAt when the answer was given
/// @param by who answered
/// @param visible whether the customer sees it
public record InquiryResponded(
        CustomerRef customer,
        @Revision int revision,
        String inquiryNumber,
        Instant respondedAt,
        ResponseBy by,
        boolean visible)
        implements InquiryEvent {
    public InquiryResponded {
        Check.required("customer", customer);
        Check.atLeast("revision", revision, 0);
        Check.code("inquiryNumber", inquiryNumber);
        Check.instant("respondedAt", respondedAt);
        Check.required("by", by);
    }

    @Override
    public String documentNumber() {
        return inquiryNumber;
    }
}
