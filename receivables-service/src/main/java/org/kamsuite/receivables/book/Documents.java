package org.kamsuite.receivables.book;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.receivables.ledger.DocumentKind;

/// The names that people know documents by.
@ApplicationScoped
public class Documents {

    @Inject
    Jdbi jdbi;

    /// A document's number and whose it is.
    ///
    /// @param accountId null while the customer belongs to no account
    public record Named(DocumentKind kind, String number, UUID accountId, CustomerRef customer) {}

    /// `offset 0` has the planner look the customers up by their index, as in [OpenItems#customers].
    ///
    /// @param customerOf the customer of each document that is asked for
    public Map<Long, Named> named(Map<Long, Long> customerOf) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select asked.document_id, d.kind, d.number, c.account_id, c.system, c.number
                        from unnest(:documents, :customers) as asked(document_id, customer_id)
                        join document d using (document_id)
                        cross join lateral (select * from erp_customer where customer_id = asked.customer_id offset 0) c""")
                .bindArray("documents", Long.class, customerOf.keySet())
                .bindArray("customers", Long.class, customerOf.values())
                .map((row, _) -> Map.entry(
                        row.getLong(1),
                        new Named(
                                DocumentKind.valueOf(row.getString(2)),
                                row.getString(3),
                                row.getObject(4, UUID.class),
                                new CustomerRef(row.getString(5), row.getString(6)))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /// An invoice in the revision that counts.
    ///
    /// @param accountId null while the customer belongs to no account
    /// @param currency of its amounts
    public record Invoice(
            long document,
            String number,
            long customerId,
            CustomerRef customer,
            UUID accountId,
            String currency,
            LocalDate issueDate) {}

    /// The invoices that an ERP's numbers name, in the order of the numbers, as far as they have arrived.
    public List<Invoice> invoices(String system, Collection<String> numbers) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select d.document_id, d.number, f.customer_id, c.system, c.number, c.account_id, f.currency,
                            f.effective_date
                        from unnest(:numbers) as asked(number)
                        join document d on d.system = :system and d.kind = 'INVOICE' and d.number = asked.number
                        join fact f on f.document_id = d.document_id and not exists (
                            select from fact n where n.document_id = f.document_id and n.revision > f.revision)
                        join erp_customer c on c.customer_id = f.customer_id
                        order by d.number""")
                .bind("system", system)
                .bindArray("numbers", String.class, numbers)
                .map((row, _) -> new Invoice(
                        row.getLong(1),
                        row.getString(2),
                        row.getLong(3),
                        new CustomerRef(row.getString(4), row.getString(5)),
                        row.getObject(6, UUID.class),
                        row.getString(7),
                        row.getObject(8, LocalDate.class)))
                .list());
    }

    /// The business numbers alone.
    public Map<Long, String> numbers(Collection<Long> documents) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select document_id, number from document where document_id = any(:ids)")
                        .bindArray("ids", Long.class, documents)
                        .map((row, _) -> Map.entry(row.getLong(1), row.getString(2)))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
