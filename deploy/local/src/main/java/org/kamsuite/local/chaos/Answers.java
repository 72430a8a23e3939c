package org.kamsuite.local.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.kamsuite.local.client.SuiteClient;
import org.kamsuite.local.launch.SuiteService;

/// What all services say of a feed, in words that do not depend on when and how often it was told: accounts by their
/// ERP numbers, no moments of the run.
///
/// @param byQuestion the answer to each question
record Answers(SortedMap<String, String> byQuestion) {

    private static final String ROLE = "admin";
    /// When something was asked, published or made, and ids of this run.
    private static final Set<String> OF_THE_RUN = Set.of(
            "knownAt",
            "createdAt",
            "changedAt",
            "publishedAt",
            "receivedAt",
            "computedAt",
            "parkedAt",
            "version",
            "offset",
            "partition",
            "nextCursor",
            "id");

    private record Question(String name, SuiteService service, String path) {}

    /// @param from first day of what is asked
    /// @param asOf last day
    static Answers of(SuiteClient client, LocalDate from, LocalDate asOf) {
        return of(client, EnumSet.allOf(SuiteService.class), from, asOf);
    }

    /// Only what these services say; the account-service is one of them.
    static Answers of(SuiteClient client, Set<SuiteService> services, LocalDate from, LocalDate asOf) {
        Map<String, String> names = new HashMap<>();
        JsonNode accounts = client.get(SuiteService.ACCOUNT, ROLE, "/v1/accounts?limit=500");
        accounts.path("items")
                .forEach(account -> names.put(account.path("accountId").asText(), name(account)));
        List<Question> questions = new ArrayList<>();
        names.forEach((id, name) -> questions.addAll(aboutOne(id, name, from, asOf)));
        questions.addAll(aboutAll(from, asOf));
        questions.removeIf(question -> !services.contains(question.service()));
        SortedMap<String, String> answers = new TreeMap<>();
        List<String> texts = SuiteClient.each(
                questions, question -> text(client.get(question.service(), ROLE, question.path()), names), _ -> {});
        for (int n = 0; n < questions.size(); n++) {
            answers.put(questions.get(n).name(), texts.get(n));
        }
        for (SuiteService service : services) {
            answers.put(service.id() + " parked", parked(client, service));
        }
        return new Answers(answers);
    }

    /// The questions that are answered differently, with both answers.
    List<String> differences(Answers other) {
        return Stream.concat(byQuestion.keySet().stream(), other.byQuestion.keySet().stream())
                .distinct()
                .sorted()
                .filter(question -> !Objects.equals(byQuestion.get(question), other.byQuestion.get(question)))
                .map(question -> "%s%n    is        %s%n    should be %s"
                        .formatted(question, byQuestion.get(question), other.byQuestion.get(question)))
                .toList();
    }

    private static String name(JsonNode account) {
        return StreamSupport.stream(account.path("references").spliterator(), false)
                .map(reference -> reference.path("system").asText() + ":"
                        + reference.path("number").asText())
                .sorted()
                .findFirst()
                .orElse(account.path("legalName").asText());
    }

    private static List<Question> aboutOne(String id, String name, LocalDate from, LocalDate asOf) {
        String window = "from=" + from + "&to=" + asOf;
        return List.of(
                new Question(name + " account", SuiteService.ACCOUNT, "/v1/accounts/" + id),
                new Question(name + " owes", SuiteService.RECEIVABLES, "/v1/receivables/" + id + "?asOf=" + asOf),
                new Question(
                        name + " ageing", SuiteService.RECEIVABLES, "/v1/receivables/" + id + "/ageing?asOf=" + asOf),
                new Question(
                        name + " items",
                        SuiteService.RECEIVABLES,
                        "/v1/receivables/" + id + "/items?limit=500&asOf=" + asOf),
                new Question(name + " pays", SuiteService.RECEIVABLES, "/v1/receivables/" + id + "/metrics?" + window),
                new Question(name + " buys", SuiteService.SCORING, "/v1/sales/" + id + "?" + window),
                new Question(name + " is served", SuiteService.MONITOR, "/v1/service-levels/" + id + "?" + window));
    }

    private static List<Question> aboutAll(LocalDate from, LocalDate asOf) {
        return List.of(
                new Question("all owe", SuiteService.RECEIVABLES, "/v1/ageing?limit=1&scope=group&asOf=" + asOf),
                new Question(
                        "all buy",
                        SuiteService.SCORING,
                        "/v1/concentration?scope=group&currency=EUR&from=" + from + "&to=" + asOf));
    }

    private static String parked(SuiteClient client, SuiteService service) {
        List<String> parked = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = client.get(service, ROLE, "/ops/quarantine?limit=500" + cursor);
            page.path("items")
                    .forEach(item -> parked.add(item.path("topic").asText() + " "
                            + item.path("eventId").asText("-") + " "
                            + item.path("key").asText() + " "
                            + item.path("reason").asText()));
            cursor = page.hasNonNull("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").asText()
                    : null;
        } while (cursor != null);
        Collections.sort(parked);
        return String.join("\n", parked);
    }

    private static String text(JsonNode answer, Map<String, String> names) {
        String text = clean(answer).toString();
        for (Map.Entry<String, String> name : names.entrySet()) {
            text = text.replace(name.getKey(), name.getValue());
        }
        return text;
    }

    /// Without what belongs to the run; objects of a list in an order of their own, because ids decide among equals.
    private static JsonNode clean(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(OF_THE_RUN);
            object.properties().forEach(property -> clean(property.getValue()));
        } else if (node instanceof ArrayNode array) {
            array.forEach(Answers::clean);
        }
        return node;
    }
}
