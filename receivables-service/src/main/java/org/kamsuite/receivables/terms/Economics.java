package org.kamsuite.receivables.terms;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.PaymentTerms;
import org.kamsuite.receivables.calculation.EarlyPayment;

@Schema(name = "TermsEconomics", description = "What the proposed terms cost and bring in a year, against the current.")
@JsonInclude(JsonInclude.Include.ALWAYS)
record Economics(
        @Schema(description = "Null when neither given nor known.")
        Money annualSales,

        @Schema(description = "Where annualSales comes from.")
        String annualSalesBasis,

        @Schema(description = "Per year, 0 to 1.", examples = "0.08")
        BigDecimal costOfCapital,

        @Schema(description = "Share of sales paid early when a discount is offered, 0 to 1.", examples = "0.5")
        BigDecimal discountTakeUp,

        @Schema(
                description = "Days to payment under the current terms, all paying on the last day they may.",
                examples = "30")
        BigDecimal currentDays,

        @Schema(examples = "60") BigDecimal proposedDays,

        @Schema(description = "annualSales × (proposedDays - currentDays) / 365 × costOfCapital; negative: a gain.")
        Money fundingCost,

        @Schema(description = "Discount under the proposed less that under the current terms.")
        Money discountCost,

        @Schema(description = "fundingCost + discountCost.") Money cost,

        @Schema(description = "As entered; null when it was not.")
        Money benefit,

        @Schema(description = "benefit - cost; null when either is unknown.")
        Money net,

        @Schema(description = "The proposed discount; null without one.")
        Discount earlyPayment,

        @Schema(description = "The formulas.") String method,

        @Schema(description = "Why figures are null; empty otherwise.")
        List<String> reasons) {

    private static final String METHOD =
            "days = netDays, or with a discount takeUp × discountDays + (1 - takeUp) × netDays; fundingCost = annualSales"
                    + " × (proposedDays - currentDays) / 365 × costOfCapital; discountCost = annualSales × takeUp ×"
                    + " discount, proposed less current; each rounded to the minor unit of the currency.";

    @Schema(
            name = "EarlyPaymentEconomics",
            description = "An early-payment discount as a yearly rate, and whether it pays" + " for the seller.")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Discount(
            @Schema(description = "netDays - discountDays.", examples = "20")
            int daysGained,

            @Schema(description = "Percent a year, simple: d / (1 - d) × 365 / daysGained.", examples = "37.24")
            BigDecimal simpleRate,

            @Schema(
                    description = "Percent a year, compounded: (1 / (1 - d))^(365 / daysGained) - 1.",
                    examples = "44.59")
            BigDecimal effectiveRate,

            @Schema(
                    description = "Percent a year that the seller saves: cost of capital + expected loss avoided.",
                    examples = "8")
            BigDecimal saved,

            @Schema(description = "Whether saved exceeds effectiveRate: then the discount pays for the seller.")
            Boolean worthwhile) {

        static Discount of(PaymentTerms terms, BigDecimal costOfCapital, BigDecimal lossAvoided) {
            if (!TermsCost.offersDiscount(terms)) {
                return null;
            }
            EarlyPayment rates = EarlyPayment.of(terms.discountPercent(), terms.discountDays(), terms.netDays());
            BigDecimal saved = costOfCapital
                    .multiply(BigDecimal.valueOf(100))
                    .add(lossAvoided
                            .multiply(BigDecimal.valueOf(36500))
                            .divide(BigDecimal.valueOf(rates.daysGained()), MathContext.DECIMAL64));
            return new Discount(
                    rates.daysGained(),
                    rates.simple365(),
                    rates.effective365(),
                    saved,
                    rates.effective365() == null ? null : saved.compareTo(rates.effective365()) > 0);
        }
    }

    /// @param sales null when it is unknown
    /// @param lossAvoided share of what is paid early that would have been lost otherwise
    static Economics of(
            Money sales,
            String basis,
            PaymentTerms current,
            PaymentTerms proposed,
            BigDecimal costOfCapital,
            BigDecimal takeUp,
            BigDecimal lossAvoided,
            Money benefit) {
        TermsCost costs = new TermsCost(sales, costOfCapital, takeUp);
        List<String> reasons = new ArrayList<>();
        Money funding = null;
        Money discount = null;
        Money cost = null;
        if (sales == null) {
            reasons.add("The annual sales are neither given nor known: the costs are not defined.");
        } else {
            funding = costs.funding(current, proposed);
            discount = costs.discount(proposed).minus(costs.discount(current));
            cost = funding.plus(discount);
        }
        if (benefit == null) {
            reasons.add("No benefit is entered: the net is not defined.");
        }
        boolean comparable =
                benefit != null && cost != null && benefit.currency().equals(cost.currency());
        if (benefit != null && cost != null && !comparable) {
            reasons.add("The benefit is in " + benefit.currency() + ", the cost in " + cost.currency()
                    + ": the net is not defined.");
        }
        return new Economics(
                sales,
                basis,
                costOfCapital,
                takeUp,
                costs.days(current),
                costs.days(proposed),
                funding,
                discount,
                cost,
                benefit,
                comparable ? benefit.minus(cost) : null,
                Discount.of(proposed, costOfCapital, lossAvoided),
                METHOD,
                reasons);
    }
}
