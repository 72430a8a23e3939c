package org.kamsuite.servicelevel.level;

/// What rates, days late and lead times are counted over.
public enum Grain {
    LINE,
    /// An order is late when any of its delivered due lines is; its days late and its lead time are those of its latest
    /// line; it is in full when all its due lines are.
    ORDER
}
