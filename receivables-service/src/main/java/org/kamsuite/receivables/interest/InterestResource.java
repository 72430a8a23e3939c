package org.kamsuite.receivables.interest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.rest.Csv;
import org.kamsuite.platform.rest.ETags;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.platform.rest.Scope;

@Path("/v1")
@Tag(name = "Late interest", description = "Statutory interest for late payment (directive 2011/7/EU).")
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
public class InterestResource {

    private static final String RATE = """
            {"halfYear":"2024-H2","ratePercent":4.25,"source":"ECB main refinancing operations","version":1,
             "recordedAt":"2024-07-01T08:00:00Z"}""";

    @Inject
    Interests interests;

    @Inject
    ReferenceRates rates;

    @GET
    @Path("/receivables/{accountId}/late-interest")
    @Operation(
            operationId = "getLateInterest",
            summary = "Statutory interest and compensation that could be claimed from an account",
            description =
                    "Of each late invoice with what is open on asOf; with `from`, also of those settled late since"
                            + " then. Partial payments end the interest on what they pay; interest on what is in dispute is shown"
                            + " apart. Lateness is judged on the terms in force when it fell due. As text/csv one row for each"
                            + " invoice. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The interest",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = InterestView.class),
                        examples = @ExampleObject(name = "100 days", value = """
                            {"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","asOf":"2024-11-08",
                            "knownAt":"2024-11-09T06:00:00Z","scope":"account","marginPercent":8,"invoices":[
                            {"customer":{"system":"sap-emea","number":"104711"},"number":"INV-1001",
                            "dueDate":"2024-07-31","open":{"amount":"1000.00","currency":"EUR"},
                            "interest":{"amount":"33.56","currency":"EUR"},
                            "interestOnDisputed":{"amount":"0.00","currency":"EUR"},
                            "compensation":{"amount":"40.00","currency":"EUR"},"spans":[{"instalment":1,
                            "from":"2024-08-01","to":"2024-11-08","days":100,
                            "principal":{"amount":"1000.00","currency":"EUR"},"halfYear":"2024-H2","ratePercent":12.25,
                            "interest":33.56164383561644}]}],
                            "totals":[{"currency":"EUR","invoices":1,"interest":{"amount":"33.56","currency":"EUR"},
                            "interestOnDisputed":{"amount":"0.00","currency":"EUR"},
                            "interestUndisputed":{"amount":"33.56","currency":"EUR"}}],
                            "compensation":{"amount":"40.00","currency":"EUR"},"method":"simple interest","reasons":[]}""")),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "No such account")
    public InterestView lateInterest(
            @PathParam("accountId") UUID accountId,
            @Parameter(description = "Interest runs up to the end of this day; default today.", example = "2024-11-08")
                    @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(description = "Also invoices settled late on this day or later; default only what is open.")
                    @QueryParam("from")
                    LocalDate from,
            @Parameter(description = "Count only what was recorded by this instant; default now.")
                    @QueryParam("knownAt")
                    Instant knownAt,
            @Parameter(description = "account, or group for all accounts below it in the legal hierarchy on that day.")
                    @QueryParam("scope")
                    @DefaultValue("account")
                    Scope scope) {
        return interests.of(accountId, from, asOf, knownAt, scope);
    }

    @GET
    @Path("/receivables/{accountId}/late-interest")
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String lateInterestCsv(
            @PathParam("accountId") UUID accountId,
            @QueryParam("asOf") LocalDate asOf,
            @QueryParam("from") LocalDate from,
            @QueryParam("knownAt") Instant knownAt,
            @QueryParam("scope") @DefaultValue("account") Scope scope) {
        return Csv.of(
                List.of(
                        "system",
                        "customer",
                        "number",
                        "dueDate",
                        "currency",
                        "open",
                        "interest",
                        "interestOnDisputed",
                        "compensationEur"),
                interests.of(accountId, from, asOf, knownAt, scope).invoices(),
                it -> Arrays.asList(
                        it.customer().system(),
                        it.customer().number(),
                        it.number(),
                        it.dueDate(),
                        it.open().currency(),
                        it.open().amount(),
                        amount(it.interest()),
                        amount(it.interestOnDisputed()),
                        amount(it.compensation())));
    }

    private static Object amount(Money money) {
        return money == null ? null : money.amount();
    }

    @POST
    @Path("/late-interest-calculations")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "calculateLateInterest",
            summary = "Statutory interest on given numbers",
            description = "Nothing is stored. Without rates the maintained reference rates count. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The interest with its parts",
            content =
                    @Content(
                            schema = @Schema(implementation = InterestView.Calculation.class),
                            examples = @ExampleObject(name = "100 days at 12.25 %", value = """
                                    {"dueDate":"2024-07-31","until":"2024-11-08",
                                     "interest":{"amount":"33.56","currency":"EUR"},
                                     "compensation":{"amount":"40.00","currency":"EUR"},
                                     "open":{"amount":"1000.00","currency":"EUR"},"marginPercent":8,"spans":[
                                     {"instalment":1,"from":"2024-08-01","to":"2024-11-08","days":100,
                                     "principal":{"amount":"1000.00","currency":"EUR"},"halfYear":"2024-H2",
                                     "ratePercent":12.25,"interest":33.56164383561644}],"method":"simple interest"}""")))
    @APIResponse(responseCode = "422", description = "currency-mismatch, overpaid, rate-missing, too-long")
    public InterestView.Calculation calculate(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = InterestCalculationRequest.class),
                                            examples = @ExampleObject(name = "Ireland from July 2024", value = """
                                    {"amount":{"amount":"1000.00","currency":"EUR"},"dueDate":"2024-07-31",
                                     "until":"2024-11-08","rates":[{"halfYear":"2024-H2","ratePercent":4.25}]}""")))
                    @NotNull
                    @Valid
                    InterestCalculationRequest request) {
        return interests.calculate(request);
    }

    @GET
    @Path("/reference-rates")
    @Operation(
            operationId = "listReferenceRates",
            summary = "The reference rates, the latest half-year first",
            description =
                    "As they are stated now: a rate is published once for its half-year, a correction is in the audit"
                            + " trail. Also as text/csv. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "All of them",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = ReferenceRates.Rate.class),
                        examples = @ExampleObject(name = "one", value = "[" + RATE + "]")),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    public List<ReferenceRates.Rate> rates() {
        return rates.all();
    }

    @GET
    @Path("/reference-rates")
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String ratesCsv() {
        return Csv.of(
                List.of("halfYear", "ratePercent", "source", "recordedAt"),
                rates.all(),
                rate -> Arrays.asList(rate.halfYear(), rate.ratePercent(), rate.source(), rate.recordedAt()));
    }

    @GET
    @Path("/reference-rates/{halfYear}")
    @Operation(
            operationId = "getReferenceRate",
            summary = "The reference rate of a half-year",
            description = "Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The rate",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Its version",
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = ReferenceRates.Rate.class),
                            examples = @ExampleObject(name = "second half of 2024", value = RATE)))
    @APIResponse(responseCode = "404", description = "It is not known")
    public Response rate(@Parameter(example = "2024-H2") @PathParam("halfYear") String halfYear) {
        return answer(rates.get(half(halfYear)), false);
    }

    @PUT
    @Path("/reference-rates/{halfYear}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "putReferenceRate",
            summary = "State the reference rate of a half-year",
            description = "201 the first time, 200 for the same content again; another content needs If-Match. Roles:"
                    + " finance, admin.")
    @APIResponse(
            responseCode = "201",
            description = "The new rate",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Its version",
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = ReferenceRates.Rate.class),
                            examples = @ExampleObject(name = "second half of 2024", value = RATE)))
    @APIResponse(
            responseCode = "200",
            description = "The rate, changed or as it was",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Its version",
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            schema = @Schema(implementation = ReferenceRates.Rate.class),
                            examples = @ExampleObject(name = "second half of 2024", value = RATE)))
    @APIResponse(responseCode = "412", description = "If-Match is not the present ETag")
    @APIResponse(responseCode = "428", description = "It exists with another content: send If-Match")
    public Response putRate(
            @Parameter(example = "2024-H2") @PathParam("halfYear") String halfYear,
            @Parameter(in = ParameterIn.HEADER, description = "The ETag you read, to change a rate.")
                    @HeaderParam("If-Match")
                    String ifMatch,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = ReferenceRateRequest.class),
                                            examples = @ExampleObject(name = "second half of 2024", value = """
                                    {"ratePercent":4.25,"source":"ECB main refinancing operations"}""")))
                    @NotNull
                    @Valid
                    ReferenceRateRequest request) {
        ReferenceRates.Stated stated = rates.put(half(halfYear), request.ratePercent(), request.source(), ifMatch);
        return answer(stated.rate(), stated.created());
    }

    private static Response answer(ReferenceRates.Rate rate, boolean created) {
        return Response.status(created ? 201 : 200)
                .header("ETag", ETags.of(rate.version()))
                .entity(rate)
                .build();
    }

    private static HalfYear half(String text) {
        try {
            return HalfYear.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("halfYear", e.getMessage());
        }
    }
}
