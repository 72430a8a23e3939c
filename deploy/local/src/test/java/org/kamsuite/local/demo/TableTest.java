package org.kamsuite.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columnsAreAlignedAndTheLastOneIsBrokenBetweenWords() {
        Table table = new Table("name", ">amount", "why");
        table.row("Nordwerk", "1,200", "one two three four five six");
        table.row("Alpina", "15", "short");
        assertThat(table.lines(46))
                .containsExactly(
                        "  name      amount  why",
                        "  --------  ------  --------------------------",
                        "  Nordwerk   1,200  one two three four five",
                        "                    six",
                        "  Alpina        15  short");
    }

    @Test
    void onANarrowTerminalNamesAreCutButNotNumbers() {
        Table table = new Table("name", ">amount", "unit");
        table.row("Nordwerk Mobility Societas Europaea", "1,234,567", "EUR");
        assertThat(table.lines(40).getLast()).isEqualTo("  Nordwerk Mobility S..  1,234,567  EUR");
    }

    @Test
    void whatIsNotKnownIsADash() {
        assertThat(Table.percent(null)).isEqualTo("-");
        assertThat(Table.percent(0.9374)).isEqualTo("93.7 %");
        assertThat(Table.number(1234.5, 0)).isIn("1,234", "1,235");
        assertThat(Report.minutes(null)).isEqualTo("-");
        assertThat(Report.minutes(45.0)).isEqualTo("45 min");
        assertThat(Report.minutes(150.0)).isEqualTo("2.5 h");
        assertThat(Report.minutes(4320.0)).isEqualTo("3.0 days");
    }
}
