package org.kamsuite.local.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kamsuite.local.client.SuiteClient;
import org.kamsuite.local.launch.LaunchFailure;
import org.kamsuite.local.launch.SuiteService;

/// The checks and rebuilds of a service's derived tables, over its REST interface.
final class Projections {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int ACCEPTED = 202;
    private static final int UNDER_WAY = 409;

    private Projections() {}

    static List<String> of(SuiteClient client, SuiteService service) {
        List<String> names = new ArrayList<>();
        client.get(service, "admin", "/ops/projections")
                .path("items")
                .forEach(item -> names.add(item.path("name").asText()));
        return names;
    }

    /// @return the id of the run; empty while another one is under way
    static Optional<String> request(SuiteClient client, SuiteService service, String projection, String mode) {
        SuiteClient.Answer answer =
                client.post(service, "admin", "/ops/rebuilds", Map.of("projection", projection, "mode", mode));
        if (answer.status() == UNDER_WAY) {
            return Optional.empty();
        }
        if (answer.status() != ACCEPTED) {
            throw SuiteClient.unexpected(service, "POST", "/ops/rebuilds", answer);
        }
        return Optional.of(answer.body().path("id").asText());
    }

    /// Compares every projection with its source, after the rebuilds that are still under way.
    static List<String> differences(SuiteClient client, SuiteService service) {
        List<String> differences = new ArrayList<>();
        for (String projection : of(client, service)) {
            JsonNode run = checked(client, service, projection);
            long rows = run.path("missing").asLong() + run.path("surplus").asLong();
            if (rows > 0 || !"DONE".equals(run.path("state").asText())) {
                differences.add("%s of %s: %s".formatted(projection, service.id(), run));
            }
        }
        return differences;
    }

    private static JsonNode checked(SuiteClient client, SuiteService service, String projection) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        Optional<String> id = request(client, service, projection, "CHECK");
        while (System.nanoTime() < deadline) {
            if (id.isEmpty()) {
                id = request(client, service, projection, "CHECK");
            } else {
                JsonNode run = client.get(service, "admin", "/ops/rebuilds/" + id.get());
                if (List.of("DONE", "FAILED").contains(run.path("state").asText())) {
                    return run;
                }
            }
            SuiteClient.pause(Duration.ofMillis(200));
        }
        throw new LaunchFailure(
                "%s has not checked %s within %d minutes".formatted(service.id(), projection, LIMIT.toMinutes()));
    }
}
