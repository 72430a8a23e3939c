package org.kamsuite.local.imports;

/// One record of a CSV file: only the columns that the mapping names, typed when first used.
final class Row {
    private static final Object UNREAD = new Object();

    private final int file;
    private final long line;
    private final String[] cells;
    private final String fault;
    private final Object[] values;

    /// @param file position of the file among those of its input
    /// @param line line on which the record starts, from 1
    /// @param cells texts in the order of [Input#columns()]; null where the record has no such field
    /// @param fault why this row cannot be used although its document is known, or null
    Row(int file, long line, String[] cells, String fault) {
        this.file = file;
        this.line = line;
        this.cells = cells;
        this.fault = fault;
        this.values = new Object[cells.length];
        java.util.Arrays.fill(values, UNREAD);
    }

    int file() {
        return file;
    }

    long line() {
        return line;
    }

    String[] cells() {
        return cells;
    }

    String fault() {
        return fault;
    }

    Row withFault(String reason) {
        return new Row(file, line, cells, reason);
    }

    /// The typed value, null when blank.
    Object value(int index, Column column) {
        Object value = values[index];
        if (value == UNREAD) {
            try {
                value = column.read(cells[index]);
            } catch (IllegalArgumentException e) {
                throw new RowRejected(this, "column " + column.from() + ": " + e.getMessage());
            }
            values[index] = value;
        }
        return value;
    }
}
