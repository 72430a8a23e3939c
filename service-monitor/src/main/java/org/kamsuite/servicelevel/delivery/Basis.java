package org.kamsuite.servicelevel.delivery;

/// Against which date a delivery is judged.
public enum Basis {
    /// The date that the buyer wants.
    REQUESTED("l.requested_on"),
    /// The date of the first confirmation that names one; where there is none, the requested date.
    FIRST_PROMISED("coalesce(l.first_promised_on, l.requested_on)"),
    /// The date of the last confirmation that names one; where there is none, the requested date.
    LAST_PROMISED("coalesce(l.last_promised_on, l.requested_on)");

    private final String target;

    Basis(String target) {
        this.target = target;
    }

    /// The target date in SQL, of an `order_line l`. There is an index for each, so it is written in one place.
    public String target() {
        return target;
    }

    /// The day that decides whether a line is in a period: its target, or without one the day of the order.
    public String windowDay() {
        return switch (this) {
            case REQUESTED -> "coalesce(l.requested_on, l.ordered_on)";
            case FIRST_PROMISED -> "coalesce(l.first_promised_on, l.requested_on, l.ordered_on)";
            case LAST_PROMISED -> "coalesce(l.last_promised_on, l.requested_on, l.ordered_on)";
        };
    }

    /// Whether a line is judged against the requested date for want of a promise, in SQL.
    public String fallback() {
        return switch (this) {
            case REQUESTED -> "false";
            case FIRST_PROMISED, LAST_PROMISED -> "(l.first_promised_on is null)";
        };
    }
}
