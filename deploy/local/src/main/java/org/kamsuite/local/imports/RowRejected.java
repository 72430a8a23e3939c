package org.kamsuite.local.imports;

/// One row (or the document that it belongs to) does not become events. Part of the normal course of an
/// import, hence without a stack trace.
final class RowRejected extends RuntimeException {
    private final transient Row row;

    RowRejected(Row row, String reason) {
        super(reason, null, false, false);
        this.row = row;
    }

    /// The row with the fault, or null when the fault is not that of one row.
    Row row() {
        return row;
    }
}
