package org.kamsuite.local.imports;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.kamsuite.contracts.Check;

/// Recursive descent over the tiny expression language of mapping files; see `mappings/README.md`.
/// There are no variables, no loops and no access to anything but the row: a mapping cannot do harm.
final class ExpressionParser {
    /// Gives the names of a mapping their meaning.
    @FunctionalInterface
    interface Names {
        /// @param qualifier name before the dot, or null
        /// @return null if there is no such name
        Expression resolve(String qualifier, String name);
    }

    private static final int LONGEST = 2_000;
    private static final int DEEPEST = 40;

    private final String source;
    private final Names names;
    private int at;
    private int depth;

    private ExpressionParser(String source, Names names) {
        this.source = source;
        this.names = names;
    }

    /// @throws IllegalArgumentException saying what is wrong at which character
    static Expression parse(String source, Names names) {
        if (source.length() > LONGEST) {
            throw new IllegalArgumentException("expression is longer than " + LONGEST + " characters");
        }
        ExpressionParser parser = new ExpressionParser(source, names);
        Expression expression = parser.or();
        parser.blanks();
        if (parser.at < source.length()) {
            throw parser.wrong("unexpected \"" + source.charAt(parser.at) + "\"");
        }
        return expression;
    }

    private Expression or() {
        if (++depth > DEEPEST) {
            throw wrong("nested too deeply");
        }
        Expression left = and();
        while (word("or")) {
            Expression a = left;
            Expression b = and();
            left = scope -> Values.isTrue(a.evaluate(scope)) || Values.isTrue(b.evaluate(scope));
        }
        depth--;
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (word("and")) {
            Expression a = left;
            Expression b = not();
            left = scope -> Values.isTrue(a.evaluate(scope)) && Values.isTrue(b.evaluate(scope));
        }
        return left;
    }

    private Expression not() {
        if (word("not")) {
            Expression a = comparison();
            return scope -> !Values.isTrue(a.evaluate(scope));
        }
        return comparison();
    }

    private Expression comparison() {
        Expression a = sum();
        if (symbol("!=")) {
            Expression b = sum();
            return scope -> !Values.same(a.evaluate(scope), b.evaluate(scope));
        }
        if (symbol("<=")) {
            return ordered(a, sum(), order -> order <= 0);
        }
        if (symbol(">=")) {
            return ordered(a, sum(), order -> order >= 0);
        }
        if (symbol("<")) {
            return ordered(a, sum(), order -> order < 0);
        }
        if (symbol(">")) {
            return ordered(a, sum(), order -> order > 0);
        }
        if (symbol("=")) {
            Expression b = sum();
            return scope -> Values.same(a.evaluate(scope), b.evaluate(scope));
        }
        if (symbol("~")) {
            Pattern pattern = regex();
            return scope -> pattern.matcher(Values.text(a.evaluate(scope))).find();
        }
        return a;
    }

    /// A comparison with blank is never true.
    private static Expression ordered(Expression a, Expression b, IntPredicate wanted) {
        return scope -> {
            Object x = a.evaluate(scope);
            Object y = b.evaluate(scope);
            return x != null && y != null && wanted.test(Values.compare(x, y));
        };
    }

    private Expression sum() {
        Expression left = product();
        while (true) {
            Expression a = left;
            if (symbol("+")) {
                Expression b = product();
                left = scope -> plus(a.evaluate(scope), b.evaluate(scope), 1);
            } else if (symbol("-")) {
                Expression b = product();
                left = scope -> plus(a.evaluate(scope), b.evaluate(scope), -1);
            } else if (symbol("&")) {
                Expression b = product();
                left = scope -> Values.text(a.evaluate(scope)) + Values.text(b.evaluate(scope));
            } else {
                return left;
            }
        }
    }

    /// Numbers add up; a date plus a number is that many days later. Blank makes the result blank.
    private static Object plus(Object a, Object b, int sign) {
        if (a == null || b == null) {
            return null;
        }
        if (a instanceof LocalDate date) {
            long days = Values.number(b).longValueExact();
            if (Math.abs(days) > 1_000_000) {
                throw new IllegalArgumentException(days + " days is too far");
            }
            return date.plusDays(sign * days);
        }
        BigDecimal x = Values.number(a);
        BigDecimal y = Values.number(b);
        return sign > 0 ? x.add(y) : x.subtract(y);
    }

    private Expression product() {
        Expression left = unary();
        while (true) {
            Expression a = left;
            if (symbol("*")) {
                left = arithmetic(a, unary(), BigDecimal::multiply);
            } else if (symbol("/")) {
                left = arithmetic(a, unary(), (x, y) -> {
                    if (y.signum() == 0) {
                        throw new IllegalArgumentException("division by zero");
                    }
                    return x.divide(y, MathContext.DECIMAL128);
                });
            } else {
                return left;
            }
        }
    }

    private static Expression arithmetic(Expression a, Expression b, BinaryOperator<BigDecimal> operation) {
        return scope -> {
            BigDecimal x = Values.number(a.evaluate(scope));
            BigDecimal y = Values.number(b.evaluate(scope));
            return x == null || y == null ? null : operation.apply(x, y);
        };
    }

    private Expression unary() {
        if (symbol("-")) {
            if (++depth > DEEPEST) {
                throw wrong("nested too deeply");
            }
            Expression a = unary();
            depth--;
            return scope -> {
                BigDecimal x = Values.number(a.evaluate(scope));
                return x == null ? null : x.negate();
            };
        }
        return primary();
    }

    private Expression primary() {
        blanks();
        if (at >= source.length()) {
            throw wrong("something is missing");
        }
        char c = source.charAt(at);
        if (c == '(') {
            at++;
            Expression inner = or();
            expect(")");
            return inner;
        }
        if (c == '\'') {
            String text = quoted();
            return _ -> text;
        }
        if (Character.isDigit(c)) {
            int start = at;
            while (at < source.length() && (Character.isDigit(source.charAt(at)) || source.charAt(at) == '.')) {
                at++;
            }
            try {
                BigDecimal number = new BigDecimal(source.substring(start, at));
                return _ -> number;
            } catch (NumberFormatException _) {
                throw wrong("\"" + source.substring(start, at) + "\" is not a number");
            }
        }
        if (Character.isLetter(c) || c == '_') {
            String name = identifier();
            if (symbol("(")) {
                return function(name);
            }
            if (at < source.length() && source.charAt(at) == '.') {
                at++;
                return name(name, identifier());
            }
            return switch (name) {
                case "true" -> _ -> true;
                case "false" -> _ -> false;
                case "null" -> _ -> null;
                default -> name(null, name);
            };
        }
        throw wrong("unexpected \"" + c + "\"");
    }

    private Expression name(String qualifier, String name) {
        Expression expression = names.resolve(qualifier, name);
        if (expression == null) {
            throw wrong("unknown name \"" + (qualifier == null ? "" : qualifier + ".") + name + "\"");
        }
        return expression;
    }

    private Expression function(String name) {
        return switch (name) {
            case "replace" -> replace();
            case "date" -> date();
            case "time" -> time();
            default -> function(name, arguments());
        };
    }

    private List<Expression> arguments() {
        List<Expression> arguments = new ArrayList<>();
        if (symbol(")")) {
            return arguments;
        }
        do {
            arguments.add(or());
        } while (symbol(","));
        expect(")");
        return arguments;
    }

    private Expression function(String name, List<Expression> a) {
        return switch (name) {
            case "blank" -> {
                need(name, a, 1, 1);
                yield scope -> a.getFirst().evaluate(scope) == null;
            }
            case "if" -> {
                need(name, a, 3, 3);
                yield scope -> a.get(Values.isTrue(a.getFirst().evaluate(scope)) ? 1 : 2)
                        .evaluate(scope);
            }
            case "coalesce" -> {
                need(name, a, 1, 20);
                yield scope -> {
                    for (Expression each : a) {
                        Object value = each.evaluate(scope);
                        if (value != null) {
                            return value;
                        }
                    }
                    return null;
                };
            }
            case "round" -> {
                need(name, a, 2, 2);
                yield scope -> {
                    BigDecimal number = Values.number(a.get(0).evaluate(scope));
                    BigDecimal places = Values.number(a.get(1).evaluate(scope));
                    return number == null || places == null ? null : rounded(number, places.intValueExact());
                };
            }
            case "whole" -> {
                need(name, a, 1, 1);
                yield scope -> {
                    BigDecimal number = Values.number(a.getFirst().evaluate(scope));
                    return number == null ? null : new Values.WholeNumber(whole(number));
                };
            }
            case "upper" -> {
                need(name, a, 1, 1);
                yield scope -> {
                    Object value = a.getFirst().evaluate(scope);
                    return value == null ? null : Values.text(value).toUpperCase(java.util.Locale.ROOT);
                };
            }
            case "code" -> {
                need(name, a, 1, 1);
                yield scope -> {
                    Object value = a.getFirst().evaluate(scope);
                    return value == null ? null : code(Values.text(value));
                };
            }
            case "least" -> {
                need(name, a, 1, 20);
                yield scope -> extreme(scope, a, -1);
            }
            case "greatest" -> {
                need(name, a, 1, 20);
                yield scope -> extreme(scope, a, 1);
            }
            case "sum" -> {
                need(name, a, 1, 2);
                yield total(a.getFirst(), condition(a, 1));
            }
            case "count" -> {
                need(name, a, 0, 1);
                yield total(_ -> BigDecimal.ONE, condition(a, 0));
            }
            case "min" -> {
                need(name, a, 1, 2);
                yield overRows(a.getFirst(), condition(a, 1), -1);
            }
            case "max" -> {
                need(name, a, 1, 2);
                yield overRows(a.getFirst(), condition(a, 1), 1);
            }
            default -> throw wrong("unknown function \"" + name + "\"");
        };
    }

    private static Expression condition(List<Expression> arguments, int position) {
        return arguments.size() > position ? arguments.get(position) : _ -> true;
    }

    /// An exact sum over the rows of the document; blanks count as nothing.
    private static Expression total(Expression of, Expression where) {
        return scope -> {
            BigDecimal[] total = {BigDecimal.ZERO};
            scope.each(() -> {
                if (Values.isTrue(where.evaluate(scope))) {
                    BigDecimal number = Values.number(of.evaluate(scope));
                    total[0] = number == null ? total[0] : total[0].add(number);
                }
            });
            return total[0];
        };
    }

    private static Expression overRows(Expression of, Expression where, int sign) {
        return scope -> {
            Object[] best = {null};
            scope.each(() -> {
                if (Values.isTrue(where.evaluate(scope))) {
                    best[0] = better(best[0], of.evaluate(scope), sign);
                }
            });
            return best[0];
        };
    }

    private static Object extreme(Scope scope, List<Expression> of, int sign) {
        Object best = null;
        for (Expression each : of) {
            best = better(best, each.evaluate(scope), sign);
        }
        return best;
    }

    private static Object better(Object best, Object value, int sign) {
        if (best == null || value == null) {
            return best == null ? value : best;
        }
        return sign * Values.compare(value, best) > 0 ? value : best;
    }

    /// Half even; zeros at the end are dropped, so that float noise leaves no trace (9.80000019 gives 9.8).
    private static BigDecimal rounded(BigDecimal number, int places) {
        if (places < 0 || places > 20) {
            throw new IllegalArgumentException("round to 0 to 20 places, not " + places);
        }
        BigDecimal result = number.setScale(places, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return result.scale() < 0 ? result.setScale(0) : result;
    }

    /// Business numbers have at most 64 characters. A longer text is cut and keeps a checksum, so that different
    /// texts stay different.
    private static String code(String text) {
        if (text.length() <= Check.CODE_LENGTH) {
            return text;
        }
        String checksum = Hashes.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
        return text.substring(0, Check.CODE_LENGTH - 9).strip() + "~" + checksum;
    }

    private static BigDecimal whole(BigDecimal number) {
        try {
            return number.setScale(0, RoundingMode.UNNECESSARY);
        } catch (ArithmeticException _) {
            throw new IllegalArgumentException(number.toPlainString() + " is not a whole number");
        }
    }

    /// `replace(text, 'regex', 'replacement')`
    private Expression replace() {
        Expression of = or();
        expect(",");
        Pattern pattern = regex();
        expect(",");
        blanks();
        String replacement = quoted();
        expect(")");
        try {
            pattern.matcher("").replaceAll(replacement);
        } catch (RuntimeException e) {
            throw wrong("bad replacement: " + e.getMessage());
        }
        return scope -> {
            Object value = of.evaluate(scope);
            if (value == null) {
                return null;
            }
            String result = pattern.matcher(Values.text(value)).replaceAll(replacement);
            return result.isEmpty() ? null : result;
        };
    }

    /// `date(instant)` or `date(instant, 'Europe/London')`: the day, in UTC unless a zone is given.
    private Expression date() {
        Expression of = or();
        ZoneId place = zone();
        return scope -> switch (of.evaluate(scope)) {
            case null -> null;
            case LocalDate date -> date;
            case Instant instant -> instant.atZone(place).toLocalDate();
            case Object other -> throw new IllegalArgumentException(Values.describe(other) + " has no date");
        };
    }

    /// `time(date)` or `time(date, 'Europe/London')`: the start of a day, in UTC unless a zone is given.
    private Expression time() {
        Expression of = or();
        ZoneId place = zone();
        return scope -> switch (of.evaluate(scope)) {
            case null -> null;
            case Instant instant -> instant;
            case LocalDate date -> date.atStartOfDay(place).toInstant();
            case Object other -> throw new IllegalArgumentException(Values.describe(other) + " is no date");
        };
    }

    private ZoneId zone() {
        ZoneId zone = java.time.ZoneOffset.UTC;
        if (symbol(",")) {
            blanks();
            try {
                zone = ZoneId.of(quoted());
            } catch (java.time.DateTimeException e) {
                throw wrong(e.getMessage());
            }
        }
        expect(")");
        return zone;
    }

    private Pattern regex() {
        blanks();
        try {
            return Pattern.compile(quoted());
        } catch (PatternSyntaxException e) {
            throw wrong("bad regular expression: " + e.getDescription());
        }
    }

    private void need(String name, List<Expression> arguments, int least, int most) {
        if (arguments.size() < least || arguments.size() > most) {
            throw wrong(name + "() takes " + (least == most ? "" + least : least + " to " + most) + " argument"
                    + (most == 1 ? "" : "s") + ", not " + arguments.size());
        }
    }

    private String quoted() {
        if (at >= source.length() || source.charAt(at) != '\'') {
            throw wrong("a text in single quotes is missing");
        }
        StringBuilder text = new StringBuilder();
        for (int i = at + 1; i < source.length(); i++) {
            if (source.charAt(i) != '\'') {
                text.append(source.charAt(i));
            } else if (i + 1 < source.length() && source.charAt(i + 1) == '\'') {
                text.append('\'');
                i++;
            } else {
                at = i + 1;
                return text.toString();
            }
        }
        throw wrong("the text in quotes does not end");
    }

    private String identifier() {
        int start = at;
        while (at < source.length() && (Character.isLetterOrDigit(source.charAt(at)) || source.charAt(at) == '_')) {
            at++;
        }
        if (start == at) {
            throw wrong("a name is missing");
        }
        return source.substring(start, at);
    }

    private boolean word(String word) {
        blanks();
        int end = at + word.length();
        if (!source.startsWith(word, at)
                || end < source.length()
                        && (Character.isLetterOrDigit(source.charAt(end)) || source.charAt(end) == '_')) {
            return false;
        }
        at = end;
        return true;
    }

    private boolean symbol(String symbol) {
        blanks();
        if (!source.startsWith(symbol, at)) {
            return false;
        }
        at += symbol.length();
        return true;
    }

    private void expect(String symbol) {
        if (!symbol(symbol)) {
            throw wrong("\"" + symbol + "\" is missing");
        }
    }

    private void blanks() {
        while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(what + " at character " + (at + 1) + " of \"" + source + "\"");
    }
}
