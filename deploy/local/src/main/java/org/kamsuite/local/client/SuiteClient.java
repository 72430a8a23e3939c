package org.kamsuite.local.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.kamsuite.local.launch.LaunchFailure;
import org.kamsuite.local.launch.Suite;
import org.kamsuite.local.launch.SuiteService;

/// Calls the services over REST as a client of theirs would. A service that has no time (503) or is just starting
/// again is asked again for a while.
public final class SuiteClient implements AutoCloseable {

    private static final int AT_ONCE = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(400);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Suite suite;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Map<String, String> tokens = new HashMap<>();

    /// @param status HTTP status
    /// @param body the JSON of the answer
    public record Answer(int status, JsonNode body) {}

    public SuiteClient(Suite suite) {
        this.suite = suite;
    }

    /// What the service answers to this question.
    ///
    /// @throws LaunchFailure when it does not answer 200
    public JsonNode get(SuiteService service, String role, String path) {
        Answer answer = find(service, role, path);
        if (answer.status() != 200) {
            throw unexpected(service, "GET", path, answer);
        }
        return answer.body();
    }

    /// The answer whatever it is.
    public Answer find(SuiteService service, String role, String path) {
        return call(service, role, path, "GET", null);
    }

    public Answer put(SuiteService service, String role, String path, Object body) {
        return call(service, role, path, "PUT", body);
    }

    public Answer post(SuiteService service, String role, String path, Object body) {
        return call(service, role, path, "POST", body);
    }

    /// The plain text at an open address, such as the metrics.
    public String text(SuiteService service, String path) {
        HttpRequest request = HttpRequest.newBuilder(suite.uri(service.id()).resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Accept", "text/plain")
                .build();
        return send(service, request).body();
    }

    /// Does something with each of these, some at once; the results are in the order of the things.
    public static <T, R> List<R> each(Collection<T> things, Function<T, R> work, Consumer<T> done) {
        try (var threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<R>> pending = new ArrayList<>();
            for (T thing : things) {
                Callable<R> task = () -> {
                    R result = work.apply(thing);
                    done.accept(thing);
                    return result;
                };
                pending.add(threads.submit(task));
            }
            List<R> results = new ArrayList<>();
            for (Future<R> each : pending) {
                results.add(each.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    public static LaunchFailure unexpected(SuiteService service, String method, String path, Answer answer) {
        return new LaunchFailure(
                "%s answered %d to %s %s: %s".formatted(service.id(), answer.status(), method, path, answer.body()));
    }

    public static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }

    private Answer call(SuiteService service, String role, String path, String method, Object body) {
        HttpRequest request = HttpRequest.newBuilder(suite.uri(service.id()).resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token(role))
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(json(body)))
                .build();
        HttpResponse<String> response = send(service, request);
        try {
            String text = response.body();
            return new Answer(response.statusCode(), text.isBlank() ? JSON.nullNode() : JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new LaunchFailure("%s answered %d to %s %s, but not in JSON"
                    .formatted(service.id(), response.statusCode(), method, path));
        }
    }

    private HttpResponse<String> send(SuiteService service, HttpRequest request) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            boolean late = System.nanoTime() > deadline;
            try {
                HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() != 503 || late) {
                    return response;
                }
            } catch (IOException e) {
                if (late) {
                    throw new LaunchFailure(
                            "%s does not answer: %s. Its log: %s"
                                    .formatted(service.id(), e.getMessage(), suite.log(service.id())),
                            e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LaunchFailure("interrupted", e);
            }
            pause(PAUSE);
        }
    }

    private synchronized String token(String role) {
        return tokens.computeIfAbsent(role, suite::token);
    }

    private static byte[] json(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
