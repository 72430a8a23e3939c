package org.kamsuite.contracts;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The revision of a document: the one whole number that may be left out, and is then 0.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@JacksonAnnotationsInside
@JsonDeserialize(using = Revision.Reader.class)
public @interface Revision {
    /// Reads a whole number; absent is 0.
    final class Reader extends StdScalarDeserializer<Integer> {
        Reader() {
            super(Integer.class);
        }

        @Override
        public Integer deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (!json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
                throw new ContractViolation(
                        "", "must be a whole number, but is " + ContractJson.kind(json.currentToken()));
            }
            return json.getIntValue();
        }

        @Override
        public Integer getNullValue(DeserializationContext context) {
            return 0;
        }
    }
}
