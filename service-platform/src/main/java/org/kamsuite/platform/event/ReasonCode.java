package org.kamsuite.platform.event;

/// Why a record is parked.
public enum ReasonCode {
    /// Not readable as an event at all.
    MALFORMED,
    /// Readable, but its content breaks the contract (missing customer, bad date, negative quantity).
    INVALID,
    /// The same document and revision as one already known, with other content.
    CONFLICT,
    /// Breaks a named business rule.
    REFUSED,
    /// The service failed on it for a reason that it does not know.
    FAILED
}
