package org.kamsuite.receivables.calculation;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.receivables.metrics.Countback;

@Path("/v1")
@Tag(name = "Calculations", description = "Calculations on numbers given in the request; nothing is read or kept.")
@Consumes(MediaType.APPLICATION_JSON)
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
public class CalculationResource {

    private static final int ROLLING = 3;

    @Schema(
            name = "DsoMethod",
            description =
                    "COUNTBACK: the receivables are covered by the latest sales, period by period. SIMPLE: receivables"
                            + " / sales of all given periods × their days. ROLLING: the same with the latest three periods.")
    enum DsoMethod {
        COUNTBACK,
        SIMPLE,
        ROLLING
    }

    @Schema(name = "SalesPeriod")
    record Sales(
            @NotNull
            @Decimal
            @Schema(type = SchemaType.STRING, description = "Sales of the period, decimal text.", examples = "100000")
            BigDecimal amount,

            @Min(1) @Max(3660) @Schema(description = "Days of the period, such as 28 to 31.", examples = "30")
            int days) {}

    @Schema(name = "DsoCalculation")
    record DsoRequest(
            @NotNull
            @Decimal
            @Schema(
                    type = SchemaType.STRING,
                    description = "Receivables at the end of the latest period, decimal text.",
                    examples = "212000")
            BigDecimal receivables,

            @NotEmpty @Size(max = 1200) @Schema(description = "Latest period first.")
            List<@Valid @NotNull Sales> sales,

            @Schema(description = "Default COUNTBACK.")
            @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_VALUES)
            DsoMethod method) {}

    @Schema(name = "DsoStep", description = "A period of the countback, latest first.")
    record DsoStep(
            @Schema(description = "Sales of the period.") String sales,
            @Schema(description = "Days of the period.") int periodDays,

            @Schema(description = "The part of the receivables that they cover.")
            String covered,

            @Schema(description = "The days that this adds: covered / sales × periodDays.")
            BigDecimal days,

            @Schema(description = "Receivables left for earlier periods.")
            String left) {}

    @Schema(name = "DsoResult")
    record DsoResult(
            DsoMethod method,

            @JsonInclude(JsonInclude.Include.ALWAYS)
            @Schema(
                    description = "Days sales outstanding, not rounded; null with a reason.",
                    examples = "73.71428571428571")
            BigDecimal days,

            @Schema(description = "Whether the sales cover all receivables; false: days is a lower bound.")
            boolean exhausted,

            @Schema(description = "Whether the countback stopped at a period without sales.")
            boolean truncated,

            @Schema(description = "The formula in words.") String formula,

            @Schema(description = "Receivables that the sales do not cover.")
            String uncovered,

            @Schema(description = "The periods that were used.")
            List<DsoStep> steps,

            @Schema(description = "Why days is null or only a bound; absent otherwise.")
            String reason) {}

    @POST
    @Path("/dso-calculations")
    @Operation(
            operationId = "calculateDso",
            summary = "Days sales outstanding of given receivables and sales",
            description = "By countback over the given periods (latest first) with their own days, stopping at a period"
                    + " without sales, or simple. Exact, nothing is rounded but the last quotient. Roles: all.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = DsoRequest.class),
                            examples = @ExampleObject(name = "30-day months", value = """
                            {"receivables":"212000","method":"COUNTBACK","sales":[{"amount":"100000","days":30},
                            {"amount":"80000","days":30},{"amount":"70000","days":30}]}""")))
    @APIResponse(
            responseCode = "200",
            description = "The result with its steps",
            content =
                    @Content(
                            schema = @Schema(implementation = DsoResult.class),
                            examples = @ExampleObject(name = "30-day months", value = """
                            {"method":"COUNTBACK","days":73.71428571428571,"exhausted":true,"truncated":false,
                            "formula":"days of the latest periods whose sales cover the receivables, the last in part",
                            "uncovered":"0","steps":[
                            {"sales":"100000","periodDays":30,"covered":"100000","days":30,"left":"112000"},
                            {"sales":"80000","periodDays":30,"covered":"80000","days":30,"left":"32000"},
                            {"sales":"70000","periodDays":30,"covered":"32000","days":13.71428571428571,"left":"0"}]}""")))
    public DsoResult dso(@Valid @NotNull DsoRequest request) {
        DsoMethod method = request.method() == null ? DsoMethod.COUNTBACK : request.method();
        if (request.receivables().signum() < 0) {
            return new DsoResult(
                    method, null, false, false, formula(method), null, List.of(), "The receivables are negative.");
        }
        return method == DsoMethod.COUNTBACK ? countback(request) : simple(request, method);
    }

    private static String formula(DsoMethod method) {
        return switch (method) {
            case COUNTBACK -> "days of the latest periods whose sales cover the receivables, the last in part";
            case SIMPLE -> "receivables / sum of sales × sum of days, all periods";
            case ROLLING -> "receivables / sum of sales × sum of days, the latest three periods";
        };
    }

    private static DsoResult countback(DsoRequest request) {
        Countback result = Countback.of(
                request.receivables(),
                request.sales().stream()
                        .map(each -> new Countback.Period(each.amount(), BigDecimal.valueOf(each.days())))
                        .toList());
        List<DsoStep> steps = result.steps().stream()
                .map(step -> new DsoStep(
                        step.period().sales().toPlainString(),
                        step.period().days().intValueExact(),
                        step.covered().toPlainString(),
                        step.counted(),
                        step.left().toPlainString()))
                .toList();
        String reason = result.exhausted()
                ? null
                : result.truncated()
                        ? "A period without sales ends the countback: days is a lower bound."
                        : "The receivables exceed the given sales: days is a lower bound.";
        return new DsoResult(
                DsoMethod.COUNTBACK,
                result.days(),
                result.exhausted(),
                result.truncated(),
                formula(DsoMethod.COUNTBACK),
                steps.isEmpty()
                        ? request.receivables().toPlainString()
                        : steps.getLast().left(),
                steps,
                reason);
    }

    private static DsoResult simple(DsoRequest request, DsoMethod method) {
        List<Sales> used = method == DsoMethod.SIMPLE
                ? request.sales()
                : request.sales().subList(0, Math.min(ROLLING, request.sales().size()));
        BigDecimal sales = used.stream().map(Sales::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal days =
                BigDecimal.valueOf(used.stream().mapToLong(Sales::days).sum());
        boolean defined = sales.signum() > 0;
        BigDecimal uncovered = request.receivables().subtract(sales).max(BigDecimal.ZERO);
        return new DsoResult(
                method,
                defined ? request.receivables().multiply(days).divide(sales, MathContext.DECIMAL64) : null,
                defined && uncovered.signum() == 0,
                false,
                formula(method),
                uncovered.toPlainString(),
                List.of(),
                defined ? null : "There are no sales in the periods.");
    }

    @Schema(name = "DueDateCalculation")
    record DueDateRequest(
            @NotNull @Schema(examples = "2019-01-15") LocalDate issueDate,
            @NotNull @Valid DueDates.Terms terms) {}

    @Schema(name = "DueDateResult")
    record DueDateResult(
            LocalDate issueDate,
            DueDates.Terms terms,
            @Schema(examples = "2019-03-17") LocalDate dueDate,

            @Schema(description = "Days from the issue date to the due date.", examples = "61")
            long days,

            @Schema(description = "The rule in words.") String method) {}

    @POST
    @Path("/due-date-calculations")
    @Operation(
            operationId = "calculateDueDate",
            summary = "When an invoice is due under given payment terms",
            description = "Months have their own lengths: the 31st is the last day of a shorter month. Roles: all.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = DueDateRequest.class),
                            examples = @ExampleObject(name = "45 days, end of month", value = """
                            {"issueDate":"2019-01-15","terms":{"type":"DAYS_END_OF_MONTH","days":45}}""")))
    @APIResponse(
            responseCode = "200",
            description = "The due date",
            content =
                    @Content(
                            schema = @Schema(implementation = DueDateResult.class),
                            examples = @ExampleObject(name = "45 days, end of month", value = """
                            {"issueDate":"2019-01-15","terms":{"type":"DAYS_END_OF_MONTH","days":45},
                            "dueDate":"2019-03-17","days":61,"method":"end of the month of issue + 45 days"}""")))
    public DueDateResult dueDate(@Valid @NotNull DueDateRequest request) {
        request.terms().missing().ifPresent(field -> {
            throw Problem.badRequest(
                    "terms." + field, "is missing: " + request.terms().type() + " needs it");
        });
        DueDates.Due due = DueDates.of(request.issueDate(), request.terms());
        if (due.date().getYear() > 9999) {
            throw Problem.badRequest("issueDate", "leads beyond the year 9999");
        }
        return new DueDateResult(request.issueDate(), request.terms(), due.date(), due.days(), due.method());
    }

    @Schema(name = "DiscountCalculation")
    record DiscountRequest(
            @NotNull
            @DecimalMin(value = "0", inclusive = false)
            @DecimalMax(value = "100", inclusive = false)
            @Decimal
            @Schema(description = "Percent of the amount.", examples = "2")
            BigDecimal discountPercent,

            @NotNull @Min(0) @Max(3650) @Schema(description = "Days within which it is granted.", examples = "10")
            Integer discountDays,

            @NotNull
            @Min(1)
            @Max(3650)
            @Schema(description = "Days within which the full amount is due.", examples = "30")
            Integer netDays,

            @DecimalMin("0")
            @DecimalMax("1000")
            @Decimal
            @Schema(description = "Yearly cost of capital in percent, for the advice.", examples = "8")
            BigDecimal costOfCapitalPercent,

            @DecimalMin("0")
            @DecimalMax("100")
            @Decimal
            @Schema(
                    description =
                            "Loss, in percent of the amount, that the seller avoids by being paid early; default 0.",
                    examples = "0.2")
            BigDecimal expectedLossPercent,

            @Valid @Schema(description = "Of the invoice, for the advice in money.")
            Money amount) {}

    @Schema(name = "DiscountAdvice", description = "One side's view of the discount at its cost of capital.")
    record Advice(
            @Schema(description = "Buyer: whether to take it. Seller: whether offering it pays.")
            boolean worthwhile,

            @Schema(
                    description = "What it gains per year in percent over the cost of capital, simple, 365 days.",
                    examples = "29.24")
            BigDecimal advantagePercent,

            @Schema(description = "What it gains with the amount of the request; absent without.")
            Money advantage,

            @Schema(description = "The rule in words.") String rule) {}

    @Schema(name = "DiscountResult")
    record DiscountResult(
            @Schema(examples = "2") BigDecimal discountPercent,
            @Schema(examples = "10") int discountDays,
            @Schema(examples = "30") int netDays,

            @Schema(description = "netDays - discountDays.", examples = "20")
            int daysGained,

            @Schema(
                    description = "discount / (100 - discount), percent for the days gained.",
                    examples = "2.040816326530612")
            BigDecimal periodRatePercent,

            @Schema(
                    description = "Per year, simple, 360 days: periodRate × 360 / daysGained.",
                    examples = "36.73469387755102")
            BigDecimal simple360Percent,

            @Schema(
                    description = "Per year, simple, 365 days: periodRate × 365 / daysGained.",
                    examples = "37.24489795918367")
            BigDecimal simple365Percent,

            @JsonInclude(JsonInclude.Include.ALWAYS)
            @Schema(
                    description =
                            "Per year, compounded: (1 / (1 - discount))^(365 / daysGained) - 1; null when it is beyond"
                                    + " all numbers.",
                    examples = "44.5853188554")
            BigDecimal effective365Percent,

            @Schema(description = "Absent without costOfCapitalPercent.")
            Advice buyer,

            @Schema(description = "Absent without costOfCapitalPercent.")
            Advice seller) {}

    @POST
    @Path("/discount-calculations")
    @Operation(
            operationId = "calculateDiscount",
            summary = "What an early-payment discount is worth per year, and to whom",
            description = "2/10 net 30 costs the seller 36.73 % (simple, 360 days), 37.24 % (simple, 365 days), 44.59 %"
                    + " (compounded). The buyer takes it when that exceeds his cost of capital; the seller offers it when his"
                    + " cost of capital and the loss he avoids exceed it. Roles: all.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = DiscountRequest.class),
                            examples =
                                    @ExampleObject(
                                            name = "2/10 net 30",
                                            value = "{\"discountPercent\":\"2\",\"discountDays\":10,\"netDays\":30,"
                                                    + "\"costOfCapitalPercent\":\"8\"}")))
    @APIResponse(
            responseCode = "200",
            description = "The yearly rates and the advice",
            content =
                    @Content(
                            schema = @Schema(implementation = DiscountResult.class),
                            examples = @ExampleObject(name = "2/10 net 30", value = """
                            {"discountPercent":2,"discountDays":10,"netDays":30,"daysGained":20,
                            "periodRatePercent":2.040816326530612,"simple360Percent":36.73469387755102,
                            "simple365Percent":37.24489795918367,"effective365Percent":44.5853188554}""")))
    @APIResponse(responseCode = "422", description = "netDays is not more than discountDays")
    public DiscountResult discount(@Valid @NotNull DiscountRequest request) {
        if (request.netDays() <= request.discountDays()) {
            throw Problem.unprocessable("no-days-gained", "netDays", "must be more than discountDays");
        }
        EarlyPayment value = EarlyPayment.of(request.discountPercent(), request.discountDays(), request.netDays());
        return new DiscountResult(
                request.discountPercent(),
                request.discountDays(),
                request.netDays(),
                value.daysGained(),
                value.periodRate(),
                value.simple360(),
                value.simple365(),
                value.effective365(),
                request.costOfCapitalPercent() == null ? null : buyer(request, value),
                request.costOfCapitalPercent() == null ? null : seller(request, value));
    }

    private static Advice buyer(DiscountRequest request, EarlyPayment value) {
        return advice(
                request,
                value.simple365().subtract(request.costOfCapitalPercent()),
                value.daysGained(),
                "Take it when simple365Percent exceeds costOfCapitalPercent.");
    }

    private static Advice seller(DiscountRequest request, EarlyPayment value) {
        BigDecimal loss = request.expectedLossPercent() == null ? BigDecimal.ZERO : request.expectedLossPercent();
        BigDecimal avoided = loss.multiply(BigDecimal.valueOf(36500))
                .divide(
                        BigDecimal.valueOf(100)
                                .subtract(request.discountPercent())
                                .multiply(BigDecimal.valueOf(value.daysGained())),
                        MathContext.DECIMAL64);
        return advice(
                request,
                request.costOfCapitalPercent().add(avoided).subtract(value.simple365()),
                value.daysGained(),
                "Offer it when costOfCapitalPercent and the avoided loss per year (expectedLoss / (100 - discount) × 365 /"
                        + " daysGained) exceed simple365Percent.");
    }

    // What is paid early, times the rate, for the days gained.
    private static Advice advice(DiscountRequest request, BigDecimal advantage, int days, String rule) {
        Money amount = request.amount();
        Money money = null;
        if (amount != null) {
            int digits = Math.max(
                    0, java.util.Currency.getInstance(amount.currency()).getDefaultFractionDigits());
            money = new Money(
                    amount.amount()
                            .multiply(BigDecimal.valueOf(100).subtract(request.discountPercent()))
                            .multiply(advantage)
                            .multiply(BigDecimal.valueOf(days))
                            .divide(BigDecimal.valueOf(3_650_000), digits, RoundingMode.HALF_EVEN),
                    amount.currency());
        }
        return new Advice(advantage.signum() > 0, advantage, money, rule);
    }
}
