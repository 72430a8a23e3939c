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

    private static RawRecord record(int bytes) {
        return new RawRecord("topic", 0, 0, Instant.EPOCH, null, Map.of(), bytes == 0 ? null : new byte[bytes], false);
    }
}
