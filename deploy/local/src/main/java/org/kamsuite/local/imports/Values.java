package org.kamsuite.local.imports;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/// The values of the expression language: text (String), number (BigDecimal), yes/no (Boolean), date
/// (LocalDate), instant (Instant) and blank (null).
final class Values {
    private Values() {}

    /// How a value reads in a text: numbers in plain notation, dates in ISO 8601, blank as nothing.
    static String text(Object value) {
        return switch (value) {
            case null -> "";
            case BigDecimal number -> number.toPlainString();
            case WholeNumber number -> number.value().toPlainString();
            default -> value.toString();
        };
    }

    static boolean isTrue(Object value) {
        return switch (value) {
            case null -> false;
            case Boolean b -> b;
            default -> throw new IllegalArgumentException(describe(value) + " where yes or no is needed");
        };
    }

    static BigDecimal number(Object value) {
        return switch (value) {
            case null -> null;
            case BigDecimal number -> number;
            case WholeNumber number -> number.value();
            default ->
                throw new IllegalArgumentException(
                        describe(value) + " where a number is needed (give the column \"type: decimal\"?)");
        };
    }

    static boolean same(Object a, Object b) {
        return a == null || b == null ? a == b : compare(a, b) == 0;
    }

    /// Order of two values of one kind.
    static int compare(Object a, Object b) {
        return switch (a) {
            case BigDecimal x when b instanceof BigDecimal y -> x.compareTo(y);
            case String x when b instanceof String y -> x.compareTo(y);
            case LocalDate x when b instanceof LocalDate y -> x.compareTo(y);
            case Instant x when b instanceof Instant y -> x.compareTo(y);
            case Boolean x when b instanceof Boolean y -> x.compareTo(y);
            default ->
                throw new IllegalArgumentException("cannot compare " + describe(a) + " with " + describe(b)
                        + " (give the columns the same \"type\")");
        };
    }

    static String describe(Object value) {
        String kind = switch (value) {
            case null -> "blank";
            case String _ -> "text";
            case BigDecimal _ -> "number";
            case WholeNumber _ -> "number";
            case LocalDate _ -> "date";
            case Instant _ -> "instant";
            case Boolean _ -> "yes/no";
            default -> "value";
        };
        return value == null ? kind : kind + " \"" + text(value) + "\"";
    }

    /// A number that is written to JSON as a number; all others are written as decimal strings.
    record WholeNumber(BigDecimal value) {}
}
