package org.kamsuite.receivables.calculation;

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
import java.math.BigDecimal;
import java.util.regex.Pattern;

/// A given number: decimal text, a JSON number, or the amount of `{"amount":"1.50","currency":"EUR"}`.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@JacksonAnnotationsInside
@JsonDeserialize(using = Decimal.Reader.class)
public @interface Decimal {

    final class Reader extends StdScalarDeserializer<BigDecimal> {

        private static final long serialVersionUID = 1;
        private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,24}([.][0-9]{1,20})?");

        Reader() {
            super(BigDecimal.class);
        }

        @Override
        public BigDecimal deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (!json.hasToken(JsonToken.START_OBJECT)) {
                return scalar(json, context);
            }
            BigDecimal amount = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("amount")) {
                    amount = scalar(json, context);
                } else {
                    json.skipChildren();
                }
            }
            return amount == null ? refuse("", context) : amount;
        }

        private static BigDecimal scalar(JsonParser json, DeserializationContext context) throws IOException {
            String text = json.getText();
            boolean decimal = json.currentToken().isScalarValue()
                    && text != null
                    && DECIMAL.matcher(text).matches();
            return decimal ? new BigDecimal(text) : refuse(text, context);
        }

        private static BigDecimal refuse(String text, DeserializationContext context) throws IOException {
            return (BigDecimal) context.handleWeirdStringValue(
                    BigDecimal.class, text, "not a decimal number of at most 24 digits and 20 decimals");
        }
    }
}
