package org.kamsuite.contracts;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The schemas and golden examples as a test sees them.
final class Documents {
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private Documents() {}

    static JsonNode schema(EventType type) {
        return tree("/schemas/" + type.name() + ".json");
    }

    static ObjectNode example(EventType type) {
        return (ObjectNode) tree("/examples/" + type.name() + ".json");
    }

    static ObjectNode example(String type) {
        return example(EventType.of(type).orElseThrow());
    }

    static List<Error> schemaErrors(EventType type, JsonNode document) {
        return SCHEMAS.computeIfAbsent(type.name(), _ -> REGISTRY.getSchema(schema(type)))
                .validate(document, context -> context.executionConfig(c -> c.formatAssertionsEnabled(true)));
    }

    static Record read(EventType type, JsonNode document) {
        try {
            return type.read(JSON.writeValueAsBytes(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The names of the files of a resource folder.
    static List<String> files(String folder) {
        try (var files = Files.list(
                Path.of(Documents.class.getResource("/asyncapi.yaml").toURI()).resolveSibling(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode tree(String resource) {
        try (var in = Documents.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new AssertionError("There is no " + resource);
            }
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
