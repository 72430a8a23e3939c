package org.kamsuite.account.feed;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.kamsuite.platform.rest.Problem;

/// Takes a body apart into CloudEvents envelopes, as yet unchecked. Pure.
final class EventBatch {

    // Deeper and longer than any event may be: such an event is rejected by itself, not the whole request.
    private static final int MAX_DEPTH = 100;
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(10_000_000)
                            .maxNumberLength(1_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private EventBatch() {}

    /// The one envelope of `application/cloudevents+json`.
    static JsonNode one(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Problem.badRequest("body", "must be a CloudEvents envelope: a JSON object");
            }
            JsonNode envelope = JSON.readTree(parser);
            atEnd(parser);
            return envelope;
        } catch (JacksonException e) {
            throw unreadable(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The envelopes of `application/cloudevents-batch+json`.
    ///
    /// @param most how many there may be
    static List<JsonNode> many(byte[] body, int most) {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw Problem.badRequest("body", "must be a list of CloudEvents envelopes: a JSON array");
            }
            List<JsonNode> envelopes = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (envelopes.size() == most) {
                    throw Problem.unprocessable(
                            "batch-too-large", "body", "must have at most " + most + " events; send more requests");
                }
                envelopes.add(JSON.readTree(parser));
            }
            atEnd(parser);
            return envelopes;
        } catch (JacksonException e) {
            throw unreadable(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An envelope as it goes to Kafka.
    static byte[] bytes(JsonNode envelope) {
        try {
            return JSON.writeValueAsBytes(envelope);
        } catch (JacksonException e) {
            throw new IllegalStateException("a tree that was just read cannot be written", e);
        }
    }

    private static void atEnd(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw Problem.badRequest("body", "must be one JSON document, but something follows it");
        }
    }

    private static Problem unreadable(JacksonException failure) {
        var at = failure.getLocation();
        return Problem.badRequest(
                "body",
                "is not valid JSON"
                        + (at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr())));
    }
}
