package org.kamsuite.platform.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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

    /// One change.
    ///
    /// @param subject what was changed, e.g. `account:0199…`
    /// @param action what was done, e.g. `account.updated`
    /// @param before the state before, null when there was none
    /// @param after the state after, null when there is none
    public record Change(String subject, String action, Object before, Object after) {}

    /// Writes the entry in the transaction of the change, see [Change].
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(String subject, String action, Object before, Object after) {
        record(List.of(new Change(subject, action, before, after)));
    }

    /// Writes the entries in the transaction of the changes, in one statement.
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        List<UUID> entries = new ArrayList<>(changes.size());
        List<String> before = new ArrayList<>(changes.size());
        List<String> after = new ArrayList<>(changes.size());
        for (Change change : changes) {
            entries.add(ids.next());
            before.add(write(change.before()));
            after.add(write(change.after()));
        }
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into audit (id, subject, action, actor, at, before, after)
                        select id, subject, action, :actor, :at, cast(before as jsonb), cast(after as jsonb)
                        from unnest(:ids, :subjects, :actions, :befores, :afters)
                            as given(id, subject, action, before, after)""")
                .bindArray("ids", UUID.class, entries)
                .bindArray(
                        "subjects",
                        String.class,
                        changes.stream().map(Change::subject).toList())
                .bindArray(
                        "actions",
                        String.class,
                        changes.stream().map(Change::action).toList())
                .bindArray("befores", String.class, before)
                .bindArray("afters", String.class, after)
                .bind("actor", identity.getPrincipal().getName())
                .bind("at", clock.instant())
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
