package org.kamsuite.contracts.erp;

import java.math.BigDecimal;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.ContractViolation;

/// What the customer received for one ordered line.
///
/// @param line line number of the order
/// @param received received quantity, including what was rejected: accepted = received - rejected
/// @param rejected (optional) rejected quantity, at most `received`
/// @param rejectReason (optional) why it was rejected
/// @param sku (optional) received article, when it is another one than ordered (a wrong item)
public record ReceivedLine(String line, BigDecimal received, BigDecimal rejected, String rejectReason, String sku) {
    public ReceivedLine {
        Check.code("line", line);
        Check.notNegativeAmount("received", received);
        Check.optionalNotNegativeAmount("rejected", rejected);
        Check.optionalText("rejectReason", rejectReason);
        Check.optionalCode("sku", sku);
        if (rejected != null && rejected.compareTo(received) > 0) {
            throw new ContractViolation(
                    "rejected",
                    "must not be more than received (" + received.toPlainString() + "), but is "
                            + rejected.toPlainString());
        }
    }
}
