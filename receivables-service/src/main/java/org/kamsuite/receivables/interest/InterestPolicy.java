package org.kamsuite.receivables.interest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;

/// What the law gives for late payment; the defaults are the directive's.
@ConfigMapping(prefix = "kam.late-interest")
interface InterestPolicy {

    /// Percentage points over the reference rate.
    @WithDefault("8")
    BigDecimal marginPercent();

    /// Fixed compensation for recovery costs of each late invoice, in euros.
    @WithDefault("40")
    BigDecimal compensation();
}
