package org.kamsuite.receivables.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/// How much a payment may fall short of an invoice so that the rest is given up, per currency: an amount and a
/// percentage of what was payable, of which the lesser counts. A currency without tolerance has none.
public final class Tolerances {

    public static final Tolerances NONE = new Tolerances(Map.of());

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /// @param from the first day of payment that it counts for
    private record Tolerance(BigDecimal amount, BigDecimal percent, LocalDate from) {}

    private final Map<String, Tolerance> byCurrency;

    private Tolerances(Map<String, Tolerance> byCurrency) {
        this.byCurrency = byCurrency;
    }

    /// @param text `EUR:5.00:1,USD:5:0.5:2026-01-01`: currency, amount, percent and, optionally, the first day
    public static Tolerances parse(String text) {
        Map<String, Tolerance> byCurrency = new HashMap<>();
        for (String each : text.isBlank() ? new String[0] : text.split(",")) {
            String[] parts = each.strip().split(":");
            if (parts.length < 3 || parts.length > 4) {
                throw new IllegalArgumentException("not currency:amount:percent[:from]: " + each);
            }
            byCurrency.put(
                    parts[0],
                    new Tolerance(
                            new BigDecimal(parts[1]),
                            new BigDecimal(parts[2]),
                            parts.length == 4 ? LocalDate.parse(parts[3]) : LocalDate.MIN));
        }
        return new Tolerances(Map.copyOf(byCurrency));
    }

    /// Whether this rest of an invoice is given up on the day of a payment.
    boolean covers(Fact invoice, BigDecimal rest, LocalDate day) {
        Tolerance tolerance = byCurrency.get(invoice.currency());
        return tolerance != null
                && !day.isBefore(tolerance.from())
                && rest.compareTo(tolerance.amount()) <= 0
                && rest.multiply(HUNDRED).compareTo(invoice.amount().multiply(tolerance.percent())) <= 0;
    }
}
