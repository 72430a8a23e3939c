package org.kamsuite.contracts.erp;

import java.math.BigDecimal;
import java.time.Instant;
import org.kamsuite.contracts.AsNumber;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Revision;

/// A customer said how satisfied he is. Type `erp.satisfaction.recorded.v1`.
///
/// @param customer the customer, as the ERP names it
/// @param revision (optional) revision of the document; the highest wins. Absent: 0
/// @param surveyNumber number of the answer
/// @param at when it was given
/// @param aspect what it is about
/// @param score the answer on `scale`: NPS 0 to 10, CSAT5 1 to 5, PERCENT 0 to 100
/// @param scale scale of the score
/// @param contact (optional) who answered
public record SatisfactionRecorded(
        CustomerRef customer,
        @Revision int revision,
        String surveyNumber,
        Instant at,
        SatisfactionAspect aspect,
        @AsNumber BigDecimal score,
        SatisfactionScale scale,
        String contact)
        implements InquiryEvent {
    public SatisfactionRecorded {
        Check.required("customer", customer);
        Check.atLeast("revision", revision, 0);
        Check.code("surveyNumber", surveyNumber);
        Check.instant("at", at);
        Check.required("aspect", aspect);
        Check.number("score", score);
        Check.required("scale", scale);
        Check.optionalName("contact", contact);
        scale.check("score", score);
    }

    @Override
    public String documentNumber() {
        return surveyNumber;
    }
}
