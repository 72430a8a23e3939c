package org.kamsuite.account.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kamsuite.platform.rest.Problem;

class FeedProducerTest {

    static FeedProducer withoutBroker() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return new FeedProducer(
                    "127.0.0.1:" + socket.getLocalPort(), "test", Duration.ofMillis(200), Duration.ofMillis(400));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void withoutABrokerNothingIsSentAndTheCallerIsToldSoon() {
        FeedProducer producer = withoutBroker();
        var message = new FeedProducer.Message("erp.payments", "erp:1", "{}".getBytes(StandardCharsets.UTF_8), null);
        assertThatThrownBy(() -> producer.send(List.of(message))).isInstanceOf(FeedProducer.Away.class);
        assertThatThrownBy(() -> producer.send(List.of(message))).isInstanceOf(FeedProducer.Away.class);
        producer.close();
    }

    @Test
    void nothingToSendNeedsNoBroker() throws FeedProducer.Away {
        assertThat(withoutBroker().send(List.of()).isEmpty()).isTrue();
    }

    @Test
    void whatIsInFlightIsBoundedAndGivenBack() {
        Pressure pressure = new Pressure(10 * 1024, 5);
        var large = pressure.bytes(9 * 1024);
        assertThatThrownBy(() -> pressure.bytes(2 * 1024)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(429);
            assertThat(problem.retryAfter()).isPositive();
        });
        try (var _ = pressure.bytes(1)) {
            assertThat(pressure.bytesInFlight()).isEqualTo(10 * 1024);
        }
        large.close();
        assertThat(pressure.bytesInFlight()).isZero();
        // A body larger than all there is waits for all there is, not for ever.
        pressure.bytes(100 * 1024).close();
        try (var _ = pressure.events(5)) {
            assertThatThrownBy(() -> pressure.events(1)).isInstanceOf(Problem.class);
        }
        pressure.events(5).close();
    }
}
