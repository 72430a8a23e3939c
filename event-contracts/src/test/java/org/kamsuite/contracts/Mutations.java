package org.kamsuite.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Wrong documents, derived from a golden example and what its schema says about every value in it. A new
/// event type or field is covered without a new test.
final class Mutations {
    /// @param path the field that is wrong
    /// @param what what was done to it
    /// @param document the wrong document
    record Mutation(String path, String what, ObjectNode document) {
        @Override
        public String toString() {
            return path + " " + what;
        }
    }

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String EXPONENT = "1e3";

    private final JsonNode schema;
    private final ObjectNode example;
    private final List<Mutation> wrong = new ArrayList<>();
    private final List<Mutation> dropped = new ArrayList<>();

    private Mutations(JsonNode schema, ObjectNode example) {
        this.schema = schema;
        this.example = example;
    }

    /// Documents that the schema and the record both have to refuse, naming [Mutation#path].
    static List<Mutation> wrong(EventType type) {
        return of(type).wrong;
    }

    /// Documents without one optional field each: the schema and the record have to agree on them.
    static List<Mutation> withoutOneOptional(EventType type) {
        return of(type).dropped;
    }

    private static Mutations of(EventType type) {
        var mutations = new Mutations(Documents.schema(type), Documents.example(type));
        mutations.object(mutations.schema, "", "");
        return mutations;
    }

    private void object(JsonNode objectSchema, String path, String pointer) {
        var node = (ObjectNode) example.at(pointer);
        var required = new ArrayList<String>();
        objectSchema.path("required").forEach(name -> required.add(name.textValue()));
        for (var property : objectSchema.path("properties").properties()) {
            var name = property.getKey();
            var childPath = path.isEmpty() ? name : path + "." + name;
            if (required.contains(name)) {
                change(wrong, childPath, pointer, "dropped", parent -> ((ObjectNode) parent).remove(name));
                change(wrong, childPath, pointer, "null", parent -> ((ObjectNode) parent).putNull(name));
            } else if (node.has(name)) {
                change(dropped, childPath, pointer, "dropped", parent -> ((ObjectNode) parent).remove(name));
            }
            if (node.has(name)) {
                value(
                        resolve(property.getValue()),
                        childPath,
                        pointer + "/" + name,
                        pointer,
                        (parent, value) -> ((ObjectNode) parent).set(name, value));
            }
        }
    }

    private interface Setter {
        void set(JsonNode parent, JsonNode value);
    }

    private void value(JsonNode rule, String path, String pointer, String parentPointer, Setter setter) {
        for (var value : wrongValues(rule)) {
            var shown = value.toString();
            change(
                    wrong,
                    path,
                    parentPointer,
                    "= " + (shown.length() > 60 ? shown.substring(0, 60) + "…" : shown),
                    parent -> setter.set(parent, value));
        }
        var node = example.at(pointer);
        if (node.isObject()) {
            object(rule, path, pointer);
        } else if (node.isArray() && !node.isEmpty()) {
            change(
                    wrong,
                    path + "[" + node.size() + "]",
                    pointer,
                    "null element",
                    list -> ((ArrayNode) list).addNull());
            value(
                    resolve(rule.get("items")),
                    path + "[0]",
                    pointer + "/0",
                    pointer,
                    (list, value) -> ((ArrayNode) list).set(0, value));
        }
    }

    private List<JsonNode> wrongValues(JsonNode rule) {
        var values = new ArrayList<JsonNode>();
        if (rule.has("enum")) {
            texts(values, "NONSENSE", "", rule.at("/enum/0").textValue().toLowerCase(java.util.Locale.ROOT));
            values.add(NODES.numberNode(0));
            values.add(NODES.arrayNode());
            return values;
        }
        if (rule.get("type").isArray()) {
            values.add(NODES.booleanNode(true));
            values.add(NODES.arrayNode());
            texts(values, "good", EXPONENT);
            return values;
        }
        switch (rule.get("type").textValue()) {
            case "object" -> {
                values.add(NODES.arrayNode());
                texts(values, "text", "");
                values.add(NODES.numberNode(1));
            }
            case "array" -> {
                values.add(NODES.objectNode());
                texts(values, "text", "");
                if (rule.path("minItems").asInt() > 0) {
                    values.add(NODES.arrayNode());
                }
            }
            case "boolean" -> {
                texts(values, "true", "");
                values.add(NODES.numberNode(1));
            }
            case "integer" -> {
                texts(values, "5", "");
                values.add(NODES.numberNode(new BigDecimal("1.5")));
                values.add(NODES.booleanNode(true));
                values.add(NODES.arrayNode());
                values.add(
                        NODES.numberNode(rule.get("minimum").bigIntegerValue().subtract(BigInteger.ONE)));
                values.add(
                        NODES.numberNode(rule.get("maximum").bigIntegerValue().add(BigInteger.ONE)));
                values.add(NODES.numberNode(BigInteger.TEN.pow(40)));
            }
            case "number" -> {
                texts(values, "good");
                values.add(NODES.booleanNode(true));
                values.add(NODES.arrayNode());
                for (var bound : List.of("minimum", "maximum")) {
                    if (rule.has(bound)) {
                        var beyond = new BigDecimal(bound.equals("minimum") ? "-0.001" : "0.001");
                        values.add(
                                NODES.numberNode(rule.get(bound).decimalValue().add(beyond)));
                    }
                }
            }
            default -> wrongTexts(rule, values);
        }
        return values;
    }

    private static void wrongTexts(JsonNode rule, List<JsonNode> values) {
        values.add(NODES.numberNode(5));
        values.add(NODES.numberNode(new BigDecimal("12.5")));
        values.add(NODES.booleanNode(true));
        values.add(NODES.arrayNode());
        values.add(NODES.objectNode());
        texts(values, "", "  ", "a\u0000b");
        if (rule.has("maxLength")) {
            texts(values, "x".repeat(rule.get("maxLength").intValue() + 1));
        }
        switch (rule.path("format").asText()) {
            case "date" -> texts(values, "2026-02-30", "02.03.2026", "2026-03-02T00:00:00Z", "0001-01-01", "2026-3-2");
            case "date-time" ->
                texts(
                        values,
                        "2026-03-02",
                        "2026-03-02 09:00:00Z",
                        "2026-03-02T09:00:00",
                        "2026-03-02T25:00:00Z",
                        "0001-01-01T00:00:00Z",
                        "yesterday");
            case "uuid" -> texts(values, "104711", "01977a3e-5b1c-7c1e-9f00");
            default -> {
                var pattern = rule.path("pattern").asText();
                if (pattern.equals("^[A-Z]{2}$") || pattern.equals("^[A-Z]{3}$")) {
                    texts(values, "eur", "E", "EURO");
                } else if (pattern.contains("0|[1-9]") || pattern.contains("[1-9]?")) {
                    texts(values, EXPONENT, "+1", "1,5", " 1", "1.", ".5", "01", "abc", "NaN", "1".repeat(31));
                    texts(values, "1." + "1".repeat(21));
                    if (pattern.startsWith("^(?!0")) {
                        texts(values, "0", "0.00");
                    }
                    if (!pattern.startsWith("^-?")) {
                        texts(values, "-5");
                    }
                }
            }
        }
    }

    private static void texts(List<JsonNode> values, String... texts) {
        for (var text : texts) {
            values.add(NODES.textNode(text));
        }
    }

    private JsonNode resolve(JsonNode rule) {
        return rule.has("$ref") ? schema.at(rule.get("$ref").textValue().substring(1)) : rule;
    }

    private void change(
            List<Mutation> into, String path, String parentPointer, String what, Consumer<JsonNode> change) {
        var document = example.deepCopy();
        change.accept(document.at(parentPointer));
        into.add(new Mutation(path, what, document));
    }
}
