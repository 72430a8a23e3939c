package org.kamsuite.contracts.erp;

import java.math.BigDecimal;
import java.util.List;
import org.kamsuite.contracts.ContractViolation;

/// Sums that the amounts of one document have to obey.
final class Totals {
    /// Invoices have rounding amounts that are not sent apart.
    private static final BigDecimal TOLERANCE = new BigDecimal("0.05");

    private Totals() {}

    /// netAmount + taxAmount - prepaidAmount = payableAmount.
    static void payable(BigDecimal net, BigDecimal tax, BigDecimal prepaid, BigDecimal payable) {
        var expected = net.add(tax).subtract(prepaid == null ? BigDecimal.ZERO : prepaid);
        if (expected.subtract(payable).abs().compareTo(TOLERANCE) > 0) {
            throw new ContractViolation(
                    "payableAmount",
                    "must be netAmount + taxAmount - prepaidAmount = " + expected.toPlainString() + ", but is "
                            + payable.toPlainString());
        }
    }

    static void instalments(List<Instalment> instalments, BigDecimal payable) {
        if (instalments.isEmpty()) {
            return;
        }
        var sum = instalments.stream().map(Instalment::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.compareTo(payable) != 0) {
            throw new ContractViolation(
                    "instalments",
                    "must add up to payableAmount (" + payable.toPlainString() + "), but add up to "
                            + sum.toPlainString());
        }
    }
}
