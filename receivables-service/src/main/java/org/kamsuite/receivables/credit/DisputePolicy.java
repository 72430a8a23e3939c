package org.kamsuite.receivables.credit;

import java.math.BigDecimal;
import org.kamsuite.receivables.exposure.Amounts;

/// Whether what is in dispute uses credit.
enum DisputePolicy {
    INCLUDE_DISPUTED,
    EXCLUDE_DISPUTED;

    BigDecimal exposure(Amounts amounts) {
        return this == INCLUDE_DISPUTED
                ? amounts.exposure()
                : amounts.exposure().subtract(amounts.disputed());
    }
}
