package org.kamsuite.receivables.ageing;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.kamsuite.receivables.ledger.OpenItem;

/// What the age of an item is counted from.
enum Basis {
    /// Days past the due date (of the instalment).
    DUE,
    /// Days since the invoice date.
    INVOICE;

    long age(OpenItem item, LocalDate asOf) {
        return switch (this) {
            case DUE -> item.daysPastDue(asOf);
            case INVOICE -> ChronoUnit.DAYS.between(item.issueDate(), asOf);
        };
    }
}
