package org.kamsuite.local.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kamsuite.contracts.erp.CreditNoteIssued;
import org.kamsuite.contracts.erp.CustomerRegistered;
import org.kamsuite.contracts.erp.DeliveryReceived;
import org.kamsuite.contracts.erp.DeliveryShipped;
import org.kamsuite.contracts.erp.DisputeOutcome;
import org.kamsuite.contracts.erp.DisputeResolved;
import org.kamsuite.contracts.erp.InquiryOpened;
import org.kamsuite.contracts.erp.InquiryPriority;
import org.kamsuite.contracts.erp.InquiryResolved;
import org.kamsuite.contracts.erp.InquiryResponded;
import org.kamsuite.contracts.erp.InvoiceDisputed;
import org.kamsuite.contracts.erp.InvoiceIssued;
import org.kamsuite.contracts.erp.OrderPlaced;
import org.kamsuite.contracts.erp.PaymentReceived;

/// The shipped mappings on a few made-up rows each.
class ShippedMappingsTest {
    @TempDir
    Path folder;

    private Imported run(String mapping, String file) {
        try {
            Path path = Path.of(
                    ShippedMappingsTest.class.getResource("/imports/" + file).toURI());
            return Imported.run(MappingReader.load(mapping), folder, path.toString());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void ibmReceivables() {
        Imported imported = run("ibm-receivables", "ibm-receivables.csv");

        assertThat(imported.rejects()).isEmpty();
        assertThat(imported.of(CustomerRegistered.class))
                .extracting(CustomerRegistered::segment)
                .containsExactly("Country code 900", "Country code 901");
        assertThat(imported.of(InvoiceIssued.class))
                .extracting(InvoiceIssued::payableAmount)
                .containsExactly(new BigDecimal("100.10"), new BigDecimal("1200.20"), new BigDecimal("7"));
        assertThat(imported.of(PaymentReceived.class))
                .allSatisfy(payment ->
                        assertThat(payment.allocations().getFirst().amount()).isEqualByComparingTo(payment.amount()));
        // Settled before it was due, and after.
        assertThat(imported.of(InvoiceDisputed.class))
                .extracting(InvoiceDisputed::at)
                .containsExactly(Instant.parse("2031-02-01T00:00:00Z"), Instant.parse("2031-02-06T00:00:00Z"));
        assertThat(imported.of(DisputeResolved.class))
                .allSatisfy(resolved -> assertThat(resolved.outcome()).isEqualTo(DisputeOutcome.WITHDRAWN))
                .extracting(DisputeResolved::at)
                .containsExactly(Instant.parse("2031-02-01T00:00:00Z"), Instant.parse("2031-02-20T00:00:00Z"));
    }

    @Test
    void onlineRetail() {
        Imported imported = run("online-retail", "online-retail.csv");

        assertThat(imported.rejects()).isEmpty();
        assertThat(imported.of(CustomerRegistered.class))
                .extracting(customer -> customer.customer().number() + customer.country())
                .containsExactly("501IE", "502NO", "503ZA");
        List<InvoiceIssued> invoices = imported.of(InvoiceIssued.class);
        assertThat(invoices).extracting(InvoiceIssued::invoiceNumber).containsExactly("900001", "900002");
        InvoiceIssued split = invoices.getFirst();
        // Equal rows, a free one, and one that stands apart in the file: three lines; the day is London's.
        assertThat(split.lines()).extracting(line -> line.line()).containsExactly("1", "2", "3");
        assertThat(split.netAmount()).isEqualByComparingTo("22.5");
        assertThat(split.issueDate()).isEqualTo(LocalDate.of(2031, 6, 1));
        assertThat(split.dueDate()).isEqualTo(LocalDate.of(2031, 7, 1));
        assertThat(imported.of(OrderPlaced.class)).first().satisfies(order -> {
            assertThat(order.orderedAt()).isEqualTo(Instant.parse("2031-06-01T22:30:00Z"));
            assertThat(order.lines()).hasSize(3);
        });
        assertThat(imported.of(CreditNoteIssued.class)).singleElement().satisfies(note -> {
            assertThat(note.payableAmount()).isEqualByComparingTo("5");
            assertThat(note.invoices()).isEmpty();
        });
        assertThat(imported.summary().leftOut()).containsEntry("invoices", 1L);
    }

    @Test
    void northwind() {
        Imported imported = run("northwind", "northwind");

        assertThat(imported.of(CustomerRegistered.class)).hasSize(2);
        assertThat(imported.of(OrderPlaced.class)).hasSize(2).first().satisfies(order -> {
            assertThat(order.customer().number()).isEqualTo("AAAAA");
            assertThat(order.requestedDate()).isEqualTo(LocalDate.of(2031, 1, 20));
            assertThat(order.shipTo().city()).isEqualTo("Köln");
            assertThat(order.lines().getFirst().unitPrice()).isEqualByComparingTo("9.31");
            assertThat(order.lines().getFirst().category()).isEqualTo("Beverages");
        });
        assertThat(imported.of(DeliveryShipped.class)).singleElement().satisfies(delivery -> {
            assertThat(delivery.orderNumber()).isEqualTo("1");
            assertThat(delivery.shippedAt()).isEqualTo(Instant.parse("2031-01-22T00:00:00Z"));
            assertThat(delivery.lines()).hasSize(2);
        });
        assertThat(imported.of(InvoiceIssued.class)).hasSize(2).satisfies(invoices -> {
            assertThat(invoices.get(0).netAmount()).isEqualByComparingTo("135.1");
            assertThat(invoices.get(1).issueDate()).isEqualTo(LocalDate.of(2031, 1, 3));
            assertThat(invoices.get(1).netAmount()).isEqualByComparingTo("0.01");
        });
        assertThat(imported.rejects())
                .contains("order_details.csv,5,\"lookup head: no row with key \"\"3\"\" in orders.csv\"");
    }

    @Test
    void scms() {
        Imported imported = run("scms", "scms.csv");

        assertThat(imported.rejects()).isEmpty();
        assertThat(imported.of(CustomerRegistered.class))
                .extracting(customer -> customer.customer().number() + customer.country())
                .containsExactly("P-1CD", "P-2CI");
        List<OrderPlaced> orders = imported.of(OrderPlaced.class);
        // Sent to the vendor; else quoted (a damaged date); else the earliest day known.
        assertThat(orders)
                .extracting(OrderPlaced::orderedAt)
                .containsExactly(
                        Instant.parse("2031-02-03T00:00:00Z"),
                        Instant.parse("2031-02-05T00:00:00Z"),
                        Instant.parse("2031-04-08T00:00:00Z"));
        assertThat(orders.getFirst().lines())
                .extracting(line -> line.line() + " " + line.requestedDate())
                .containsExactly("1 2031-03-10", "3 2031-03-20");
        assertThat(orders.getFirst().lines().getFirst().unitPrice()).isEqualByComparingTo("3.333333333333");
        assertThat(orders.getFirst().lines().get(1).sku()).hasSizeLessThanOrEqualTo(64);
        assertThat(imported.of(DeliveryReceived.class))
                .extracting(delivery -> delivery.orderNumber() + " " + delivery.deliveredAt() + " "
                        + delivery.lines().getFirst().line())
                .containsExactly(
                        "PO-1 2031-03-12T00:00:00Z 1",
                        "PO-2 2031-03-10T00:00:00Z 2",
                        "PO-1 2031-03-18T00:00:00Z 3",
                        "PO-3 2031-04-08T00:00:00Z 4");
    }

    @Test
    void incidentLog() {
        Imported imported = run("incident-log", "incident-log.csv");

        assertThat(imported.rejects()).isEmpty();
        assertThat(imported.of(CustomerRegistered.class))
                .extracting(CustomerRegistered::name)
                .containsExactly("Caller 7", "Caller unknown");
        assertThat(imported.of(InquiryOpened.class)).hasSize(2).first().satisfies(inquiry -> {
            // Of equal (sys_updated_at, sys_mod_count) the later row holds.
            assertThat(inquiry.priority()).isEqualTo(InquiryPriority.URGENT);
            assertThat(inquiry.category()).isEqualTo("6");
        });
        assertThat(imported.of(InquiryResponded.class))
                .singleElement()
                .satisfies(response ->
                        assertThat(response.respondedAt()).isEqualTo(Instant.parse("2031-02-01T10:00:00Z")));
        assertThat(imported.of(InquiryResolved.class))
                .singleElement()
                .satisfies(resolved -> assertThat(resolved.at()).isEqualTo(Instant.parse("2031-02-02T08:00:00Z")));
    }
}
