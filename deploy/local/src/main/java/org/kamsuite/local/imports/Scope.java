package org.kamsuite.local.imports;

import java.util.List;
import java.util.Map;

/// What an expression sees: the row at hand, the rows of its document, the rows picked out of the document,
/// and the rows found in lookup inputs. One per stream, reused from row to row.
final class Scope {
    private final String system;
    private final List<Mapping.Lookup> lookups;
    private final List<Map<String, Row>> tables;
    private final Row[] found;
    private Row foundFor;

    Row row;
    List<Row> rows = List.of();
    int index;
    Row[] picks = {};

    Scope(String system, List<Mapping.Lookup> lookups, List<Map<String, Row>> tables) {
        this.system = system;
        this.lookups = lookups;
        this.tables = tables;
        this.found = new Row[lookups.size()];
    }

    String system() {
        return system;
    }

    void document(List<Row> documentRows) {
        rows = documentRows;
        row = documentRows.getFirst();
        index = 1;
    }

    /// The row of a lookup input for the present row, or null if the lookup is optional and finds none.
    Row lookup(int number) {
        if (foundFor != row) {
            java.util.Arrays.fill(found, null);
            foundFor = row;
        }
        if (found[number] == null) {
            Mapping.Lookup lookup = lookups.get(number);
            String key = Values.text(lookup.key().evaluate(this));
            Row match = key.isEmpty() ? null : tables.get(number).get(key);
            if (match == null && !lookup.optional()) {
                throw new RowRejected(
                        row,
                        "lookup " + lookup.name() + ": no row with key \"" + key + "\" in "
                                + lookup.input().title());
            }
            found[number] = match;
        }
        return found[number];
    }

    /// Runs over the rows of the document, one at a time as "the row at hand".
    void each(Runnable action) {
        Row outerRow = row;
        int outerIndex = index;
        try {
            int i = 0;
            for (Row each : rows) {
                row = each;
                index = ++i;
                try {
                    action.run();
                } catch (IllegalArgumentException | ArithmeticException e) {
                    throw new RowRejected(each, e.getMessage());
                }
            }
        } finally {
            row = outerRow;
            index = outerIndex;
        }
    }
}
