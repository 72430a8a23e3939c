package org.kamsuite.contracts.erp;

import java.math.BigDecimal;
import org.kamsuite.contracts.Check;

/// Prompt-payment discount.
///
/// @param percent percent of the payable amount, 0 to 100
/// @param days days after the issue date, 0 to 999
public record DiscountTerms(BigDecimal percent, int days) {
    public DiscountTerms {
        Check.percent("percent", percent);
        Check.between("days", days, 0, 999);
    }
}
