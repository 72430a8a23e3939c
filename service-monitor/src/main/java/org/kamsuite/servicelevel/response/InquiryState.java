package org.kamsuite.servicelevel.response;

import java.time.Duration;
import java.time.Instant;

/// Where one inquiry stands.
///
/// @param untilAnswer running time to the first visible answer by an agent, null without one
/// @param untilResolved running time to the last resolution, null while not resolved
/// @param reopened how often it came back
public record InquiryState(
        InquiryHistory.Opening opening,
        Status status,
        String priority,
        Instant answeredAt,
        Duration untilAnswer,
        Instant resolvedAt,
        Duration untilResolved,
        int reopened) {

    /// For whom an inquiry waits.
    public enum Status {
        OPEN,
        WAITING_FOR_CUSTOMER,
        ON_HOLD,
        RESOLVED
    }
}
