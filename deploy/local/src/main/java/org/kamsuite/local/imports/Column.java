package org.kamsuite.local.imports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// How the text of one CSV column becomes a value: text, decimal, integer, date or instant; blank is null.
///
/// @param name name in expressions
/// @param from header in the file
/// @param optional a file without this column is read as if it were blank everywhere
/// @param type what the text is read as
/// @param blank texts that mean "no value" besides the empty one
/// @param remove parts of the text to drop before anything else, or null
/// @param formats date formats, tried in order
/// @param zone zone of an instant without offset
/// @param thousands thousands separator, or null
/// @param point decimal point
/// @param round decimal places to round to (half even), or null for exact
/// @param translation texts to their replacements, or null
/// @param unknown what to do with a text that the translation does not know
record Column(
        String name,
        String from,
        boolean optional,
        Type type,
        Set<String> blank,
        Pattern remove,
        List<DateTimeFormatter> formats,
        ZoneId zone,
        Character thousands,
        char point,
        Integer round,
        Map<String, String> translation,
        Unknown unknown) {

    enum Type {
        TEXT,
        DECIMAL,
        INTEGER,
        DATE,
        INSTANT
    }

    enum Unknown {
        REJECT,
        BLANK,
        KEEP
    }

    private static final int LONGEST_NUMBER = 60;
    private static final int LONGEST_SHOWN = 60;
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,2})?");

    /// @throws IllegalArgumentException with the reason, naming neither column nor row
    Object read(String cell) {
        if (cell == null) {
            return null;
        }
        String text = cell;
        if (remove != null) {
            text = remove.matcher(text).replaceAll("");
        }
        text = text.strip();
        if (text.isEmpty() || blank.contains(text)) {
            return null;
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("contains a NUL character");
        }
        if (translation != null) {
            text = translate(text);
            if (text == null) {
                return null;
            }
        }
        return switch (type) {
            case TEXT -> text;
            case DECIMAL -> decimal(text);
            case INTEGER -> integer(text);
            case DATE -> date(text);
            case INSTANT -> instant(text);
        };
    }

    private String translate(String text) {
        String translated = translation.get(text);
        if (translated != null) {
            return translated.isEmpty() ? null : translated;
        }
        if (translation.containsKey(text)) {
            return null;
        }
        return switch (unknown) {
            case KEEP -> text;
            case BLANK -> null;
            case REJECT ->
                throw new IllegalArgumentException(
                        shown(text) + " is not in the value map; add it to the mapping file");
        };
    }

    private BigDecimal decimal(String text) {
        String digits = text;
        boolean negative = false;
        // Accounting exports write negative amounts as "12.50-" or "(12.50)".
        if (digits.endsWith("-")) {
            negative = true;
            digits = digits.substring(0, digits.length() - 1);
        } else if (digits.startsWith("(") && digits.endsWith(")")) {
            negative = true;
            digits = digits.substring(1, digits.length() - 1);
        }
        if (thousands != null && digits.indexOf(thousands) >= 0) {
            digits = withoutThousands(digits);
        }
        if (point != '.' && digits != null) {
            digits = digits.indexOf('.') >= 0 ? null : digits.replace(point, '.');
        }
        if (digits == null
                || digits.length() > LONGEST_NUMBER
                || !NUMBER.matcher(digits).matches()) {
            throw new IllegalArgumentException(shown(text) + " is not a number" + numberFormat());
        }
        BigDecimal value = new BigDecimal(digits);
        if (value.scale() < 0) {
            value = value.setScale(0);
        }
        if (round != null && value.scale() > round) {
            value = value.setScale(round, RoundingMode.HALF_EVEN);
        }
        return negative ? value.negate() : value;
    }

    /// Groups of three only: "1,234.5" is a number, "1,5" with a thousands comma is a mistake.
    private String withoutThousands(String text) {
        int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        int end = text.indexOf(point);
        String[] groups = text.substring(start, end < 0 ? text.length() : end).split(Pattern.quote("" + thousands), -1);
        for (int i = 0; i < groups.length; i++) {
            int length = groups[i].length();
            if (i == 0 ? length < 1 || length > 3 : length != 3) {
                return null;
            }
        }
        String fraction = end < 0 ? "" : text.substring(end);
        return text.substring(0, start) + String.join("", groups) + fraction;
    }

    private String numberFormat() {
        if (point == '.' && thousands == null) {
            return "";
        }
        return " (decimal point \"" + point + "\"" + (thousands == null ? "" : ", thousands \"" + thousands + "\"")
                + ")";
    }

    private Object integer(String text) {
        BigDecimal value = decimal(text);
        try {
            return value.setScale(0, RoundingMode.UNNECESSARY);
        } catch (ArithmeticException _) {
            throw new IllegalArgumentException(shown(text) + " is not a whole number");
        }
    }

    private LocalDate date(String text) {
        TemporalAccessor parsed = parse(text);
        return parsed.isSupported(ChronoField.OFFSET_SECONDS)
                ? OffsetDateTime.from(parsed).atZoneSameInstant(zone).toLocalDate()
                : LocalDate.from(parsed);
    }

    /// A time that a clock change skips moves forward by the gap; one that occurs twice is the earlier.
    private Instant instant(String text) {
        TemporalAccessor parsed = parse(text);
        if (parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
            return Instant.from(parsed);
        }
        return parsed.isSupported(ChronoField.NANO_OF_DAY)
                ? LocalDateTime.from(parsed).atZone(zone).toInstant()
                : LocalDate.from(parsed).atStartOfDay(zone).toInstant();
    }

    /// Has a date, and a time and an offset if the format has.
    private TemporalAccessor parse(String text) {
        for (DateTimeFormatter format : formats) {
            // Looks first, because an exception per row and unfit format is slow.
            ParsePosition end = new ParsePosition(0);
            if (format.parseUnresolved(text, end) == null || end.getIndex() < text.length()) {
                continue;
            }
            try {
                TemporalAccessor parsed = format.parse(text);
                if (parsed.isSupported(ChronoField.EPOCH_DAY)) {
                    return parsed;
                }
            } catch (DateTimeException _) {
                // 31 February: the next format, or none.
            }
        }
        throw noDate(text);
    }

    private IllegalArgumentException noDate(String text) {
        return new IllegalArgumentException(shown(text) + " is not a date of the format"
                + (formats.size() == 1 ? "" : "s") + " given for this column");
    }

    private static String shown(String text) {
        return '"' + (text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text) + '"';
    }

    /// A strict format (30 February is refused); "yyyy" is the plain year, months are English in any case.
    ///
    /// @throws IllegalArgumentException if the pattern is none
    static DateTimeFormatter format(String pattern) {
        // In strict mode "y" is a year of an era, which nobody writes: read it as the proleptic year "u".
        StringBuilder years = new StringBuilder();
        boolean quoted = false;
        for (char c : pattern.toCharArray()) {
            quoted ^= c == '\'';
            years.append(c == 'y' && !quoted ? 'u' : c);
        }
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(years.toString())
                .toFormatter(Locale.US)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
