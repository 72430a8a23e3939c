package org.kamsuite.local.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kamsuite.contracts.erp.CreditNoteIssued;
import org.kamsuite.contracts.erp.CustomerRegistered;
import org.kamsuite.contracts.erp.DeliveryReceived;
import org.kamsuite.contracts.erp.DeliveryShipped;
import org.kamsuite.contracts.erp.DisputeResolved;
import org.kamsuite.contracts.erp.InquiryOpened;
import org.kamsuite.contracts.erp.InquiryResolved;
import org.kamsuite.contracts.erp.InquiryResponded;
import org.kamsuite.contracts.erp.InvoiceDisputed;
import org.kamsuite.contracts.erp.InvoiceIssued;
import org.kamsuite.contracts.erp.OrderLine;
import org.kamsuite.contracts.erp.OrderPlaced;
import org.kamsuite.contracts.erp.PaymentReceived;
import org.kamsuite.contracts.erp.ReceivedLine;

/// The known figures of public data sets, from the events of the shipped mappings. The sets are not part of the
/// project: without the folder `shared/data` beside the checkout these tests are skipped.
class RealDataTest {
    @TempDir
    Path folder;

    private Imported run(String mapping, String file) {
        Path path = Path.of("..", "..", "..", "shared", "data", file);
        Assumptions.assumeTrue(Files.exists(path), "shared/data/" + file + " is not beside the checkout");
        return Imported.run(MappingReader.load(mapping), folder, path.toString());
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void ibmReceivables() {
        Imported imported = run("ibm-receivables", "ibm_ar/WA_Fn-UseC_-Accounts-Receivable.csv");

        Map<String, InvoiceIssued> invoices = imported.stream(InvoiceIssued.class)
                .collect(Collectors.toMap(InvoiceIssued::invoiceNumber, invoice -> invoice));
        Map<String, LocalDate> settled = imported.stream(PaymentReceived.class)
                .collect(Collectors.toMap(
                        payment -> payment.allocations().getFirst().invoiceNumber(), PaymentReceived::valueDate));
        assertThat(imported.rejectedRows()).isZero();
        assertThat(invoices).hasSize(2_466);
        assertThat(imported.of(CustomerRegistered.class)).hasSize(100);
        assertThat(sum(invoices.values().stream()
                        .map(InvoiceIssued::payableAmount)
                        .toList()))
                .isEqualByComparingTo("147703.18");
        assertThat(invoices.values().stream()
                        .filter(invoice -> settled.get(invoice.invoiceNumber()).isAfter(invoice.dueDate())))
                .hasSize(877);
        assertThat(sum(imported.stream(InvoiceDisputed.class)
                        .map(InvoiceDisputed::amount)
                        .toList()))
                .isEqualByComparingTo("36746.12");
        Map<String, Instant> disputed = imported.stream(InvoiceDisputed.class)
                .collect(Collectors.toMap(InvoiceDisputed::disputeNumber, InvoiceDisputed::at));
        assertThat(imported.of(DisputeResolved.class))
                .hasSize(561)
                .allSatisfy(
                        resolved -> assertThat(resolved.at()).isAfterOrEqualTo(disputed.get(resolved.disputeNumber())));
        assertThat(openAt(LocalDate.of(2012, 6, 30), invoices.values(), settled))
                .isEqualByComparingTo("5504.09");
        assertThat(openAt(LocalDate.of(2013, 6, 30), invoices.values(), settled))
                .isEqualByComparingTo("5119.85");
    }

    private static BigDecimal openAt(
            LocalDate day, java.util.Collection<InvoiceIssued> invoices, Map<String, LocalDate> settled) {
        return sum(invoices.stream()
                .filter(invoice -> !invoice.issueDate().isAfter(day)
                        && settled.get(invoice.invoiceNumber()).isAfter(day))
                .map(InvoiceIssued::payableAmount)
                .toList());
    }

    @Test
    void onlineRetail() {
        Imported imported = run("online-retail", "online_retail/online_retail.csv.gz");

        List<InvoiceIssued> invoices = imported.of(InvoiceIssued.class);
        BigDecimal gross =
                sum(invoices.stream().map(InvoiceIssued::payableAmount).toList());
        BigDecimal credit = sum(imported.stream(CreditNoteIssued.class)
                .map(CreditNoteIssued::payableAmount)
                .toList());
        assertThat(imported.rejectedRows()).isZero();
        assertThat(imported.of(CustomerRegistered.class)).hasSize(4_372);
        assertThat(invoices).hasSize(18_532);
        assertThat(invoices.stream().map(InvoiceIssued::invoiceNumber).distinct())
                .hasSize(18_532);
        assertThat(imported.stream(OrderPlaced.class)
                        .map(OrderPlaced::orderNumber)
                        .distinct())
                .hasSize(18_532);
        assertThat(gross).isEqualByComparingTo("8911407.904");
        assertThat(credit).isEqualByComparingTo("611342.09");
        assertThat(gross.subtract(credit)).isEqualByComparingTo("8300065.814");
        assertThat(invoices.stream()
                        .mapToLong(invoice -> invoice.lines().stream()
                                .filter(line -> line.unitPrice().signum() > 0)
                                .count()))
                .satisfies(lines -> assertThat(
                                lines.stream().mapToLong(Long::longValue).sum())
                        .isEqualTo(397_884));
        assertThat(sum(invoices.stream()
                        .filter(invoice -> invoice.customer().number().equals("14646"))
                        .map(InvoiceIssued::payableAmount)
                        .toList()))
                .isEqualByComparingTo("280206.02");
        assertThat(imported.summary().leftOut()).containsEntry("invoices", 135_080L);
    }

    @Test
    void northwind() {
        Imported imported = run("northwind", "northwind");

        List<InvoiceIssued> invoices = imported.of(InvoiceIssued.class);
        Map<String, OrderPlaced> orders =
                imported.stream(OrderPlaced.class).collect(Collectors.toMap(OrderPlaced::orderNumber, order -> order));
        List<DeliveryShipped> shipped = imported.of(DeliveryShipped.class);
        long late = shipped.stream()
                .filter(delivery -> delivery.shippedAt()
                        .atZone(ZoneOffset.UTC)
                        .toLocalDate()
                        .isAfter(orders.get(delivery.orderNumber()).requestedDate()))
                .count();
        assertThat(imported.rejectedRows()).isZero();
        assertThat(imported.of(CustomerRegistered.class)).hasSize(91);
        assertThat(orders).hasSize(830);
        assertThat(orders.values().stream().mapToInt(order -> order.lines().size()))
                .satisfies(counts ->
                        assertThat(counts.stream().mapToInt(i -> i).sum()).isEqualTo(2_155));
        assertThat(shipped).hasSize(809);
        assertThat(late).isEqualTo(37);
        assertThat(new BigDecimal(809 - late).divide(new BigDecimal(809), new MathContext(6)))
                .isEqualByComparingTo("0.954265");
        assertThat(sum(invoices.stream().map(InvoiceIssued::netAmount).toList()))
                .isEqualByComparingTo("1265793.0395");
        assertThat(sum(invoices.stream()
                                .filter(invoice -> invoice.customer().number().equals("QUICK"))
                                .map(InvoiceIssued::netAmount)
                                .toList())
                        .setScale(2, java.math.RoundingMode.HALF_EVEN))
                .isEqualByComparingTo("110277.30");
        // The price of a line is net of its discount, exactly.
        assertThat(invoices)
                .allSatisfy(invoice -> assertThat(sum(invoice.lines().stream()
                                .map(line -> line.quantity().multiply(line.unitPrice()))
                                .toList()))
                        .isEqualByComparingTo(invoice.netAmount()));
    }

    @Test
    void scms() {
        Imported imported = run("scms", "scms/SCMS_Delivery_History_Dataset.csv");

        Map<String, OrderLine> ordered = new HashMap<>();
        imported.stream(OrderPlaced.class)
                .forEach(order ->
                        order.lines().forEach(line -> ordered.put(order.orderNumber() + "/" + line.line(), line)));
        int[] counts = new int[3];
        imported.stream(DeliveryReceived.class).forEach(delivery -> {
            LocalDate day = delivery.deliveredAt().atZone(ZoneOffset.UTC).toLocalDate();
            for (ReceivedLine line : delivery.lines()) {
                OrderLine asked = ordered.remove(delivery.orderNumber() + "/" + line.line());
                assertThat(line.received()).isEqualByComparingTo(asked.quantity());
                counts[1 + Integer.signum(day.compareTo(asked.requestedDate()))]++;
            }
        });
        assertThat(imported.rejectedRows()).isZero();
        assertThat(imported.of(CustomerRegistered.class)).hasSize(142);
        assertThat(imported.of(OrderPlaced.class)).hasSize(6_233);
        assertThat(imported.of(DeliveryReceived.class)).hasSize(7_030);
        assertThat(ordered).isEmpty();
        assertThat(counts).containsExactly(2_814, 6_324, 1_186);
        assertThat(sum(imported.stream(OrderPlaced.class)
                                .flatMap(order -> order.lines().stream())
                                .map(line -> line.quantity().multiply(line.unitPrice()))
                                .toList())
                        .setScale(2, java.math.RoundingMode.HALF_EVEN))
                .isEqualByComparingTo("1627584457.29");
    }

    @Test
    void incidentLog() {
        Imported imported = run("incident-log", "incident_log/incident_event_log_full_141712.csv.gz");

        Map<String, InquiryOpened> opened = imported.stream(InquiryOpened.class)
                .collect(Collectors.toMap(InquiryOpened::inquiryNumber, inquiry -> inquiry));
        List<Long> minutes = imported.stream(InquiryResolved.class)
                .map(resolved -> Duration.between(
                                opened.get(resolved.inquiryNumber()).openedAt(), resolved.at())
                        .toMinutes())
                .sorted()
                .toList();
        assertThat(imported.rejectedRows()).isZero();
        assertThat(opened).hasSize(24_918);
        assertThat(imported.of(InquiryResponded.class)).hasSize(24_918);
        assertThat(minutes).hasSize(23_362);
        assertThat(minutes.getFirst()).isNotNegative();
        // Median 22.1 h, mean 178.1716 h.
        assertThat((minutes.get(11_680) + minutes.get(11_681)) / 2).isEqualTo(1_326);
        assertThat(minutes.stream().mapToLong(Long::longValue).average().orElseThrow() / 60)
                .isCloseTo(178.1716, org.assertj.core.data.Offset.offset(0.00005));
        assertThat(opened.values().stream()
                        .collect(Collectors.groupingBy(
                                inquiry -> inquiry.priority().name(), Collectors.counting())))
                .isEqualTo(Map.of("URGENT", 270L, "HIGH", 408L, "NORMAL", 23_466L, "LOW", 774L));
        assertThat(opened.values().stream()
                        .filter(inquiry -> inquiry.customer().number().equals("1904")))
                .hasSize(438);
    }
}
