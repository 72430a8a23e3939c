package org.kamsuite.platform.rest;

import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A page of a list, by keyset.
///
/// @param nextCursor where the next page starts; absent on the last one
public record Page<T>(
        List<T> items,

        @Schema(description = "Give it as ?cursor= for the next page; absent on the last page.")
        String nextCursor)
        implements Paged {

    /// What `?limit=` may be at most.
    public static final int MAX_LIMIT = 500;

    public Page {
        items = List.copyOf(items);
    }

    /// From rows of which one more than `limit` was asked for.
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, Cursor> cursor) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        return new Page<>(
                rows.subList(0, limit), cursor.apply(rows.get(limit - 1)).text());
    }

    /// The limit as asked for, or the default.
    public static int limit(Integer asked, int byDefault) {
        if (asked == null) {
            return byDefault;
        }
        if (asked < 1 || asked > MAX_LIMIT) {
            throw Problem.badRequest("limit", "must be from 1 to " + MAX_LIMIT + ", but is " + asked);
        }
        return asked;
    }
}
