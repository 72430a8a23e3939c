package org.kamsuite.contracts.erp;

import java.math.BigDecimal;
import org.kamsuite.contracts.Check;

/// One line of a return.
///
/// @param sku article number
/// @param quantity returned quantity, greater than 0
/// @param reason why it comes back
public record ReturnLine(String sku, BigDecimal quantity, String reason) {
    public ReturnLine {
        Check.code("sku", sku);
        Check.positiveAmount("quantity", quantity);
        Check.text("reason", reason);
    }
}
