package org.kamsuite.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// No schema changes in a way that breaks those who built on the released one; see CONTRIBUTING for how to
/// release.
class SchemaEvolutionTest {
    private static final Path RELEASED = Path.of("src", "test", "resources", "released");
    private static final Path PRESENT = Path.of("src", "main", "resources");
    private static final String HOW =
            "make it a new version of the type; what was never released, or was never sent, may be released anew with"
                    + " -Dkam.contracts.release=true";

    static List<String> released() {
        if (Boolean.getBoolean("kam.contracts.release")) {
            release();
        }
        try (var files = Files.list(RELEASED.resolve("schemas"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("released")
    void aReleasedTypeStaysCompatible(String file) {
        assertThat(PRESENT.resolve("schemas").resolve(file)).as(HOW).exists();
        boolean fromErp = file.startsWith("erp.");
        assertThat(SchemaEvolution.breaks(
                        tree(RELEASED.resolve("schemas").resolve(file)),
                        tree(PRESENT.resolve("schemas").resolve(file)),
                        !fromErp))
                .as("%s: %s", file, HOW)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("released")
    void aReleasedExampleIsStillReadAndValid(String file) {
        var type = EventType.of(file.replace(".json", "")).orElseThrow();
        var example = tree(RELEASED.resolve("examples").resolve(file));

        assertThat(Documents.schemaErrors(type, example)).isEmpty();
        assertThat(Documents.read(type, example)).isNotNull();
    }

    @Test
    void everyTypeIsReleased() {
        assertThat(released())
                .as("types that are not released yet: -Dkam.contracts.release=true")
                .containsExactlyElementsOf(EventType.all().stream()
                        .map(type -> type.name() + ".json")
                        .sorted()
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            remove /properties/name            |             | $.name: removed
            remove /$defs/line/properties/sku  |             | $.lines[].sku: removed
            set /properties/count/type         | "string"    | $.count: retyped from [integer] to [string]
            set /properties/rate/type          | "integer"   | $.rate: retyped from [number] to [integer]
            set /$defs/line/properties/sku/type | ["null","integer"] | $.lines[].sku: retyped from [string] to [integer, null]
            set /required                      | ["name","count"] | $.count: newly required
            set /$defs/line/required           | ["sku"]     | $.lines[].sku: newly required
            set /properties/kind/enum          | ["A"]       | $.kind: values narrowed from [A, B] to [A]
            set /properties/name/enum          | ["A"]       | $.name: values narrowed from [] to [A]
            set /properties/count/minimum      | 1           | $.count: minimum tightened from 0 to 1
            set /properties/count/maximum      | 9           | $.count: maximum tightened from 10 to 9
            set /properties/rate/maximum       | 1           | $.rate: maximum tightened from null to 1
            set /properties/name/maxLength     | 19          | $.name: maxLength tightened from 20 to 19
            set /properties/lines/maxItems     | 4           | $.lines: maxItems tightened from 5 to 4
            set /properties/lines/minItems     | 1           | $.lines: minItems tightened from null to 1
            set /properties/name/pattern       | "^a"        | $.name: pattern changed
            set /properties/name/format        | "date"      | $.name: format changed
            set /oneOf                         | [{"required":["name"]}] | $: oneOf changed
            set /dependentRequired             | {"rate":["count"]} | $: dependentRequired changed
            """)
    void whatBreaksIsFoundForEverybody(String edit, String value, String expected) {
        assertThat(SchemaEvolution.breaks(SCHEMA, edited(edit, value), false)).containsExactly(expected);
        assertThat(SchemaEvolution.breaks(SCHEMA, edited(edit, value), true)).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            set /properties/kind/enum          | ["A","B","C"] | $.kind: values widened
            remove /properties/kind/enum       |             | $.kind: values widened
            set /properties/count/type         | "number"    | $.count: retyped
            set /properties/count/maximum      | 11          | $.count: maximum loosened
            remove /properties/count/minimum   |             | $.count: minimum loosened
            set /required                      | []          | $.name: no longer always told
            """)
    void whatOlderConsumersCannotReadIsFoundForWhatTheSuiteTells(String edit, String value, String expected) {
        assertThat(SchemaEvolution.breaks(SCHEMA, edited(edit, value), false)).isEmpty();
        assertThat(SchemaEvolution.breaks(SCHEMA, edited(edit, value), true))
                .singleElement()
                .asString()
                .startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            set /properties/added              | {"type":"string"} |
            set /$defs/line/properties/added   | {"type":"integer"} |
            set /properties/name/description   | "Better words" |
            set /title                         | "Other"     |
            set /examples                      | []          |
            """)
    void whatBreaksNobodyPasses(String edit, String value) {
        assertThat(SchemaEvolution.breaks(SCHEMA, edited(edit, value), true)).isEmpty();
    }

    private static final JsonNode SCHEMA = json("""
            {"title":"Sample","type":"object","required":["name"],
             "properties":{
              "name":{"type":"string","maxLength":20,"description":"Words"},
              "count":{"type":"integer","minimum":0,"maximum":10},
              "rate":{"type":"number"},
              "kind":{"type":"string","enum":["A","B"]},
              "lines":{"type":"array","maxItems":5,"items":{"$ref":"#/$defs/line"}}},
             "$defs":{"line":{"type":"object","properties":{"sku":{"type":"string"}}}}}""");

    private static JsonNode edited(String edit, String value) {
        var pointer = edit.substring(edit.indexOf('/'));
        int slash = pointer.lastIndexOf('/');
        JsonNode copy = SCHEMA.deepCopy();
        var parent = (ObjectNode) copy.at(pointer.substring(0, slash));
        if (edit.startsWith("remove")) {
            parent.remove(pointer.substring(slash + 1));
        } else {
            parent.set(pointer.substring(slash + 1), json(value));
        }
        return copy;
    }

    // Released is what is committed with the change that publishes it first.
    private static void release() {
        for (var folder : List.of("schemas", "examples")) {
            try (var files = Files.list(PRESENT.resolve(folder))) {
                Files.createDirectories(RELEASED.resolve(folder));
                for (var file : files.toList()) {
                    Files.copy(
                            file,
                            RELEASED.resolve(folder).resolve(file.getFileName()),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static JsonNode tree(Path file) {
        try {
            return Documents.JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return Documents.JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
