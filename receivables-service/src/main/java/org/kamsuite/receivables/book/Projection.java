package org.kamsuite.receivables.book;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.receivables.ledger.Entry;

/// Keeps entries and items equal to the fold of the facts: only what a change concerns is made anew, in a
/// fixed number of statements.
@ApplicationScoped
public class Projection {

    @Inject
    Jdbi jdbi;

    @Inject
    Facts facts;

    /// Brings entries and items up to date after facts of these documents were appended.
    ///
    /// @param locked the customers whose lock the caller holds already
    /// @return the customers whose figures may have changed
    @Transactional(Transactional.TxType.MANDATORY)
    public Set<Long> update(Collection<Long> documents, Set<Long> locked) {
        Facts.Concerned concerned = lock(documents, locked);
        List<Entry> entries = facts.ledger(facts.around(concerned.owners())).entries(concerned.owners());
        replaceItems(replaceEntries(concerned.owners(), entries));
        return concerned.customers();
    }

    /// Makes all entries and items of these documents anew; call [#lock] first.
    @Transactional(Transactional.TxType.MANDATORY)
    void remake(Set<Long> documents) {
        List<Entry> entries = facts.ledger(facts.around(documents)).entries(documents);
        Set<Long> changed = new HashSet<>(replaceEntries(documents, entries));
        changed.addAll(documents);
        replaceItems(changed);
    }

    /// Locks all customers whose documents these concern.
    @Transactional(Transactional.TxType.MANDATORY)
    Facts.Concerned lock(Collection<Long> documents, Set<Long> locked) {
        Set<Long> held = new HashSet<>(locked);
        Facts.Concerned concerned = facts.concerned(documents);
        // Rare: a document of one customer settles another's. Who they all are is certain once they are all locked.
        while (!held.containsAll(concerned.customers())) {
            held.addAll(concerned.customers());
            facts.lockCustomers(held);
            concerned = facts.concerned(documents);
        }
        return concerned;
    }

    // The insert does not see the delete, nor needs to: entries have no key.
    private Set<Long> replaceEntries(Set<Long> owners, List<Entry> entries) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with gone as (
                            delete from entry where owner_id = any(:all) returning document_id
                        ), made as (
                            insert into entry (owner_id, side, document_id, instalment, customer_id, currency,
                                issue_date, due_date, judged_due, entry_date, amount, cause, source_id)
                            select * from unnest(:owners, :sides, :documents, :instalments, :customers, :currencies,
                                :issued, :due, :judged, :dates, :amounts, :causes, :sources)
                            returning document_id
                        )
                        select document_id from gone union select document_id from made""")
                .bindArray("all", Long.class, owners)
                .bindArray(
                        "owners", Long.class, entries.stream().map(Entry::owner).toList())
                .bindArray(
                        "sides",
                        String.class,
                        entries.stream().map(entry -> entry.side().name()).toList())
                .bindArray(
                        "documents",
                        Long.class,
                        entries.stream().map(Entry::document).toList())
                .bindArray(
                        "instalments",
                        Integer.class,
                        entries.stream().map(Entry::instalment).toList())
                .bindArray(
                        "customers",
                        Long.class,
                        entries.stream().map(Entry::customer).toList())
                .bindArray(
                        "currencies",
                        String.class,
                        entries.stream().map(Entry::currency).toList())
                .bindArray(
                        "issued",
                        LocalDate.class,
                        entries.stream().map(Entry::issueDate).toList())
                .bindArray(
                        "due",
                        LocalDate.class,
                        entries.stream().map(Entry::dueDate).toList())
                .bindArray(
                        "judged",
                        LocalDate.class,
                        entries.stream().map(Entry::judgedDue).toList())
                .bindArray(
                        "dates",
                        LocalDate.class,
                        entries.stream().map(Entry::date).toList())
                .bindArray(
                        "amounts",
                        BigDecimal.class,
                        entries.stream().map(Entry::amount).toList())
                .bindArray(
                        "causes",
                        String.class,
                        entries.stream().map(entry -> entry.cause().name()).toList())
                .bindArray(
                        "sources",
                        Long.class,
                        entries.stream().map(Entry::source).toList())
                .mapTo(Long.class)
                .set());
    }

    private void replaceItems(Set<Long> documents) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        with made as (
                            select document_id, side, instalment, min(customer_id) as customer_id,
                                min(currency) as currency, min(issue_date) as issue_date, min(due_date) as due_date,
                                min(judged_due) as judged_due, min(entry_date) as first_date, max(entry_date) as last_date, sum(amount) as open_amount
                            from entry where document_id = any(:documents)
                            group by document_id, side, instalment
                        ), gone as (
                            delete from item i
                            where i.document_id = any(:documents) and not exists (
                                select from made m where m.document_id = i.document_id and m.side = i.side
                                    and m.instalment = i.instalment)
                        )
                        insert into item (document_id, side, instalment, customer_id, currency, issue_date, due_date,
                            judged_due, first_date, last_date, open_amount, settled_on)
                        select document_id, side, instalment, customer_id, currency, issue_date, due_date,
                            judged_due, first_date, last_date, open_amount,
                            case when open_amount = 0 then last_date else 'infinity' end
                        from made
                        order by document_id, side, instalment
                        on conflict (document_id, side, instalment) do update set
                            customer_id = excluded.customer_id, currency = excluded.currency,
                            issue_date = excluded.issue_date, due_date = excluded.due_date,
                            judged_due = excluded.judged_due, first_date = excluded.first_date, last_date = excluded.last_date,
                            open_amount = excluded.open_amount, settled_on = excluded.settled_on""")
                .bindArray("documents", Long.class, documents)
                .execute());
    }
}
