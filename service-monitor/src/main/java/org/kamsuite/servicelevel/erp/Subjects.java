package org.kamsuite.servicelevel.erp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.rebuild.Rebuildable;

/// What documents are about, one after the other, for making their states anew.
@ApplicationScoped
class Subjects {

    @Inject
    Jdbi jdbi;

    long count(Document.Kind kind) {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from subject where kind = :kind")
                .bind("kind", kind)
                .mapTo(Long.class)
                .one());
    }

    List<String> next(Document.Kind kind, String after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select subject_id from subject where kind = :kind and subject_id > :after
                        order by subject_id limit :limit""")
                .bind("kind", kind)
                .bind("after", after == null ? Long.MIN_VALUE : Long.parseLong(after))
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
    }

    /// In the order of the intake.
    void lock(List<String> keys) {
        jdbi.useHandle(handle -> handle.createQuery("""
                        select subject_id from subject where subject_id = any(:ids) order by system, kind, number
                        for update""")
                .bindArray("ids", Long.class, Rebuildable.numbers(keys))
                .mapTo(Long.class)
                .list());
    }
}
