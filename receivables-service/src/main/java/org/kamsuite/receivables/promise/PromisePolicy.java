package org.kamsuite.receivables.promise;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How promises are judged.
@ConfigMapping(prefix = "kam.promises")
interface PromisePolicy {

    /// Days after the promised date on which a payment still keeps the promise: money takes its time.
    @WithDefault("3")
    int toleranceDays();

    /// How many average promises an account's own record is mixed with.
    @WithDefault("5")
    int priorStrength();

    /// Days back over which promises count for credibility.
    @WithDefault("730")
    int credibilityDays();
}
