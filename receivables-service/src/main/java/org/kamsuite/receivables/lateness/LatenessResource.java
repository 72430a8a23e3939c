package org.kamsuite.receivables.lateness;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.platform.rest.Csv;
import org.kamsuite.platform.rest.Roles;

@Path("/v1")
@Tag(name = "Late payment", description = "How likely open invoices are to be paid late.")
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
public class LatenessResource {

    private static final String MODEL = """
            {"method":"MODEL","trainedOn":"2026-04-01","trainedAt":"2026-04-01T00:12:00Z","invoices":2466,"payers":100,
            "sampledShare":1,"lateRatio":0.355637,"baselineStrength":2,"intercept":-0.12,"coefficients":[
            {"feature":"RECENT_LATE_RATIO","meaning":"late ratio of the last 6 less that of all","coefficient":0.31,
            "mean":0.002,"deviation":0.09}],"evaluation":{"from":"2025-04-01","invoices":1189,"late":378,"baseRate":0.317914,
            "model":{"auc":0.8713,"brier":0.131,"logLoss":0.4125,"calibration":[{"from":0,"to":0.1,"invoices":429,
            "meanProbability":0.045,"lateRatio":0.044}]},"baseline":{"auc":0.8671,"brier":0.138,"logLoss":0.4359,
            "calibration":[]}},"reason":null,"methods":{"model":"logistic regression"}}""";

    @Inject
    Lateness lateness;

    @GET
    @Path("/late-payment-model")
    @Operation(
            operationId = "getLatePaymentModel",
            summary = "The late-payment model and its calibration",
            description =
                    "Coefficients, and how it and the baseline (the payer's shrunken late ratio) did out of sample:"
                            + " AUC, Brier score, log loss, reliability by tenths. Trained once a day. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The model",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = LatenessView.ModelView.class),
                            examples = @ExampleObject(name = "better than the baseline (shortened)", value = MODEL)))
    public LatenessView.ModelView model(
            @Parameter(description = "The latest trained by this day; default today.", example = "2026-03-31")
                    @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(description = "Only of those trained by this instant; default now.") @QueryParam("knownAt")
                    Instant knownAt) {
        return lateness.model(asOf, knownAt);
    }

    @PUT
    @Path("/late-payment-models/{trainedOn}")
    @RolesAllowed({Roles.FINANCE, Roles.KAM_DIRECTOR, Roles.ADMIN})
    @Operation(
            operationId = "trainLatePaymentModel",
            summary = "Train the late-payment model of a day now",
            description =
                    "With the invoices of the 24 months up to the newest one before that day and what was known by its"
                            + " morning; replaces that day's model. Useful after an import; otherwise it happens daily by itself."
                            + " Roles: finance, kam-director, admin.")
    @APIResponse(
            responseCode = "200",
            description = "The model",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = LatenessView.ModelView.class),
                            examples = @ExampleObject(name = "better than the baseline (shortened)", value = MODEL)))
    @APIResponse(responseCode = "422", description = "The day is to come, or there is nothing to learn from")
    public LatenessView.ModelView train(
            @Parameter(
                            description = "What was known by the morning of this day is learnt from.",
                            example = "2026-03-31")
                    @PathParam("trainedOn")
                    LocalDate trainedOn) {
        return lateness.train(trainedOn);
    }

    @GET
    @Path("/receivables/{accountId}/late-payment-risks")
    @Operation(
            operationId = "listLatePaymentRisks",
            summary = "How likely an account's open invoices are to be paid late",
            description =
                    "Each open instalment with its probability, as judged with what was known on the invoice date, the"
                            + " baseline's, the expected days late, and what drives it. Also as text/csv. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The risks",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = LatenessView.class),
                        examples = @ExampleObject(name = "one invoice", value = """
                            {"accountId":"01997b3e-5c1f-7c6e-9a51-0f7a3f1f2b11","name":"Musterbau GmbH","asOf":"2026-03-31",
                            "knownAt":"2026-04-01T06:30:00Z","method":"MODEL","trainedOn":"2026-03-31","invoices":[
                            {"invoiceNumber":"R-5511","instalment":1,"issueDate":"2026-03-10","dueDate":"2026-04-09",
                            "open":{"amount":"1190.00","currency":"EUR"},"daysPastDue":0,"probability":0.37,
                            "probabilityAtIssue":0.37,"baselineProbability":0.31,"expectedDaysLate":4.2,"knownInvoices":22,
                            "knownLate":7,"drivers":[{"feature":"OVERDUE_SHARE","meaning":"overdue share of the open amount",
                            "value":0.4,"contribution":0.22}]}],"methods":{"model":"logistic regression"}}""")),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "No such account")
    public LatenessView risks(
            @PathParam("accountId") UUID accountId,
            @Parameter(description = "The day whose end is shown; default today.", example = "2026-03-31")
                    @QueryParam("asOf")
                    LocalDate asOf,
            @Parameter(description = "Count only what was recorded by this instant; default now.")
                    @QueryParam("knownAt")
                    Instant knownAt) {
        return lateness.risks(accountId, asOf, knownAt);
    }

    @GET
    @Path("/receivables/{accountId}/late-payment-risks")
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String risksCsv(
            @PathParam("accountId") UUID accountId,
            @QueryParam("asOf") LocalDate asOf,
            @QueryParam("knownAt") Instant knownAt) {
        return Csv.of(
                LatenessView.COLUMNS, lateness.risks(accountId, asOf, knownAt).invoices(), LatenessView::cells);
    }
}
