package org.kamsuite.scoring.concentration;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/// Which amounts are compared; both without tax.
enum Measure {
    /// Invoices less credit notes.
    REVENUE("revenue", "revenue"),
    /// Invoices with a positive amount alone.
    GROSS_REVENUE("gross-revenue", "gross_revenue");

    private final String text;
    private final String column;

    Measure(String text, String column) {
        this.text = text;
        this.column = column;
    }

    @JsonValue
    String text() {
        return text;
    }

    String column() {
        return column;
    }

    static Optional<Measure> find(String text) {
        return Arrays.stream(values())
                .filter(measure -> measure.text.equals(text))
                .findFirst();
    }
}
