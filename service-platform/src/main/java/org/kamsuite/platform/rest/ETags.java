package org.kamsuite.platform.rest;

/// Versions of mutable resources as strong entity tags.
public final class ETags {

    private ETags() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /// Checks a write's `If-Match` against the present version: 428 without, 412 when stale.
    public static void require(String ifMatch, long version) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw Problem.preconditionRequired(
                    "The resource exists: send If-Match with the ETag you read, now " + of(version) + ".");
        }
        for (String candidate : ifMatch.split(",")) {
            if (candidate.strip().equals("*") || candidate.strip().equals(of(version))) {
                return;
            }
        }
        throw Problem.preconditionFailed("If-Match is " + ifMatch + ", but the present ETag is " + of(version) + ".");
    }
}
