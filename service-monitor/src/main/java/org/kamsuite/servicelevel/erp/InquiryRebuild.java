package org.kamsuite.servicelevel.erp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kamsuite.platform.rebuild.Rebuildable;
import org.kamsuite.servicelevel.response.Inquiries;

/// The states of inquiries.
@ApplicationScoped
class InquiryRebuild implements Rebuildable.Folded {

    @Inject
    Subjects subjects;

    @Inject
    ErpEvents events;

    @Inject
    Inquiries inquiries;

    @Override
    public String name() {
        return "inquiries";
    }

    @Override
    public String madeFrom() {
        return "the facts of inquiries (fact)";
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("inquiry", "subject_id", "bigint"));
    }

    @Override
    public long groups() {
        return subjects.count(Document.Kind.INQUIRY);
    }

    @Override
    public List<String> next(String after, int limit) {
        return subjects.next(Document.Kind.INQUIRY, after, limit);
    }

    @Override
    public void lock(List<String> keys) {
        subjects.lock(keys);
    }

    @Override
    public void remake(List<String> keys) {
        List<Long> own = Rebuildable.numbers(keys);
        inquiries.forget(own);
        events.fold(own.stream().collect(Collectors.toMap(Function.identity(), _ -> Document.Kind.INQUIRY)));
    }
}
