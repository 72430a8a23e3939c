package org.kamsuite.account.erp;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.kamsuite.contracts.CustomerRef;

/// All that an ERP told of one customer, in the order of revisions, whatever the order of arrival.
record CustomerHistory(List<CustomerFact> facts) {

    static final CustomerHistory EMPTY = new CustomerHistory(List.of());

    /// A parent for some time.
    ///
    /// @param from first day, null: always
    /// @param to first day on which it no longer holds, null: until further notice
    record Span(CustomerRef parent, LocalDate from, LocalDate to) {}

    /// What another document is to this history.
    sealed interface Outcome {
        record Extended(CustomerHistory history) implements Outcome {}

        record AlreadyKnown() implements Outcome {}

        /// The same document with another content.
        record Conflict(CustomerFact known) implements Outcome {}
    }

    CustomerHistory {
        facts = List.copyOf(facts);
    }

    static CustomerHistory of(Collection<CustomerFact> facts) {
        return new CustomerHistory(
                facts.stream().sorted(CustomerFact.BY_REVISION).toList());
    }

    Outcome with(CustomerFact fact) {
        for (CustomerFact known : facts) {
            if (CustomerFact.BY_REVISION.compare(known, fact) == 0) {
                return known.content().equals(fact.content())
                        ? new Outcome.AlreadyKnown()
                        : new Outcome.Conflict(known);
            }
        }
        List<CustomerFact> more = new ArrayList<>(facts);
        more.add(fact);
        return new Outcome.Extended(of(more));
    }

    boolean isEmpty() {
        return facts.isEmpty();
    }

    /// The customer as it is now.
    CustomerMaster latest() {
        return facts.isEmpty() ? CustomerMaster.NOTHING : facts.getLast().content();
    }

    /// The legal parents over time: what the first document says has always been so; what each later one
    /// says is so from the day of its time on, in place of what earlier revisions said about those days.
    ///
    /// A customer that is named as its own parent has none: some ERPs mark the head of a group that way.
    List<Span> parents(ZoneId zone) {
        List<Span> spans = new ArrayList<>();
        LocalDate from = null;
        for (CustomerFact fact : facts) {
            if (fact != facts.getFirst()) {
                from = LocalDate.ofInstant(fact.time(), zone);
            }
            cut(spans, from);
            CustomerRef parent = fact.content().parent();
            if (parent != null && !parent.equals(fact.customer())) {
                append(spans, new Span(parent, from, null));
            }
        }
        return List.copyOf(spans);
    }

    private static void cut(List<Span> spans, LocalDate day) {
        spans.removeIf(
                span -> day == null || span.from() != null && !span.from().isBefore(day));
        if (!spans.isEmpty()) {
            Span last = spans.removeLast();
            boolean endsBefore = last.to() != null && last.to().isBefore(day);
            spans.add(endsBefore ? last : new Span(last.parent(), last.from(), day));
        }
    }

    private static void append(List<Span> spans, Span next) {
        if (!spans.isEmpty()) {
            Span last = spans.getLast();
            if (last.parent().equals(next.parent()) && last.to().equals(next.from())) {
                spans.removeLast();
                spans.add(new Span(last.parent(), last.from(), next.to()));
                return;
            }
        }
        spans.add(next);
    }
}
