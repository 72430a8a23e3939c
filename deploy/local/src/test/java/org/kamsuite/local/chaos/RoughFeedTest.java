package org.kamsuite.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.kamsuite.local.demo.DemoEvent;
import org.kamsuite.local.demo.History;
import org.kamsuite.local.demo.World;

class RoughFeedTest {

    private static final LocalDate START = LocalDate.parse("2024-01-01");
    private static List<DemoEvent> events;
    private static RoughFeed feed;

    @BeforeAll
    static void feed() {
        events = History.of(World.of(3, START), START.plusMonths(World.MONTHS));
        feed = RoughFeed.of(events, 3);
    }

    @Test
    void isLargeAndRough() {
        assertThat(feed.records()).hasSize(events.size() + feed.duplicates() + feed.poison());
        assertThat(events).hasSizeGreaterThan(20_000);
        assertThat(feed.duplicates()).isGreaterThan(500);
        assertThat(feed.delayed()).isGreaterThan(1_000);
        assertThat(feed.poison()).isGreaterThan(40);
    }

    @Test
    void tellsEveryEvent() {
        Set<String> told = feed.records().stream().map(RoughFeedTest::id).collect(Collectors.toSet());
        assertThat(told)
                .containsAll(events.stream().map(event -> event.id().toString()).toList());
    }

    @Test
    void isTheSameForTheSameSeedAndAnotherForAnother() {
        List<String> ids = feed.records().stream().map(RoughFeedTest::id).toList();
        assertThat(RoughFeed.of(events, 3).records().stream().map(RoughFeedTest::id))
                .isEqualTo(ids);
        assertThat(RoughFeed.of(events, 4).records().stream()
                        .map(RoughFeedTest::id)
                        .toList())
                .isNotEqualTo(ids);
    }

    @Test
    void breaksTheOrderOfACustomer() {
        List<String> inOrder =
                events.stream().map(event -> event.id().toString()).toList();
        List<String> first = feed.records().stream()
                .map(RoughFeedTest::id)
                .filter(new HashSet<>(inOrder)::contains)
                .distinct()
                .toList();
        assertThat(first).hasSameElementsAs(inOrder).isNotEqualTo(inOrder);
    }

    private static String id(ProducerRecord<String, byte[]> record) {
        return new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
    }
}
