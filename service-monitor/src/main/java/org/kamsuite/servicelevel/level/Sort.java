package org.kamsuite.servicelevel.level;

import java.util.Map;
import java.util.TreeSet;
import org.kamsuite.platform.rest.Problem;

/// In which order the portfolio lists accounts; what has no value comes last either way.
///
/// @param text as in `?sort=`
/// @param key the sort key in SQL, ascending
/// @param type its type in SQL
record Sort(String text, String key, String type) {

    /// The accounts with most misses first.
    static final String BY_DEFAULT = "-missedLines";

    private static final Map<String, String> NUMBERS = Map.of(
            "missedLines", "due_units - otif",
            "dueLines", "due_lines",
            "lateLines", "late_lines",
            "overdueLines", "overdue_lines",
            "onTimeRate", "cast(on_time as numeric) / nullif(delivered_units, 0)",
            "inFullRate", "cast(in_full as numeric) / nullif(delivered_units, 0)",
            "otifRate", "cast(otif as numeric) / nullif(delivered_units, 0)",
            "inquiries", "inquiries",
            "resolutionMinutes", "resolution_p50");

    static Sort of(String asked) {
        String text = asked == null || asked.isBlank() ? BY_DEFAULT : asked;
        boolean descending = text.startsWith("-");
        String field = descending ? text.substring(1) : text;
        if (field.equals("name") && !descending) {
            return new Sort(text, "lower(coalesce(legal_name, ''))", "text");
        }
        String number = NUMBERS.get(field);
        if (number == null) {
            throw Problem.badRequest(
                    "sort", "must be name, or one of " + new TreeSet<>(NUMBERS.keySet()) + ", with - for descending");
        }
        String key = "coalesce(cast(" + (descending ? "-" : "") + "(" + number + ") as numeric), 'Infinity')";
        return new Sort(text, key, "numeric");
    }

    /// Whether a sort key that a client sends back is one.
    boolean readable(String sortKey) {
        return type.equals("text") || sortKey.matches("Infinity|-?[0-9]{1,30}(\\.[0-9]{1,60})?");
    }
}
