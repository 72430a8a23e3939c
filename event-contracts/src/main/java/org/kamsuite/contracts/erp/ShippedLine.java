package org.kamsuite.contracts.erp;

import java.math.BigDecimal;
import org.kamsuite.contracts.Check;

/// What was despatched for one ordered line.
///
/// @param line line number of the order
/// @param quantity despatched quantity
/// @param backorder (optional) quantity that follows in a later delivery
public record ShippedLine(String line, BigDecimal quantity, BigDecimal backorder) {
    public ShippedLine {
        Check.code("line", line);
        Check.notNegativeAmount("quantity", quantity);
        Check.optionalNotNegativeAmount("backorder", backorder);
    }
}
