package org.kamsuite.bench;

import java.util.UUID;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.account.AccountEvent;
import org.kamsuite.contracts.erp.ErpEvent;

/// An event on its way to Kafka.
record Event(EventType type, UUID id, String source, String subject, String key, byte[] data) {

    static Event of(UUID id, ErpEvent document) {
        CustomerRef customer = document.customer();
        return new Event(
                EventType.of(document.getClass()),
                id,
                "/erp/" + customer.system(),
                document.documentNumber(),
                customer.key(),
                ContractJson.write(document));
    }

    static Event of(UUID id, AccountEvent event) {
        String account = event.account().accountId().toString();
        return new Event(
                EventType.of(event.getClass()), id, "/account-service", account, account, ContractJson.write(event));
    }
}
