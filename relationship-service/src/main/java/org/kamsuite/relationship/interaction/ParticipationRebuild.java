package org.kamsuite.relationship.interaction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.rebuild.Rebuildable;
import org.kamsuite.platform.snapshot.TouchedAccounts;

/// What the strength of a tie is computed from, beside each contact of an interaction: its time, its day (which depends
/// on `kam.zone`), its kind and direction. That the contact took part is a fact and stays.
@ApplicationScoped
class ParticipationRebuild implements Rebuildable.Folded {

    @Inject
    Jdbi jdbi;

    @Inject
    InteractionStore interactions;

    @Inject
    TouchedAccounts touched;

    @Override
    public String name() {
        return "interaction-contacts";
    }

    @Override
    public String madeFrom() {
        return "the interactions, for the contacts that took part in each";
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("interaction_contact", "interaction_id", "uuid"));
    }

    @Override
    public long groups() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from interaction")
                .mapTo(Long.class)
                .one());
    }

    @Override
    public List<String> next(String after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select id from interaction
                        where cast(:after as uuid) is null or id > cast(:after as uuid)
                        order by id limit :limit""")
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
    }

    @Override
    public void lock(List<String> keys) {
        interactions.locked(Rebuildable.ids(keys));
    }

    @Override
    public void remake(List<String> keys) {
        // The rows name no account; one whose figures stay is not told.
        touched.markAccounts(interactions.rewriteParticipations(Rebuildable.ids(keys)));
    }
}
