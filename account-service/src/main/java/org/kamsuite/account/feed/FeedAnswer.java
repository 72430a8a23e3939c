package org.kamsuite.account.feed;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.platform.event.ReasonCode;

/// What became of the events of one request.
@Schema(description = "What became of the events of one request.")
public record FeedAnswer(
        @Schema(description = "How many are on their Kafka topic, acknowledged by all its in-sync replicas.")
        int accepted,

        @Schema(description = "How many break the contract; they are on no topic.")
        int rejected,

        @Schema(description = "One per event, in the order of the request.")
        List<Result> results) {

    public FeedAnswer {
        results = List.copyOf(results);
    }

    /// What became of an event.
    public enum Status {
        /// On its topic.
        ACCEPTED,
        /// Breaks the contract; on no topic.
        REJECTED,
        /// Valid and sent, but Kafka went away before it acknowledged it: send it again, which is harmless.
        UNACKNOWLEDGED
    }

    @Schema(name = "FeedViolation", description = "A field that is wrong.")
    public record Violation(
            @Schema(description = "JSON path in the event.", examples = "data.lines[0].quantity")
            String field,

            @Schema(description = "What is wrong with it.", examples = "must be greater than 0, but is -3")
            String message) {}

    @Schema(name = "FeedResult", description = "What became of one event.")
    public record Result(
            @Schema(description = "Its place in the request, from 0.")
            int index,

            @Schema(description = "Its id, where it could be read.", examples = "9f1c")
            String id,

            @Schema(description = "Its source, where it could be read.", examples = "/erp/sap-emea")
            String source,

            @Schema(
                    description = "ACCEPTED: on its topic. REJECTED: breaks the contract. UNACKNOWLEDGED (only in a"
                            + " 503): Kafka went away before it acknowledged the event.")
            Status status,

            @Schema(
                    description = "MALFORMED: no readable envelope. INVALID: breaks the contract, or is larger than an"
                            + " event may be. Absent unless rejected.")
            ReasonCode reason,

            @Schema(
                    description = "What is wrong; absent unless rejected.",
                    examples = "lines[0].quantity: must be greater than 0, but is -3")
            String detail,

            @Schema(description = "The fields that are wrong; absent unless fields are.")
            List<Violation> violations) {}
}
