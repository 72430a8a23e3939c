package org.kamsuite.account.feed;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

class FeedBeans {

    @Produces
    @Singleton
    Pressure pressure(FeedLimits limits) {
        return new Pressure(limits.inFlightBytes(), limits.inFlightEvents());
    }

    @Produces
    @ApplicationScoped
    FeedProducer producer(
            FeedLimits limits,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        return new FeedProducer(
                bootstrapServers, service + "-feed", limits.connectWithin(), limits.acknowledgeWithin());
    }
}
