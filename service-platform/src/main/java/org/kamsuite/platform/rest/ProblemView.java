package org.kamsuite.platform.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// RFC 9457 problem details as the body of an answer; [ProblemResponses] documents it.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ProblemView(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String traceId,
        List<Violation> violations) {

    record Violation(String field, String message) {}
}
