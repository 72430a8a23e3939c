package org.kamsuite.servicelevel.erp;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.erp.DeliveryReceived;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.contracts.erp.InquiryKind;
import org.kamsuite.contracts.erp.InquiryOpened;
import org.kamsuite.contracts.erp.InquiryPriority;
import org.kamsuite.contracts.erp.OrderLine;
import org.kamsuite.contracts.erp.OrderPlaced;
import org.kamsuite.contracts.erp.ReceivedLine;
import org.kamsuite.platform.event.EventHandler;
import org.kamsuite.platform.event.RawRecord;
import org.kamsuite.platform.event.ReceivedEvent;
import org.kamsuite.test.RoundTrips;

/// A batch costs the same number of round trips whatever its size. The inbox claim, one more, is made by the platform.
@QuarkusTest
class StatementBudgetTest {

    private static final Instant AT = Instant.parse("2015-05-05T12:00:00Z");
    private static final int BUDGET = 9;

    @Inject
    EventHandler handler;

    @Test
    void aBatchOf500CostsNoMoreThanOneOfOne() {
        // The driver's first uses of a statement cost extra round trips to prepare it, and new customers cost two.
        for (int i = 0; i < 8; i++) {
            roundTrips("warm" + i, 3);
        }

        long one = roundTrips("one", 1);
        long many = roundTrips("many", 170);

        Logger.getLogger(StatementBudgetTest.class)
                .infof("round trips: %d for a batch of 3 events, %d for one of 510", one, many);
        assertThat(one).isLessThanOrEqualTo(BUDGET);
        assertThat(many).isLessThanOrEqualTo(BUDGET);
    }

    private long roundTrips(String prefix, int size) {
        List<ReceivedEvent> batch = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            CustomerRef customer = new CustomerRef("budget", "C" + i % 3);
            String number = prefix + '-' + i;
            batch.add(event(new OrderPlaced(
                    customer, 0, number, AT, "EUR", null, LocalDate.parse("2015-05-09"), null, lines())));
            batch.add(event(new DeliveryReceived(
                    customer,
                    0,
                    number,
                    number,
                    AT,
                    List.of(new ReceivedLine("1", BigDecimal.TEN, null, null, null)))));
            batch.add(event(new InquiryOpened(
                    customer, 0, number, AT, InquiryKind.REQUEST, null, null, InquiryPriority.LOW, null, null)));
        }
        return RoundTrips.of(() -> QuarkusTransaction.requiringNew().run(() -> handler.handle(batch)));
    }

    private static List<OrderLine> lines() {
        return List.of(
                new OrderLine("1", "A-1", null, BigDecimal.TEN, "EA", BigDecimal.ONE, null, null),
                new OrderLine("2", "A-2", null, BigDecimal.TEN, "EA", BigDecimal.ONE, null, null));
    }

    private static ReceivedEvent event(ErpEvent data) {
        EventType type = EventType.of(data.getClass());
        RawRecord raw = new RawRecord(type.topic(), 0, 0, AT, data.customer().key(), Map.of(), new byte[0], false);
        return new ReceivedEvent(
                "/erp/budget", data.documentNumber(), type, data.documentNumber(), AT, AT, null, data, raw);
    }
}
