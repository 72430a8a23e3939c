package org.kamsuite.receivables.solvency;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
        name = "FinancialStatement",
        description = "A year's figures of a customer's annual accounts, all in one currency, as decimal strings.")
record Statement(
        @Schema(
                required = true,
                description =
                        "PUBLIC_MANUFACTURER needs marketValueOfEquity and sales, PRIVATE_MANUFACTURER bookValueOfEquity"
                                + " and sales, NON_MANUFACTURER bookValueOfEquity.")
        FirmType firmType,

        @Schema(required = true, description = "ISO 4217.", examples = "EUR")
        String currency,

        @Schema(type = SchemaType.STRING, examples = "1000000.00") @JsonFormat(shape = JsonFormat.Shape.STRING)
        BigDecimal totalAssets,

        @Schema(type = SchemaType.STRING, examples = "600000.00") @JsonFormat(shape = JsonFormat.Shape.STRING)
        BigDecimal currentAssets,

        @Schema(type = SchemaType.STRING, examples = "400000.00") @JsonFormat(shape = JsonFormat.Shape.STRING)
        BigDecimal currentLiabilities,

        @Schema(type = SchemaType.STRING, examples = "500000.00") @JsonFormat(shape = JsonFormat.Shape.STRING)
        BigDecimal totalLiabilities,

        @Schema(type = SchemaType.STRING, examples = "300000.00") @JsonFormat(shape = JsonFormat.Shape.STRING)
        BigDecimal retainedEarnings,

        @Schema(
                type = SchemaType.STRING,
                description = "Earnings before interest and taxes; may be negative.",
                examples = "150000.00")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        BigDecimal ebit,

        @Schema(type = SchemaType.STRING, examples = "1800000.00") @JsonFormat(shape = JsonFormat.Shape.STRING)
        BigDecimal sales,

        @Schema(type = SchemaType.STRING, description = "Number of shares × price.", examples = "900000.00")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        BigDecimal marketValueOfEquity,

        @Schema(type = SchemaType.STRING, examples = "500000.00") @JsonFormat(shape = JsonFormat.Shape.STRING)
        BigDecimal bookValueOfEquity) {

    private static final int MAX_INTEGER_DIGITS = 24;
    private static final int MAX_DECIMALS = 6;

    Statement {
        totalAssets = plain(totalAssets);
        currentAssets = plain(currentAssets);
        currentLiabilities = plain(currentLiabilities);
        totalLiabilities = plain(totalLiabilities);
        retainedEarnings = plain(retainedEarnings);
        ebit = plain(ebit);
        sales = plain(sales);
        marketValueOfEquity = plain(marketValueOfEquity);
        bookValueOfEquity = plain(bookValueOfEquity);
    }

    // 1E+3 is written as 1000; what is too large for that is refused later.
    private static BigDecimal plain(BigDecimal value) {
        boolean readable = value != null && value.scale() < 0 && value.scale() >= -MAX_INTEGER_DIGITS;
        return readable ? value.setScale(0) : value;
    }

    private Map<String, BigDecimal> figures() {
        Map<String, BigDecimal> figures = new LinkedHashMap<>();
        figures.put("totalAssets", totalAssets);
        figures.put("currentAssets", currentAssets);
        figures.put("currentLiabilities", currentLiabilities);
        figures.put("totalLiabilities", totalLiabilities);
        figures.put("retainedEarnings", retainedEarnings);
        figures.put("ebit", ebit);
        figures.put("sales", sales);
        figures.put("marketValueOfEquity", marketValueOfEquity);
        figures.put("bookValueOfEquity", bookValueOfEquity);
        return figures;
    }

    /// The items that the firm's model needs and that are not there.
    List<String> missing() {
        List<String> notNeeded = switch (firmType) {
            case PUBLIC_MANUFACTURER -> List.of("bookValueOfEquity");
            case PRIVATE_MANUFACTURER -> List.of("marketValueOfEquity");
            case NON_MANUFACTURER -> List.of("marketValueOfEquity", "sales");
        };
        return figures().entrySet().stream()
                .filter(each -> each.getValue() == null && !notNeeded.contains(each.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The items that are larger or finer than annual accounts are.
    List<String> unreasonable() {
        return figures().entrySet().stream()
                .filter(each -> each.getValue() != null
                        && ((long) each.getValue().precision() - each.getValue().scale() > MAX_INTEGER_DIGITS
                                || each.getValue().scale() > MAX_DECIMALS))
                .map(Map.Entry::getKey)
                .toList();
    }
}
