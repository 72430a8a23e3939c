package org.kamsuite.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// What a change of a schema would break for those who use the released one. Pure.
///
/// Always: a property that is gone, another type, a newly required property, fewer values of an
/// enumeration, tighter limits. What was allowed stays allowed, so every released event stays valid.
///
/// For what the suite itself tells, also the other way round, because an older consumer reads the newer
/// producer's events with the released rules: a property that need not be there any more, new values, wider
/// limits.
final class SchemaEvolution {
    private static final List<String> LOWER = List.of("minimum", "exclusiveMinimum", "minLength", "minItems");
    private static final List<String> UPPER = List.of("maximum", "exclusiveMaximum", "maxLength", "maxItems");
    /// Compared as they are: whether one condition implies another cannot be seen.
    private static final List<String> CONDITIONS =
            List.of("oneOf", "anyOf", "allOf", "not", "if", "then", "else", "dependentRequired", "const");

    private final JsonNode releasedRoot;
    private final JsonNode presentRoot;
    private final boolean bothWays;
    private final List<String> breaks = new ArrayList<>();

    private SchemaEvolution(JsonNode released, JsonNode present, boolean bothWays) {
        this.releasedRoot = released;
        this.presentRoot = present;
        this.bothWays = bothWays;
    }

    /// Empty when the present schema may replace the released one.
    ///
    /// @param bothWays whether older consumers read events of newer producers
    static List<String> breaks(JsonNode released, JsonNode present, boolean bothWays) {
        var evolution = new SchemaEvolution(released, present, bothWays);
        evolution.compare("$", released, present);
        return evolution.breaks;
    }

    private void compare(String path, JsonNode releasedRule, JsonNode presentRule) {
        var released = resolve(releasedRoot, releasedRule);
        var present = resolve(presentRoot, presentRule);
        types(path, released, present);
        values(path, released, present);
        LOWER.forEach(keyword -> limit(path, keyword, released, present, 1));
        UPPER.forEach(keyword -> limit(path, keyword, released, present, -1));
        for (var keyword : List.of("pattern", "format")) {
            same(path, keyword, released, present, !present.has(keyword));
        }
        for (var keyword : CONDITIONS) {
            same(path, keyword, released, present, !present.has(keyword));
        }
        properties(path, released, present);
        if (released.has("items")) {
            if (present.has("items")) {
                compare(path + "[]", released.get("items"), present.get("items"));
            }
        }
    }

    private void types(String path, JsonNode released, JsonNode present) {
        var before = texts(released.path("type"));
        var now = texts(present.path("type"));
        if (!covers(now, before)) {
            found(path, "retyped from " + before + " to " + now);
        } else if (bothWays && !covers(before, now)) {
            found(path, "retyped from " + before + " to " + now + ", which older consumers cannot read");
        }
    }

    // Without a type everything is allowed; a whole number is a number.
    private static boolean covers(Set<String> wide, Set<String> narrow) {
        return wide.isEmpty()
                || !narrow.isEmpty()
                        && narrow.stream()
                                .allMatch(type ->
                                        wide.contains(type) || type.equals("integer") && wide.contains("number"));
    }

    private void values(String path, JsonNode released, JsonNode present) {
        var before = texts(released.path("enum"));
        var now = texts(present.path("enum"));
        if (present.has("enum") && !(released.has("enum") && now.containsAll(before))) {
            found(path, "values narrowed from " + before + " to " + now);
        } else if (bothWays && released.has("enum") && !(present.has("enum") && before.containsAll(now))) {
            found(path, "values widened from " + before + " to " + now + ", which older consumers refuse");
        }
    }

    /// @param direction 1 when a higher limit is tighter, -1 when a lower one is
    private void limit(String path, String keyword, JsonNode released, JsonNode present, int direction) {
        var before = number(released.path(keyword));
        var now = number(present.path(keyword));
        int change = before == null || now == null
                ? (now != null ? 1 : 0) - (before != null ? 1 : 0)
                : now.compareTo(before) * direction;
        if (change > 0) {
            found(path, keyword + " tightened from " + before + " to " + now);
        } else if (change < 0 && bothWays) {
            found(path, keyword + " loosened from " + before + " to " + now + ", which older consumers refuse");
        }
    }

    private void same(String path, String keyword, JsonNode released, JsonNode present, boolean loosened) {
        if (!Objects.equals(released.get(keyword), present.get(keyword)) && (bothWays || !loosened)) {
            found(path, keyword + " changed");
        }
    }

    private void properties(String path, JsonNode released, JsonNode present) {
        for (var property : released.path("properties").properties()) {
            var now = present.path("properties").get(property.getKey());
            if (now == null) {
                found(path + "." + property.getKey(), "removed");
            } else {
                compare(path + "." + property.getKey(), property.getValue(), now);
            }
        }
        var before = texts(released.path("required"));
        var now = texts(present.path("required"));
        for (var name : now) {
            if (!before.contains(name)) {
                found(path + "." + name, "newly required");
            }
        }
        for (var name : before) {
            if (bothWays && !now.contains(name) && present.path("properties").has(name)) {
                found(path + "." + name, "no longer always told, which older consumers need");
            }
        }
    }

    private void found(String path, String what) {
        breaks.add(path + ": " + what);
    }

    private static Set<String> texts(JsonNode node) {
        var texts = new TreeSet<String>();
        if (node.isArray()) {
            node.forEach(element -> texts.add(element.asText()));
        } else if (!node.isMissingNode()) {
            texts.add(node.asText());
        }
        return texts;
    }

    private static BigDecimal number(JsonNode node) {
        return node.isNumber() ? node.decimalValue() : null;
    }

    private static JsonNode resolve(JsonNode root, JsonNode rule) {
        return rule.has("$ref") ? root.at(rule.get("$ref").textValue().substring(1)) : rule;
    }
}
