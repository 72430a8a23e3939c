package org.kamsuite.receivables.solvency;

import java.math.BigDecimal;
import java.util.List;

/// Which of Altman's models fits a firm.
public enum FirmType {
    /// Z (1968): 1.2 X1 + 1.4 X2 + 3.3 X3 + 0.6 X4 + 1.0 X5, X4 with the market value of equity.
    PUBLIC_MANUFACTURER("Z", List.of("1.2", "1.4", "3.3", "0.6", "1.0"), "1.81", "2.99"),
    /// Z' (1983): 0.717 X1 + 0.847 X2 + 3.107 X3 + 0.420 X4 + 0.998 X5, X4 with the book value of equity.
    PRIVATE_MANUFACTURER("Z'", List.of("0.717", "0.847", "3.107", "0.420", "0.998"), "1.23", "2.9"),
    /// Z'' (1995): 6.56 X1 + 3.26 X2 + 6.72 X3 + 1.05 X4, X4 with the book value of equity, without X5.
    NON_MANUFACTURER("Z''", List.of("6.56", "3.26", "6.72", "1.05"), "1.1", "2.6");

    private final String model;
    private final List<BigDecimal> coefficients;
    private final BigDecimal distressBelow;
    private final BigDecimal safeAbove;

    FirmType(String model, List<String> coefficients, String distressBelow, String safeAbove) {
        this.model = model;
        this.coefficients = coefficients.stream().map(BigDecimal::new).toList();
        this.distressBelow = new BigDecimal(distressBelow);
        this.safeAbove = new BigDecimal(safeAbove);
    }

    String model() {
        return model;
    }

    /// Of X1 to X5, or to X4.
    List<BigDecimal> coefficients() {
        return coefficients;
    }

    BigDecimal distressBelow() {
        return distressBelow;
    }

    BigDecimal safeAbove() {
        return safeAbove;
    }
}
