package org.kamsuite.local.imports;

/// A mapping file that cannot be used. The message says where (file and line) and what to change.
final class MappingProblem extends RuntimeException {
    MappingProblem(String message) {
        super(message);
    }
}
