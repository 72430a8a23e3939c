package org.kamsuite.receivables.book;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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

    /// @param customerOf the customer of each document that is asked for
    public Map<Long, Named> named(Map<Long, Long> customerOf) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select asked.document_id, d.kind, d.number, c.account_id, c.system, c.number
                        from unnest(:documents, :customers) as asked(document_id, customer_id)
                        join document d using (document_id)
                        join erp_customer c using (customer_id)""")
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
}
