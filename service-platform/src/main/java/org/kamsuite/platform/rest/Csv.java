package org.kamsuite.platform.rest;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;

/// Lists and reports for spreadsheets (RFC 4180, UTF-8).
public final class Csv {

    public static final String MEDIA_TYPE = "text/csv;charset=UTF-8";

    private Csv() {}

    /// @param header the column names
    /// @param columns a row's values, null for an empty cell
    public static <T> String of(List<String> header, List<T> rows, Function<T, List<?>> columns) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(header);
            rows.forEach(row ->
                    csv.writeRecord(columns.apply(row).stream().map(Csv::cell).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException("writing into memory failed", e);
        }
        return text.toString();
    }

    /// A page of a list.
    public static <T> CsvPage page(List<String> header, Page<T> page, Function<T, List<?>> columns) {
        return new CsvPage(of(header, page.items(), columns), page.nextCursor());
    }

    // A spreadsheet would run a text that starts like a formula.
    private static String cell(Object value) {
        if (value == null) {
            return "";
        }
        String text = value instanceof java.math.BigDecimal number ? number.toPlainString() : value.toString();
        boolean formula = value instanceof String
                && !text.isEmpty()
                && "=+-@\t\r".indexOf(text.charAt(0)) >= 0
                && !text.matches("-?[0-9]+(\\.[0-9]+)?");
        return formula ? "'" + text : text;
    }
}
