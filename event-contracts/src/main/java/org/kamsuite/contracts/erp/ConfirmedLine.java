package org.kamsuite.contracts.erp;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.kamsuite.contracts.Check;

/// What the seller promises for one ordered line.
///
/// @param line line number of the order
/// @param status what the seller says to the line
/// @param quantity (optional) confirmed quantity; absent: as ordered
/// @param promisedDate (optional) day on which the seller promises delivery
public record ConfirmedLine(String line, ConfirmationStatus status, BigDecimal quantity, LocalDate promisedDate) {
    public ConfirmedLine {
        Check.code("line", line);
        Check.required("status", status);
        Check.optionalNotNegativeAmount("quantity", quantity);
        Check.optionalDate("promisedDate", promisedDate);
    }
}
