package org.kamsuite.platform.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Function;

/// Dates and instants in request bodies are text, as in parameters: a number or an array, which Jackson would take,
/// is a mistake.
@Singleton
class StrictDates implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(new SimpleModule("strict-dates")
                .addDeserializer(LocalDate.class, new FromText<>(LocalDate.class, ParameterConverters::date))
                .addDeserializer(Instant.class, new FromText<>(Instant.class, ParameterConverters::instant)));
    }

    // After the module for java.time, whose deserializers it replaces.
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }

    private static final class FromText<T> extends StdDeserializer<T> {

        private final transient Function<String, T> reader;

        FromText(Class<T> type, Function<String, T> reader) {
            super(type);
            this.reader = reader;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.hasToken(JsonToken.VALUE_STRING)
                    ? parser.getText()
                    : parser.currentToken().asString();
            try {
                if (parser.hasToken(JsonToken.VALUE_STRING)) {
                    return reader.apply(text);
                }
            } catch (RuntimeException e) {
                // the same answer as for what is not text
            }
            @SuppressWarnings("unchecked")
            T never = (T) context.handleWeirdStringValue(_valueClass, String.valueOf(text), "not an ISO 8601 text");
            return never;
        }
    }
}
