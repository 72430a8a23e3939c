package org.kamsuite.receivables.plan;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How payment plans are judged.
@ConfigMapping(prefix = "kam.payment-plans")
interface PlanPolicy {

    /// Days after an instalment's due date until the plan is broken.
    @WithDefault("3")
    int toleranceDays();
}
