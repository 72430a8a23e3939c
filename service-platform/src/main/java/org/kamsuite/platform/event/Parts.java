package org.kamsuite.platform.event;

import java.util.ArrayList;
import java.util.List;

/// A batch in parts of a bounded size, in its order.
final class Parts {

    private Parts() {}

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
