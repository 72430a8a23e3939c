package org.kamsuite.receivables.solvency;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Altman's score from one year's figures. Pure; quotients of 16 digits.
@Schema(
        name = "AltmanScore",
        description = "Altman's Z, Z' or Z'' by type of firm. Null with a reason where a denominator is 0.")
record Altman(
        @Schema(description = "Z, Z' or Z''.", examples = "Z'")
        String model,

        @Schema(description = "The formula.", examples = "0.717 X1 + 0.847 X2 + 3.107 X3 + 0.420 X4 + 0.998 X5")
        String formula,

        @Schema(description = "The score; null when a ratio is.", examples = "2.61")
        BigDecimal score,

        @Schema(description = "DISTRESS below distressBelow, SAFE above safeAbove, else GREY; null without a score.")
        Zone zone,

        @Schema(examples = "1.23") BigDecimal distressBelow,

        @Schema(examples = "2.9") BigDecimal safeAbove,

        @Schema(description = "X1 to X5 (Z'': to X4, with X5 for information).")
        List<Ratio> ratios,

        @Schema(description = "Why there is no score.") String reason) {

    private static final MathContext QUOTIENT = MathContext.DECIMAL64;

    @Schema(name = "AltmanRatio")
    record Ratio(
            @Schema(examples = "X1") String name,

            @Schema(examples = "working capital / total assets")
            String definition,

            @Schema(description = "Null when the denominator is 0.", examples = "0.1")
            BigDecimal value,

            @Schema(description = "Its weight in the score; absent when the model does not use it.", examples = "0.717")
            BigDecimal coefficient) {}

    static Altman of(Statement statement) {
        FirmType firm = statement.firmType();
        boolean listed = firm == FirmType.PUBLIC_MANUFACTURER;
        BigDecimal equity = listed ? statement.marketValueOfEquity() : statement.bookValueOfEquity();
        List<Ratio> ratios = new ArrayList<>();
        add(
                ratios,
                firm,
                "working capital / total assets, working capital = current assets - current liabilities",
                statement.currentAssets().subtract(statement.currentLiabilities()),
                statement.totalAssets());
        add(ratios, firm, "retained earnings / total assets", statement.retainedEarnings(), statement.totalAssets());
        add(ratios, firm, "EBIT / total assets", statement.ebit(), statement.totalAssets());
        add(
                ratios,
                firm,
                (listed ? "market" : "book") + " value of equity / total liabilities",
                equity,
                statement.totalLiabilities());
        if (statement.sales() != null) {
            add(ratios, firm, "sales / total assets", statement.sales(), statement.totalAssets());
        }
        List<String> undefined = ratios.stream()
                .filter(ratio -> ratio.value() == null && ratio.coefficient() != null)
                .map(Ratio::name)
                .toList();
        BigDecimal score = undefined.isEmpty() ? score(ratios) : null;
        return new Altman(
                firm.model(),
                formula(firm),
                score,
                score == null ? null : zone(firm, score),
                firm.distressBelow(),
                firm.safeAbove(),
                ratios,
                score == null ? "The denominator of " + String.join(", ", undefined) + " is 0." : null);
    }

    private static void add(
            List<Ratio> ratios, FirmType firm, String definition, BigDecimal numerator, BigDecimal denominator) {
        int index = ratios.size();
        ratios.add(new Ratio(
                "X" + (index + 1),
                definition,
                denominator.signum() == 0 ? null : numerator.divide(denominator, QUOTIENT),
                index < firm.coefficients().size() ? firm.coefficients().get(index) : null));
    }

    private static BigDecimal score(List<Ratio> ratios) {
        return ratios.stream()
                .filter(ratio -> ratio.coefficient() != null)
                .map(ratio -> ratio.coefficient().multiply(ratio.value()))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .round(QUOTIENT);
    }

    private static Zone zone(FirmType firm, BigDecimal score) {
        if (score.compareTo(firm.distressBelow()) < 0) {
            return Zone.DISTRESS;
        }
        return score.compareTo(firm.safeAbove()) > 0 ? Zone.SAFE : Zone.GREY;
    }

    private static String formula(FirmType firm) {
        List<String> terms = new ArrayList<>();
        for (int i = 0; i < firm.coefficients().size(); i++) {
            terms.add(firm.coefficients().get(i).toPlainString() + " X" + (i + 1));
        }
        return String.join(" + ", terms);
    }
}
