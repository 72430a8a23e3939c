package org.kamsuite.platform.rebuild;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How rows differ before and after they were made anew. Pure.
///
/// @param rows each as often as it is too few or too many
record Differences(List<RebuildView.Difference> rows) {

    /// A row of a table as JSON text.
    record Row(String table, String json) {}

    /// Both as often as they stand in the tables: not all tables have keys.
    static Differences of(List<Row> before, List<Row> after) {
        Map<Row, Integer> surplus = new HashMap<>();
        before.forEach(row -> surplus.merge(row, 1, Integer::sum));
        List<RebuildView.Difference> differences = new ArrayList<>();
        for (Row row : after) {
            if (surplus.getOrDefault(row, 0) > 0) {
                surplus.merge(row, -1, Integer::sum);
            } else {
                differences.add(difference(row, RebuildView.Difference.Kind.MISSING));
            }
        }
        for (Row row : before) {
            if (surplus.getOrDefault(row, 0) > 0) {
                surplus.merge(row, -1, Integer::sum);
                differences.add(difference(row, RebuildView.Difference.Kind.SURPLUS));
            }
        }
        return new Differences(List.copyOf(differences));
    }

    private static RebuildView.Difference difference(Row row, RebuildView.Difference.Kind kind) {
        return new RebuildView.Difference(row.table(), kind, row.json());
    }

    long count(RebuildView.Difference.Kind kind) {
        return rows.stream().filter(row -> row.kind() == kind).count();
    }
}
