package org.kamsuite.contracts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/// Exact decimals as JSON text: `"12.50"`. JSON numbers are refused because most readers turn them into
/// binary floating point.
final class DecimalText {
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,59})(\\.[0-9]{1,60})?");

    private DecimalText() {}

    static BigDecimal parse(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new ContractViolation("", "must be a decimal string such as \"12.50\", but is " + Check.quoted(text));
        }
        return new BigDecimal(text);
    }

    static final class Reader extends StdScalarDeserializer<BigDecimal> {
        Reader() {
            super(BigDecimal.class);
        }

        @Override
        public BigDecimal deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (!json.hasToken(JsonToken.VALUE_STRING)) {
                throw new ContractViolation(
                        "",
                        "must be a decimal string such as \"12.50\", but is " + ContractJson.kind(json.currentToken()));
            }
            return parse(json.getText());
        }
    }

    static final class Writer extends StdScalarSerializer<BigDecimal> {
        Writer() {
            super(BigDecimal.class);
        }

        @Override
        public void serialize(BigDecimal value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.toPlainString());
        }
    }
}
