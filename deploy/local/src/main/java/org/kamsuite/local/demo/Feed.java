package org.kamsuite.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.local.client.CatchUp;
import org.kamsuite.local.client.Meter;
import org.kamsuite.local.client.SuiteClient;
import org.kamsuite.local.launch.LaunchFailure;
import org.kamsuite.local.launch.Suite;
import org.kamsuite.local.launch.SuiteService;

/// Brings the made-up company into a suite the way a real one would come: ERP documents as CloudEvents through Kafka,
/// people and talks over REST with ids of our own. Doing it again changes nothing.
final class Feed {

    private static final String ROLE = "integration";
    private static final int BATCH = 500;
    /// How long an account may take to be known everywhere.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Suite suite;
    private final SuiteClient client;
    private final PrintStream out;
    private final boolean terminal;

    Feed(Suite suite, SuiteClient client, PrintStream out, boolean terminal) {
        this.suite = suite;
        this.client = client;
        this.out = out;
        this.terminal = terminal;
    }

    void run(List<DemoEvent> events, Talks talks, List<Settings> settings) {
        settings.forEach(this::set);
        send(events);
        CatchUp.await(suite, client, out, terminal);
        Map<CustomerRef, UUID> accounts = accounts(talks);
        tell(talks, accounts);
        CatchUp.await(suite, client, out, terminal);
    }

    /// What somebody has changed since stays changed.
    private void set(Settings setting) {
        SuiteClient.Answer answer = client.put(SuiteService.RECEIVABLES, "finance", setting.path(), setting.body());
        switch (answer.status()) {
            case 200, 201, 409, 412, 428 -> {}
            default -> throw SuiteClient.unexpected(SuiteService.RECEIVABLES, "PUT", setting.path(), answer);
        }
    }

    private Meter meter(String name, long total) {
        return new Meter(out, terminal, name, total, System::nanoTime);
    }

    private void send(List<DemoEvent> events) {
        AtomicReference<Exception> refused = new AtomicReference<>();
        try (Meter meter = meter("ERP events to Kafka", events.size());
                var producer = new KafkaProducer<>(
                        Map.<String, Object>of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                suite.bootstrapServers(),
                                ProducerConfig.CLIENT_ID_CONFIG,
                                "kam-demo",
                                ProducerConfig.ACKS_CONFIG,
                                "all",
                                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                                true,
                                // See OutboxRelay: the second batch must not be the first that a new partition sees.
                                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                                1,
                                ProducerConfig.LINGER_MS_CONFIG,
                                20,
                                ProducerConfig.BATCH_SIZE_CONFIG,
                                128 * 1024),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            for (DemoEvent event : events) {
                producer.send(event.toRecord(), (_, failure) -> {
                    if (failure == null) {
                        meter.step();
                    } else {
                        refused.compareAndSet(null, failure);
                    }
                });
            }
            producer.flush();
        }
        if (refused.get() != null) {
            throw new LaunchFailure("Kafka refused an event: " + refused.get().getMessage(), refused.get());
        }
    }

    /// Which account each customer has become.
    private Map<CustomerRef, UUID> accounts(Talks talks) {
        List<CustomerRef> customers =
                talks.people().stream().map(Talks.Person::customer).distinct().toList();
        Map<CustomerRef, UUID> accounts = new HashMap<>();
        try (Meter meter = meter("Accounts of the customers", customers.size())) {
            List<UUID> ids = SuiteClient.each(customers, this::account, _ -> meter.step());
            for (int n = 0; n < customers.size(); n++) {
                accounts.put(customers.get(n), ids.get(n));
            }
        }
        return accounts;
    }

    private UUID account(CustomerRef customer) {
        String path = "/v1/accounts/by-reference/" + customer.system() + "/" + customer.number();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        SuiteClient.Answer answer = client.find(SuiteService.ACCOUNT, ROLE, path);
        while (answer.status() == 404 && System.nanoTime() < deadline) {
            SuiteClient.pause(Duration.ofMillis(500));
            answer = client.find(SuiteService.ACCOUNT, ROLE, path);
        }
        if (answer.status() != 200) {
            throw SuiteClient.unexpected(SuiteService.ACCOUNT, "GET", path, answer);
        }
        return UUID.fromString(answer.body().path("accountId").textValue());
    }

    private void tell(Talks talks, Map<CustomerRef, UUID> accounts) {
        AtomicInteger edited = new AtomicInteger();
        try (Meter meter = meter("Contacts", talks.people().size())) {
            SuiteClient.each(
                    talks.people(),
                    person -> put("/v1/contacts/" + person.id(), contact(person, accounts), edited),
                    _ -> meter.step());
        }
        try (Meter meter = meter("Decision units", talks.units().size())) {
            SuiteClient.each(
                    talks.units(),
                    unit -> put("/v1/decision-units/" + unit.id(), unit(unit, accounts), edited),
                    _ -> meter.step());
        }
        int refused = 0;
        try (Meter meter = meter("Interactions", talks.talks().size())) {
            for (int from = 0; from < talks.talks().size(); from += BATCH) {
                List<Talks.Talk> batch = talks.talks()
                        .subList(from, Math.min(from + BATCH, talks.talks().size()));
                refused += send(batch, accounts);
                batch.forEach(_ -> meter.step());
            }
        }
        if (edited.get() > 0 || refused > 0) {
            out.printf(
                    "  %d contacts or units and %d interactions were left as somebody has changed them since.%n",
                    edited.get(), refused);
        }
    }

    private int put(String path, Object body, AtomicInteger edited) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        SuiteClient.Answer answer = client.put(SuiteService.RELATIONSHIP, ROLE, path, body);
        // The service hears of a new account by an event, a moment after account-service has it.
        while ((answer.status() == 404 || answer.status() == 422) && System.nanoTime() < deadline) {
            SuiteClient.pause(Duration.ofMillis(500));
            answer = client.put(SuiteService.RELATIONSHIP, ROLE, path, body);
        }
        switch (answer.status()) {
            case 200, 201 -> {}
            case 409, 412, 428 -> edited.incrementAndGet();
            default -> throw SuiteClient.unexpected(SuiteService.RELATIONSHIP, "PUT", path, answer);
        }
        return answer.status();
    }

    private int send(List<Talks.Talk> batch, Map<CustomerRef, UUID> accounts) {
        List<Map<String, Object>> items =
                batch.stream().map(talk -> interaction(talk, accounts)).toList();
        String path = "/v1/interactions/batch";
        SuiteClient.Answer answer = client.post(SuiteService.RELATIONSHIP, ROLE, path, Map.of("items", items));
        if (answer.status() / 100 != 2) {
            throw SuiteClient.unexpected(SuiteService.RELATIONSHIP, "POST", path, answer);
        }
        JsonNode refused = answer.body().path("refused");
        return refused.asInt();
    }

    private static Map<String, Object> contact(Talks.Person person, Map<CustomerRef, UUID> accounts) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("accountId", accounts.get(person.customer()));
        body.put("name", person.name());
        body.put("title", person.title());
        body.put("function", person.function());
        body.put("seniority", person.seniority());
        body.put("email", person.email());
        body.put("site", Map.of("country", person.country(), "city", person.city()));
        body.put("status", "ACTIVE");
        body.put("from", person.from().toString());
        return body;
    }

    private static Map<String, Object> unit(Talks.Unit unit, Map<CustomerRef, UUID> accounts) {
        return Map.of(
                "accountId",
                accounts.get(unit.customer()),
                "subject",
                unit.subject(),
                "members",
                unit.members().stream()
                        .map(member -> Map.of(
                                "contactId",
                                member.contactId(),
                                "roles",
                                member.roles(),
                                "influence",
                                member.influence(),
                                "support",
                                member.support()))
                        .toList());
    }

    private static Map<String, Object> interaction(Talks.Talk talk, Map<CustomerRef, UUID> accounts) {
        return Map.of(
                "id",
                talk.id(),
                "accountId",
                accounts.get(talk.customer()),
                "kind",
                talk.kind(),
                "direction",
                talk.direction(),
                "at",
                talk.at().toString(),
                "contactIds",
                List.of(talk.contactId()),
                "ourParticipants",
                List.of(talk.ours()),
                "subject",
                talk.subject());
    }
}
