package org.kamsuite.receivables.input;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// The two times of a read as a client asks for them: query parameters, both optional. What they come to is a
/// [Moment].
public class AskedTimes {

    @Parameter(description = "The day whose end is shown; default today.", example = "2026-03-31")
    @QueryParam("asOf")
    public LocalDate asOf;

    @Parameter(
            description = "Count only what was recorded by this instant; default now.",
            example = "2026-04-01T06:30:00Z")
    @QueryParam("knownAt")
    public Instant knownAt;
}
