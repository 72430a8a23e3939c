package org.kamsuite.local.imports;

/// The import cannot go on: an unreadable file, a missing column, a broker that refuses. For people.
final class ImportFailure extends RuntimeException {
    ImportFailure(String message) {
        super(message);
    }

    ImportFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
