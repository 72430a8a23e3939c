package org.kamsuite.contracts.erp;

import java.time.Instant;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Revision;

/// An inquiry waits for somebody else, or goes on. Type `erp.inquiry.status-changed.v1`.
///
/// @param customer the customer, as the ERP names it
/// @param revision (optional) revision of the document; the highest wins. Absent: 0
/// @param inquiryNumber number of the inquiry
/// @param at when the status changed
/// @param status the new status
/// @param priority (optional) the new priority; absent: unchanged
public record InquiryStatusChanged(
        CustomerRef customer,
        @Revision int revision,
        String inquiryNumber,
        Instant at,
        InquiryStatus status,
        InquiryPriority priority)
        implements InquiryEvent {
    public InquiryStatusChanged {
        Check.required("customer", customer);
        Check.atLeast("revision", revision, 0);
        Check.code("inquiryNumber", inquiryNumber);
        Check.instant("at", at);
        Check.required("status", status);
    }

    @Override
    public String documentNumber() {
        return inquiryNumber;
    }
}
