package org.kamsuite.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntakeCommitsTest {

    private static final TopicPartition FIRST = new TopicPartition("erp.invoices", 0);
    private static final TopicPartition SECOND = new TopicPartition("erp.invoices", 1);

    private final IntakeCommits commits = new IntakeCommits();
    private final Broker broker = new Broker();

    /// A consumer whose broker may be away.
    private static class Broker extends MockConsumer<byte[], byte[]> {
        boolean away;

        Broker() {
            super("earliest");
        }

        @Override
        public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            if (away) {
                throw new RetriableCommitFailedException("the broker is away");
            }
            super.commitSync(offsets, timeout);
        }

        Long told(TopicPartition partition) {
            OffsetAndMetadata offset = committed(Set.of(partition)).get(partition);
            return offset == null ? null : offset.offset();
        }
    }

    @BeforeEach
    void assign() {
        broker.assign(Set.of(FIRST, SECOND));
    }

    @Test
    void theNextOffsetOfEachPartitionIsTold() {
        commits.note(records(FIRST, 3, 4, 5));
        commits.note(records(SECOND, 8));
        commits.commit(broker);
        assertThat(broker.told(FIRST)).isEqualTo(6);
        assertThat(broker.told(SECOND)).isEqualTo(9);
        assertThat(commits.allTold()).isTrue();
    }

    @Test
    void whatKafkaDidNotTakeIsToldLaterAlthoughNoRecordFollows() {
        commits.note(records(FIRST, 3));
        broker.away = true;
        assertThatThrownBy(() -> commits.commit(broker)).isInstanceOf(RetriableCommitFailedException.class);
        assertThat(commits.allTold()).isFalse();
        broker.away = false;
        commits.commit(broker);
        assertThat(broker.told(FIRST)).isEqualTo(4);
        assertThat(commits.allTold()).isTrue();
    }

    @Test
    void aPartitionThatAnotherProcessReadsIsLeftToIt() {
        commits.note(records(FIRST, 3));
        commits.note(records(SECOND, 8));
        broker.assign(Set.of(SECOND));
        commits.commit(broker);
        assertThat(broker.told(SECOND)).isEqualTo(9);
        // Not later either, when it comes back.
        broker.assign(Set.of(FIRST, SECOND));
        commits.commit(broker);
        assertThat(broker.told(FIRST)).isNull();
    }

    @Test
    void aNewAssignmentForgetsWhatWasUntold() {
        commits.note(records(FIRST, 3));
        commits.forget(Set.of(FIRST));
        commits.commit(broker);
        assertThat(broker.told(FIRST)).isNull();
    }

    @Test
    void whatIsDealtWithWhileKafkaIsToldStaysUntold() {
        commits.note(records(FIRST, 3));
        Broker slow = new Broker() {
            @Override
            public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
                commits.note(records(FIRST, 4));
                super.commitSync(offsets, timeout);
            }
        };
        slow.assign(Set.of(FIRST));
        commits.commit(slow);
        assertThat(slow.told(FIRST)).isEqualTo(4);
        assertThat(commits.allTold()).isFalse();
    }

    private static List<RawRecord> records(TopicPartition partition, long... offsets) {
        return LongStream.of(offsets)
                .mapToObj(offset -> new RawRecord(
                        partition.topic(), partition.partition(), offset, null, null, Map.of(), null, false))
                .toList();
    }
}
