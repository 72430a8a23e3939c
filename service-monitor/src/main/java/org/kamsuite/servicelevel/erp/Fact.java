package org.kamsuite.servicelevel.erp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.platform.event.ReceivedEvent;

/// An event with what identifies its document and its content.
record Fact(ReceivedEvent event, ErpEvent data, Document document, String json, String hash) {

    /// What may be there only once.
    record Key(String system, String type, String document, int revision, String variant) {}

    /// What a document is about: its state is folded from all facts about it.
    record Subject(String system, Document.Kind kind, String number) implements Comparable<Subject> {
        @Override
        public int compareTo(Subject other) {
            int order = system.compareTo(other.system);
            order = order == 0 ? kind.name().compareTo(other.kind.name()) : order;
            return order == 0 ? number.compareTo(other.number) : order;
        }
    }

    static Fact of(ReceivedEvent event, ErpEvent data, Document document) {
        byte[] json = ContractJson.write(data);
        return new Fact(event, data, document, new String(json, StandardCharsets.UTF_8), hash(json));
    }

    Key key() {
        return new Key(data.customer().system(), event.type().name(), document.number(), data.revision(), variant());
    }

    Subject subject() {
        return new Subject(data.customer().system(), document.kind(), document.subject());
    }

    private String variant() {
        return document.repeatable() ? hash : "";
    }

    private static String hash(byte[] json) {
        try {
            return Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
