package org.kamsuite.receivables.interest;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;

/// January to June, or July to December: what a reference rate is in force for.
record HalfYear(int year, int half) implements Comparable<HalfYear> {

    static HalfYear of(LocalDate day) {
        return new HalfYear(day.getYear(), day.getMonthValue() <= 6 ? 1 : 2);
    }

    /// @throws IllegalArgumentException when it is not of the form 2024-H2
    @JsonCreator
    static HalfYear parse(String text) {
        if (text == null || !text.matches("(19|20|21)[0-9]{2}-H[12]")) {
            throw new IllegalArgumentException("must be a half-year such as 2024-H2");
        }
        return new HalfYear(Integer.parseInt(text.substring(0, 4)), text.charAt(6) - '0');
    }

    LocalDate first() {
        return LocalDate.of(year, half == 1 ? 1 : 7, 1);
    }

    LocalDate last() {
        return half == 1 ? LocalDate.of(year, 6, 30) : LocalDate.of(year, 12, 31);
    }

    @Override
    public int compareTo(HalfYear other) {
        return first().compareTo(other.first());
    }

    @Override
    @JsonValue
    public String toString() {
        return year + "-H" + half;
    }
}
