package org.kamsuite.receivables.erp;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.erp.ErpEvent;

/// A document as JSON in which equal amounts are written alike: 1.5 and 1.50 hash alike.
public final class Canonical {

    private static final ObjectMapper MAPPER =
            ContractJson.mapper().copy().registerModule(new SimpleModule().addSerializer(new Stripped()));
    private static final ObjectMapper HEADS = MAPPER.copy().addMixIn(ErpEvent.class, Head.class);

    private Canonical() {}

    /// All of it.
    public static String json(ErpEvent document) {
        return json(MAPPER, document);
    }

    /// What is neither in the lines of a fact nor read from the topic by others.
    static String head(ErpEvent document) {
        return json(HEADS, document);
    }

    /// Equal hashes are equal contents.
    public static String hash(String json) {
        try {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String json(ObjectMapper mapper, ErpEvent document) {
        try {
            return mapper.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a contract record cannot be written as JSON", e);
        }
    }

    @JsonIgnoreProperties({"customer", "lines", "allocations", "invoices", "instalments"})
    private interface Head {}

    private static final class Stripped extends StdScalarSerializer<BigDecimal> {

        private static final long serialVersionUID = 1;

        private Stripped() {
            super(BigDecimal.class);
        }

        @Override
        public void serialize(BigDecimal value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.stripTrailingZeros().toPlainString());
        }
    }
}
