package org.kamsuite.platform.event;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// The one channel into a service: batches of Kafka records, one after the other.
@ApplicationScoped
class EventConsumer {

    @Inject
    Intake intake;

    @Inject
    IntakeCommits commits;

    /// Returns when the batch is committed in the database; the offsets follow.
    @Incoming("events")
    @Blocking
    void consume(ConsumerRecords<byte[], byte[]> records) {
        List<RawRecord> batch = new ArrayList<>(records.count());
        records.forEach(kafka -> batch.add(RawRecord.of(kafka)));
        intake.process(batch);
        commits.dealtWith(batch);
    }
}
