package org.kamsuite.contracts;

import java.math.BigDecimal;

/// When a customer has to pay: `netDays` after the invoice date, or `discountDays` after it with
/// `discountPercent` taken off.
///
/// @param netDays days, 0 to 999
/// @param discountPercent percent of the payable amount, 0 to 100; together with `discountDays` or not at all
/// @param discountDays days, 0 to 999
public record PaymentTerms(int netDays, BigDecimal discountPercent, Integer discountDays) {
    public PaymentTerms {
        Check.between("netDays", netDays, 0, 999);
        Check.optionalPercent("discountPercent", discountPercent);
        Check.optionalBetween("discountDays", discountDays, 0, 999);
        if (discountPercent == null && discountDays != null) {
            throw new ContractViolation("discountPercent", "is missing, but discountDays is there");
        }
        if (discountPercent != null && discountDays == null) {
            throw new ContractViolation("discountDays", "is missing, but discountPercent is there");
        }
    }
}
