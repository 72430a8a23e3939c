package org.kamsuite.contracts.erp;

import java.time.Instant;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Revision;

/// An inquiry was resolved. Type `erp.inquiry.resolved.v1`.
///
/// @param customer the customer, as the ERP names it
/// @param revision (optional) revision of the document; the highest wins. Absent: 0
/// @param inquiryNumber number of the inquiry
/// @param at when it was resolved
/// @param firstTimeFix (optional) whether it was solved on the first attempt
public record InquiryResolved(
        CustomerRef customer, @Revision int revision, String inquiryNumber, Instant at, Boolean firstTimeFix)
        implements InquiryEvent {
    public InquiryResolved {
        Check.required("customer", customer);
        Check.atLeast("revision", revision, 0);
        Check.code("inquiryNumber", inquiryNumber);
        Check.instant("at", at);
    }

    @Override
    public String documentNumber() {
        return inquiryNumber;
    }
}
