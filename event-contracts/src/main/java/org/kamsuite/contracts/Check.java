package org.kamsuite.contracts;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The value checks of the contract. Every one names the JSON field and says what was expected; the first
/// violation ends the check. An `optional` one lets `null` pass.
public final class Check {
    /// Longest code or business number, in characters.
    public static final int CODE_LENGTH = 64;
    /// Longest name, in characters.
    public static final int NAME_LENGTH = 200;
    /// Longest free text, in characters.
    public static final int TEXT_LENGTH = 2_000;
    /// Most elements of a list in one document.
    public static final int LIST_SIZE = 10_000;

    private static final int INTEGER_DIGITS = 15;
    private static final int AMOUNT_DECIMALS = 6;
    private static final int PRICE_DECIMALS = 12;
    private static final int TOTAL_INTEGER_DIGITS = 30;
    private static final int TOTAL_DECIMALS = 20;
    private static final int NUMBER_DIGITS = 40;
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2199;
    private static final BigDecimal HUNDRED = new BigDecimal("100");
    private static final Pattern SYSTEM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Set<String> CURRENCIES =
            Currency.availableCurrencies().map(Currency::getCurrencyCode).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private Check() {}

    /// Not `null`.
    public static void required(String field, Object value) {
        if (value == null) {
            throw new ContractViolation(field, "is missing");
        }
    }

    /// A name of a source system. No colon, because a Kafka key is `<system>:<customer number>`.
    public static void system(String field, String value) {
        required(field, value);
        if (!SYSTEM.matcher(value).matches()) {
            throw new ContractViolation(
                    field, "must be 1 to 64 letters, digits, '.', '_' or '-', but is " + quoted(value));
        }
    }

    /// A code or business number: one line, at most [#CODE_LENGTH] characters.
    public static void code(String field, String value) {
        required(field, value);
        text(field, value, CODE_LENGTH, false);
    }

    public static void optionalCode(String field, String value) {
        optional(value, v -> code(field, v));
    }

    /// A name: one line, at most [#NAME_LENGTH] characters.
    public static void name(String field, String value) {
        required(field, value);
        text(field, value, NAME_LENGTH, false);
    }

    public static void optionalName(String field, String value) {
        optional(value, v -> name(field, v));
    }

    /// Free text: may have line breaks and tabs.
    public static void text(String field, String value) {
        required(field, value);
        text(field, value, TEXT_LENGTH, true);
    }

    public static void optionalText(String field, String value) {
        optional(value, v -> text(field, v));
    }

    /// ISO 4217.
    public static void currency(String field, String value) {
        required(field, value);
        if (!CURRENCIES.contains(value)) {
            throw new ContractViolation(
                    field, "must be an ISO 4217 currency code such as EUR, but is " + quoted(value));
        }
    }

    /// ISO 3166-1 alpha-2.
    public static void country(String field, String value) {
        required(field, value);
        if (!COUNTRIES.contains(value)) {
            throw new ContractViolation(
                    field, "must be an ISO 3166-1 alpha-2 country code such as DE, but is " + quoted(value));
        }
    }

    public static void optionalCountry(String field, String value) {
        optional(value, v -> country(field, v));
    }

    /// An amount of money of any sign: at most 15 integer digits and 6 decimals.
    public static void amount(String field, BigDecimal value) {
        decimal(field, value, INTEGER_DIGITS, AMOUNT_DECIMALS);
    }

    public static void optionalAmount(String field, BigDecimal value) {
        optional(value, v -> amount(field, v));
    }

    /// An amount greater than 0.
    public static void positiveAmount(String field, BigDecimal value) {
        amount(field, value);
        positive(field, value);
    }

    public static void optionalPositiveAmount(String field, BigDecimal value) {
        optional(value, v -> positiveAmount(field, v));
    }

    /// An amount of 0 or more.
    public static void notNegativeAmount(String field, BigDecimal value) {
        amount(field, value);
        notNegative(field, value);
    }

    public static void optionalNotNegativeAmount(String field, BigDecimal value) {
        optional(value, v -> notNegativeAmount(field, v));
    }

    /// An amount of money as a setting, not as a sum: not negative, within the limits of one document.
    public static void optionalNotNegativeMoney(String field, Money value) {
        optional(value, v -> notNegativeAmount(field + ".amount", v.amount()));
    }

    /// A price or cost of one unit: any sign, zero allowed, up to 12 decimals.
    public static void price(String field, BigDecimal value) {
        decimal(field, value, INTEGER_DIGITS, PRICE_DECIMALS);
    }

    public static void optionalPrice(String field, BigDecimal value) {
        optional(value, v -> price(field, v));
    }

    /// A sum made by a service: has room for what many documents of the largest allowed amounts add up to.
    public static void total(String field, BigDecimal value) {
        decimal(field, value, TOTAL_INTEGER_DIGITS, TOTAL_DECIMALS);
    }

    /// 0 to 100.
    public static void percent(String field, BigDecimal value) {
        amount(field, value);
        between(field, value, BigDecimal.ZERO, HUNDRED);
    }

    public static void optionalPercent(String field, BigDecimal value) {
        optional(value, v -> percent(field, v));
    }

    /// A share between 0 and 1.
    public static void rate(String field, BigDecimal value) {
        number(field, value);
        between(field, value, BigDecimal.ZERO, BigDecimal.ONE);
    }

    public static void optionalRate(String field, BigDecimal value) {
        optional(value, v -> rate(field, v));
    }

    /// A computed figure of any sign and reasonable size.
    public static void number(String field, BigDecimal value) {
        required(field, value);
        if (value.precision() > NUMBER_DIGITS || value.scale() > NUMBER_DIGITS || value.scale() < -NUMBER_DIGITS) {
            throw new ContractViolation(field, "must be a number of at most " + NUMBER_DIGITS + " digits");
        }
    }

    public static void optionalNumber(String field, BigDecimal value) {
        optional(value, v -> number(field, v));
    }

    /// A computed figure between 0 and 100.
    public static void optionalScore(String field, BigDecimal value) {
        optional(value, v -> {
            number(field, v);
            between(field, v, BigDecimal.ZERO, HUNDRED);
        });
    }

    /// A computed figure of 0 or more.
    public static void notNegativeNumber(String field, BigDecimal value) {
        number(field, value);
        notNegative(field, value);
    }

    public static void optionalNotNegativeNumber(String field, BigDecimal value) {
        optional(value, v -> notNegativeNumber(field, v));
    }

    public static void positive(String field, BigDecimal value) {
        if (value.signum() <= 0) {
            throw new ContractViolation(field, "must be greater than 0, but is " + value.toPlainString());
        }
    }

    public static void notNegative(String field, BigDecimal value) {
        if (value.signum() < 0) {
            throw new ContractViolation(field, "must not be negative, but is " + value.toPlainString());
        }
    }

    public static void between(String field, BigDecimal value, BigDecimal lowest, BigDecimal highest) {
        if (value.compareTo(lowest) < 0 || value.compareTo(highest) > 0) {
            throw new ContractViolation(
                    field,
                    "must be between " + lowest.toPlainString() + " and " + highest.toPlainString() + ", but is "
                            + value.toPlainString());
        }
    }

    /// A whole number of at least `lowest`.
    public static void atLeast(String field, long value, long lowest) {
        if (value < lowest) {
            throw new ContractViolation(field, "must be at least " + lowest + ", but is " + value);
        }
    }

    public static void between(String field, long value, long lowest, long highest) {
        if (value < lowest || value > highest) {
            throw new ContractViolation(field, "must be between " + lowest + " and " + highest + ", but is " + value);
        }
    }

    public static void optionalBetween(String field, Integer value, int lowest, int highest) {
        optional(value, v -> between(field, v.longValue(), lowest, highest));
    }

    /// A day in the years 1900 to 2199.
    public static void date(String field, LocalDate value) {
        required(field, value);
        year(field, value.getYear());
    }

    public static void optionalDate(String field, LocalDate value) {
        optional(value, v -> date(field, v));
    }

    /// A moment in the years 1900 to 2199 (UTC).
    public static void instant(String field, Instant value) {
        required(field, value);
        year(field, value.atOffset(ZoneOffset.UTC).getYear());
    }

    public static void optionalInstant(String field, Instant value) {
        optional(value, v -> instant(field, v));
    }

    /// An unmodifiable copy; `null` is the empty list.
    public static <T> List<T> list(String field, List<T> values, int fewest) {
        if (values == null || values.isEmpty()) {
            if (fewest > 0) {
                throw new ContractViolation(
                        field, values == null ? "is missing" : "must have at least " + fewest + " element");
            }
            return List.of();
        }
        if (values.size() > LIST_SIZE) {
            throw new ContractViolation(
                    field, "must have at most " + LIST_SIZE + " elements, but has " + values.size());
        }
        for (int i = 0; i < values.size(); i++) {
            required(field + "[" + i + "]", values.get(i));
        }
        return List.copyOf(values);
    }

    /// A list of codes.
    public static List<String> codes(String field, List<String> values, int fewest) {
        return each(field, list(field, values, fewest), Check::code);
    }

    /// A list of names.
    public static List<String> names(String field, List<String> values) {
        return each(field, list(field, values, 0), Check::name);
    }

    /// A list of texts.
    public static List<String> texts(String field, List<String> values) {
        return each(field, list(field, values, 0), Check::text);
    }

    /// The elements of a list are told apart by this value, so it may not repeat.
    public static <T> void unique(String list, List<T> values, String field, Function<T, ?> value) {
        var seen = new HashSet<Object>();
        for (int i = 0; i < values.size(); i++) {
            var found = value.apply(values.get(i));
            if (!seen.add(found)) {
                throw new ContractViolation(
                        list + "[" + i + "]." + field,
                        "must be unique in the list, but " + quoted(found.toString()) + " is there twice");
            }
        }
    }

    /// A value as it is shown in a message: short, and with nothing that breaks a line or a terminal.
    static String quoted(String value) {
        var shown = value.length() > 40 ? value.substring(0, 40) + "…" : value;
        return '"' + shown.replaceAll("\\p{Cntrl}|\\p{Cs}", "?") + '"';
    }

    private static List<String> each(String field, List<String> values, BiConsumer<String, String> check) {
        for (int i = 0; i < values.size(); i++) {
            check.accept(field + "[" + i + "]", values.get(i));
        }
        return values;
    }

    private static <T> void optional(T value, Consumer<T> check) {
        if (value != null) {
            check.accept(value);
        }
    }

    private static void year(String field, int year) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new ContractViolation(
                    field, "must be in the years " + FIRST_YEAR + " to " + LAST_YEAR + ", but is in " + year);
        }
    }

    private static void decimal(String field, BigDecimal value, int integerDigits, int decimals) {
        required(field, value);
        if ((long) value.precision() - value.scale() > integerDigits) {
            throw new ContractViolation(field, "must have at most " + integerDigits + " digits before the point");
        }
        if (value.scale() > decimals) {
            throw new ContractViolation(field, "must have at most " + decimals + " decimals, but has " + value.scale());
        }
    }

    private static void text(String field, String value, int longest, boolean manyLines) {
        if (value.isBlank()) {
            throw new ContractViolation(field, "must not be blank");
        }
        if (value.codePointCount(0, value.length()) > longest) {
            throw new ContractViolation(
                    field,
                    "must have at most " + longest + " characters, but has " + value.codePointCount(0, value.length()));
        }
        value.codePoints().forEach(c -> {
            if ((c < ' ' && !(manyLines && (c == '\n' || c == '\r' || c == '\t'))) || c == 0x7F) {
                throw new ContractViolation(field, "must not contain control characters (found code " + c + ")");
            }
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                throw new ContractViolation(field, "must not contain half a surrogate pair");
            }
        });
    }
}
