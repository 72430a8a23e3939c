package org.kamsuite.platform.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A batch in parts, each in its order.
final class Parts {

    private Parts() {}

    /// By partition, so that what may be taken into account at the same time does not wait for each other: topics with
    /// the same key have what belongs together in partitions of the same number.
    ///
    /// @param lanes how many parts at most; none is empty
    static List<List<RawRecord>> lanes(List<RawRecord> batch, int lanes) {
        Map<Integer, List<RawRecord>> byLane = new TreeMap<>();
        for (RawRecord raw : batch) {
            byLane.computeIfAbsent(raw.partition() % lanes, _ -> new ArrayList<>())
                    .add(raw);
        }
        return List.copyOf(byLane.values());
    }

    /// @param maxBytes of the values of a part; a single record may have more
    static List<List<RawRecord>> of(List<RawRecord> batch, int maxBytes) {
        List<List<RawRecord>> parts = new ArrayList<>();
        int begin = 0;
        long bytes = 0;
        for (int n = 0; n < batch.size(); n++) {
            byte[] value = batch.get(n).value();
            int size = value == null ? 0 : value.length;
            if (n > begin && bytes + size > maxBytes) {
                parts.add(batch.subList(begin, n));
                begin = n;
                bytes = 0;
            }
            bytes += size;
        }
        if (begin < batch.size()) {
            parts.add(batch.subList(begin, batch.size()));
        }
        return parts;
    }
}
