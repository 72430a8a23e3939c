package org.kamsuite.relationship.interaction;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Many interactions in one request, each with an outcome of its own.
public final class InteractionBatch {

    private InteractionBatch() {}

    // The items are validated one by one, so that a bad one does not refuse the others.
    @Schema(name = "InteractionBatchRequest", description = "Up to 500 interactions.")
    public record Request(@NotEmpty @Size(max = 500) List<@NotNull InteractionRequest> items) {}

    @Schema(name = "InteractionBatchResult", description = "One outcome for each item, in the order of the request.")
    public record Result(int created, int unchanged, int refused, List<Item> items) {

        static Result of(List<Item> items) {
            return new Result(
                    count(items, Status.CREATED), count(items, Status.UNCHANGED), count(items, Status.REFUSED), items);
        }

        private static int count(List<Item> items, Status status) {
            return (int) items.stream().filter(item -> item.status() == status).count();
        }
    }

    @Schema(name = "InteractionBatchItem", description = "What an item came to.")
    public record Item(
            @Schema(description = "Its place in the request, from 0.")
            int index,

            @Schema(description = "The interaction's id.") UUID id,
            Status status,

            @Schema(description = "Why it was refused: the rule, as in a problem's type.", examples = "unknown-contact")
            String problem,

            @Schema(description = "The field that is wrong.", examples = "contactIds[0]")
            String field,

            @Schema(description = "What is wrong, in words.")
            String detail) {}

    /// UNCHANGED: the same interaction was there already.
    @Schema(name = "InteractionBatchStatus")
    public enum Status {
        CREATED,
        UNCHANGED,
        REFUSED
    }
}
