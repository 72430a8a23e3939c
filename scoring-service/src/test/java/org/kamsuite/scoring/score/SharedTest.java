package org.kamsuite.scoring.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedTest {

    private final Shared<String, Integer> shared = new Shared<>();
    private final AtomicInteger computations = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @Test
    void whoAsksWhileOneRunsSharesTheNext() throws Exception {
        Asker first = new Asker("a", () -> blocked(false));
        begun.await();
        List<Asker> others = IntStream.range(0, 8)
                .mapToObj(_ -> new Asker("a", computations::incrementAndGet))
                .toList();
        others.forEach(Asker::awaitWaiting);
        released.countDown();

        assertThat(first.answer()).isEqualTo(1);
        for (Asker other : others) {
            assertThat(other.answer()).isEqualTo(2);
        }
        assertThat(shared.get("a", computations::incrementAndGet)).isEqualTo(3);
    }

    @Test
    void anotherKeyDoesNotWait() throws Exception {
        Asker first = new Asker("a", () -> blocked(false));
        begun.await();
        assertThat(shared.get("b", () -> 7)).isEqualTo(7);
        released.countDown();
        assertThat(first.answer()).isEqualTo(1);
    }

    @Test
    void aFailureIsThatOfThoseWhoSharedIt() throws Exception {
        Asker first = new Asker("a", () -> blocked(true));
        begun.await();
        Asker second = new Asker("a", computations::incrementAndGet);
        second.awaitWaiting();
        released.countDown();

        assertThatThrownBy(first::answer).hasRootCauseMessage("refused");
        assertThat(second.answer()).isEqualTo(2);
        assertThatThrownBy(() -> shared.get("a", () -> {
                    throw new IllegalStateException("refused again");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("refused again");
        assertThat(shared.get("a", () -> 5)).isEqualTo(5);
    }

    private int blocked(boolean fails) {
        int number = computations.incrementAndGet();
        begun.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (fails) {
            throw new IllegalStateException("refused");
        }
        return number;
    }

    private final class Asker {

        private final FutureTask<Integer> task;
        private final Thread thread;

        Asker(String key, Supplier<Integer> computation) {
            task = new FutureTask<>(() -> shared.get(key, computation));
            thread = Thread.ofPlatform().daemon().start(task);
        }

        void awaitWaiting() {
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }

        int answer() throws Exception {
            return task.get(60, TimeUnit.SECONDS);
        }
    }
}
