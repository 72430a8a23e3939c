package org.kamsuite.receivables.unmatched;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.receivables.book.OpenItems;
import org.kamsuite.receivables.ledger.DocumentKind;
import org.kamsuite.receivables.unmatched.UnmatchedView.Reason;

/// Finds the documents of an account that wait for others.
@ApplicationScoped
class Unmatched {

    // Payments and credit notes wait only as long as something of them is unapplied, which spares reading the others.
    private static final String REFERENCES = """
            with own as (
                select f.*, d.kind, d.number
                from fact f
                join document d using (document_id)
                where f.customer_id = any(:customers) and f.effective_date <= :asOf and d.kind <> 'INVOICE'
                    and f.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
                    and not exists (
                        select 1 from fact n where n.document_id = f.document_id and n.revision > f.revision
                            and n.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity'))
                    and (d.kind not in ('PAYMENT', 'CREDIT_NOTE') or cast(:knownAt as timestamptz) is not null
                        or exists (
                            select 1 from item i where i.document_id = f.document_id and i.side = 'CREDIT'
                                and i.settled_on > :asOf))
            )
            select o.document_id, o.kind, o.number, o.effective_date, o.recorded_at, o.currency, o.amount,
                c.system, c.number as customer_number, c.account_id, l.amount as line_amount,
                l.source_id is not null and l.source_id <> o.document_id and o.kind <> 'DISPUTE' as names_source,
                sd.kind as source_kind, sd.number as source_number, s.document_id is not null as source_known,
                s.currency as source_currency, s.amount as source_amount,
                l.invoice_id is not null as names_invoice, id.number as invoice_number,
                i.document_id is not null as invoice_known, i.currency as invoice_currency
            from own o
            join erp_customer c using (customer_id)
            join fact_line l on l.document_id = o.document_id and l.revision = o.revision
            left join document sd on sd.document_id = l.source_id
            left join document id on id.document_id = l.invoice_id
            left join lateral (
                select x.document_id, x.currency, x.amount from fact x
                where x.document_id = l.source_id and x.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
                order by x.revision desc limit 1
            ) s on true
            left join lateral (
                select x.document_id, x.currency from fact x
                where x.document_id = l.invoice_id and x.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
                order by x.revision desc limit 1
            ) i on true
            order by o.document_id, l.line""";

    private static final Comparator<UnmatchedView> OLDEST_FIRST = Comparator.comparing(UnmatchedView::waitingSince)
            .thenComparing(UnmatchedView::kind)
            .thenComparing(UnmatchedView::number)
            .thenComparing(item -> item.customer().key())
            .thenComparing(UnmatchedView::namedKind)
            .thenComparing(UnmatchedView::namedNumber);

    @Inject
    AccountDirectory directory;

    @Inject
    OpenItems openItems;

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /// What a document names.
    private record Named(boolean there, DocumentKind kind, String number, boolean known, String currency) {}

    private record Reference(
            long document,
            DocumentKind kind,
            String number,
            UUID accountId,
            CustomerRef customer,
            LocalDate date,
            Instant recordedAt,
            String currency,
            BigDecimal amount,
            Named source,
            Named invoice) {}

    Page<UnmatchedView> of(
            UUID accountId, LocalDate askedDay, Instant askedKnownAt, Scope scope, int limit, String askedCursor) {
        directory.require(accountId);
        Instant now = clock.instant();
        LocalDate asOf = askedDay == null ? LocalDate.ofInstant(now, clock.getZone()) : askedDay;
        Instant knownAt = askedKnownAt != null && askedKnownAt.isBefore(now) ? askedKnownAt : null;
        Cursor cursor = Cursor.parse(askedCursor, 1);
        List<UnmatchedView> sorted = references(openItems.customers(accountId, asOf, scope), asOf, knownAt)
                .flatMap(reference -> view(reference, asOf))
                .distinct()
                .sorted(OLDEST_FIRST)
                .toList();
        int from = cursor == null ? 0 : after(sorted, cursor.keys().getFirst());
        int to = (int) Math.min((long) from + limit + 1, sorted.size());
        return Page.of(sorted.subList(from, to), limit, last -> Cursor.of(key(last)));
    }

    private static int after(List<UnmatchedView> sorted, String key) {
        for (int i = 0; i < sorted.size(); i++) {
            if (key(sorted.get(i)).equals(key)) {
                return i + 1;
            }
        }
        throw Problem.badRequest(
                "cursor", "the document after which the page starts no longer waits; start again without cursor");
    }

    private static String key(UnmatchedView item) {
        return String.join(
                "/",
                item.kind().name(),
                item.customer().system(),
                item.number(),
                item.namedKind().name(),
                item.namedNumber());
    }

    private Stream<Reference> references(List<Long> customers, LocalDate asOf, Instant knownAt) {
        Map<Long, List<Reference>> byDocument = jdbi.withHandle(handle -> handle.createQuery(REFERENCES)
                .bindArray("customers", Long.class, customers)
                .bind("asOf", asOf)
                .bind("knownAt", knownAt)
                .map((row, _) -> reference(row))
                .collect(Collectors.groupingBy(Reference::document, LinkedHashMap::new, Collectors.toList())));
        return byDocument.values().stream().flatMap(Unmatched::counting);
    }

    // An allocation has a line for each kind of document that its number may be of.
    private static Stream<Reference> counting(List<Reference> lines) {
        DocumentKind kind = lines.getFirst().kind();
        if (kind != DocumentKind.ALLOCATION && kind != DocumentKind.UNALLOCATION) {
            return lines.stream();
        }
        return Stream.of(
                lines.stream().filter(line -> line.source().known()).findFirst().orElse(lines.getFirst()));
    }

    private static Reference reference(ResultSet row) throws SQLException {
        BigDecimal ofLine = row.getBigDecimal("line_amount");
        String source = row.getString("source_kind");
        return new Reference(
                row.getLong("document_id"),
                DocumentKind.valueOf(row.getString("kind")),
                row.getString("number"),
                row.getObject("account_id", UUID.class),
                new CustomerRef(row.getString("system"), row.getString("customer_number")),
                row.getObject("effective_date", LocalDate.class),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getString("currency"),
                ofLine == null ? row.getBigDecimal("amount") : ofLine,
                new Named(
                        row.getBoolean("names_source"),
                        source == null ? null : DocumentKind.valueOf(source),
                        row.getString("source_number"),
                        row.getBoolean("source_known"),
                        row.getString("source_currency")),
                new Named(
                        row.getBoolean("names_invoice"),
                        DocumentKind.INVOICE,
                        row.getString("invoice_number"),
                        row.getBoolean("invoice_known"),
                        row.getString("invoice_currency")));
    }

    private Stream<UnmatchedView> view(Reference reference, LocalDate asOf) {
        Named source = reference.source();
        Named invoice = reference.invoice();
        Stream.Builder<UnmatchedView> views = Stream.builder();
        if (source.there() && !source.known()) {
            views.add(view(reference, Reason.SOURCE_UNKNOWN, source, asOf));
        }
        if (invoice.there() && !invoice.known()) {
            views.add(view(reference, Reason.INVOICE_UNKNOWN, invoice, asOf));
        }
        String paidIn = source.there() ? source.currency() : reference.currency();
        if (invoice.known() && paidIn != null && !paidIn.equals(invoice.currency())) {
            views.add(view(reference, Reason.CURRENCY_MISMATCH, invoice, asOf));
        }
        return views.build();
    }

    private UnmatchedView view(Reference reference, Reason reason, Named named, LocalDate asOf) {
        String currency = Stream.of(
                        reference.currency(),
                        reference.source().currency(),
                        reference.invoice().currency())
                .filter(each -> each != null)
                .findFirst()
                .orElse(null);
        LocalDate since = LocalDate.ofInstant(reference.recordedAt(), clock.getZone());
        return new UnmatchedView(
                reference.kind(),
                reference.number(),
                reference.accountId(),
                reference.customer(),
                reference.date(),
                reason,
                named.kind(),
                named.number(),
                currency == null || reference.amount() == null ? null : new Money(reference.amount(), currency),
                reference.recordedAt(),
                Math.max(0, ChronoUnit.DAYS.between(since, asOf)));
    }
}
