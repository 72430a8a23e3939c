package org.kamsuite.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartsTest {

    @Test
    void noPartIsLargerThanAllowedUnlessItIsOneRecordAndTheOrderStays() {
        List<RawRecord> batch = IntStream.of(4, 4, 4, 20, 1, 9, 0, 1)
                .mapToObj(PartsTest::record)
                .toList();
        List<List<RawRecord>> parts = Parts.of(batch, 10);
        assertThat(parts.stream().flatMap(List::stream)).containsExactlyElementsOf(batch);
        assertThat(parts.stream().map(List::size)).containsExactly(2, 1, 1, 3, 1);
    }

    @Test
    void usualBatchesStayWhole() {
        assertThat(Parts.of(List.of(record(1), record(1)), 10)).hasSize(1);
        assertThat(Parts.of(List.of(), 10)).isEmpty();
    }

    @Test
    void aLaneHasWholePartitionsInTheirOrderAndPartitionsOfTheSameNumberOfAllTopics() {
        List<RawRecord> batch = List.of(
                record("invoices", 0, 5),
                record("payments", 3, 1),
                record("invoices", 0, 6),
                record("payments", 0, 9),
                record("payments", 3, 2),
                record("invoices", 2, 7));
        assertThat(Parts.lanes(batch, 2))
                .containsExactly(
                        List.of(batch.get(0), batch.get(2), batch.get(3), batch.get(5)),
                        List.of(batch.get(1), batch.get(4)));
    }

    @Test
    void anEmptyLaneIsNone() {
        List<RawRecord> batch = List.of(record("invoices", 1, 0), record("payments", 3, 0));
        assertThat(Parts.lanes(batch, 2)).containsExactly(batch);
        assertThat(Parts.lanes(List.of(), 2)).isEmpty();
        assertThat(Parts.lanes(batch, 1)).containsExactly(batch);
    }

    private static RawRecord record(String topic, int partition, long offset) {
        return new RawRecord(topic, partition, offset, Instant.EPOCH, null, Map.of(), new byte[1], false);
    }

    private static RawRecord record(int bytes) {
        return new RawRecord("topic", 0, 0, Instant.EPOCH, null, Map.of(), bytes == 0 ? null : new byte[bytes], false);
    }
}
