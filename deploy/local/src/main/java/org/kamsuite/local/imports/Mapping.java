package org.kamsuite.local.imports;

import java.nio.charset.Charset;
import java.util.List;
import org.kamsuite.contracts.EventType;

/// A mapping file, checked and compiled: how the rows of some CSV files become ERP events.
///
/// @param name short name, used for checkpoints and reports
/// @param description one line for the list of mappings
/// @param system id of the ERP system in the events (overridable on the command line)
/// @param fingerprint hash of the mapping's text
/// @param inputs files, by name
/// @param streams passes over an input, in order
record Mapping(
        String name, String description, String system, String fingerprint, List<Input> inputs, List<Stream> streams) {

    Input input(String inputName) {
        return inputs.stream()
                .filter(input -> input.name().equals(inputName))
                .findFirst()
                .orElseThrow();
    }

    /// One CSV file (or several of the same form).
    ///
    /// @param file file name expected on the command line, or null when any name will do
    record Input(String name, String file, CsvFormat format, List<Column> columns) {
        /// How people know it.
        String title() {
            return file == null ? name : file;
        }

        int column(String columnName) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).name().equals(columnName)) {
                    return i;
                }
            }
            return -1;
        }
    }

    /// @param quote quote character, or null for files that quote nothing
    record CsvFormat(char separator, Character quote, Charset encoding) {}

    /// One pass over an input.
    ///
    /// @param where rows to take
    /// @param group how rows become documents, or null for one document per row
    record Stream(
            String name, Input input, List<Lookup> lookups, Expression where, Group group, List<Emission> emissions) {}

    /// A row of another input, found by key.
    ///
    /// @param keyColumn position of the key among the columns of the other input
    /// @param key value to look for, over the row at hand
    /// @param optional without a match the columns are blank; otherwise the row is rejected
    record Lookup(String name, Input input, int keyColumn, Expression key, boolean optional) {}

    /// @param by key of the document
    /// @param keyName how the key reads in messages
    /// @param contiguous rows of a document stand together in the file, so nothing is sorted; a key
    ///     that comes back is rejected
    record Group(List<Expression> by, String keyName, boolean contiguous, List<Pick> picks) {}

    /// One row out of a document: the greatest (of equals the last) or the smallest (of equals the first).
    record Pick(String name, boolean greatest, List<Expression> by, Expression where) {
        Row from(Scope scope) {
            Row[] best = {null};
            Object[][] bestKey = {null};
            scope.each(() -> {
                if (Values.isTrue(where.evaluate(scope))) {
                    Object[] key = by.stream().map(each -> each.evaluate(scope)).toArray();
                    int order = bestKey[0] == null ? 0 : compare(key, bestKey[0]);
                    if (bestKey[0] == null || (greatest ? order >= 0 : order < 0)) {
                        best[0] = scope.row;
                        bestKey[0] = key;
                    }
                }
            });
            return best[0];
        }

        private static int compare(Object[] a, Object[] b) {
            for (int i = 0; i < a.length; i++) {
                int order = a[i] == null || b[i] == null
                        ? Boolean.compare(a[i] != null, b[i] != null)
                        : Values.compare(a[i], b[i]);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }
    }

    /// One event from a row or document.
    ///
    /// @param when whether to emit
    /// @param once emit only for the first document with this value, or null for every document
    /// @param time when it happened: a date (start of the day, UTC) or an instant
    /// @param customer customer number
    record Emission(EventType type, Expression when, Expression once, Shape time, Shape customer, Shape.Fields data) {}
}
