package org.kamsuite.local.client;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.kamsuite.local.launch.LaunchFailure;
import org.kamsuite.local.launch.Suite;
import org.kamsuite.local.launch.SuiteService;

/// Waits until the services have taken in what is on Kafka and have published what follows from it.
public final class CatchUp {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration EVERY = Duration.ofMillis(500);
    /// Services publish a moment after they have processed: quiet means quiet several times in a row.
    private static final int QUIET_LOOKS = 4;

    private static final String OUTBOX = "kam_outbox_lag";

    private CatchUp() {}

    public static void await(Suite suite, SuiteClient client, PrintStream out, boolean terminal) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                suite.bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                60_000))) {
            long first = lag(suite, admin);
            try (Meter meter = new Meter(out, terminal, "Services take it in", first, System::nanoTime)) {
                int quiet = 0;
                while (quiet < QUIET_LOOKS) {
                    if (System.nanoTime() > deadline) {
                        throw new LaunchFailure("The services have not caught up within " + LIMIT.toMinutes()
                                + " minutes (" + lag(suite, admin) + " records are left). See the logs beside "
                                + suite.log(SuiteService.ACCOUNT.id()) + ".");
                    }
                    SuiteClient.pause(EVERY);
                    long lag = lag(suite, admin);
                    meter.to(Math.clamp(first - lag, 0, first));
                    quiet = lag == 0 && outboxesAreEmpty(suite, client) ? quiet + 1 : 0;
                }
            }
        } catch (ExecutionException e) {
            throw new LaunchFailure("Kafka does not answer: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("interrupted", e);
        }
    }

    /// Records that a service has still to read, over all services; 1 more for each that is not connected.
    private static long lag(Suite suite, Admin admin) throws ExecutionException, InterruptedException {
        List<String> groups = suite.services().stream().map(SuiteService::id).toList();
        var members = admin.describeConsumerGroups(groups).all().get();
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        Map<String, Map<TopicPartition, Long>> read = new HashMap<>();
        long lag = 0;
        for (String group : groups) {
            Map<TopicPartition, Long> positions = new HashMap<>();
            for (MemberDescription member : members.get(group).members()) {
                member.assignment().topicPartitions().forEach(partition -> positions.put(partition, 0L));
            }
            if (positions.isEmpty()) {
                lag++;
                continue;
            }
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            committed.forEach((partition, offset) ->
                    positions.computeIfPresent(partition, (_, _) -> offset == null ? 0L : offset.offset()));
            positions.keySet().forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
            read.put(group, positions);
        }
        Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends =
                admin.listOffsets(wanted).all().get();
        for (Map<TopicPartition, Long> positions : read.values()) {
            for (var position : positions.entrySet()) {
                lag += Math.max(0, ends.get(position.getKey()).offset() - position.getValue());
            }
        }
        return lag;
    }

    private static boolean outboxesAreEmpty(Suite suite, SuiteClient client) {
        return suite.services().stream()
                .allMatch(service -> client.text(service, "/q/metrics")
                        .lines()
                        .filter(line -> line.startsWith(OUTBOX))
                        .allMatch(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)) == 0));
    }
}
