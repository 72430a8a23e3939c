package org.kamsuite.platform.rest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/// The place in a sorted list after which the next page starts: the sort keys of the last row, opaque to the client.
public record Cursor(List<String> keys) {

    private static final String SEPARATOR = "\u001f";

    public Cursor {
        keys = List.copyOf(keys);
    }

    public static Cursor of(Object... keys) {
        return new Cursor(java.util.Arrays.stream(keys).map(String::valueOf).toList());
    }

    public String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, keys).getBytes(StandardCharsets.UTF_8));
    }

    /// The last key as an id, with which every list breaks ties.
    public UUID lastId() {
        try {
            return UUID.fromString(keys.getLast());
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("cursor", "is not a cursor of this list");
        }
    }

    /// Null when there is none.
    ///
    /// @param keys how many keys the list's cursors have
    public static Cursor parse(String text, int keys) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            String decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            List<String> parts = List.of(decoded.split(SEPARATOR, -1));
            if (parts.size() == keys && decoded.indexOf('\0') < 0) {
                return new Cursor(parts);
            }
        } catch (IllegalArgumentException e) {
            // falls through to the same answer
        }
        throw Problem.badRequest("cursor", "is not a cursor of this list");
    }
}
