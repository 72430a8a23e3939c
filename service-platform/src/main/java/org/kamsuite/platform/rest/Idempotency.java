package org.kamsuite.platform.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/// Makes a POST that is sent again give its first answer: the key is stored in the same transaction as the effect.
@ApplicationScoped
public class Idempotency {

    private static final int MAX_KEY_LENGTH = 128;

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    @Inject
    ObjectMapper json;

    @Inject
    SecurityIdentity identity;

    /// Runs `effect` in the caller's transaction, or returns what it returned the first time.
    ///
    /// @param key the request's `Idempotency-Key`; without one the effect simply runs
    /// @param operation the operation's id: the same key on another operation is another key
    /// @param request the body, to refuse a key that is used again for something else (422)
    @Transactional(Transactional.TxType.MANDATORY)
    public <T> T once(String key, String operation, Object request, Class<T> type, Supplier<T> effect) {
        if (key == null || key.isBlank()) {
            return effect.get();
        }
        if (key.length() > MAX_KEY_LENGTH || key.indexOf('\0') >= 0) {
            throw Problem.badRequest("Idempotency-Key", "must have at most " + MAX_KEY_LENGTH + " characters");
        }
        String actor = identity.getPrincipal().getName();
        String hash = hash(write(request));
        // A concurrent request with the same key waits here until the first one has committed or rolled back.
        int inserted = jdbi.withHandle(handle -> handle.createUpdate("""
                        insert into idempotency_key (key, actor, operation, request_hash, created_at)
                        values (:key, :actor, :operation, :hash, :now) on conflict do nothing""")
                .bind("key", key)
                .bind("actor", actor)
                .bind("operation", operation)
                .bind("hash", hash)
                .bind("now", clock.instant())
                .execute());
        return inserted == 1 ? first(key, actor, operation, effect) : again(key, actor, operation, hash, type);
    }

    private <T> T first(String key, String actor, String operation, Supplier<T> effect) {
        T answer = effect.get();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update idempotency_key set response = :response
                        where key = :key and actor = :actor and operation = :operation""")
                .bind("response", write(answer))
                .bind("key", key)
                .bind("actor", actor)
                .bind("operation", operation)
                .execute());
        return answer;
    }

    private <T> T again(String key, String actor, String operation, String hash, Class<T> type) {
        record Stored(String hash, String response) {}
        Stored stored = jdbi.withHandle(handle -> handle.createQuery("""
                        select request_hash, response from idempotency_key
                        where key = :key and actor = :actor and operation = :operation""")
                .bind("key", key)
                .bind("actor", actor)
                .bind("operation", operation)
                .map((row, _) -> new Stored(row.getString(1), row.getString(2)))
                .one());
        if (!stored.hash().equals(hash)) {
            throw Problem.unprocessable(
                    "idempotency-key-reused", "Idempotency-Key", "was used before for a different request");
        }
        try {
            return json.readValue(stored.response(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored answer cannot be read", e);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view cannot be written as JSON", e);
        }
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
