package org.kamsuite.local.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.util.UUID;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.ContractViolation;
import org.kamsuite.contracts.erp.ErpEvent;

/// Fills the shape of one event and lets the contract's own record judge it, so that nothing leaves that a
/// service would park.
final class EventFactory {
    /// A Kafka broker takes about 1 MB per record with its default settings.
    private static final int LARGEST = 1_000_000;

    private final MessageDigest digest = Hashes.sha256();
    private final String system;

    EventFactory(String system) {
        this.system = system;
    }

    /// @throws RowRejected if the data breaks the contract
    ImportEvent create(Mapping.Emission emission, Scope scope) {
        String type = emission.type().name();
        JsonNode number = emission.customer().fill(scope);
        if (number == null) {
            throw new RowRejected(null, type + ": the customer number is blank");
        }
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.putObject("customer").put("system", system).put("number", number.asText());
        ObjectNode rest = emission.data().fill(scope);
        if (rest != null) {
            data.setAll(rest);
        }
        JsonNode time = emission.time().fill(scope);
        if (time == null) {
            throw new RowRejected(null, type + ": the time of the event is blank");
        }
        try {
            byte[] draft = ContractJson.write(data);
            ErpEvent event = (ErpEvent) ContractJson.read(draft, emission.type().recordClass());
            byte[] json = ContractJson.write(event);
            if (json.length > LARGEST) {
                throw new RowRejected(
                        null,
                        type + ": the document has " + json.length + " bytes; at most " + LARGEST + " can be sent");
            }
            UUID id = Hashes.uuid(digest, system, type, event.documentNumber(), json);
            return new ImportEvent(
                    id,
                    emission.type(),
                    "/erp/" + system,
                    event.documentNumber(),
                    Times.instant(time.asText()),
                    system + ":" + event.customer().number(),
                    json);
        } catch (ContractViolation e) {
            throw new RowRejected(null, type + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new RowRejected(null, type + ": time: " + e.getMessage());
        }
    }
}
