package org.kamsuite.local.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    private static final Map<String, Object> NAMES = Map.of(
            "name",
            "Anna",
            "two",
            new BigDecimal("2"),
            "price",
            new BigDecimal("9.80000019"),
            "day",
            LocalDate.of(2024, 2, 28),
            "at",
            Instant.parse("2024-06-30T23:30:00Z"));

    private static Object value(String expression) {
        return ExpressionParser.parse(expression, (qualifier, name) -> {
                    if (qualifier != null) {
                        return null;
                    }
                    return name.equals("nothing") ? _ -> null : NAMES.containsKey(name) ? _ -> NAMES.get(name) : null;
                })
                .evaluate(scope());
    }

    private static Scope scope() {
        Scope scope = new Scope("erp", List.of(), List.of());
        scope.document(List.of(new Row(0, 7, new String[0], null), new Row(0, 8, new String[0], null)));
        return scope;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            1 + 2 * 3                              | 7
            (1 + 2) * 3                            | 9
            10 - 4 - 3                             | 3
            -two * 3                               | -6
            two - -1                               | 3
            1 / 8                                  | 0.125
            0.1 + 0.2                              | 0.3
            round(price, 4)                        | 9.8
            round(2.5, 0)                          | 2
            round(1200, 2)                         | 1200
            price * (1 - 0.05)                     | 9.3100001805
            day + 2                                | 2024-03-01
            day - 28                               | 2024-01-31
            'it''s ' & name & '!'                  | it's Anna!
            replace(name, 'n+', 'N')               | ANa
            upper(name)                            | ANNA
            name ~ '^An'                           | true
            name ~ '^nn'                           | false
            name = 'Anna' and not (two > 2)        | true
            two >= 2 and two <= 2 and two = 2.00   | true
            two != 2                               | false
            1 > 2 or 2 > 1                         | true
            blank(nothing)                         | true
            nothing < 1                            | false
            nothing = null                         | true
            nothing & 'x'                          | x
            coalesce(nothing, name)                | Anna
            if(two > 1, 'many', 'one')             | many
            least(3, two, nothing)                 | 2
            greatest(day, date(at))                | 2024-06-30
            date(at, 'Europe/Berlin')              | 2024-07-01
            time(day)                              | 2024-02-28T00:00:00Z
            time(day, 'Europe/Berlin')             | 2024-02-27T23:00:00Z
            sum(two)                               | 4
            sum(two, two > 5)                      | 0
            count()                                | 2
            count(two = 2)                         | 2
            max(day)                               | 2024-02-28
            code('short')                          | short
            """)
    void expressionsHaveTheseValues(String expression, String expected) {
        assertThat(Values.text(value(expression))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            nothing + 1
            nothing * 2
            -nothing
            round(nothing, 2)
            replace(nothing, 'a', 'b')
            date(nothing)
            min(nothing)
            """)
    void arithmeticWithBlankIsBlank(String expression) {
        assertThat(value(expression)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            1 +                 | something is missing at character 4
            (1                  | `)` is missing
            'abc                | does not end
            unknown             | unknown name `unknown`
            a.b                 | unknown name `a.b`
            frob(1)             | unknown function `frob`
            round(1)            | round() takes 2 arguments, not 1
            name ~ '('          | bad regular expression
            1 2                 | unexpected `2` at character 3
            1.2.3               | is not a number
            date(at, 'Nowhere') | Nowhere
            """)
    void mistakesAreNamedWithTheirPlace(String expression, String message) {
        assertThatThrownBy(() -> value(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message.replace('`', '"'));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            name * 2        | text "Anna" where a number is needed
            name > 2        | cannot compare text "Anna" with number "2"
            two and true    | number "2" where yes or no is needed
            1 / 0           | division by zero
            date(name)      | text "Anna" has no date
            whole(1.5)      | 1.5 is not a whole number
            """)
    void valuesThatDoNotFitAreRefused(String expression, String message) {
        assertThatThrownBy(() -> value(expression)).hasMessageContaining(message);
    }

    @Test
    void nestingIsLimited() {
        assertThatThrownBy(() -> value("(".repeat(500) + "1" + ")".repeat(500)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nested too deeply");
    }

    @Test
    void longCodesStayDifferent() {
        String a = Values.text(value("code('" + "x".repeat(80) + "a')"));
        String b = Values.text(value("code('" + "x".repeat(80) + "b')"));

        assertThat(a).hasSizeLessThanOrEqualTo(64).isNotEqualTo(b);
        assertThat(b).hasSizeLessThanOrEqualTo(64);
    }
}
