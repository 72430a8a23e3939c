package org.kamsuite.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AsyncApiTest {
    private final JsonNode document = load();

    @Test
    void theChannelsHaveExactlyTheTypesOfTheRegistry() {
        var listed = new TreeMap<String, List<String>>();
        document.path("channels").properties().forEach(channel -> {
            assertThat(channel.getValue().path("address").asText()).isEqualTo(channel.getKey());
            channel.getValue().path("messages").properties().forEach(message -> {
                assertThat(message.getValue().path("$ref").asText())
                        .isEqualTo("#/components/messages/" + message.getKey());
                listed.computeIfAbsent(channel.getKey(), _ -> new ArrayList<>()).add(message.getKey());
            });
        });

        Map<String, List<String>> registered = EventType.all().stream()
                .collect(Collectors.groupingBy(
                        EventType::topic, Collectors.mapping(EventType::name, Collectors.toList())));
        assertThat(listed).isEqualTo(registered);
    }

    @Test
    void everyMessageHasItsSchemaHeadersAndKey() {
        var messages = document.at("/components/messages");
        assertThat(messages.size()).isEqualTo(EventType.all().size());
        for (var type : EventType.all()) {
            var message = messages.path(type.name());
            assertThat(message.path("name").asText()).isEqualTo(type.name());
            assertThat(message.path("title").asText())
                    .isEqualTo(type.recordClass().getSimpleName());
            assertThat(message.at("/payload/$ref").asText()).isEqualTo("schemas/" + type.name() + ".json");
            var trait = document.at(message.at("/traits/0/$ref").asText().substring(1));
            assertThat(trait.at("/bindings/kafka/key/description").asText()).isNotBlank();
            var headers = document.at(trait.at("/headers/$ref").asText().substring(1));
            assertThat(headers.path("required"))
                    .extracting(JsonNode::asText)
                    .contains("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time");
        }
    }

    @Test
    void everyTopicHasOneSenderAndAReceiver() {
        var senders = new ArrayList<String>();
        var receivers = new TreeSet<String>();
        document.path("operations").forEach(operation -> {
            var topic = operation.at("/channel/$ref").asText().substring("#/channels/".length());
            switch (operation.path("action").asText()) {
                case "send" -> senders.add(topic);
                case "receive" -> receivers.add(topic);
                default -> throw new AssertionError(operation);
            }
        });

        assertThat(senders).containsExactlyInAnyOrderElementsOf(EventType.topics());
        assertThat(receivers).containsExactlyInAnyOrderElementsOf(EventType.topics());
    }

    private static JsonNode load() {
        try (var in = AsyncApiTest.class.getResourceAsStream("/asyncapi.yaml")) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
