package org.kamsuite.platform.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;
import org.kamsuite.contracts.ContractViolation;
import org.kamsuite.platform.database.AbsentDatabase;

/// Every failure as problem+json; a 5xx never tells what happened inside.
class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final String PROBLEM_JSON = "application/problem+json";
    private static final String NO_TRACE = "00000000000000000000000000000000";

    @ServerExceptionMapper
    Response problem(Problem problem, UriInfo uri) {
        var violations = problem.violations().stream()
                .map(violation -> new ProblemView.Violation(violation.field(), violation.message()))
                .toList();
        Response answer =
                answer(problem.status(), problem.slug(), problem.title(), problem.getMessage(), violations, uri);
        return problem.retryAfter() == null
                ? answer
                : Response.fromResponse(answer)
                        .header("Retry-After", problem.retryAfter())
                        .build();
    }

    @ServerExceptionMapper
    Response framework(WebApplicationException failure, UriInfo uri) {
        if (failure instanceof Problem problem) {
            return problem(problem, uri);
        }
        int status = failure.getResponse().getStatus();
        if (failure.getCause() instanceof JsonProcessingException unreadable) {
            return unreadable(unreadable, uri);
        }
        if (status < 400) {
            return failure.getResponse();
        }
        if (status >= 500) {
            return unexpected(failure, uri);
        }
        var known = Response.Status.fromStatusCode(status);
        String title = known == null ? "Client error" : known.getReasonPhrase();
        String slug = title.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
        return answer(status, slug, title, detailOf(status), List.of(), uri);
    }

    private static String detailOf(int status) {
        return switch (status) {
            case 404 -> "There is nothing at this path.";
            case 405 -> "This path does not take this method.";
            case 406 -> "This path has no representation of the media type in Accept.";
            case 413 -> "The body is too large.";
            case 415 -> "This path does not take a body of this media type.";
            default -> "The request cannot be served.";
        };
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthorized(Throwable failure, UriInfo uri) {
        Response answer = answer(
                401, "unauthorized", "A valid bearer token is needed", "No token, or not a valid one.", List.of(), uri);
        return Response.fromResponse(answer)
                .header("WWW-Authenticate", "Bearer")
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException failure, UriInfo uri) {
        return answer(403, "forbidden", "Not allowed", "None of your roles may call this operation.", List.of(), uri);
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException failure, UriInfo uri) {
        var violations = failure.getConstraintViolations().stream()
                .map(violation ->
                        new ProblemView.Violation(fieldOf(violation.getPropertyPath()), violation.getMessage()))
                .sorted(java.util.Comparator.comparing(ProblemView.Violation::field))
                .toList();
        return answer(
                400, "bad-request", "The request cannot be read", "Some values are not allowed.", violations, uri);
    }

    // The path is method, parameter, and for a body the field in it; an element of a list has no name of its own.
    private static String fieldOf(Path path) {
        List<String> nodes = StreamSupport.stream(path.spliterator(), false)
                .skip(1)
                .map(Path.Node::toString)
                .filter(node -> !node.isEmpty() && !node.startsWith("<"))
                .toList();
        return String.join(".", nodes.size() > 1 ? nodes.subList(1, nodes.size()) : nodes);
    }

    // The framework has a mapper of its own for mismatched input; the nearest type wins.
    @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
    Response unreadable(JsonProcessingException failure, UriInfo uri) {
        String field = "body";
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            field = mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining("."))
                    .replace(".[", "[");
        }
        var violation = new ProblemView.Violation(field, messageOf(failure));
        return answer(
                400,
                "bad-request",
                "The request cannot be read",
                field + ": " + violation.message(),
                List.of(violation),
                uri);
    }

    private static String messageOf(JsonProcessingException failure) {
        if (failure.getCause() instanceof ContractViolation violation) {
            return violation.problem();
        }
        return switch (failure) {
            case UnrecognizedPropertyException unknown ->
                "is not a known property; known are "
                        + unknown.getKnownPropertyIds().stream()
                                .map(Object::toString)
                                .sorted()
                                .toList();
            case InvalidFormatException format
            when format.getTargetType().isEnum() ->
                "must be one of " + Arrays.toString(format.getTargetType().getEnumConstants());
            case InvalidFormatException format -> "is not a valid " + inWords(format.getTargetType());
            case JsonMappingException _ -> "has the wrong type, or a required value is missing";
            default -> "is not valid JSON";
        };
    }

    private static String inWords(Class<?> type) {
        return Number.class.isAssignableFrom(type) || type.isPrimitive() ? "number" : type.getSimpleName();
    }

    @ServerExceptionMapper
    Response violation(ContractViolation failure, UriInfo uri) {
        var violation = new ProblemView.Violation(failure.field(), failure.problem());
        return answer(400, "bad-request", "The request cannot be read", failure.getMessage(), List.of(violation), uri);
    }

    @ServerExceptionMapper({IOException.class, UncheckedIOException.class})
    Response unread(Exception failure, UriInfo uri) {
        if (!ofTheBody(failure instanceof UncheckedIOException unchecked ? unchecked.getCause() : failure)) {
            return unexpected(failure, uri);
        }
        LOG.debugf("A body did not come to its end: %s", failure.getMessage());
        Response answer = answer(
                408, "body-incomplete", "The body did not come to its end", "Send the request again.", List.of(), uri);
        // What may still come on this connection is not a new request.
        return Response.fromResponse(answer).header("Connection", "close").build();
    }

    /// Whether it happened while the client's body was read: the client went, or stopped sending.
    private static boolean ofTheBody(Throwable failure) {
        StackTraceElement[] stack = failure.getStackTrace();
        return stack.length > 0 && stack[0].getClassName().startsWith(VertxInputStream.class.getName());
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure, UriInfo uri) {
        if (AbsentDatabase.is(failure)) {
            LOG.warnf("Answered 503: %s", failure);
            Response answer =
                    answer(503, "unavailable", "Not available now", "The database cannot be reached.", List.of(), uri);
            return Response.fromResponse(answer).header("Retry-After", "5").build();
        }
        LOG.errorf(failure, "Answered 500 to %s, trace %s", uri.getPath(), traceId());
        return answer(500, "internal", "Internal error", "Quote the traceId to the operator.", List.of(), uri);
    }

    private static Response answer(
            int status, String slug, String title, String detail, List<ProblemView.Violation> violations, UriInfo uri) {
        return Response.status(status)
                .type(MediaType.valueOf(PROBLEM_JSON))
                .entity(new ProblemView(
                        "urn:kam:problem:" + slug,
                        title,
                        status,
                        detail,
                        uri.getRequestUri().getRawPath(),
                        traceId(),
                        violations))
                .build();
    }

    private static String traceId() {
        SpanContext context = Span.current().getSpanContext();
        return context.isValid() && !NO_TRACE.equals(context.getTraceId()) ? context.getTraceId() : null;
    }
}
