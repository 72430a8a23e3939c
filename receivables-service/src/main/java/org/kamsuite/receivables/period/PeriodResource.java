package org.kamsuite.receivables.period;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.platform.rest.Csv;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Roles;

@Path("/v1")
@Tag(name = "Periods", description = "Closing a month, what later facts change of it, and the report on it.")
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
public class PeriodResource {

    private static final String FIGURES = """
            {"period":"2026-03","from":"2026-03-01","to":"2026-03-31","knownAt":"2026-04-02T08:00:00Z","totals":[
            {"currency":"EUR","balance":{"amount":"1140.00","currency":"EUR"},
            "openAmount":{"amount":"1190.00","currency":"EUR"},"overdueAmount":{"amount":"190.00","currency":"EUR"},
            "current":{"amount":"1000.00","currency":"EUR"},"d1To30":{"amount":"190.00","currency":"EUR"},
            "d31To60":{"amount":"0.00","currency":"EUR"},"d61To90":{"amount":"0.00","currency":"EUR"},
            "d91To120":{"amount":"0.00","currency":"EUR"},"over120":{"amount":"0.00","currency":"EUR"},
            "unapplied":{"amount":"50.00","currency":"EUR"},"disputed":{"amount":"0.00","currency":"EUR"},
            "openInvoices":2,"sales":{"amount":"1000.00","currency":"EUR"},"dso":36.89,"bestPossibleDso":31,
            "averageDaysDelinquent":5.89,"days":31}],"allowances":{"runs":[],"movements":[],
            "reason":"No provision run of a day in this period was posted."},"concentration":{"threshold":0.1,
            "currency":"EUR","receivables":{"amount":"1190.00","currency":"EUR"},
            "sales":{"amount":"1000.00","currency":"EUR"},"byReceivables":[],"bySales":[],"notConverted":[]},
            "accounts":1,"rowsHash":"9f1c","method":"Open items at the end of the last day …"}""";

    private static final String EXAMPLE = "{\"period\":\"2026-03\",\"from\":\"2026-03-01\",\"to\":\"2026-03-31\","
            + "\"closedAt\":\"2026-04-02T08:00:00Z\",\"closedBy\":\"fiona\",\"hash\":\"3b7e\",\"verified\":true,"
            + "\"figures\":" + FIGURES + "}";

    private static final String RESTATEMENT = """
            {"period":"2026-03","closedAt":"2026-04-02T08:00:00Z","knownAt":"2026-04-20T08:00:00Z","restated":true,
            "totals":[{"currency":"EUR","balance":{"amount":"-190.00","currency":"EUR"},
            "current":{"amount":"0.00","currency":"EUR"},"overdue":{"amount":"-190.00","currency":"EUR"},
            "unapplied":{"amount":"0.00","currency":"EUR"},"disputed":{"amount":"0.00","currency":"EUR"},
            "sales":{"amount":"0.00","currency":"EUR"}}],"accounts":[],"changedAccounts":1,"documents":[
            {"kind":"PAYMENT","number":"PAY-7","revision":0,"customer":{"system":"sap-emea","number":"104711"},
            "effectiveDate":"2026-03-30","amount":190,"currency":"EUR","recordedAt":"2026-04-10T06:00:00Z"}]}""";

    @Inject
    Periods periods;

    @PUT
    @Path("/period-closes/{period}")
    @RolesAllowed({Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "closePeriod",
            summary = "Close a month: freeze its figures as they are known now",
            description =
                    "Ageing, balances, sales, days sales outstanding, movement of the allowance and concentration, per"
                            + " account and in sum, with a hash. Months are closed one after the other, the first one being any"
                            + " that is over. Closing again changes nothing. There is no body. Roles: finance, admin.")
    @APIResponse(
            responseCode = "201",
            description = "The closed period",
            content =
                    @Content(
                            schema = @Schema(implementation = PeriodView.class),
                            examples = @ExampleObject(name = "period", value = EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "It was closed before: what was frozen then",
            content =
                    @Content(
                            schema = @Schema(implementation = PeriodView.class),
                            examples = @ExampleObject(name = "period", value = EXAMPLE)))
    @APIResponse(responseCode = "409", description = "period-order: another month is next")
    @APIResponse(responseCode = "422", description = "period-not-over")
    public Response close(
            @Parameter(description = "A month.", example = "2026-03") @PathParam("period") String period) {
        Periods.Closed closed = periods.close(period);
        return Response.status(closed.created() ? 201 : 200)
                .header("ETag", "\"" + closed.view().hash() + "\"")
                .entity(closed.view())
                .build();
    }

    @GET
    @Path("/period-closes/{period}")
    @Operation(
            operationId = "getPeriodClose",
            summary = "The figures of a closed month, as frozen",
            description = "`verified` says whether the stored figures still have the hash of the close. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The closed period",
            content =
                    @Content(
                            schema = @Schema(implementation = PeriodView.class),
                            examples = @ExampleObject(name = "period", value = EXAMPLE)))
    @APIResponse(responseCode = "404", description = "The month is not closed")
    public Response get(@Parameter(example = "2026-03") @PathParam("period") String period) {
        PeriodView view = periods.get(period);
        return Response.ok(view).header("ETag", "\"" + view.hash() + "\"").build();
    }

    @GET
    @Path("/period-closes/{period}/restatement")
    @Operation(
            operationId = "getPeriodRestatement",
            summary = "What facts that came after the close change of a closed month",
            description =
                    "The same figures as known now less the frozen ones, per currency and account, with the documents"
                            + " that cause it. The frozen figures stay. As text/csv the accounts. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The changes; none when nothing came",
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(implementation = PeriodView.Restatement.class),
                        examples = @ExampleObject(name = "a late payment", value = RESTATEMENT)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    @APIResponse(responseCode = "404", description = "The month is not closed")
    public PeriodView.Restatement restatement(@Parameter(example = "2026-03") @PathParam("period") String period) {
        return periods.restatement(period);
    }

    @GET
    @Path("/period-closes/{period}/restatement")
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String restatementCsv(@PathParam("period") String period) {
        return Csv.of(
                List.of(
                        "accountId",
                        "name",
                        "currency",
                        "balance",
                        "current",
                        "overdue",
                        "unapplied",
                        "disputed",
                        "sales"),
                periods.restatement(period).accounts(),
                row -> Arrays.asList(
                        row.accountId(),
                        row.name(),
                        row.delta().currency(),
                        row.delta().balance().amount(),
                        row.delta().current().amount(),
                        row.delta().overdue().amount(),
                        row.delta().unapplied().amount(),
                        row.delta().disputed().amount(),
                        row.delta().sales().amount()));
    }

    @GET
    @Path("/reports/receivables")
    @Operation(
            operationId = "getReceivablesReport",
            summary = "A month's receivables beside those of the month before",
            description =
                    "Ageing, days sales outstanding with a bridge from the month before, movement of the allowance,"
                            + " concentration at 10 % and more. Of a closed month the frozen figures, else what is known now."
                            + " As text/csv the totals. Roles: all.")
    @APIResponse(
            responseCode = "200",
            description = "The report",
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(implementation = PeriodView.Report.class),
                        examples =
                                @ExampleObject(
                                        name = "an open month",
                                        value = "{\"period\":\"2026-03\",\"status\":\"OPEN\",\"figures\":" + FIGURES
                                                + ",\"previous\":" + FIGURES + ",\"dsoBridges\":[{\"currency\":\"EUR\","
                                                + "\"before\":35,\"volume\":1,\"terms\":0.5,\"delinquency\":0.39,"
                                                + "\"after\":36.89,\"reason\":null}]}")),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    public PeriodView.Report report(
            @Parameter(description = "A month.", example = "2026-03", required = true) @QueryParam("period")
                    String period) {
        return periods.report(required(period));
    }

    @GET
    @Path("/reports/receivables")
    @Produces(Csv.MEDIA_TYPE)
    @Operation(hidden = true)
    public String reportCsv(@QueryParam("period") String period) {
        return Csv.of(
                List.of(
                        "period",
                        "currency",
                        "balance",
                        "current",
                        "d1To30",
                        "d31To60",
                        "d61To90",
                        "d91To120",
                        "over120",
                        "unapplied",
                        "disputed",
                        "openInvoices",
                        "sales",
                        "dso",
                        "bestPossibleDso",
                        "averageDaysDelinquent"),
                periods.report(required(period)).figures().totals(),
                row -> Arrays.asList(
                        period,
                        row.currency(),
                        row.balance().amount(),
                        row.current().amount(),
                        row.d1To30().amount(),
                        row.d31To60().amount(),
                        row.d61To90().amount(),
                        row.d91To120().amount(),
                        row.over120().amount(),
                        row.unapplied().amount(),
                        row.disputed().amount(),
                        row.openInvoices(),
                        row.sales().amount(),
                        row.dso(),
                        row.bestPossibleDso(),
                        row.averageDaysDelinquent()));
    }

    private static String required(String period) {
        if (period == null) {
            throw Problem.badRequest("period", "is missing: a month such as 2026-03");
        }
        return period;
    }
}
