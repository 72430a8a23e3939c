package org.kamsuite.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The one way in which event data becomes JSON and back: decimals as strings, ISO dates, unknown properties
/// ignored, nothing coerced, and limits on size and depth.
public final class ContractJson {
    /// Largest document, in bytes.
    public static final int MAX_BYTES = 1 << 20;
    /// Deepest nesting of objects and lists.
    public static final int MAX_DEPTH = 20;

    private static final Pattern INSTANT = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final ObjectMapper MAPPER = create();

    private ContractJson() {}

    /// The shared mapper. Do not reconfigure it; `copy()` it.
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /// The JSON of a record, in UTF-8.
    public static byte[] write(Object event) {
        try {
            return MAPPER.writeValueAsBytes(event);
        } catch (JacksonException e) {
            throw new IllegalStateException("A contract record could not be written as JSON", e);
        }
    }

    /// Reads one document.
    ///
    /// @throws ContractViolation whatever is wrong with the document, with the path of the field
    public static <T> T read(byte[] json, Class<T> type) {
        if (json == null || json.length == 0) {
            throw new ContractViolation(ContractViolation.DOCUMENT, "is missing: a JSON object is expected");
        }
        if (json.length > MAX_BYTES) {
            throw new ContractViolation(
                    ContractViolation.DOCUMENT, "must have at most " + MAX_BYTES + " bytes, but has " + json.length);
        }
        T value;
        try {
            value = MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            throw violation(e);
        } catch (IOException e) {
            throw new ContractViolation(ContractViolation.DOCUMENT, "is not valid JSON");
        }
        if (value == null) {
            throw new ContractViolation(ContractViolation.DOCUMENT, "must be a JSON object, but is null");
        }
        return value;
    }

    /// What kind of JSON value a token starts, in words for a message.
    static String kind(JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> "text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a JSON number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            case START_ARRAY -> "a list";
            case START_OBJECT, FIELD_NAME, END_OBJECT -> "an object";
            case null, default -> "something else";
        };
    }

    private static ContractViolation violation(JacksonException failure) {
        var path = failure instanceof JsonMappingException mapping ? path(mapping.getPath()) : "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ContractViolation inner) {
                return whole(inner.within(path));
            }
            if (cause instanceof StreamConstraintsException) {
                return whole(new ContractViolation(
                        path,
                        "is too deep or too long: at most " + MAX_DEPTH
                                + " levels, 200,000 characters of text, 100 digits"));
            }
            // An exponent that no number can have.
            if (cause instanceof NumberFormatException || cause instanceof ArithmeticException) {
                return whole(new ContractViolation(path, "is a number out of range"));
            }
            if (cause instanceof StreamReadException read) {
                if (read instanceof InputCoercionException) {
                    return whole(new ContractViolation(path, "is a number out of range"));
                }
                var at = read.getLocation();
                return new ContractViolation(
                        ContractViolation.DOCUMENT,
                        "is not valid JSON"
                                + (at == null
                                        ? ""
                                        : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")"));
            }
        }
        return whole(new ContractViolation(path, problem(failure)));
    }

    private static ContractViolation whole(ContractViolation violation) {
        return violation.field().isEmpty()
                ? new ContractViolation(ContractViolation.DOCUMENT, violation.problem())
                : violation;
    }

    private static String problem(JacksonException failure) {
        if (!(failure instanceof MismatchedInputException mismatch)) {
            return "is not readable";
        }
        var value = mismatch instanceof InvalidFormatException invalid && invalid.getValue() instanceof String text
                ? ", but is " + Check.quoted(text)
                : "";
        var type = mismatch.getTargetType();
        if (type == null) {
            return "is not readable";
        }
        if (failure.getOriginalMessage() != null && failure.getOriginalMessage().startsWith("Cannot map `null`")) {
            return "is missing";
        }
        if (failure.getOriginalMessage() != null && failure.getOriginalMessage().startsWith("Trailing token")) {
            return "must be one JSON object, but something follows it";
        }
        return "must be " + expected(type) + value;
    }

    private static String expected(Class<?> type) {
        if (type == String.class) {
            return "text";
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number in range";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "a JSON object";
    }

    private static String path(List<JsonMappingException.Reference> references) {
        var path = new StringBuilder();
        for (var reference : references) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.toString();
    }

    private static ObjectMapper create() {
        var factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(MAX_BYTES)
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(200_000)
                        .maxNumberLength(100)
                        .maxNameLength(1_000)
                        .build())
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
        var values = new SimpleModule("kam-contracts")
                .addSerializer(BigDecimal.class, new DecimalText.Writer())
                .addDeserializer(BigDecimal.class, new DecimalText.Reader())
                .addDeserializer(UUID.class, new Parsed<>(UUID.class, ID, UUID::fromString, "a UUID"))
                .addDeserializer(
                        LocalDate.class,
                        new Parsed<>(LocalDate.class, DATE, LocalDate::parse, "an ISO date such as 2026-03-31"))
                .addDeserializer(
                        Instant.class,
                        new Parsed<>(
                                Instant.class,
                                INSTANT,
                                text -> OffsetDateTime.parse(text).toInstant(),
                                "an RFC 3339 time such as 2026-03-31T14:05:00Z"));
        return JsonMapper.builder(factory)
                .addModule(new JavaTimeModule())
                .addModule(values)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .withCoercionConfig(LogicalType.Textual, textual -> {
                    textual.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                    textual.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                    textual.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                })
                .withCoercionConfigDefaults(all -> all.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                .build();
    }

    /// Text in exactly one form.
    private static final class Parsed<T> extends StdScalarDeserializer<T> {
        private final Pattern form;
        private final transient Function<String, T> parse;
        private final String expected;

        Parsed(Class<T> type, Pattern form, Function<String, T> parse, String expected) {
            super(type);
            this.form = form;
            this.parse = parse;
            this.expected = expected;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (!json.hasToken(JsonToken.VALUE_STRING)) {
                throw new ContractViolation("", "must be " + expected + ", but is " + kind(json.currentToken()));
            }
            var text = json.getText();
            if (form.matcher(text).matches()) {
                try {
                    return parse.apply(text);
                } catch (DateTimeException e) {
                    throw new ContractViolation("", "must be " + expected + ", but is " + Check.quoted(text));
                }
            }
            throw new ContractViolation("", "must be " + expected + ", but is " + Check.quoted(text));
        }
    }
}
