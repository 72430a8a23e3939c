package org.kamsuite.receivables.provision;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
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

@Path("/v1/provision-matrices")
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
public class MatrixResource {

    private static final String EXAMPLE = """
            {"segment":"DEFAULT","version":1,"validFrom":"2026-01-01","forwardFactor":1,"buckets":[
            {"name":"current","lossRate":0.003},{"name":"1-30","fromDays":1,"lossRate":0.016},
            {"name":"31-60","fromDays":31,"lossRate":0.036},{"name":"61-90","fromDays":61,"lossRate":0.066},
            {"name":"over 90","fromDays":91,"lossRate":0.106}],"reason":"Derived from invoices of 2023-2024",
            "recordedBy":"fiona","recordedAt":"2026-01-02T08:00:00Z"}""";

    @Inject
    Matrices matrices;

    @Inject
    Clock clock;

    @Schema(name = "ProvisionMatrixHistory", description = "The matrix of a segment and its versions.")
    record History(
            @Schema(description = "The version that counts on asOf.")
            Matrix matrix,

            LocalDate asOf,

            @Schema(description = "What was known then is shown.")
            Instant knownAt,

            @Schema(description = "All versions, the latest first, at most 200.")
            List<Matrix> versions) {}

    @Schema(name = "ProvisionMatrixList", description = "The matrices that count on a day.")
    record Matrixes(LocalDate asOf, Instant knownAt, List<Matrix> items) {}

    @PUT
    @Path("/{segment}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "putProvisionMatrix",
            summary = "State the loss rates of a segment from a day on",
            description =
                    "Makes a new version; earlier ones stay readable, and runs name the version they used. The segment"
                            + " DEFAULT serves every segment without a matrix of its own. Roles: finance, admin.")
    @APIResponse(
            responseCode = "201",
            description = "The first version",
            headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = Matrix.class),
                            examples = @ExampleObject(name = "matrix", value = EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "A new version, or the present one when it says the same",
            headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = Matrix.class),
                            examples = @ExampleObject(name = "matrix", value = EXAMPLE)))
    @APIResponse(responseCode = "412", description = "If-Match is not the present ETag")
    @APIResponse(responseCode = "422", description = "provision-rule: rates outside 0 to 1, days not ascending, …")
    @APIResponse(responseCode = "428", description = "The segment has a matrix: send If-Match")
    public Response put(
            @Parameter(description = "A value of the property that runs segment by, or DEFAULT.", example = "DEFAULT")
                    @PathParam("segment")
                    String segment,
            @Parameter(in = ParameterIn.HEADER, description = "The ETag you read, to change an existing matrix.")
                    @HeaderParam("If-Match")
                    String ifMatch,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Matrix.Request.class),
                                            examples = @ExampleObject(name = "five buckets", value = """
                                                {"validFrom":"2026-01-01","forwardFactor":1,"buckets":[
                                                {"name":"current","lossRate":0.003},
                                                {"name":"1-30","fromDays":1,"lossRate":0.016},
                                                {"name":"31-60","fromDays":31,"lossRate":0.036},
                                                {"name":"61-90","fromDays":61,"lossRate":0.066},
                                                {"name":"over 90","fromDays":91,"lossRate":0.106}],
                                                "reason":"Derived from invoices of 2023-2024"}""")))
                    @NotNull
                    Matrix.Request asked) {
        Matrices.Written written = matrices.put(segment, asked, ifMatch);
        return Response.status(written.created() ? 201 : 200)
                .header("ETag", ETags.of(written.matrix().version()))
                .entity(written.matrix())
                .build();
    }

    @GET
    @Operation(
            operationId = "listProvisionMatrices",
            summary = "The matrices that count on a day, by segment",
            description = "At most 500. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The matrices",
            content =
                    @Content(
                            schema = @Schema(implementation = Matrixes.class),
                            examples =
                                    @ExampleObject(
                                            name = "one segment",
                                            value =
                                                    "{\"asOf\":\"2026-03-31\",\"knownAt\":\"2026-04-01T06:30:00Z\",\"items\":["
                                                            + EXAMPLE + "]}")))
    public Response list(
            @Parameter(description = "Default today.", example = "2026-03-31") @QueryParam("asOf") LocalDate asOf,
            @Parameter(
                            description = "Show what was known at this instant; default now.",
                            example = "2026-04-01T06:30:00Z")
                    @QueryParam("knownAt")
                    Instant knownAt) {
        Moment at = Moment.of(asOf, knownAt, clock);
        return Response.ok(new Matrixes(at.asOf(), at.knownAt(), matrices.inForce(at)))
                .build();
    }

    @GET
    @Path("/{segment}")
    @Operation(
            operationId = "getProvisionMatrix",
            summary = "The loss rates of a segment on a day, and all their versions",
            description = "The ETag is that of the latest version. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The matrix",
            headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = History.class),
                            examples =
                                    @ExampleObject(
                                            name = "one version",
                                            value = "{\"matrix\":" + EXAMPLE
                                                    + ",\"asOf\":\"2026-03-31\",\"knownAt\":\"2026-04-01T06:30:00Z\",\"versions\":["
                                                    + EXAMPLE + "]}")))
    @APIResponse(responseCode = "404", description = "The segment has no matrix")
    public Response get(
            @Parameter(example = "DEFAULT") @PathParam("segment") String segment,
            @Parameter(description = "Default today.", example = "2026-03-31") @QueryParam("asOf") LocalDate asOf,
            @Parameter(
                            description = "Show what was known at this instant; default now.",
                            example = "2026-04-01T06:30:00Z")
                    @QueryParam("knownAt")
                    Instant knownAt) {
        Moment at = Moment.of(asOf, knownAt, clock);
        List<Matrix> versions = matrices.history(segment);
        List<Matrix> known = versions.stream()
                .filter(each -> !each.recordedAt().isAfter(at.knownAt()))
                .toList();
        if (known.isEmpty()) {
            throw Problem.notFound("Segment " + segment + " has no provision matrix that was known then.");
        }
        Matrix counting = known.stream()
                .filter(each -> !each.validFrom().isAfter(at.asOf()))
                .findFirst()
                .orElse(null);
        return Response.ok(new History(counting, at.asOf(), at.knownAt(), known))
                .header("ETag", ETags.of(versions.getFirst().version()))
                .build();
    }

    @GET
    @Path("/{segment}/derived")
    @Operation(
            operationId = "deriveProvisionMatrix",
            summary = "Loss rates of a segment by what became of its own invoices",
            description = "Takes the instalments issued in the window that are old enough to judge. DEFAULT takes all"
                    + " customers. The buckets are those of the segment's matrix, else current, 1-30, …, over 120. With a"
                    + " past knownAt as it would have been answered then; segments of accounts are as known now. Roles:"
                    + " all.")
    @APIResponse(
            responseCode = "200",
            description = "Cohorts and rates per currency",
            content =
                    @Content(
                            schema = @Schema(implementation = DerivedRates.class),
                            examples = @ExampleObject(name = "one currency", value = """
                                {"segment":"DEFAULT","segmentBy":"SEGMENT","from":"2024-01-01","to":"2024-12-31",
                                "unpaidAfterDays":180,"observedTo":"2026-03-31","knownAt":"2026-03-31T10:00:00Z","cohorts":[
                                {"currency":"EUR","instalments":120,"sales":{"amount":"10000.00","currency":"EUR"},
                                "paidOnTime":{"amount":"2000.00","currency":"EUR"},
                                "laterPaid":[{"amount":"7700.00","currency":"EUR"}],
                                "neverPaid":{"amount":"300.00","currency":"EUR"},
                                "writtenOff":{"amount":"100.00","currency":"EUR"},"tooYoung":0,
                                "tooYoungAmount":{"amount":"0.00","currency":"EUR"},"buckets":[
                                {"name":"CURRENT","reached":{"amount":"10000.00","currency":"EUR"},"lossRate":0.03},
                                {"name":"D1_TO_30","fromDays":1,"reached":{"amount":"8000.00","currency":"EUR"},
                                "lossRate":0.0375}],"reasons":[]}],"method":"Cohort: …"}""")))
    public DerivedRates derived(
            @Parameter(example = "DEFAULT") @PathParam("segment") String segment,
            @Parameter(description = "First issue date; default three years before `to`.", example = "2024-01-01")
                    @QueryParam("from")
                    LocalDate from,
            @Parameter(description = "Last issue date; default today, or the day of knownAt.", example = "2024-12-31")
                    @QueryParam("to")
                    LocalDate to,
            @Parameter(
                            description = "Count only what was recorded by this instant; default now.",
                            example = "2026-04-01T06:30:00Z")
                    @QueryParam("knownAt")
                    Instant knownAt,
            @Parameter(description = "Days after the due date from which an amount counts as never paid, 0 to 3650.")
                    @QueryParam("unpaidAfterDays")
                    @DefaultValue("180")
                    int unpaidAfterDays,
            @Parameter(description = "Which property of the account is the segment.")
                    @QueryParam("segmentBy")
                    @DefaultValue("SEGMENT")
                    SegmentBy segmentBy) {
        Instant known = Moment.of(null, knownAt, clock).knownAt();
        Moment at = Moment.of(LocalDate.ofInstant(known, clock.getZone()), knownAt, clock);
        LocalDate end = to == null ? at.asOf() : to;
        LocalDate start = from == null ? end.minusYears(3) : from;
        if (start.isAfter(end)) {
            throw Problem.badRequest("from", "must not be after to (" + end + ")");
        }
        if (unpaidAfterDays < 0 || unpaidAfterDays > 3650) {
            throw Problem.badRequest("unpaidAfterDays", "must be from 0 to 3650");
        }
        return matrices.derive(segment, segmentBy, start, end, unpaidAfterDays, at);
    }
}
