package org.kamsuite.contracts.erp;

import org.kamsuite.contracts.Check;

/// One cancelled line of an order.
///
/// @param line line number of the order
public record CancelledLine(String line) {
    public CancelledLine {
        Check.code("line", line);
    }
}
