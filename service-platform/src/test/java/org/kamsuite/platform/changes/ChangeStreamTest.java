package org.kamsuite.platform.changes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.account.AccountChanged;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.AccountState;
import org.kamsuite.platform.outbox.Outbox;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.test.Tokens;

/// What is published can be followed live, without gaps, from wherever the client was.
@QuarkusTest
class ChangeStreamTest {

    @TestHTTPResource("/v1/samples/changes")
    URI path;

    @Inject
    Outbox outbox;

    @Inject
    ChangeLog log;

    @Inject
    Jdbi jdbi;

    @Inject
    MeterRegistry metrics;

    private final UUID account = UUID.randomUUID();
    private final List<Client> clients = new ArrayList<>();

    /// An event on the wire.
    record Seen(String name, long id, String data, String comment) {
        boolean isChange() {
            return "change".equals(name);
        }
    }

    @AfterEach
    void disconnect() throws IOException {
        for (Client client : clients) {
            client.close();
        }
        // The service notices with its next sign of life at the latest.
        await().until(() -> given().get("/q/metrics").asString().contains("kam_changes_streams 0.0"));
    }

    @Test
    void changesComeLiveInTheirOrderAsCloudEvents() throws Exception {
        Client client = follow("", null);
        Seen connected = client.next();
        assertThat(connected.comment()).isEqualTo("connected");
        publish(1, 2, 3);
        List<Seen> seen = List.of(client.next(), client.next(), client.next());
        assertThat(seen).extracting(Seen::name).containsOnly("change");
        assertThat(seen).extracting(Seen::id).isSorted().allMatch(id -> id > connected.id());
        assertThat(seen)
                .extracting(each -> each.data().replaceFirst(".*\"version\":([0-9]+).*", "$1"))
                .containsExactly("1", "2", "3");
        assertThat(seen.getFirst().data())
                .startsWith("{\"specversion\":\"1.0\"")
                .contains("\"type\":\"kam.account.changed.v1\"", "\"source\":\"/kam/platform-test\"");
    }

    @Test
    void whoComesBackGoesOnWhereHeWas() throws Exception {
        Client before = follow("", null);
        long start = before.next().id();
        before.close();
        publish(1, 2, 3);
        await().until(() ->
                log.between(start, Long.MAX_VALUE, account, null, 10).changes().size() == 3);
        Client client = follow("", Long.toString(start));
        assertThat(client.next().comment()).isEqualTo("connected");
        Seen first = client.next();
        assertThat(first.data()).contains("\"version\":1,");
        client.close();
        Client again = follow("", Long.toString(first.id()));
        again.next();
        assertThat(again.next().data()).contains("\"version\":2,");
        assertThat(again.next().data()).contains("\"version\":3,");
    }

    @Test
    void manyThatWereMissedComeInPagesWithoutGaps() throws Exception {
        long start = log.extent().latest();
        publish(IntStream.rangeClosed(1, 350).toArray());
        await().until(() ->
                log.between(start, Long.MAX_VALUE, account, null, 500).changes().size() == 350);
        Client client = follow("", Long.toString(start));
        client.next();
        for (int version = 1; version <= 350; version++) {
            assertThat(client.next().data()).contains("\"version\":" + version + ",");
        }
    }

    @Test
    void aStreamCanBeOfOneAccountAndItsIdMovesOnWithoutIt() throws Exception {
        Client client = follow("?accountId=" + UUID.randomUUID(), null);
        long start = client.next().id();
        Client mine = follow("?accountId=" + account + "&type=kam.account.changed.v1", null);
        mine.next();
        publish(1);
        assertThat(mine.next().data()).contains(account.toString());
        Seen alive = client.next();
        assertThat(alive.comment()).isEqualTo("nothing new");
        assertThat(alive.id()).isGreaterThan(start);
    }

    @Test
    void whoMissedWhatIsNoLongerKeptIsToldToStartAnew() throws Exception {
        publish(1);
        await().until(() ->
                log.between(0, Long.MAX_VALUE, account, null, 1).changes().size() == 1);
        jdbi.useHandle(handle -> handle.execute("update published_event set published_at = '2020-01-01'"));
        log.prune();
        assertThat(log.extent().pruned()).isPositive();
        assertThat(log.between(0, Long.MAX_VALUE, account, null, 1).changes()).isEmpty();
        Client late = follow("", "0");
        Seen reset = late.next();
        assertThat(reset.name()).isEqualTo("reset");
        assertThat(reset.id()).isGreaterThanOrEqualTo(log.extent().pruned());
        publish(2);
        assertThat(late.next().data()).contains("\"version\":2,");
        Client ahead = follow("", "999999999");
        assertThat(ahead.next().name()).isEqualTo("reset");
    }

    @Test
    void whoMayNotOrAsksForNonsenseGetsAProblem() {
        given().get(path).then().statusCode(401).contentType("application/problem+json");
        given().auth().oauth2(Tokens.of("x", "nobody")).get(path).then().statusCode(403);
        for (String id : List.of("x", "-1", "1.5")) {
            given().auth()
                    .oauth2(Tokens.of("anna", Roles.VIEWER))
                    .header("Last-Event-ID", id)
                    .get(path)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json");
        }
        for (String query : List.of("?type=kam.nothing.v1", "?accountId=x", "?account=1")) {
            given().auth()
                    .oauth2(Tokens.of("anna", Roles.VIEWER))
                    .get(path + query)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json");
        }
    }

    @Test
    void aFullHouseSaysWhenToComeAgainAndWhoLeavesMakesRoom() throws Exception {
        for (int i = 0; i < 10; i++) {
            follow("", null).next();
        }
        given().auth()
                .oauth2(Tokens.of("anna", Roles.VIEWER))
                .get(path)
                .then()
                .statusCode(429)
                .header("Retry-After", "10");
        disconnect();
        assertThat(follow("", null).next().comment()).isEqualTo("connected");
    }

    @Test
    void aStreamEndsWithTheTokenThatItWasOpenedWithAndOthersGoOn() throws Exception {
        Client client = follow("", null);
        client.next();
        Client shortLived = new Client(path, null, Tokens.expiring(Duration.ofSeconds(3), "vera", Roles.VIEWER));
        clients.add(shortLived);
        assertThat(shortLived.next().comment()).isEqualTo("connected");
        assertThat(shortLived.ended.await(60, TimeUnit.SECONDS)).isTrue();
        publish(1);
        assertThat(client.next(Seen::isChange).data()).contains("\"version\":1,");
        assertThat(shortLived.seen).noneMatch(Seen::isChange);
    }

    @Test
    void aSliceOfTheLogIsBoundedByItsBytes() {
        long start = log.extent().latest();
        published(5, 200_000);
        var slice = log.between(start, Long.MAX_VALUE, account, null, 100);
        assertThat(slice.changes()).hasSize(2);
        assertThat(slice.complete()).isFalse();
        long last = slice.changes().getLast().position();
        assertThat(log.between(last, Long.MAX_VALUE, account, null, 100).changes())
                .hasSize(2);
        var end = log.between(last + 2, Long.MAX_VALUE, account, null, 100);
        assertThat(end.changes()).hasSize(1);
        assertThat(end.complete()).isTrue();
        assertThat(log.between(last, last + 2, account, null, 2).complete())
                .as("as many as were asked for: there may be more")
                .isFalse();
    }

    @Test
    void aClientThatDoesNotReadIsCutOffAndGoesOnWhereItWas() throws Exception {
        int events = 120;
        long start = log.extent().latest();
        published(events, 250_000);
        String received;
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.setSoTimeout(60_000);
            socket.connect(new InetSocketAddress(path.getHost(), path.getPort()));
            socket.getOutputStream().write("""
                    GET /v1/samples/changes?accountId=%s HTTP/1.1\r
                    Host: kam\r
                    Authorization: Bearer %s\r
                    Last-Event-ID: %d\r
                    \r
                    """.formatted(account, Tokens.of("anna", Roles.VIEWER), start)
                    .getBytes(StandardCharsets.US_ASCII));
            await().until(() -> streams() == 1);
            // It takes nothing: the buffers of both sides fill, then nothing more goes out.
            await().atMost(Duration.ofSeconds(60)).until(() -> streams() == 0);
            received = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
        List<Long> ids = Pattern.compile("(?m)^id: ?([0-9]+)$")
                .matcher(received)
                .results()
                .map(found -> Long.valueOf(found.group(1)))
                .toList();
        assertThat(ids).as("the rest was never read for it").hasSizeLessThan(events);
        assertThat(ids).isSorted().doesNotHaveDuplicates();
        // The last one may have come in part; a browser takes an event into account when it is whole.
        long whole = ids.get(ids.size() - 2);
        Client again = follow("?accountId=" + account, Long.toString(whole));
        assertThat(again.next().comment()).isEqualTo("connected");
        for (long id : positions(whole)) {
            assertThat(again.next().id()).isEqualTo(id);
        }
    }

    /// Of the events of this account behind that one.
    private List<Long> positions(long after) {
        List<Long> positions = jdbi.withHandle(handle -> handle.createQuery(
                        "select position from published_event where account_id = ? and position > ? order by position")
                .bind(0, account.toString())
                .bind(1, after)
                .mapTo(Long.class)
                .list());
        assertThat(positions).isNotEmpty();
        return positions;
    }

    private double streams() {
        return metrics.get("kam.changes.streams").gauge().value();
    }

    /// Events of this account that were published, each with so many bytes.
    private void published(int events, int bytes) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into published_event (id, account_id, type, payload, time, published_at)
                        select gen_random_uuid(), :account, :type, '"' || repeat('x', :bytes - 2) || '"', now(), now()
                        from generate_series(1, :events)""")
                .bind("account", account.toString())
                .bind("type", EventType.of(AccountChanged.class).name())
                .bind("bytes", bytes)
                .bind("events", events)
                .execute());
    }

    private void publish(int... versions) {
        QuarkusTransaction.requiringNew()
                .run(() -> outbox.append(
                        IntStream.of(versions).mapToObj(this::changed).toList()));
    }

    private AccountChanged changed(int version) {
        return new AccountChanged(new AccountState(
                account,
                version,
                "Change test",
                AccountKind.CUSTOMER,
                AccountClass.REGULAR,
                null,
                "EUR",
                null,
                null,
                null,
                null,
                List.of(new CustomerRef("changes", account.toString())),
                List.of(),
                List.of(),
                null,
                null));
    }

    private Client follow(String query, String lastEventId) throws Exception {
        Client client = new Client(URI.create(path + query), lastEventId, Tokens.of("anna", Roles.VIEWER));
        clients.add(client);
        return client;
    }

    /// Reads a stream as a browser would.
    private static final class Client implements AutoCloseable {

        private final HttpClient http = HttpClient.newHttpClient();
        private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
        private final CountDownLatch ended = new CountDownLatch(1);
        private final InputStream body;

        Client(URI uri, String lastEventId, String token) throws IOException, InterruptedException {
            var request = HttpRequest.newBuilder(uri)
                    .header("Authorization", "Bearer " + token)
                    .header("Accept", "text/event-stream");
            if (lastEventId != null) {
                request.header("Last-Event-ID", lastEventId);
            }
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            body = response.body();
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            try (Scanner lines = new Scanner(body, StandardCharsets.UTF_8)) {
                String name = null;
                String id = "-1";
                String data = null;
                String comment = null;
                while (lines.hasNextLine()) {
                    String line = lines.nextLine();
                    if (line.startsWith("event:")) {
                        name = line.substring(6).strip();
                    } else if (line.startsWith("id:")) {
                        id = line.substring(3).strip();
                    } else if (line.startsWith("data:")) {
                        data = line.substring(5).strip();
                    } else if (line.startsWith(":")) {
                        comment = line.substring(1).strip();
                    } else if (line.isEmpty() && (data != null || comment != null)) {
                        seen.add(new Seen(name, Long.parseLong(id), data, comment));
                        name = null;
                        data = null;
                        comment = null;
                    }
                }
            } finally {
                ended.countDown();
            }
        }

        /// Leaves out what is not asked for.
        Seen next(Predicate<Seen> wanted) throws InterruptedException {
            Seen next = next();
            while (!wanted.test(next)) {
                next = next();
            }
            return next;
        }

        Seen next() throws InterruptedException {
            Seen next = seen.poll(20, TimeUnit.SECONDS);
            assertThat(next).as("an event within 20 s").isNotNull();
            return next;
        }

        @Override
        public void close() throws IOException {
            body.close();
            http.shutdownNow();
        }
    }
}
