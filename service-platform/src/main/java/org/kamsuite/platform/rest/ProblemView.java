package org.kamsuite.platform.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// RFC 9457 problem details.
@Schema(name = "Problem", description = "RFC 9457 problem details, media type application/problem+json.")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemView(
        @Schema(description = "What kind of problem: urn:kam:problem:<slug>.", examples = "urn:kam:problem:not-found")
        String type,

        @Schema(description = "The kind of problem in words.", examples = "There is no such resource")
        String title,

        @Schema(description = "The HTTP status.", examples = "404")
        int status,

        @Schema(description = "What is wrong in this request.")
        String detail,

        @Schema(description = "The path of the request.", examples = "/v1/accounts/0199-…")
        String instance,

        @Schema(description = "For the operator: finds the request in logs and traces.")
        String traceId,

        @Schema(description = "The fields that are wrong, where fields are.")
        List<Violation> violations) {

    public record Violation(
            @Schema(description = "JSON path or parameter name.", examples = "references[0].system")
            String field,

            @Schema(description = "What is wrong with it.", examples = "must not be blank")
            String message) {}
}
