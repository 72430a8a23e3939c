package org.kamsuite.servicelevel.erp;

import static java.math.MathContext.DECIMAL64;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.erp.DeliveryReceived;
import org.kamsuite.contracts.erp.DeliveryShipped;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.contracts.erp.InquiryKind;
import org.kamsuite.contracts.erp.InquiryOpened;
import org.kamsuite.contracts.erp.InquiryPriority;
import org.kamsuite.contracts.erp.InquiryResolved;
import org.kamsuite.contracts.erp.OrderLine;
import org.kamsuite.contracts.erp.OrderPlaced;
import org.kamsuite.contracts.erp.ReceivedLine;
import org.kamsuite.contracts.erp.ShippedLine;
import org.kamsuite.servicelevel.delivery.LineState;
import org.kamsuite.servicelevel.response.InquiryState;

/// The published figures of real data, through the folds.
class DataSetsTest {

    private static final Path DATA = Path.of("..", "..", "shared", "data");
    private static final Translation TRANSLATION = new Translation(ZoneOffset.UTC);

    @Test
    void northwindHas37LateOrdersOf809() {
        Path folder = present("northwind");
        Map<String, List<OrderLine>> lines = new HashMap<>();
        read(
                folder.resolve("order_details.csv"),
                row -> lines.computeIfAbsent(row.getField("order_id"), _ -> new ArrayList<>())
                        .add(new OrderLine(
                                row.getField("product_id"),
                                row.getField("product_id"),
                                null,
                                new BigDecimal(row.getField("quantity")),
                                "EA",
                                new BigDecimal(row.getField("unit_price")).setScale(4, RoundingMode.HALF_EVEN),
                                null,
                                null)));
        List<List<LineState>> orders = new ArrayList<>();
        read(folder.resolve("orders.csv"), row -> {
            CustomerRef customer = new CustomerRef("northwind", row.getField("customer_id"));
            String number = row.getField("order_id");
            List<ErpEvent> documents = new ArrayList<>();
            documents.add(new OrderPlaced(
                    customer,
                    0,
                    number,
                    noon(LocalDate.parse(row.getField("order_date"))),
                    "USD",
                    null,
                    LocalDate.parse(row.getField("required_date")),
                    null,
                    lines.get(number)));
            if (!row.getField("shipped_date").isEmpty()) {
                documents.add(new DeliveryShipped(
                        customer,
                        0,
                        number,
                        number,
                        noon(LocalDate.parse(row.getField("shipped_date"))),
                        null,
                        null,
                        lines.get(number).stream()
                                .map(line -> new ShippedLine(line.line(), line.quantity(), null))
                                .toList()));
            }
            orders.add(TRANSLATION.order(facts(documents)).lines());
        });

        List<LineState> delivered = orders.stream()
                .map(List::getFirst)
                .filter(line -> line.deliveredOn() != null)
                .toList();
        List<Long> daysLate = delivered.stream()
                .map(DataSetsTest::daysLate)
                .filter(days -> days > 0)
                .toList();

        assertThat(orders).hasSize(830);
        assertThat(orders.stream().mapToInt(List::size).sum()).isEqualTo(2155);
        assertThat(orders).flatExtracting(each -> each).allMatch(line -> line.inFull() || line.deliveredOn() == null);
        assertThat(delivered).hasSize(809);
        assertThat(daysLate).hasSize(37);
        assertThat(share(809 - 37, 809)).isEqualByComparingTo("0.954265");
        assertThat(share(daysLate.stream().mapToLong(Long::longValue).sum(), 37))
                .isEqualByComparingTo("6.378378");
        assertThat(share(
                        delivered.stream()
                                .mapToLong(line -> line.deliveredOn().toEpochDay()
                                        - line.orderedOn().toEpochDay())
                                .sum(),
                        809))
                .isEqualByComparingTo("8.491965");
    }

    @Test
    void scmsHas1186LateLinesOf10324() {
        Path file = present("scms").resolve("SCMS_Delivery_History_Dataset.csv");
        Map<String, List<NamedCsvRecord>> orders = new LinkedHashMap<>();
        read(
                file,
                row -> orders.computeIfAbsent(row.getField("PO / SO #"), _ -> new ArrayList<>())
                        .add(row));
        List<LineState> lines = new ArrayList<>();
        orders.forEach((number, rows) -> {
            CustomerRef customer = new CustomerRef("scms", rows.getFirst().getField("Project Code"));
            List<ErpEvent> documents = new ArrayList<>();
            documents.add(new OrderPlaced(
                    customer,
                    0,
                    number,
                    Instant.parse("2005-01-01T00:00:00Z"),
                    "USD",
                    null,
                    null,
                    null,
                    rows.stream()
                            .map(row -> new OrderLine(
                                    row.getField(0),
                                    row.getField(0),
                                    null,
                                    new BigDecimal(row.getField("Line Item Quantity")),
                                    "EA",
                                    BigDecimal.ONE,
                                    null,
                                    scmsDay(row.getField("Scheduled Delivery Date"))))
                            .toList()));
            rows.forEach(row -> documents.add(new DeliveryReceived(
                    customer,
                    0,
                    row.getField("ASN/DN #") + "/" + row.getField(0),
                    number,
                    noon(scmsDay(row.getField("Delivered to Client Date"))),
                    List.of(new ReceivedLine(
                            row.getField(0), new BigDecimal(row.getField("Line Item Quantity")), null, null, null)))));
            lines.addAll(TRANSLATION.order(facts(documents)).lines());
        });

        List<Long> daysLate = lines.stream()
                .map(DataSetsTest::daysLate)
                .filter(days -> days > 0)
                .toList();

        assertThat(orders).hasSize(6233);
        assertThat(lines).hasSize(10_324).allMatch(LineState::inFull);
        assertThat(daysLate).hasSize(1186);
        assertThat(share(10_324 - 1186, 10_324)).isEqualByComparingTo("0.885122");
        assertThat(share(daysLate.stream().mapToLong(Long::longValue).sum(), 1186))
                .isEqualByComparingTo("21.369309");
        assertThat(daysLate).contains(192L).allMatch(days -> days <= 192);
        assertThat(lines.stream().mapToLong(DataSetsTest::daysLate).min()).hasValue(-372);
    }

    @Test
    void theIncidentLogHas24918InquiriesResolvedInAMedianOf1326Minutes() {
        Path file = present("incident_log").resolve("incident_event_log_full_141712.csv.gz");
        record Last(LocalDateTime updated, int modified, String opened, String resolved) {}
        Map<String, Last> incidents = new HashMap<>();
        read(file, row -> {
            Last last = new Last(
                    minute(row.getField("sys_updated_at")),
                    Integer.parseInt(row.getField("sys_mod_count")),
                    row.getField("opened_at"),
                    row.getField("resolved_at"));
            incidents.merge(
                    row.getField("number"),
                    last,
                    (a, b) -> b.updated().isAfter(a.updated())
                                    || (b.updated().equals(a.updated()) && b.modified() >= a.modified())
                            ? b
                            : a);
        });
        CustomerRef customer = new CustomerRef("desk", "1");
        List<Long> minutes = new ArrayList<>();
        incidents.forEach((number, last) -> {
            List<ErpEvent> documents = new ArrayList<>();
            if (!last.resolved().equals("?")) {
                documents.add(new InquiryResolved(
                        customer, 0, number, minute(last.resolved()).toInstant(ZoneOffset.UTC), null));
            }
            documents.add(new InquiryOpened(
                    customer,
                    0,
                    number,
                    minute(last.opened()).toInstant(ZoneOffset.UTC),
                    InquiryKind.REQUEST,
                    null,
                    null,
                    InquiryPriority.NORMAL,
                    null,
                    null));
            InquiryState state =
                    TRANSLATION.inquiry(facts(documents)).orElseThrow().state();
            if (state.untilResolved() != null) {
                minutes.add(state.untilResolved().toMinutes());
            }
        });
        minutes.sort(null);

        assertThat(incidents).hasSize(24_918);
        assertThat(minutes).hasSize(23_362);
        assertThat(nearestRank(minutes, 0.5)).isEqualTo(1326);
        assertThat(nearestRank(minutes, 0.9)).isEqualTo(22_893);
        assertThat(Duration.ofMinutes(nearestRank(minutes, 0.5)))
                .isEqualTo(Duration.ofHours(22).plusMinutes(6));
    }

    private static long nearestRank(List<Long> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    private static long daysLate(LineState line) {
        return line.deliveredOn().toEpochDay() - line.requestedOn().toEpochDay();
    }

    private static BigDecimal share(long part, long whole) {
        return BigDecimal.valueOf(part)
                .divide(BigDecimal.valueOf(whole), DECIMAL64)
                .setScale(6, RoundingMode.HALF_EVEN);
    }

    private static List<Facts.Current> facts(List<ErpEvent> documents) {
        return documents.stream()
                .map(data -> new Facts.Current(1, 1, data.documentNumber(), data))
                .toList();
    }

    private static LocalDate scmsDay(String text) {
        return LocalDate.parse(
                text, DateTimeFormatter.ofPattern(text.contains("/") ? "M/d/yy" : "d-MMM-yy", Locale.ENGLISH));
    }

    private static LocalDateTime minute(String text) {
        return LocalDateTime.parse(text, DateTimeFormatter.ofPattern("d/M/yyyy HH:mm"));
    }

    private static Instant noon(LocalDate day) {
        return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
    }

    private static Path present(String folder) {
        Path path = DATA.resolve(folder);
        Assumptions.assumeTrue(Files.isDirectory(path), "the data set " + folder + " is not there");
        return path;
    }

    private static void read(Path file, Consumer<NamedCsvRecord> row) {
        try (Reader reader = new InputStreamReader(
                        file.toString().endsWith(".gz")
                                ? new GZIPInputStream(Files.newInputStream(file))
                                : Files.newInputStream(file),
                        StandardCharsets.UTF_8);
                CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(reader)) {
            csv.forEach(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
