package org.kamsuite.receivables.provision;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.platform.rest.ETags;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.receivables.input.Moment;

@Path("/v1")
@Tag(name = "Provisions", description = "Expected losses on receivables (IFRS 9, simplified approach).")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({
    Roles.VIEWER,
    Roles.KEY_ACCOUNT_MANAGER,
    Roles.KAM_DIRECTOR,
    Roles.FINANCE,
    Roles.SERVICE_DESK,
    Roles.INTEGRATION,
    Roles.ADMIN
})
public class AssessmentResource {

    private static final String EXAMPLE = """
            {"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","version":1,"scope":"account","rate":0.4,
            "reason":"Insolvency filed on 2026-03-02","validFrom":"2026-03-01","recordedBy":"fiona",
            "recordedAt":"2026-03-03T08:00:00Z"}""";

    @Inject
    Assessments assessments;

    @Inject
    Runs runs;

    @Inject
    Clock clock;

    @Schema(name = "ProvisionAssessmentHistory", description = "The assessment that counts, and all versions.")
    record History(
            LocalDate asOf,

            @Schema(description = "What was known then is shown.")
            Instant knownAt,

            Assessment assessment,

            @Schema(description = "Whether asOf is one of the days on which it is valid.")
            boolean counts,

            @Schema(description = "The latest first, at most 200.")
            List<Assessment> versions) {}

    @PUT
    @Path("/provision-assessments/{accountId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.FINANCE, Roles.KAM_DIRECTOR, Roles.ADMIN})
    @Operation(
            operationId = "putProvisionAssessment",
            summary = "Judge an account's (or group's) loss instead of taking it from a matrix",
            description =
                    "Runs from then on take the account out of the matrix's base, so that nothing counts twice. The"
                            + " latest version counts, on the days from validFrom to validTo; end it by setting validTo. Roles:"
                            + " finance, kam-director, admin.")
    @APIResponse(
            responseCode = "201",
            description = "The account's first assessment",
            headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = Assessment.class),
                            examples = @ExampleObject(name = "rate", value = EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "A new version, or the present one when it says the same",
            headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = Assessment.class),
                            examples = @ExampleObject(name = "rate", value = EXAMPLE)))
    @APIResponse(responseCode = "404", description = "No such account")
    @APIResponse(responseCode = "412", description = "If-Match is not the present ETag")
    @APIResponse(responseCode = "422", description = "provision-rule: neither or both of amount and rate, …")
    @APIResponse(responseCode = "428", description = "The account has an assessment: send If-Match")
    public Response put(
            @PathParam("accountId") UUID accountId,
            @Parameter(in = ParameterIn.HEADER, description = "The ETag you read, to change an existing assessment.")
                    @HeaderParam("If-Match")
                    String ifMatch,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Assessment.Request.class),
                                            examples = @ExampleObject(name = "rate", value = """
                                                {"rate":0.4,"scope":"group","reason":"Insolvency filed on 2026-03-02",
                                                "validFrom":"2026-03-01"}""")))
                    @NotNull
                    Assessment.Request asked) {
        Assessments.Written written = assessments.put(accountId, asked, ifMatch);
        return Response.status(written.created() ? 201 : 200)
                .header("ETag", ETags.of(written.assessment().version()))
                .entity(written.assessment())
                .build();
    }

    @GET
    @Path("/receivables/{accountId}/allowance")
    @Operation(
            operationId = "getAllowance",
            summary = "What is provided for an account",
            description =
                    "By the latest posted run, with the movement since the one before and what was written off since."
                            + " An account that its group's assessment covers gets the group's row. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The allowance",
            content =
                    @Content(
                            schema = @Schema(implementation = RunView.AccountAllowance.class),
                            examples = @ExampleObject(name = "none yet", value = """
                                {"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","name":"Musterbau GmbH","day":"2026-03-31",
                                "knownAt":"2026-04-01T06:30:00Z","rows":[],
                                "writtenOffSince":[],"reason":"No provision run was posted yet."}""")))
    @APIResponse(responseCode = "404", description = "No such account")
    public RunView.AccountAllowance allowance(
            @PathParam("accountId") UUID accountId,
            @Parameter(description = "Only runs of days up to this one count; default today.", example = "2026-03-31")
                    @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(
                            description = "Show what was known at this instant; default now.",
                            example = "2026-04-01T06:30:00Z")
                    @QueryParam("knownAt")
                    Instant knownAt) {
        return runs.allowance(accountId, asOf, knownAt);
    }

    @GET
    @Path("/provision-assessments/{accountId}")
    @Operation(
            operationId = "getProvisionAssessment",
            summary = "How an account's loss is judged",
            description = "Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The assessment",
            headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = History.class),
                            examples =
                                    @ExampleObject(
                                            name = "one version",
                                            value = "{\"asOf\":\"2026-03-31\",\"knownAt\":\"2026-04-01T06:30:00Z\","
                                                    + "\"assessment\":" + EXAMPLE + ",\"counts\":true,\"versions\":["
                                                    + EXAMPLE + "]}")))
    @APIResponse(responseCode = "404", description = "No such account, or it is not judged individually")
    public Response get(
            @PathParam("accountId") UUID accountId,
            @Parameter(description = "The day on which it counts; default today.", example = "2026-03-31")
                    @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(
                            description = "Show what was known at this instant; default now.",
                            example = "2026-04-01T06:30:00Z")
                    @QueryParam("knownAt")
                    Instant knownAt) {
        Moment at = Moment.of(asOf, knownAt, clock);
        List<Assessment> versions = assessments.history(accountId);
        List<Assessment> known = versions.stream()
                .filter(version -> !version.recordedAt().isAfter(at.knownAt()))
                .toList();
        if (known.isEmpty()) {
            throw Problem.notFound("Account " + accountId + " has no individual assessment that was known then.");
        }
        return Response.ok(new History(
                        at.asOf(),
                        at.knownAt(),
                        known.getFirst(),
                        known.getFirst().counts(at.asOf()),
                        known))
                .header("ETag", ETags.of(versions.getFirst().version()))
                .build();
    }
}
