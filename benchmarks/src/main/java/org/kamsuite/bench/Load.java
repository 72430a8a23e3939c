package org.kamsuite.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/// A number of connections, each with one request after the other, for some time.
///
/// @param requests answered with 200
/// @param failures answered otherwise
record Load(long requests, long failures, double seconds, Latencies latencies) {

    double perSecond() {
        return requests / seconds;
    }

    /// @param path of the n-th request; the connections take different numbers
    static Load of(URI service, String token, int connections, Duration duration, IntFunction<String> path) {
        long begun = System.nanoTime();
        long end = begun + duration.toNanos();
        List<Future<Load>> parts = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(connections)) {
            for (int i = 0; i < connections; i++) {
                int first = i;
                parts.add(threads.submit(() -> one(service, token, end, path, first, connections)));
            }
            Latencies latencies = new Latencies();
            long requests = 0;
            long failures = 0;
            for (Future<Load> part : parts) {
                Load done = part.get();
                requests += done.requests();
                failures += done.failures();
                latencies.add(done.latencies());
            }
            if (requests == 0) {
                throw new IllegalStateException("none of %d requests like %s%s was answered with 200"
                        .formatted(failures, service, path.apply(0)));
            }
            return new Load(requests, failures, (System.nanoTime() - begun) / 1e9, latencies);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// The status of one request.
    static int probe(URI service, String token, String path) {
        try (Http http = new Http(service, token)) {
            return http.get(path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// One connection, so many requests one after the other, each of which must be answered with 200.
    static Latencies times(URI service, String token, int requests, IntFunction<String> path) {
        Latencies latencies = new Latencies();
        try (Http http = new Http(service, token)) {
            for (int number = 0; number < requests; number++) {
                String asked = path.apply(number);
                long before = System.nanoTime();
                int status = http.get(asked);
                latencies.add(System.nanoTime() - before);
                if (status != 200) {
                    throw new IllegalStateException(asked + " was answered with " + status + ": " + http.body());
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return latencies;
    }

    private static Load one(URI service, String token, long end, IntFunction<String> path, int first, int step)
            throws IOException {
        Latencies latencies = new Latencies();
        long begun = System.nanoTime();
        long requests = 0;
        long failures = 0;
        try (Http http = new Http(service, token)) {
            int number = first;
            for (long before = System.nanoTime(); before < end; ) {
                boolean fine = http.get(path.apply(number)) == 200;
                long after = System.nanoTime();
                if (fine) {
                    requests++;
                    latencies.add(after - before);
                } else {
                    failures++;
                }
                before = after;
                number += step;
            }
        }
        return new Load(requests, failures, (System.nanoTime() - begun) / 1e9, latencies);
    }
}
