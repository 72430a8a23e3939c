package org.kamsuite.scoring.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kamsuite.scoring.Documents.cancelled;
import static org.kamsuite.scoring.Documents.changed;
import static org.kamsuite.scoring.Documents.creditNote;
import static org.kamsuite.scoring.Documents.invoice;
import static org.kamsuite.scoring.Documents.order;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.contracts.erp.InvoiceIssued;
import org.kamsuite.platform.event.EventHandler;
import org.kamsuite.platform.event.RawRecord;
import org.kamsuite.platform.event.ReceivedEvent;
import org.kamsuite.scoring.Documents;
import org.kamsuite.test.KamServers;
import org.kamsuite.test.RoundTrips;

/// Batches of documents in any order and size, on a real database.
@QuarkusTest
@QuarkusTestResource(KamServers.class)
class SalesDocumentsTest {

    private static final String DAY = "2026-02-10";

    @Inject
    EventHandler handler;

    @Inject
    Jdbi jdbi;

    private static long offset = 1_000_000;

    private static ReceivedEvent event(ErpEvent data) {
        EventType type = EventType.of(data.getClass());
        Instant now = Instant.parse("2026-03-01T00:00:00Z");
        RawRecord raw =
                new RawRecord(type.topic(), 0, offset++, now, data.customer().key(), Map.of(), new byte[0], false);
        return new ReceivedEvent(
                "/erp/test", UUID.randomUUID().toString(), type, data.documentNumber(), now, now, null, data, raw);
    }

    private void handle(List<? extends ErpEvent> documents) {
        List<ReceivedEvent> events =
                documents.stream().map(SalesDocumentsTest::event).toList();
        QuarkusTransaction.requiringNew().run(() -> handler.handle(events));
    }

    /// The daily sums of a customer, readable.
    private List<String> days(CustomerRef customer) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select d.day || ' ' || d.currency || ' revenue ' || trim_scale(d.revenue)
                            || ' gross ' || trim_scale(d.gross_revenue) || ' cost ' || trim_scale(d.cost)
                            || ' invoices ' || d.invoices || ' credits ' || d.credit_notes || ' orders ' || d.orders
                        from sales_day d join erp_customer c using (customer_id)
                        where c.system = :system and c.number = :number
                            and (d.invoices + d.credit_notes + d.orders > 0 or d.revenue <> 0)
                        order by d.day, d.currency""")
                .bind("system", customer.system())
                .bind("number", customer.number())
                .mapTo(String.class)
                .list());
    }

    private long parked(String number) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select count(*) from quarantine where event_subject = :number and reason = 'CONFLICT'")
                .bind("number", number)
                .mapTo(Long.class)
                .one());
    }

    @Test
    void revenueIsInvoicesLessCreditNotesWithoutTax() {
        CustomerRef customer = Documents.customer("S-1");
        handle(List.of(
                invoice(customer, "S1-I", 0, DAY, "EUR", "1000.00", "190.00", "600.00"),
                creditNote(customer, "S1-C", DAY, "EUR", "119.00", "S1-I"),
                creditNote(customer, "S1-D", DAY, "EUR", "50.00")));
        // 119.00 with 19 % is 100.00 without; a credit note without reference counts in full
        assertThat(days(customer))
                .containsExactly(DAY + " EUR revenue 850 gross 1000 cost 600 invoices 1 credits 2 orders 0");
    }

    @Test
    void aNegativeInvoiceCountsAsCredit() {
        CustomerRef customer = Documents.customer("S-2");
        handle(List.of(
                invoice(customer, "S2-I", DAY, "EUR", "1656.25"), invoice(customer, "S2-N", DAY, "EUR", "-1656.25")));
        assertThat(days(customer))
                .containsExactly(DAY + " EUR revenue 0 gross 1656.25 cost 0 invoices 1 credits 1 orders 0");
    }

    @Test
    void theCreditNotesTaxIsRoundedToTheCurrencysMinorUnit() {
        CustomerRef customer = Documents.customer("S-3");
        handle(List.of(
                invoice(customer, "S3-I", 0, DAY, "EUR", "1000.00", "190.00", null),
                creditNote(customer, "S3-C", DAY, "EUR", "50.00", "S3-I")));
        assertThat(days(customer))
                .containsExactly(DAY + " EUR revenue 957.98 gross 1000 cost 0 invoices 1 credits 1 orders 0");
    }

    @Test
    void anyOrderOfArrivalAndAnyRepetitionGivesTheSameSums() {
        Random random = new Random(4);
        List<List<String>> results = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            CustomerRef customer = Documents.customer("S-4-" + round);
            String p = "S4-" + round + "-";
            List<ErpEvent> documents = new ArrayList<>(List.of(
                    invoice(customer, p + "I", 0, "2026-01-05", "EUR", "900.00", "171.00", "500.00"),
                    invoice(customer, p + "I", 2, "2026-01-07", "EUR", "1000.00", "70.00", "600.00"),
                    invoice(customer, p + "I", 1, "2026-01-06", "USD", "1.00", "0", null),
                    creditNote(customer, p + "C", DAY, "EUR", "107.00", p + "I"),
                    order(customer, p + "O", "2026-01-02", "EUR"),
                    changed(customer, p + "O", 1, "2026-01-02", "EUR", "2026-01-03"),
                    cancelled(customer, p + "O", "2026-01-04", "1", "2"),
                    order(customer, p + "P", "2026-01-02", "EUR"),
                    cancelled(customer, p + "P", "2026-01-04"),
                    order(customer, p + "Q", "2026-01-02", "EUR"),
                    cancelled(customer, p + "Q", "2026-01-04", "2", "1"),
                    order(customer, p + "R", "2026-01-02", "EUR"),
                    cancelled(customer, p + "R", "2026-01-03"),
                    changed(customer, p + "R", 1, "2026-01-08", "EUR", "2026-01-04")));
            documents.addAll(documents.subList(0, random.nextInt(documents.size())));
            java.util.Collections.shuffle(documents, random);
            for (int from = 0; from < documents.size(); ) {
                int to = Math.min(documents.size(), from + 1 + random.nextInt(5));
                handle(documents.subList(from, to));
                from = to;
            }
            results.add(days(customer));
        }
        assertThat(results)
                .allSatisfy(result -> assertThat(result)
                        .containsExactly(
                                "2026-01-02 EUR revenue 0 gross 0 cost 0 invoices 0 credits 0 orders 1",
                                "2026-01-07 EUR revenue 1000 gross 1000 cost 600 invoices 1 credits 0 orders 0",
                                "2026-01-08 EUR revenue 0 gross 0 cost 0 invoices 0 credits 0 orders 1",
                                DAY + " EUR revenue -100 gross 0 cost 0 invoices 0 credits 1 orders 0"));
    }

    @Test
    void theSameRevisionWithOtherContentIsParked() {
        CustomerRef customer = Documents.customer("S-5");
        InvoiceIssued first = invoice(customer, "S5-I", DAY, "EUR", "10.00");
        handle(List.of(first));
        handle(List.of(first, invoice(customer, "S5-I", DAY, "EUR", "11.00")));
        handle(List.of(first));
        assertThat(parked("S5-I")).isEqualTo(1);
        assertThat(days(customer))
                .containsExactly(DAY + " EUR revenue 10 gross 10 cost 0 invoices 1 credits 0 orders 0");
    }

    @Test
    void contradictionsWithinOneBatchAreParked() {
        CustomerRef customer = Documents.customer("S-6");
        handle(List.of(
                invoice(customer, "S6-I", DAY, "EUR", "10.00"),
                invoice(customer, "S6-I", DAY, "EUR", "10.00"),
                invoice(customer, "S6-I", DAY, "EUR", "12.00")));
        assertThat(parked("S6-I")).isEqualTo(1);
        assertThat(days(customer)).hasSize(1);
    }

    @Test
    void aRevisionMayMoveADocumentToAnotherCustomer() {
        CustomerRef wrong = Documents.customer("S-7-wrong");
        CustomerRef right = Documents.customer("S-7-right");
        handle(List.of(invoice(wrong, "S7-I", DAY, "EUR", "10.00")));
        handle(List.of(invoice(right, "S7-I", 1, DAY, "EUR", "10.00", "0", null)));
        assertThat(days(wrong)).isEmpty();
        assertThat(days(right)).hasSize(1);
    }

    @Test
    void aBatchTakesTheSameFewRoundTripsWhateverItsSize() {
        for (int warmUp = 0; warmUp < 6; warmUp++) {
            handle(batch("S8-w" + warmUp, 3));
        }
        long one = roundTrips(batch("S8-one", 1));
        long many = roundTrips(batch("S8-many", 500));
        System.getLogger("scoring").log(System.Logger.Level.INFO, "round trips: " + one + " at 1, " + many + " at 500");
        assertThat(one).isLessThanOrEqualTo(10);
        assertThat(many).isLessThanOrEqualTo(10);
    }

    private static List<ErpEvent> batch(String prefix, int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> {
                    CustomerRef customer = Documents.customer(prefix + "-" + i % 100);
                    return (ErpEvent)
                            switch (i % 3) {
                                case 0 -> invoice(customer, prefix + "-I" + i, DAY, "EUR", "10.00");
                                case 1 -> order(customer, prefix + "-O" + i, DAY, "EUR");
                                default ->
                                    creditNote(customer, prefix + "-C" + i, DAY, "EUR", "1.00", prefix + "-I" + i);
                            };
                })
                .toList();
    }

    private long roundTrips(List<ErpEvent> documents) {
        List<ReceivedEvent> events =
                documents.stream().map(SalesDocumentsTest::event).toList();
        return RoundTrips.of(() -> QuarkusTransaction.requiringNew().run(() -> handler.handle(events)));
    }
}
