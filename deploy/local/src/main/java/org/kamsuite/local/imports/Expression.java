package org.kamsuite.local.imports;

/// A compiled expression of a mapping file. The language is described in `mappings/README.md`.
@FunctionalInterface
interface Expression {

    /// The value for the row and document at hand; null is blank.
    ///
    /// @throws RowRejected for a fault of one row
    /// @throws IllegalArgumentException for values that do not fit together
    Object evaluate(Scope scope);
}
