package org.kamsuite.platform.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.Ids;

/// Who changed what over REST, when, from what to what.
@ApplicationScoped
public class Audit {

    @Inject
    Jdbi jdbi;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    @Inject
    ObjectMapper json;

    @Inject
    SecurityIdentity identity;

    /// Writes the entry in the transaction of the change.
    ///
    /// @param subject what was changed, e.g. `account:0199…`
    /// @param action what was done, e.g. `account.updated`
    /// @param before the state before, null when there was none
    /// @param after the state after, null when there is none
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(String subject, String action, Object before, Object after) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into audit (id, subject, action, actor, at, before, after)
                        values (:id, :subject, :action, :actor, :at, cast(:before as jsonb), cast(:after as jsonb))""")
                .bind("id", ids.next())
                .bind("subject", subject)
                .bind("action", action)
                .bind("actor", identity.getPrincipal().getName())
                .bind("at", clock.instant())
                .bind("before", write(before))
                .bind("after", write(after))
                .execute());
    }

    private String write(Object state) {
        try {
            return state == null ? null : json.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view cannot be written as JSON", e);
        }
    }
}
