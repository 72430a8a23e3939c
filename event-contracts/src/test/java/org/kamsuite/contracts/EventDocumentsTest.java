package org.kamsuite.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Schema, golden example and record of every event type say the same.
class EventDocumentsTest {
    static List<EventType> types() {
        return EventType.all();
    }

    @Test
    void everyTypeAndNothingElseHasASchemaAndAnExample() {
        var files = types().stream().map(type -> type.name() + ".json").sorted().toList();

        assertThat(Documents.files("schemas")).isEqualTo(files);
        assertThat(Documents.files("examples")).isEqualTo(files);
    }

    @Test
    void aSharedDefinitionIsTheSameInEverySchema() {
        var definitions = new HashMap<String, JsonNode>();
        for (var type : types()) {
            for (var definition : Documents.schema(type).path("$defs").properties()) {
                var known = definitions.putIfAbsent(definition.getKey(), definition.getValue());
                assertThat(definition.getValue())
                        .as("%s in %s", definition.getKey(), type.name())
                        .isEqualTo(known == null ? definition.getValue() : known);
            }
        }
        assertThat(definitions).containsKeys("amount", "customer", "orderLine");
    }

    @ParameterizedTest
    @MethodSource("types")
    void theSchemaNamesItselfAndDescribesEveryField(EventType type) {
        var schema = Documents.schema(type);

        assertThat(schema.path("$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.path("$id").asText()).isEqualTo("urn:kam:schema:" + type.name());
        assertThat(schema.path("title").asText()).isEqualTo(type.recordClass().getSimpleName());
        assertThat(schema.path("description").asText()).isNotBlank();
        assertThat(schema.path("examples")).containsExactly(Documents.example(type));
        assertThat(schema.findValues("additionalProperties")).isEmpty();
        for (var properties : schema.findValues("properties")) {
            for (var property : properties.properties()) {
                var rule = property.getValue();
                assertThat(rule.has("description") || rule.has("$ref") || isCondition(rule))
                        .as("description of %s", property.getKey())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void theExampleObeysTheSchema(EventType type) {
        assertThat(Documents.schemaErrors(type, Documents.example(type))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void theExampleComesBackFromTheRecordUnchanged(EventType type) throws IOException {
        var example = Documents.example(type);

        var data = ContractJson.read(Documents.JSON.writeValueAsBytes(example), type.recordClass());
        var written = Documents.JSON.readTree(ContractJson.write(data));

        assertThat(Documents.schemaErrors(type, written)).isEmpty();
        assertThat(withoutEmptyLists(written)).isEqualTo(withoutEmptyLists(example));
        assertThat(ContractJson.read(ContractJson.write(data), type.recordClass()))
                .isEqualTo(data);
    }

    @ParameterizedTest
    @MethodSource("types")
    void unknownPropertiesAreIgnoredEverywhere(EventType type) {
        var example = Documents.example(type);
        var newer = example.deepCopy();
        addUnknown(newer);

        assertThat(newer).isNotEqualTo(example);
        assertThat(Documents.schemaErrors(type, newer)).isEmpty();
        assertThat(Documents.read(type, newer)).isEqualTo(Documents.read(type, example));
    }

    private static void addUnknown(JsonNode node) {
        node.forEach(EventDocumentsTest::addUnknown);
        if (node instanceof ObjectNode object) {
            object.put("addedLater", "text")
                    .putArray("addedListLater")
                    .addObject()
                    .put("x", 1);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void theSchemaHasTheComponentsOfTheRecord(EventType type) {
        var schema = Documents.schema(type);
        agree(schema, schema, type.recordClass(), type.name());
    }

    @ParameterizedTest
    @MethodSource("types")
    void whatTheSchemaRefusesTheRecordRefusesAtTheSameField(EventType type) {
        var mutations = Mutations.wrong(type);
        var all = new SoftAssertions();
        for (var mutation : mutations) {
            all.assertThat(Documents.schemaErrors(type, mutation.document()))
                    .as("%s: the schema on %s", type.name(), mutation)
                    .isNotEmpty();
            var refusal = catchThrowable(() -> Documents.read(type, mutation.document()));
            all.assertThat(refusal)
                    .as("%s: the record on %s", type.name(), mutation)
                    .isInstanceOfSatisfying(ContractViolation.class, violation -> {
                        assertThat(violation.field()).isEqualTo(mutation.path());
                        assertThat(violation.problem())
                                .matches("(is|must) .{3,250}")
                                .doesNotContain("fasterxml", "java.", "kamsuite", "Exception", "not readable");
                    });
        }
        all.assertAll();
        assertThat(mutations).hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource("types")
    void theRecordNeedsWhatTheSchemaNeeds(EventType type) {
        for (var mutation : Mutations.withoutOneOptional(type)) {
            var refusal = catchThrowable(
                    () -> ContractJson.read(Documents.JSON.writeValueAsBytes(mutation.document()), type.recordClass()));
            var errors = Documents.schemaErrors(type, mutation.document());

            assertThat(refusal == null)
                    .as("%s %s: the record says %s, the schema says %s", type.name(), mutation, refusal, errors)
                    .isEqualTo(errors.isEmpty());
        }
    }

    private static boolean isCondition(JsonNode rule) {
        return rule.has("const") || rule.has("maxItems") || rule.has("minItems") || rule.has("minimum");
    }

    private static JsonNode withoutEmptyLists(JsonNode node) {
        if (node.isObject()) {
            var copy = Documents.JSON.createObjectNode();
            node.properties().stream()
                    .filter(field ->
                            !(field.getValue().isArray() && field.getValue().isEmpty()))
                    .forEach(field -> copy.set(field.getKey(), withoutEmptyLists(field.getValue())));
            return copy;
        }
        if (node.isArray()) {
            var copy = Documents.JSON.createArrayNode();
            node.forEach(element -> copy.add(withoutEmptyLists(element)));
            return copy;
        }
        return node.isNumber() ? Documents.JSON.getNodeFactory().numberNode(plain(node.decimalValue())) : node;
    }

    private static BigDecimal plain(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    private static void agree(JsonNode root, JsonNode rule, Class<?> type, String where) {
        Map<String, RecordComponent> components = new HashMap<>();
        for (var component : type.getRecordComponents()) {
            components.put(jsonName(type, component), component);
        }
        var properties = new TreeSet<String>();
        rule.path("properties").fieldNames().forEachRemaining(properties::add);
        assertThat(properties).as(where).isEqualTo(new TreeSet<>(components.keySet()));
        rule.path("properties").properties().forEach(property -> {
            var component = components.get(property.getKey());
            var path = where + "." + property.getKey();
            var resolved = resolve(root, property.getValue());
            var raw = component.getType();
            if (raw.isPrimitive()
                    && raw != boolean.class
                    && !component.getName().equals("revision")) {
                assertThat(rule.path("required"))
                        .as(path)
                        .anyMatch(name -> name.asText().equals(property.getKey()));
            }
            if (raw == List.class) {
                assertThat(resolved.path("type").asText()).as(path).isEqualTo("array");
                assertThat(resolved.path("maxItems").asInt()).as(path).isEqualTo(Check.LIST_SIZE);
                var element = (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
                if (element.isRecord()) {
                    agree(root, resolve(root, resolved.get("items")), element, path + "[]");
                }
            } else if (raw.isRecord()) {
                assertThat(resolved.path("type").asText()).as(path).isEqualTo("object");
                agree(root, resolved, raw, path);
            } else if (raw.isEnum()) {
                assertThat(resolved.path("enum"))
                        .as(path)
                        .extracting(JsonNode::asText)
                        .isEqualTo(constants(raw));
            } else {
                assertThat(jsonTypes(resolved)).as(path).contains(expectedType(component));
            }
        });
    }

    private static String jsonName(Class<?> type, RecordComponent component) {
        try {
            var renamed = type.getDeclaredField(component.getName()).getAnnotation(JsonProperty.class);
            return renamed == null ? component.getName() : renamed.value();
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
    }

    private static List<String> jsonTypes(JsonNode rule) {
        var type = rule.get("type");
        return type.isArray()
                ? Stream.iterate(0, i -> i < type.size(), i -> i + 1)
                        .map(i -> type.get(i).asText())
                        .toList()
                : List.of(type.asText());
    }

    private static String expectedType(RecordComponent component) {
        var type = component.getType();
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        }
        if (type == int.class || type == long.class || type == Integer.class) {
            return "integer";
        }
        return type == BigDecimal.class && component.isAnnotationPresent(AsNumber.class)
                        || type == BigDecimal.class && component.getAccessor().isAnnotationPresent(AsNumber.class)
                ? "number"
                : "string";
    }

    private static JsonNode resolve(JsonNode root, JsonNode rule) {
        return rule.has("$ref") ? root.at(rule.get("$ref").textValue().substring(1)) : rule;
    }
}
