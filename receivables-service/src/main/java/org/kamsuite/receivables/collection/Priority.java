package org.kamsuite.receivables.collection;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/// How urgent it is to collect from an account, in money: what is overdue weighs more the older it is and the more
/// promises were broken, and nothing as far as it is in dispute, promised or in a payment plan; what falls due soon
/// weighs what of it is expected to be overdue. Pure; every part is exact, and the parts add up to the priority.
final class Priority {

    /// Beyond these days an item weighs no more.
    static final int OLDEST = 200;
    /// Beyond so many, broken promises weigh no more.
    static final int MOST_BROKEN = 4;

    private static final BigDecimal PER_DAY = new BigDecimal("0.01");
    private static final BigDecimal PER_BROKEN = new BigDecimal("0.25");

    static final String METHOD = "OVERDUE = overdue amount; AGE = 1 % of it for each day past due, up to " + OLDEST
            + " days; DISPUTED, PROMISED, PLANNED = less both for what cannot be collected now; BROKEN_PROMISES = 25 % of"
            + " the rest for each promise broken in 365 days, up to " + MOST_BROKEN
            + "; AT_RISK = amounts that fall due in daysAhead days, each times the probability of being paid late, without"
            + " invoices in dispute, promised or in a plan; each part in the reporting currency, rounded to its minor unit, then added";

    private Priority() {}

    enum Part {
        OVERDUE,
        AGE,
        DISPUTED,
        PROMISED,
        PLANNED,
        BROKEN_PROMISES,
        /// What is likely to be overdue soon: the same money as OVERDUE, as far as it is expected.
        AT_RISK
    }

    /// What is overdue of one invoice.
    ///
    /// @param days past due, of its oldest overdue instalment
    /// @param disputed how much of the overdue amount is in dispute
    record Overdue(BigDecimal amount, long days, BigDecimal disputed, boolean promised, boolean planned) {

        BigDecimal collectable() {
            return promised || planned ? BigDecimal.ZERO : amount.subtract(disputed);
        }
    }

    /// What of an invoice falls due soon, and how likely it is paid late, 0 to 1.
    record Upcoming(BigDecimal amount, BigDecimal probability) {}

    /// What is expected to be overdue of invoices that fall due soon.
    static BigDecimal atRisk(Collection<Upcoming> upcoming) {
        return upcoming.stream()
                .map(each -> each.amount().multiply(each.probability()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// @param broken promises of the account that were broken in the last 365 days
    static Map<Part, BigDecimal> of(Collection<Overdue> invoices, int broken) {
        Map<Part, BigDecimal> parts = new EnumMap<>(Part.class);
        BigDecimal perBroken = PER_BROKEN.multiply(BigDecimal.valueOf(Math.min(broken, MOST_BROKEN)));
        for (Overdue invoice : invoices) {
            BigDecimal age = PER_DAY.multiply(BigDecimal.valueOf(Math.min(invoice.days(), OLDEST)));
            BigDecimal weight = BigDecimal.ONE.add(age);
            parts.merge(Part.OVERDUE, invoice.amount(), BigDecimal::add);
            parts.merge(Part.AGE, invoice.amount().multiply(age), BigDecimal::add);
            parts.merge(Part.DISPUTED, invoice.disputed().multiply(weight).negate(), BigDecimal::add);
            BigDecimal rest = invoice.amount().subtract(invoice.disputed());
            if (invoice.promised()) {
                parts.merge(Part.PROMISED, rest.multiply(weight).negate(), BigDecimal::add);
            } else if (invoice.planned()) {
                parts.merge(Part.PLANNED, rest.multiply(weight).negate(), BigDecimal::add);
            }
            parts.merge(Part.BROKEN_PROMISES, invoice.collectable().multiply(perBroken), BigDecimal::add);
        }
        parts.values().removeIf(amount -> amount.signum() == 0);
        return parts;
    }
}
