package org.kamsuite.scoring.score;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// Computes once what many ask for at the same time. Who asks while a computation runs gets the result of the next
/// one, which begins after he asked: nobody gets an older answer than by computing it himself.
final class Shared<K, V> {

    private static final class Line<V> {
        private CompletableFuture<V> running;
        private CompletableFuture<V> next;
    }

    private final Map<K, Line<V>> lines = new HashMap<>();

    V get(K key, Supplier<V> computation) {
        CompletableFuture<V> mine;
        CompletableFuture<V> before;
        synchronized (lines) {
            Line<V> line = lines.computeIfAbsent(key, _ -> new Line<>());
            if (line.next != null) {
                before = null;
                mine = line.next;
            } else {
                before = line.running == null ? CompletableFuture.completedFuture(null) : line.running;
                mine = new CompletableFuture<>();
                line.next = mine;
            }
        }
        return before == null ? result(mine) : compute(key, before, mine, computation);
    }

    private V compute(K key, CompletableFuture<V> before, CompletableFuture<V> mine, Supplier<V> computation) {
        before.exceptionally(_ -> null).join();
        Line<V> line;
        synchronized (lines) {
            line = lines.get(key);
            line.running = mine;
            line.next = null;
        }
        try {
            mine.complete(computation.get());
        } catch (RuntimeException | Error failure) {
            mine.completeExceptionally(failure);
        } finally {
            synchronized (lines) {
                if (line.running == mine) {
                    line.running = null;
                    if (line.next == null) {
                        lines.remove(key);
                    }
                }
            }
        }
        return result(mine);
    }

    private static <V> V result(CompletableFuture<V> done) {
        try {
            return done.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }
}
