package org.kamsuite.contracts.erp;

import java.math.BigDecimal;
import org.kamsuite.contracts.Check;

/// The scale of an answer: NPS 0 to 10, CSAT5 1 to 5, PERCENT 0 to 100.
public enum SatisfactionScale {
    NPS(0, 10),
    CSAT5(1, 5),
    PERCENT(0, 100);

    private final int lowest;
    private final int highest;

    SatisfactionScale(int lowest, int highest) {
        this.lowest = lowest;
        this.highest = highest;
    }

    void check(String field, BigDecimal score) {
        Check.between(field, score, BigDecimal.valueOf(lowest), BigDecimal.valueOf(highest));
    }
}
