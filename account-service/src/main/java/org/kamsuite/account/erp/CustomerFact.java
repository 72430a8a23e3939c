package org.kamsuite.account.erp;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.erp.CustomerChanged;
import org.kamsuite.contracts.erp.CustomerEvent;
import org.kamsuite.contracts.erp.CustomerRegistered;

/// One document of an ERP about a customer.
///
/// The document is told apart by its kind and revision. A change without a revision (0) is a document of
/// its own, told apart by its time: ERPs that count no revisions change a customer more than once.
///
/// @param time when it happened, by the ERP, in microseconds
/// @param recordedAt when it became known here
record CustomerFact(
        CustomerRef customer, Kind kind, int revision, Instant time, Instant recordedAt, CustomerMaster content) {

    enum Kind {
        REGISTERED,
        CHANGED
    }

    /// The later one tells how the customer is: the highest revision; of equal ones a change before a
    /// registration, and the latest change.
    static final Comparator<CustomerFact> BY_REVISION = Comparator.comparingInt(CustomerFact::revision)
            .thenComparing(CustomerFact::kind)
            .thenComparing(CustomerFact::edition);

    CustomerFact {
        // What the database keeps.
        time = time.truncatedTo(ChronoUnit.MICROS);
        recordedAt = recordedAt.truncatedTo(ChronoUnit.MICROS);
    }

    static CustomerFact of(CustomerEvent event, Instant time, Instant recordedAt) {
        Kind kind = switch (event) {
            case CustomerRegistered _ -> Kind.REGISTERED;
            case CustomerChanged _ -> Kind.CHANGED;
        };
        return new CustomerFact(event.customer(), kind, event.revision(), time, recordedAt, CustomerMaster.of(event));
    }

    /// Tells documents of the same kind and revision apart.
    Instant edition() {
        return kind == Kind.CHANGED && revision == 0 ? time : Instant.EPOCH;
    }
}
