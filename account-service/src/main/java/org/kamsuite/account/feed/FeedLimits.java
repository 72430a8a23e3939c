package org.kamsuite.account.feed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How much the feed over HTTP takes at once.
@ConfigMapping(prefix = "kam.feed")
interface FeedLimits {

    /// Of one request's body.
    @WithDefault("8388608")
    int maxBodyBytes();

    /// Of one event.
    @WithDefault("262144")
    int maxEventBytes();

    /// Of one batch.
    @WithDefault("1000")
    int maxEvents();

    /// Bodies of all requests together; a parsed body takes several times as much memory.
    @WithDefault("25165824")
    int inFlightBytes();

    /// Events of all requests together.
    @WithDefault("10000")
    int inFlightEvents();

    /// How long to wait for a broker before anything is sent.
    @WithDefault("PT2S")
    Duration connectWithin();

    /// How long to wait for acknowledgements: a broker that is back sooner costs only time.
    @WithDefault("PT8S")
    Duration acknowledgeWithin();
}
