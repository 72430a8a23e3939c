package org.kamsuite.receivables.erp;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.erp.ErpEvent;

/// A document as JSON in which equal amounts are written alike: 1.5 and 1.50 hash alike.
public final class Canonical {

    private static final ObjectMapper MAPPER =
            ContractJson.mapper().copy().registerModule(new SimpleModule().addSerializer(new Stripped()));

    private Canonical() {}

    public static ObjectNode of(ErpEvent document) {
        return MAPPER.valueToTree(document);
    }

    /// Equal hashes are equal contents.
    public static String hash(ObjectNode content) {
        try {
            byte[] json = MAPPER.writeValueAsBytes(content);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("a contract record cannot be hashed", e);
        }
    }

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
