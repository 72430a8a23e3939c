package org.kamsuite.local.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.erp.InvoiceIssued;
import org.kamsuite.local.demo.DemoEvent;

/// A feed as a bad day makes it: events twice, events out of order (of one customer, too), and records that cannot be
/// used. The same seed makes the same feed.
///
/// @param records in the order in which they are sent
/// @param duplicates how many of them are repetitions
/// @param delayed how many come later than they should
/// @param poison how many cannot be used
public record RoughFeed(List<ProducerRecord<String, byte[]>> records, int duplicates, int delayed, int poison) {

    private static final double DUPLICATES = 0.04;
    private static final double DELAYED = 0.10;
    private static final int FARTHEST = 400;
    private static final int POISON_EVERY = 500;

    private record Placed(double place, ProducerRecord<String, byte[]> record) {}

    static RoughFeed of(List<DemoEvent> events, long seed) {
        Random random = new Random(seed);
        List<Placed> placed = new ArrayList<>();
        int duplicates = 0;
        int delayed = 0;
        int poison = 0;
        for (int n = 0; n < events.size(); n++) {
            DemoEvent event = events.get(n);
            double place = n;
            if (random.nextDouble() < DELAYED) {
                place += random.nextInt(FARTHEST);
                delayed++;
            }
            placed.add(new Placed(place, event.toRecord()));
            if (random.nextDouble() < DUPLICATES) {
                placed.add(new Placed(place + random.nextInt(FARTHEST), event.toRecord()));
                duplicates++;
            }
            if (n % POISON_EVERY == POISON_EVERY - 1) {
                placed.add(new Placed(n, Poison.values()[poison % Poison.values().length].of(event, seed)));
                poison++;
            }
        }
        // A stable sort: what has the same place stays in its order.
        placed.sort(Comparator.comparingDouble(Placed::place));
        return new RoughFeed(placed.stream().map(Placed::record).toList(), duplicates, delayed, poison);
    }

    private enum Poison {
        NOT_JSON {
            @Override
            ProducerRecord<String, byte[]> spoil(ProducerRecord<String, byte[]> record, DemoEvent event) {
                return withValue(record, "{\"customer\":{\"system\":".getBytes(StandardCharsets.UTF_8));
            }
        },
        NO_CUSTOMER {
            @Override
            ProducerRecord<String, byte[]> spoil(ProducerRecord<String, byte[]> record, DemoEvent event) {
                ObjectNode data = ContractJson.mapper().valueToTree(event.data());
                data.remove("customer");
                return withValue(record, data.toString().getBytes(StandardCharsets.UTF_8));
            }
        },
        NO_TYPE {
            @Override
            ProducerRecord<String, byte[]> spoil(ProducerRecord<String, byte[]> record, DemoEvent event) {
                record.headers().remove("ce_type");
                return record;
            }
        },
        EMPTY {
            @Override
            ProducerRecord<String, byte[]> spoil(ProducerRecord<String, byte[]> record, DemoEvent event) {
                return withValue(record, new byte[0]);
            }
        },
        /// Another content under a number and revision that is (or will be) known; of other documents than invoices,
        /// a broken one.
        CONTRADICTION {
            @Override
            ProducerRecord<String, byte[]> spoil(ProducerRecord<String, byte[]> record, DemoEvent event) {
                ObjectNode data = ContractJson.mapper().valueToTree(event.data());
                if (event.data() instanceof InvoiceIssued) {
                    data.put("issueDate", "2001-01-01");
                } else {
                    data.put("revision", -1);
                }
                return withValue(record, data.toString().getBytes(StandardCharsets.UTF_8));
            }
        };

        abstract ProducerRecord<String, byte[]> spoil(ProducerRecord<String, byte[]> record, DemoEvent event);

        ProducerRecord<String, byte[]> of(DemoEvent event, long seed) {
            ProducerRecord<String, byte[]> record = event.toRecord();
            record.headers().remove("ce_id");
            UUID id = UUID.nameUUIDFromBytes((seed + "/poison/" + event.id()).getBytes(StandardCharsets.UTF_8));
            record.headers().add("ce_id", id.toString().getBytes(StandardCharsets.UTF_8));
            return spoil(record, event);
        }

        private static ProducerRecord<String, byte[]> withValue(ProducerRecord<String, byte[]> record, byte[] value) {
            return new ProducerRecord<>(record.topic(), null, record.key(), value, record.headers());
        }
    }
}
