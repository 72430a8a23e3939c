package org.kamsuite.platform.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;

/// An answer that says what is wrong with a request; rendered as RFC 9457 `application/problem+json`.
///
/// A WebApplicationException, so that it passes unharmed through parameter converters.
public class Problem extends WebApplicationException {

    /// @param field the JSON path, or the parameter's name
    public record Violation(String field, String message) {}

    private final String slug;
    private final String title;
    private final int status;
    private final transient List<Violation> violations;
    private final Integer retryAfter;

    private Problem(int status, String slug, String title, String detail, List<Violation> violations) {
        this(status, slug, title, detail, violations, null);
    }

    private Problem(
            int status, String slug, String title, String detail, List<Violation> violations, Integer retryAfter) {
        super(detail, Response.status(status).build());
        this.retryAfter = retryAfter;
        this.status = status;
        this.slug = slug;
        this.title = title;
        this.violations = List.copyOf(violations);
    }

    public int status() {
        return status;
    }

    public String slug() {
        return slug;
    }

    public String title() {
        return title;
    }

    public List<Violation> violations() {
        return violations;
    }

    /// After how many seconds to try again; null when trying again does not help.
    public Integer retryAfter() {
        return retryAfter;
    }

    /// 400: the request cannot be read.
    public static Problem badRequest(String field, String message) {
        return badRequest(List.of(new Violation(field, message)));
    }

    public static Problem badRequest(List<Violation> violations) {
        Violation first = violations.getFirst();
        return new Problem(
                400, "bad-request", "The request cannot be read", first.field() + ": " + first.message(), violations);
    }

    /// 403: the caller may not do this to this resource.
    public static Problem forbidden(String detail) {
        return new Problem(403, "forbidden", "Not allowed", detail, List.of());
    }

    /// 404
    public static Problem notFound(String detail) {
        return new Problem(404, "not-found", "There is no such resource", detail, List.of());
    }

    /// 409: in conflict with the present state.
    ///
    /// @param slug names the rule, e.g. `reference-taken`
    public static Problem conflict(String slug, String detail) {
        return new Problem(409, slug, "In conflict with the present state", detail, List.of());
    }

    /// 412: the resource has changed since the caller read it.
    public static Problem preconditionFailed(String detail) {
        return new Problem(412, "stale-version", "The resource has changed since you read it", detail, List.of());
    }

    /// 422: well-formed, but breaks a named rule.
    ///
    /// @param slug names the rule, e.g. `hierarchy-cycle`
    public static Problem unprocessable(String slug, String field, String message) {
        return new Problem(422, slug, "The request breaks a rule", message, List.of(new Violation(field, message)));
    }

    /// 422 with everything that breaks the rule.
    public static Problem unprocessable(String slug, List<Violation> violations) {
        String detail = violations.stream()
                .map(violation -> violation.field() + ": " + violation.message())
                .collect(java.util.stream.Collectors.joining("; "));
        return new Problem(422, slug, "The request breaks a rule", detail, violations);
    }

    /// 428: a write to an existing resource needs If-Match.
    public static Problem preconditionRequired(String detail) {
        return new Problem(428, "if-match-required", "The request needs If-Match", detail, List.of());
    }

    /// 413: more than is taken at once.
    public static Problem tooLarge(String detail) {
        return new Problem(413, "too-large", "The request is too large", detail, List.of());
    }

    /// 429: more than can be worked on at once; nothing of the request was done.
    public static Problem tooManyRequests(String detail, int retryAfterSeconds) {
        return new Problem(429, "too-many-requests", "Too much at once", detail, List.of(), retryAfterSeconds);
    }

    /// 503: cannot be done now.
    public static Problem unavailable(String detail) {
        return new Problem(503, "unavailable", "Not available now", detail, List.of(), 5);
    }
}
