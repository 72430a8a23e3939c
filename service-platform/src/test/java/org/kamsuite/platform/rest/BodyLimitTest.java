package org.kamsuite.platform.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kamsuite.test.Tokens;

/// What clients send is bounded: each body, their sum, and the time that one takes.
@QuarkusTest
class BodyLimitTest {

    private static final int LARGEST = 4 << 20;
    /// Six of the largest.
    private static final int ROOM = 24 << 20;

    @TestHTTPResource("/v1/samples")
    URI path;

    @Inject
    MeterRegistry metrics;

    @Inject
    BodyLimit limit;

    private final List<Slow> clients = new ArrayList<>();
    private final ScheduledExecutorService trickle = Executors.newSingleThreadScheduledExecutor();

    @BeforeEach
    void nothingIsHeld() {
        awaitHeld(0);
    }

    @AfterEach
    void allRoomIsGivenBack() throws IOException {
        trickle.shutdownNow();
        for (Slow client : clients) {
            client.close();
        }
        awaitHeld(0);
    }

    @Test
    void largeBodiesTogetherAreBoundedAndWhoIsDoneMakesRoom() throws Exception {
        for (int i = 0; i < 6; i++) {
            connect("Content-Length: " + LARGEST).trickles();
        }
        awaitHeld(ROOM);
        post("{\"name\":\"x\"}")
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", "1")
                .body("type", equalTo("urn:kam:problem:too-many-requests"))
                .body("instance", equalTo("/v1/samples"));
        given().auth().oauth2(token()).get(path).then().statusCode(200);

        assertThat(clients.getFirst().completes()).isEqualTo("HTTP/1.1 200 OK");
        awaitHeld(ROOM - LARGEST);
        post("{\"name\":\"x\"}").statusCode(200);

        clients.get(1).close();
        awaitHeld(ROOM - 2 * LARGEST);
    }

    @Test
    void aBodyThatDoesNotAnnounceItsLengthCountsAsTheLargest() throws Exception {
        Slow client = connect("Transfer-Encoding: chunked");
        awaitHeld(LARGEST);
        client.send("e\r\n{\"name\": \"ann\"\r\n1\r\n}\r\n0\r\n\r\n");
        assertThat(client.status()).isEqualTo("HTTP/1.1 200 OK");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST   | /v1/samples            | application/json | {"name":"x"}          | 200
            POST   | /v1/samples            | application/json | {"name":"             | 400
            POST   | /v1/samples            | application/json | {"name":" "}          | 400
            POST   | /v1/samples            | text/plain       | x                     | 415
            PUT    | /v1/samples            | application/json | {}                    | 405
            POST   | /v1/nothing            | application/json | {}                    | 404
            POST   | /nothing               | application/json | {}                    | 404
            DELETE | /v1/samples            | application/json | {}                    | 405
            GET    | /v1/samples            | application/json | {}                    | 200
            GET    | /q/health/live         | application/json | {}                    | 200
            """)
    void howeverARequestEndsItsRoomIsGivenBack(String method, String at, String type, String body, int status) {
        given().auth()
                .oauth2(token())
                .contentType(type)
                .body(body)
                .request(method, path.resolve(at))
                .then()
                .statusCode(status);
        awaitHeld(0);
        given().contentType(type).body(body).request(method, path.resolve("/v1/samples"));
        awaitHeld(0);
    }

    @Test
    void whoIsTurnedAwayHoldsNothingWhileHeGoesOnSending() throws Exception {
        Slow client = new Slow("Content-Length: " + LARGEST, "nonsense");
        clients.add(client);
        client.send("{");
        client.trickles();
        assertThat(client.status()).isEqualTo("HTTP/1.1 401 Unauthorized");
        awaitHeld(0);
    }

    @Test
    void aBodyThatTricklesEndsWithItsTime() throws Exception {
        Duration usual = ClientProxy.unwrap(limit).within;
        ClientProxy.unwrap(limit).within = Duration.ofMillis(200);
        try {
            Slow client = connect("Content-Length: " + LARGEST);
            client.trickles();
            assertThat(client.status())
                    .as("the connection ends without an answer")
                    .isNull();
        } finally {
            ClientProxy.unwrap(limit).within = usual;
        }
        awaitHeld(0);
    }

    @Test
    void oneThatIsTooLargeIsRefusedAndHoldsNothing() {
        post(" ".repeat(LARGEST + 1)).statusCode(413).body("type", equalTo("urn:kam:problem:too-large"));
    }

    private static ValidatableResponse post(String body) {
        return given().auth()
                .oauth2(token())
                .contentType("application/json")
                .body(body)
                .post("/v1/samples")
                .then();
    }

    private static String token() {
        return Tokens.of("anna", Roles.VIEWER);
    }

    private void awaitHeld(long bytes) {
        await().until(() -> metrics.get("kam.requests.body").gauge().value() == bytes);
    }

    private Slow connect(String framing) throws IOException {
        Slow client = new Slow(framing, token());
        clients.add(client);
        return client;
    }

    /// A client that has sent its headers and some of its body.
    private final class Slow implements AutoCloseable {

        private static final String BEGINNING = "{\"name\": \"x\"";

        private final Socket socket;
        private boolean done;
        private int sent;

        Slow(String framing, String token) throws IOException {
            socket = new Socket(path.getHost(), path.getPort());
            socket.setSoTimeout(60_000);
            write("POST /v1/samples HTTP/1.1\r\nHost: kam\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                    + token + "\r\n" + framing + "\r\n\r\n");
        }

        /// Sends a blank now and then, so that the server has no reason to think that it is gone.
        void trickles() throws IOException {
            send(BEGINNING);
            trickle.scheduleWithFixedDelay(this::blank, 100, 100, TimeUnit.MILLISECONDS);
        }

        private synchronized void blank() {
            try {
                if (!done) {
                    send(" ");
                }
            } catch (IOException e) {
                done = true;
            }
        }

        /// Sends the rest and returns the status line.
        String completes() throws IOException {
            synchronized (this) {
                done = true;
                send(" ".repeat(LARGEST - sent - 1) + "}");
            }
            return status();
        }

        synchronized void send(String text) throws IOException {
            sent += text.length();
            write(text);
        }

        private void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        }

        /// The first line of the answer; null when the connection ends without one.
        String status() throws IOException {
            StringBuilder line = new StringBuilder();
            try {
                for (int next = socket.getInputStream().read();
                        next != '\r';
                        next = socket.getInputStream().read()) {
                    if (next < 0) {
                        return null;
                    }
                    line.append((char) next);
                }
            } catch (java.net.SocketException e) {
                return null;
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
