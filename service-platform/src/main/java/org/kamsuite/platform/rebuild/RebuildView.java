package org.kamsuite.platform.rebuild;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A check or a rebuild of one projection.
@Schema(name = "Rebuild", description = "A projection compared with what it is made from, and mended where asked for.")
public record RebuildView(
        UUID id,
        @Schema(examples = "accounts") String projection,
        Mode mode,
        State state,

        @Schema(description = "Who asked for it.", examples = "otto")
        String requestedBy,

        Instant requestedAt,
        Instant startedAt,
        Instant finishedAt,

        @Schema(
                description =
                        "Of the present state: records read from Kafka while READING, then groups of rows (customers,"
                                + " documents, accounts) compared.")
        long done,

        @Schema(description = "How many there are; of groups about.")
        long total,

        @Schema(
                description =
                        "Rows that follow from the source but were not there; a row with a wrong value counts as one"
                                + " missing and one surplus.")
        long missing,

        @Schema(description = "Rows that were there but do not follow from the source.")
        long surplus,

        @Schema(description = "The first differences, 20 at most.")
        List<Difference> samples,

        @Schema(description = "Why it FAILED.") String detail) {

    @Schema(
            name = "RebuildMode",
            description = "CHECK compares and changes nothing; REBUILD makes rows anew where they differ.")
    public enum Mode {
        CHECK,
        REBUILD
    }

    @Schema(
            name = "RebuildState",
            description = "READING: events are read from Kafka. COMPARING: groups of rows are compared, and mended.")
    public enum State {
        WAITING,
        READING,
        COMPARING,
        DONE,
        FAILED
    }

    @Schema(name = "RebuildDifference", description = "A row that is there or follows from the source, but not both.")
    public record Difference(
            @Schema(examples = "account_directory") String table,
            Kind kind,

            @Schema(description = "The row as JSON text, shortened to 2,000 characters.")
            String row) {

        @Schema(name = "RebuildDifferenceKind")
        public enum Kind {
            MISSING,
            SURPLUS
        }
    }
}
