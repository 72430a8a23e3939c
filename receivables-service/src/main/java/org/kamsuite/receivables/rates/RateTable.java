package org.kamsuite.receivables.rates;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.platform.rest.Problem;

/// Rates as they come, checked. Pure.
///
/// @param rates by day and currency, units per euro
/// @param rows of the table without its header
/// @param rejects what was left out
record RateTable(Map<LocalDate, Map<String, BigDecimal>> rates, int rows, List<Reject> rejects) {

    @Schema(name = "ExchangeRateReject", description = "A cell or row that was left out.")
    record Reject(
            @Schema(description = "Line in the file, the header being 1.", examples = "17")
            long line,

            @Schema(description = "Column; absent when the whole row was left out.", examples = "USD")
            String column,

            @Schema(examples = "'abc' is not a positive decimal number")
            String reason) {}

    private static final int MAX_ROWS = 20_000;
    private static final int MAX_COLUMNS = 200;

    /// The file of all days has ISO dates, the file of one day has `20 March 2026`.
    private static final List<DateTimeFormatter> DATES =
            List.of(DateTimeFormatter.ISO_LOCAL_DATE, DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH));

    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    /// Why this cannot be a rate; empty when it can.
    static Optional<String> fault(String currency, String rate) {
        if (!CURRENCIES.contains(currency)) {
            return Optional.of("'" + shortened(currency) + "' is no ISO 4217 currency");
        }
        if (currency.equals(ExchangeRates.BASE)) {
            return Optional.of("rates are per 1 EUR; EUR has none");
        }
        boolean number = rate != null && rate.matches("[0-9]{1,12}([.][0-9]{1,15})?");
        return number && new BigDecimal(rate).signum() > 0
                ? Optional.empty()
                : Optional.of("'" + shortened(rate) + "' is not a positive decimal number");
    }

    private static String shortened(String text) {
        return text == null || text.length() <= 20 ? text : text.substring(0, 20) + "…";
    }

    /// A table with a header `Date,USD,JPY,…` and one row a day; `N/A` and empty cells say nothing.
    ///
    /// @throws Problem when it is no such table
    static RateTable ofCsv(String text) {
        Map<LocalDate, Map<String, BigDecimal>> rates = new LinkedHashMap<>();
        List<Reject> rejects = new ArrayList<>();
        int rows = 0;
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text.startsWith("\uFEFF") ? text.substring(1) : text)) {
            Iterator<CsvRecord> records = csv.iterator();
            List<String> header = header(records);
            while (records.hasNext()) {
                if (++rows > MAX_ROWS) {
                    throw Problem.badRequest("body", "has more than " + MAX_ROWS + " rows");
                }
                row(records.next(), header, rates, rejects);
            }
        } catch (CsvParseException e) {
            throw Problem.badRequest("body", "is not a CSV table");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("reading from memory failed", e);
        }
        return new RateTable(rates, rows, rejects);
    }

    private static List<String> header(Iterator<CsvRecord> records) {
        List<String> header = records.hasNext()
                ? records.next().getFields().stream().map(String::strip).toList()
                : List.of();
        if (header.size() < 2
                || header.size() > MAX_COLUMNS
                || !header.getFirst().equalsIgnoreCase("Date")) {
            throw Problem.badRequest("body", "must start with a header such as Date,USD,JPY");
        }
        List<String> unknown = header.stream()
                .skip(1)
                .filter(name -> !name.isEmpty() && !CURRENCIES.contains(name))
                .map(RateTable::shortened)
                .toList();
        if (!unknown.isEmpty()) {
            throw Problem.badRequest("body", "has columns that are no ISO 4217 currencies: " + unknown);
        }
        if (header.stream().filter(name -> !name.isEmpty()).distinct().count()
                != header.stream().filter(name -> !name.isEmpty()).count()) {
            throw Problem.badRequest("body", "has a column twice");
        }
        return header;
    }

    private static void row(
            CsvRecord row, List<String> header, Map<LocalDate, Map<String, BigDecimal>> rates, List<Reject> rejects) {
        long line = row.getStartingLineNumber();
        String day = row.getField(0).strip();
        Optional<LocalDate> date = date(day);
        if (date.isEmpty()) {
            rejects.add(new Reject(line, null, "'" + shortened(day) + "' is not a date from 1900 to 9999"));
            return;
        }
        if (rates.containsKey(date.get())) {
            rejects.add(new Reject(line, null, "the day " + date.get() + " is there twice; the first row counts"));
            return;
        }
        Map<String, BigDecimal> found = new LinkedHashMap<>();
        for (int i = 1; i < Math.min(header.size(), row.getFieldCount()); i++) {
            String cell = row.getField(i).strip();
            String currency = header.get(i);
            if (currency.isEmpty() || cell.isEmpty() || cell.equals("N/A")) {
                continue;
            }
            fault(currency, cell)
                    .ifPresentOrElse(
                            reason -> rejects.add(new Reject(line, currency, reason)),
                            () -> found.put(currency, new BigDecimal(cell)));
        }
        rates.put(date.get(), found);
    }

    private static Optional<LocalDate> date(String text) {
        for (DateTimeFormatter format : DATES) {
            try {
                LocalDate date = LocalDate.parse(text, format);
                return date.getYear() < 1900 || date.getYear() > 9999 ? Optional.empty() : Optional.of(date);
            } catch (DateTimeException e) {
                // the next one, perhaps
            }
        }
        return Optional.empty();
    }
}
