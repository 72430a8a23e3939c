package org.kamsuite.receivables.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.erp.CancelledLine;
import org.kamsuite.contracts.erp.ConfirmationStatus;
import org.kamsuite.contracts.erp.ConfirmedLine;
import org.kamsuite.contracts.erp.DeliveryReceived;
import org.kamsuite.contracts.erp.DeliveryShipped;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.contracts.erp.Initiator;
import org.kamsuite.contracts.erp.InvoiceIssued;
import org.kamsuite.contracts.erp.InvoiceLine;
import org.kamsuite.contracts.erp.OrderCancelled;
import org.kamsuite.contracts.erp.OrderChanged;
import org.kamsuite.contracts.erp.OrderConfirmed;
import org.kamsuite.contracts.erp.OrderLine;
import org.kamsuite.contracts.erp.OrderPlaced;
import org.kamsuite.contracts.erp.ReceivedLine;
import org.kamsuite.contracts.erp.ShippedLine;

class OrderFoldTest {

    private static final CustomerRef CUSTOMER = new CustomerRef("sap", "1");
    private static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");

    private static BigDecimal decimal(String value) {
        return new BigDecimal(value);
    }

    private static OrderLine line(String line, String sku, String quantity, String price) {
        return new OrderLine(line, sku, null, decimal(quantity), "EA", decimal(price), null, null);
    }

    private static OrderPlaced placed(String number, OrderLine... lines) {
        return new OrderPlaced(
                CUSTOMER, 0, number, MORNING, "EUR", null, LocalDate.parse("2026-04-01"), null, List.of(lines));
    }

    private static DeliveryShipped shipped(String delivery, String order, String line, String quantity) {
        return new DeliveryShipped(
                CUSTOMER,
                0,
                delivery,
                order,
                MORNING,
                null,
                null,
                List.of(new ShippedLine(line, decimal(quantity), null)));
    }

    private static DeliveryReceived received(
            String delivery, String order, String line, String received, String rejected) {
        return new DeliveryReceived(
                CUSTOMER,
                0,
                delivery,
                order,
                MORNING,
                List.of(new ReceivedLine(line, decimal(received), decimal(rejected), null, null)));
    }

    private static InvoiceIssued invoice(String number, List<String> orders, InvoiceLine... lines) {
        BigDecimal net = Stream.of(lines).map(InvoiceLine::netAmount).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new InvoiceIssued(
                CUSTOMER,
                0,
                number,
                orders,
                LocalDate.parse("2026-03-10"),
                LocalDate.parse("2026-04-10"),
                List.of(),
                "EUR",
                net,
                BigDecimal.ZERO,
                null,
                net,
                null,
                List.of(lines));
    }

    private static InvoiceLine billed(String line, String orderLine, String sku, String quantity, String net) {
        return new InvoiceLine(line, orderLine, sku, null, decimal(quantity), BigDecimal.ONE, decimal(net), null);
    }

    private static OrderFold.Known about(long order, String number, ErpEvent data) {
        return new OrderFold.Known(order, number, 7, data);
    }

    private static OrderFold.State only(ErpEvent... documents) {
        List<OrderFold.Known> known =
                Stream.of(documents).map(data -> about(1, "SO-1", data)).toList();
        return new OrderFold(known).states(List.of(1L)).getFirst();
    }

    private static String sums(OrderFold.State state) {
        BigDecimal open = BigDecimal.ZERO;
        BigDecimal unbilled = BigDecimal.ZERO;
        for (OrderFold.Line line : state.lines()) {
            open = open.add(line.open());
            unbilled = unbilled.add(line.unbilled());
        }
        return open.stripTrailingZeros().toPlainString() + "/"
                + unbilled.stripTrailingZeros().toPlainString();
    }

    @Test
    void anOrderIsOpenUntilDeliveredAndUnbilledUntilInvoiced() {
        OrderPlaced order = placed("SO-1", line("1", "A", "10", "25"));
        assertThat(sums(only(order))).isEqualTo("250/0");
        DeliveryShipped delivery = shipped("D-1", "SO-1", "1", "6");
        assertThat(sums(only(order, delivery))).isEqualTo("100/150");
        InvoiceIssued invoice = invoice("I-1", List.of("SO-1"), billed("1", "1", "A", "4", "100"));
        assertThat(sums(only(order, delivery, invoice))).isEqualTo("100/50");
        assertThat(only(
                                order,
                                shipped("D-1", "SO-1", "1", "10"),
                                invoice("I", List.of("SO-1"), billed("1", "1", "A", "10", "250")))
                        .lines())
                .isEmpty();
    }

    @Test
    void theReceiptCountsInsteadOfTheDespatch() {
        OrderPlaced order = placed("SO-1", line("1", "A", "10", "25"));
        assertThat(sums(only(order, shipped("D", "SO-1", "1", "10"), received("D", "SO-1", "1", "9", "2"))))
                .isEqualTo("75/175");
    }

    @Test
    void invoicedInAdvanceIsNoLongerOpen() {
        OrderPlaced order = placed("SO-1", line("1", "A", "10", "25"));
        assertThat(sums(only(order, invoice("I", List.of("SO-1"), billed("1", "1", "A", "4", "100")))))
                .isEqualTo("150/0");
    }

    @Test
    void anInvoiceWithoutOrderLinesBillsByAmountFirstWhatIsUnbilled() {
        OrderPlaced order = placed("SO-1", line("1", "A", "10", "25"), line("2", "B", "1", "100"));
        DeliveryShipped delivery = shipped("D", "SO-1", "1", "4");
        assertThat(sums(only(order, delivery, invoice("I", List.of("SO-1"), billed("1", null, "A", "4", "60")))))
                .isEqualTo("250/40");
        assertThat(sums(only(order, delivery, invoice("I", List.of("SO-1"), billed("1", null, "A", "4", "130")))))
                .isEqualTo("220/0");
        assertThat(only(order, delivery, invoice("I", List.of("SO-1"), billed("1", null, "A", "4", "999")))
                        .lines())
                .isEmpty();
    }

    @Test
    void cancelledAndRefusedLinesAreNotOpenButDeliveredOnesStayUnbilled() {
        OrderPlaced order = placed("SO-1", line("1", "A", "10", "25"), line("2", "B", "1", "100"));
        OrderCancelled cancelled =
                new OrderCancelled(CUSTOMER, 0, "SO-1", MORNING, Initiator.BUYER, List.of(new CancelledLine("1")));
        assertThat(sums(only(order, cancelled))).isEqualTo("100/0");
        assertThat(sums(only(order, cancelled, shipped("D", "SO-1", "1", "2")))).isEqualTo("100/50");
        OrderCancelled all = new OrderCancelled(CUSTOMER, 0, "SO-1", MORNING, Initiator.BUYER, List.of());
        assertThat(sums(only(order, all))).isEqualTo("0/0");
        OrderConfirmed confirmed = new OrderConfirmed(
                CUSTOMER,
                0,
                "SO-1",
                MORNING.plusSeconds(60),
                List.of(
                        new ConfirmedLine("1", ConfirmationStatus.CHANGED, decimal("8"), LocalDate.parse("2026-05-01")),
                        new ConfirmedLine("2", ConfirmationStatus.REFUSED, null, null)));
        assertThat(sums(only(order, confirmed))).isEqualTo("200/0");
        assertThat(only(order, confirmed).lines().getFirst().expectedOn()).isEqualTo("2026-05-01");
        // What was confirmed before a change says nothing of the order as it is now.
        OrderChanged changed = new OrderChanged(
                CUSTOMER,
                0,
                "SO-1",
                MORNING,
                "EUR",
                null,
                null,
                null,
                MORNING.plusSeconds(120),
                Initiator.BUYER,
                List.of(line("1", "A", "12", "25")));
        assertThat(sums(only(order, confirmed, changed))).isEqualTo("300/0");
    }

    @Test
    void aDeliveryOfAnUnknownOrderHasNoPrice() {
        OrderFold.State state = only(shipped("D", "SO-1", "1", "2"));
        assertThat(state.unpriced()).isTrue();
        assertThat(state.placed()).isFalse();
        assertThat(state.lines()).isEmpty();
        assertThat(only(placed("SO-1", line("2", "A", "1", "1")), shipped("D", "SO-1", "1", "2"))
                        .unpriced())
                .isTrue();
    }

    @Test
    void aConsolidatedInvoiceBillsEachOrderWhateverTheOrderOfArrival() {
        List<OrderFold.Known> documents = new ArrayList<>();
        ErpEvent one = placed("SO-1", line("1", "A", "10", "10"), line("2", "C", "5", "2"));
        ErpEvent two = placed("SO-2", line("1", "B", "3", "20"), line("2", "C", "5", "2"));
        InvoiceIssued invoice = invoice(
                "I-1",
                List.of("SO-1", "SO-2"),
                // which order is meant is clear by its article
                billed("1", "1", "B", "2", "40"),
                // is not clear: by amount, SO-1 first
                billed("2", "2", "C", "10", "20"),
                billed("3", null, "A", "1", "100"));
        documents.add(about(1, "SO-1", one));
        documents.add(about(2, "SO-2", two));
        documents.add(about(1, "SO-1", shipped("D-1", "SO-1", "1", "10")));
        documents.add(about(2, "SO-2", shipped("D-2", "SO-2", "1", "3")));
        documents.add(about(1, "SO-1", invoice));
        documents.add(about(2, "SO-2", invoice));
        String expected = null;
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(documents, new Random(seed));
            String states = new OrderFold(documents)
                    .states(List.of(1L, 2L)).stream()
                            .map(OrderFoldTest::sums)
                            .toList()
                            .toString();
            expected = expected == null ? states : expected;
            assertThat(states).isEqualTo(expected);
        }
        // 120 by amount: SO-1 takes its value of 110, SO-2 the rest of 10; line 1 of SO-2 is billed by quantity.
        assertThat(expected).isEqualTo("[0/0, 10/10]");
    }

    @Test
    void aNegativeInvoiceTakesBackWhatItsCounterpartBilled() {
        OrderPlaced order = placed("SO-1", line("1", "A", "10", "25"));
        DeliveryShipped delivery = shipped("D", "SO-1", "1", "10");
        InvoiceIssued invoice = invoice("I-1", List.of("SO-1"), billed("1", null, "A", "10", "250"));
        InvoiceIssued storno = invoice("I-2", List.of("SO-1"), billed("1", null, "A", "-10", "-250"));
        assertThat(sums(only(order, delivery, invoice))).isEqualTo("0/0");
        assertThat(sums(only(order, delivery, invoice, storno))).isEqualTo("0/250");
    }
}
