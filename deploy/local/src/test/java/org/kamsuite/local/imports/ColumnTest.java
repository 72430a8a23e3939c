package org.kamsuite.local.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTest {

    /// The column `c` of a mapping with these settings.
    private static Column column(String settings) {
        return MappingReader.read("test.yaml", """
                name: test
                system: test
                maps: {letters: {a: A, b: "~"}}
                input:
                  columns:
                    c: {from: C, %s}
                streams:
                  - {customer: x, time: 2020-01-01, emit: [{event: erp.customer.registered.v1, data: {name: x}}]}
                """.formatted(settings))
                .inputs()
                .getFirst()
                .columns()
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            type: text                                       | "  x y "              | x y
            type: text                                       | ""                    | ""
            type: text, blank: ["?", N/A]                    | ?                     | ""
            type: text, remove: '\\.0$'                      | 17850.0               | 17850
            type: text, map: letters                         | a                     | A
            type: text, map: letters                         | b                     | ""
            type: text, map: letters, unknown: keep          | z                     | z
            type: text, map: letters, unknown: blank         | z                     | ""
            type: decimal                                    | 12.50                 | 12.50
            type: decimal                                    | -.5                   | -0.5
            type: decimal                                    | 1e3                   | 1000
            type: decimal                                    | 12.50-                | -12.50
            type: decimal                                    | (12.50)               | -12.50
            type: decimal, round: 4                          | 9.80000019            | 9.8000
            type: decimal, round: 4                          | 0.0299999993          | 0.0300
            type: decimal, thousands: ","                    | "1,234,567.8"         | 1234567.8
            type: decimal, thousands: ".", point: ","        | "-1.234,50"           | -1234.50
            type: decimal, point: ","                        | "0,5"                 | 0.5
            type: integer                                    | 12.0                  | 12
            type: date, formats: [M/d/yyyy]                  | 1/2/2013              | 2013-01-02
            type: date, formats: [M/d/yyyy]                  | 2/29/2012             | 2012-02-29
            type: date, formats: [d-MMM-yy, M/d/yy]          | 02-JUN-06             | 2006-06-02
            type: date, formats: [d-MMM-yy, M/d/yy]          | 11/13/06              | 2006-11-13
            type: date, formats: ["'20'MM-dd-yy"]            | 2004-12-07            | 2007-04-12
            type: date, formats: [d.M.yyyy H:mm]             | 3.4.2020 7:05         | 2020-04-03
            type: instant, formats: ["d/M/yyyy HH:mm"]       | 29/2/2016 01:16       | 2016-02-29T01:16:00Z
            type: instant, formats: [yyyy-MM-dd HH:mm], zone: Europe/London | 2011-07-01 09:00 | 2011-07-01T08:00:00Z
            type: instant, formats: [yyyy-MM-dd HH:mm], zone: Europe/London | 2011-03-27 01:30 | 2011-03-27T01:30:00Z
            type: instant, formats: [yyyy-MM-dd HH:mm], zone: Europe/London | 2011-10-30 01:30 | 2011-10-30T00:30:00Z
            type: instant, formats: ["yyyy-MM-dd'T'HH:mm:ssXXX"]            | 2011-07-01T09:00:00+02:00 | 2011-07-01T07:00:00Z
            type: instant, formats: [yyyy-MM-dd], zone: Asia/Tokyo          | 2011-07-01       | 2011-06-30T15:00:00Z
            """)
    void textBecomesTheseValues(String settings, String cell, String expected) {
        assertThat(Values.text(column(settings).read(cell))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            type: decimal                             | abc         | `abc` is not a number
            type: decimal                             | "1,5"       | is not a number
            type: decimal                             | 1e999       | is not a number
            type: decimal                             | "1 5"       | is not a number
            type: decimal, thousands: ","             | "1,5"       | is not a number
            type: decimal, thousands: ","             | "1234,567"  | is not a number
            type: decimal, point: ","                 | 1.5         | is not a number
            type: decimal                             | NaN         | is not a number
            type: integer                             | 1.5         | is not a whole number
            type: date, formats: [M/d/yyyy]           | 2/30/2013   | is not a date
            type: date, formats: [M/d/yyyy]           | 2013-02-01  | is not a date
            type: date, formats: [M/d/yyyy]           | 1/2/2013 x  | is not a date
            type: instant, formats: [yyyy-MM-dd HH:mm] | 2011-07-01 25:00 | is not a date
            type: text, map: letters                  | z           | is not in the value map
            """)
    void textThatDoesNotFitIsRefused(String settings, String cell, String message) {
        Column column = column(settings);

        assertThatThrownBy(() -> column.read(cell))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message.replace('`', '"'));
    }

    @org.junit.jupiter.api.Test
    void nulCharactersAreRefused() {
        assertThatThrownBy(() -> column("type: text").read("a\0b")).hasMessageContaining("NUL");
    }
}
