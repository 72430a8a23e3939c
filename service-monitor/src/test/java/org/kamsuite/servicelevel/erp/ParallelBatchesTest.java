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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.erp.DeliveryReceived;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.contracts.erp.OrderLine;
import org.kamsuite.contracts.erp.OrderPlaced;
import org.kamsuite.contracts.erp.ReceivedLine;
import org.kamsuite.platform.event.EventHandler;
import org.kamsuite.platform.event.RawRecord;
import org.kamsuite.platform.event.ReceivedEvent;

/// Orders and their deliveries come on two topics, so two replicas may have them at the same time.
@QuarkusTest
class ParallelBatchesTest {

    private static final Instant AT = Instant.parse("2014-05-05T12:00:00Z");
    private static final int ORDERS = 40;

    @Inject
    EventHandler handler;

    @Inject
    Jdbi jdbi;

    @Test
    void anOrderAndItsDeliveryMeetWhoeverTakesThem() throws Exception {
        CustomerRef customer = new CustomerRef("parallel", "P1");
        List<Callable<Void>> batches = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            String number = "P-" + i;
            batches.add(batch(new OrderPlaced(
                    customer,
                    0,
                    number,
                    AT,
                    "EUR",
                    null,
                    LocalDate.parse("2014-05-09"),
                    null,
                    List.of(new OrderLine("1", "A-1", null, BigDecimal.TEN, "EA", BigDecimal.ONE, null, null)))));
            batches.add(batch(new DeliveryReceived(
                    customer,
                    0,
                    number,
                    number,
                    AT,
                    List.of(new ReceivedLine("1", BigDecimal.TEN, null, null, null)))));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Void> each : threads.invokeAll(batches)) {
                each.get();
            }
        }

        assertThat(jdbi.<Long, RuntimeException>withHandle(
                        handle -> handle.createQuery("""
                        select count(*) from order_line join subject using (subject_id)
                        where system = 'parallel' and in_full and delivered_on = date '2014-05-05'""").mapTo(Long.class).one()))
                .isEqualTo(ORDERS);
    }

    private Callable<Void> batch(ErpEvent data) {
        EventType type = EventType.of(data.getClass());
        RawRecord raw = new RawRecord(type.topic(), 0, 0, AT, data.customer().key(), Map.of(), new byte[0], false);
        List<ReceivedEvent> events = List.of(new ReceivedEvent(
                "/erp/parallel", data.documentNumber(), type, data.documentNumber(), AT, AT, null, data, raw));
        return () -> {
            QuarkusTransaction.requiringNew().run(() -> handler.handle(events));
            return null;
        };
    }
}
