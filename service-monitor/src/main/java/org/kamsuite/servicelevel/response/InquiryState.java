package org.kamsuite.servicelevel.response;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.kamsuite.platform.rest.Problem;

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
        RESOLVED;

        /// For `?status=`.
        public static Status fromString(String text) {
            for (Status status : values()) {
                if (status.name().equals(text.toUpperCase(Locale.ROOT))) {
                    return status;
                }
            }
            throw Problem.badRequest("status", "must be OPEN, WAITING_FOR_CUSTOMER, ON_HOLD or RESOLVED");
        }
    }
}
