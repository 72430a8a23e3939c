package org.kamsuite.receivables.provision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.erp.WriteOffPosted;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.audit.Audit;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.ETags;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.receivables.approval.ApprovalBands;
import org.kamsuite.receivables.book.Facts;
import org.kamsuite.receivables.book.NewFact;
import org.kamsuite.receivables.book.Postings;
import org.kamsuite.receivables.ledger.DocumentKind;
import org.kamsuite.receivables.rates.ExchangeRates;

/// Requests to write off and decisions on them. An approved one is a fact of the ledger: the invoice stays, with less
/// open, and a later payment is still taken.
@ApplicationScoped
class WriteOffs {

    private static final String REQUESTS = """
            select r.*, p.amount as posted
            from write_off_request r
            left join lateral (
                select f.amount from document d join fact f using (document_id)
                where d.system = r.system and d.kind = 'WRITE_OFF' and d.number = r.document_number
                order by f.revision desc limit 1
            ) p on true
            """;

    @Inject
    Jdbi jdbi;

    @Inject
    AccountDirectory directory;

    @Inject
    Facts facts;

    @Inject
    Postings postings;

    @Inject
    Runs runs;

    @Inject
    ExchangeRates rates;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    @Inject
    SecurityIdentity caller;

    @ConfigProperty(name = "kam.write-off.approval")
    String approval;

    record Written(WriteOff.View view, boolean created) {}

    private record Invoice(
            long customer, UUID account, CustomerRef reference, String currency, LocalDate issued, BigDecimal open) {}

    @Transactional
    Written put(UUID id, WriteOff.Content asked, String ifMatch) {
        asked.check();
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        lock(id);
        WriteOff present = find(id).orElse(null);
        if (present != null && present.says(asked)) {
            return new Written(view(present), false);
        }
        if (present == null && ifMatch != null) {
            throw Problem.preconditionFailed("There is no write-off request " + id + " yet: send no If-Match.");
        }
        Invoice invoice = invoice(asked.system(), asked.invoiceNumber());
        if (invoice.account() == null) {
            throw Problem.unprocessable(
                    "unknown-account", "invoiceNumber", "belongs to a customer that is assigned to no account");
        }
        directory.requireWriteAccess(invoice.account());
        if (present != null) {
            requireOpen(present);
            ETags.require(ifMatch, present.version());
        }
        checkAgainst(invoice, asked, today);
        WriteOff written = new WriteOff(
                id,
                present == null ? 1 : present.version() + 1,
                invoice.account(),
                asked.system(),
                asked.invoiceNumber(),
                asked.amount(),
                asked.reason(),
                asked.effectiveDate() == null ? today : asked.effectiveDate(),
                asked.mayChargeRest(),
                WriteOff.State.REQUESTED,
                bands().required(reporting(asked.amount(), today)),
                caller.getPrincipal().getName(),
                now(),
                null,
                null,
                null,
                null,
                null);
        save(written, invoice.customer());
        audit.record(
                "write-off-request:" + id,
                present == null ? "write-off.requested" : "write-off.changed",
                present,
                written);
        return new Written(view(written), present == null);
    }

    private ApprovalBands bands() {
        return ApprovalBands.parse(approval);
    }

    private BigDecimal reporting(Money amount, LocalDate today) {
        return rates.find(amount.currency(), rates.reportingCurrency(), today)
                .map(rate ->
                        rate.convert(amount.amount(), rates.reportingCurrency()).amount())
                .orElse(null);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static void requireOpen(WriteOff request) {
        if (request.state() != WriteOff.State.REQUESTED) {
            throw Problem.conflict("decided", "Write-off request " + request.id() + " is " + request.state() + ".");
        }
    }

    private static void checkAgainst(Invoice invoice, WriteOff.Content asked, LocalDate today) {
        Money open = new Money(invoice.open(), invoice.currency());
        if (!asked.amount().currency().equals(invoice.currency())) {
            throw Rules.breach("amount.currency", "must be that of the invoice, " + invoice.currency());
        }
        if (asked.amount().amount().compareTo(open.amount()) > 0) {
            throw Rules.breach("amount", "is more than what is open of the invoice (" + open + ")");
        }
        LocalDate day = asked.effectiveDate() == null ? today : asked.effectiveDate();
        if (day.isBefore(invoice.issued()) || day.isAfter(today)) {
            throw Rules.breach(
                    "effectiveDate",
                    "must be from the invoice date (" + invoice.issued() + ") to today (" + today + ")");
        }
    }

    /// Approves or rejects; approving posts the write-off.
    @Transactional
    WriteOff.View decide(UUID id, WriteOff.Decision decision, String ifMatch) {
        decision.check();
        lock(id);
        WriteOff request = find(id).orElseThrow(() -> notFound(id));
        if (request.state() == decision.decision()) {
            return view(request);
        }
        requireOpen(request);
        requireApprover(request);
        ETags.require(ifMatch, request.version());
        boolean approved = decision.decision() == WriteOff.State.APPROVED;
        WriteOff decided = new WriteOff(
                id,
                request.version() + 1,
                request.accountId(),
                request.system(),
                request.invoiceNumber(),
                request.amount(),
                request.reason(),
                request.effectiveDate(),
                request.chargeRest(),
                decision.decision(),
                request.requiredRole(),
                request.requestedBy(),
                request.requestedAt(),
                caller.getPrincipal().getName(),
                now(),
                decision.comment(),
                approved ? "WO-" + id : null,
                approved ? request.amount() : null);
        if (approved) {
            post(decided);
        }
        save(decided, customerOf(id));
        audit.record(
                "write-off-request:" + id, approved ? "write-off.approved" : "write-off.rejected", request, decided);
        return view(decided);
    }

    private void requireApprover(WriteOff request) {
        if (!bands().suffices(caller.getRoles(), request.requiredRole())) {
            throw Problem.forbidden(
                    "This amount is decided on by role " + request.requiredRole() + " or one above (" + bands() + ").");
        }
        if (request.requestedBy().equals(caller.getPrincipal().getName())) {
            throw Problem.forbidden("Who asks for a write-off does not decide on it.");
        }
    }

    // The customer's lock first: what is open does not change until the write-off is posted.
    private void post(WriteOff request) {
        facts.lockCustomers(List.of(customerOf(request.id())));
        Invoice invoice = invoice(request.system(), request.invoiceNumber());
        if (request.amount().amount().compareTo(invoice.open()) > 0) {
            throw Rules.breach(
                    "amount",
                    "is more than what is open of the invoice by now (" + new Money(invoice.open(), invoice.currency())
                            + ")");
        }
        Money rest =
                runs.available(request.accountId(), request.amount().currency()).rest();
        if (!request.chargeRest() && request.amount().amount().compareTo(rest.amount()) > 0) {
            throw Problem.unprocessable(
                    "allowance-insufficient",
                    "amount",
                    "is more than what is left of the account's allowance (" + rest
                            + "); request it with chargeRest to charge the rest to the result");
        }
        WriteOffPosted posted = new WriteOffPosted(
                invoice.reference(),
                0,
                request.documentNumber(),
                request.invoiceNumber(),
                request.effectiveDate().atStartOfDay(clock.getZone()).toInstant(),
                request.amount().amount(),
                request.reason());
        ObjectNode content = ContractJson.mapper().valueToTree(posted);
        content.remove("customer");
        List<NewFact> refused = postings.append(List.of(postings.decided(
                new NewFact.Number(request.system(), DocumentKind.WRITE_OFF, request.documentNumber()),
                0,
                invoice.customer(),
                request.effectiveDate(),
                null,
                request.amount().amount(),
                content,
                List.of(new NewFact.Line(
                        null,
                        new NewFact.Number(request.system(), DocumentKind.INVOICE, request.invoiceNumber()),
                        request.amount().amount(),
                        null,
                        null)))));
        if (!refused.isEmpty()) {
            throw Problem.conflict(
                    "document-known", "A write-off " + request.documentNumber() + " with another content is known.");
        }
    }

    private Invoice invoice(String system, String number) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                                select f.customer_id, c.account_id, c.system, c.number, f.currency, f.effective_date,
                                    (select coalesce(sum(open_amount), 0) from item i
                                     where i.document_id = d.document_id and i.side = 'OPEN')
                                from document d
                                cross join lateral (
                                    select * from fact where fact.document_id = d.document_id order by revision desc limit 1
                                ) f
                                join erp_customer c on c.customer_id = f.customer_id
                                where d.system = :system and d.kind = 'INVOICE' and d.number = :number""")
                        .bind("system", system)
                        .bind("number", number)
                        .map((row, _) -> new Invoice(
                                row.getLong(1),
                                row.getObject(2, UUID.class),
                                new CustomerRef(row.getString(3), row.getString(4)),
                                row.getString(5),
                                row.getObject(6, LocalDate.class),
                                row.getBigDecimal(7)))
                        .findOne())
                .orElseThrow(() -> Problem.unprocessable(
                        "unknown-invoice", "invoiceNumber", "no invoice " + number + " of " + system + " is known"));
    }

    private void lock(UUID id) {
        jdbi.useHandle(handle -> handle.createQuery(
                        "select pg_advisory_xact_lock(hashtext('write_off_request'), hashtext(:id))")
                .bind("id", id.toString())
                .mapToMap()
                .list());
    }

    private long customerOf(UUID id) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select customer_id from write_off_request where request_id = :id")
                        .bind("id", id)
                        .mapTo(Long.class)
                        .one());
    }

    private void save(WriteOff request, long customer) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into write_off_request (request_id, version, account_id, customer_id, system, invoice_number,
                            amount, currency, reason, effective_date, charge_rest, state, required_role, requested_by,
                            requested_at, decided_by, decided_at, comment, document_number)
                        values (:id, :version, :account, :customer, :system, :invoice, :amount, :currency, :reason, :date,
                            :chargeRest, :state, :role, :requestedBy, :requestedAt, :decidedBy, :decidedAt, :comment,
                            :document)
                        on conflict (request_id) do update set version = excluded.version,
                            account_id = excluded.account_id, customer_id = excluded.customer_id, system = excluded.system,
                            invoice_number = excluded.invoice_number, amount = excluded.amount,
                            currency = excluded.currency, reason = excluded.reason,
                            effective_date = excluded.effective_date, charge_rest = excluded.charge_rest,
                            state = excluded.state, required_role = excluded.required_role,
                            requested_by = excluded.requested_by, requested_at = excluded.requested_at,
                            decided_by = excluded.decided_by, decided_at = excluded.decided_at,
                            comment = excluded.comment, document_number = excluded.document_number""")
                .bind("id", request.id())
                .bind("version", request.version())
                .bind("account", request.accountId())
                .bind("customer", customer)
                .bind("system", request.system())
                .bind("invoice", request.invoiceNumber())
                .bind("amount", request.amount().amount())
                .bind("currency", request.amount().currency())
                .bind("reason", request.reason())
                .bind("date", request.effectiveDate())
                .bind("chargeRest", request.chargeRest())
                .bind("state", request.state().name())
                .bind("role", request.requiredRole())
                .bind("requestedBy", request.requestedBy())
                .bind("requestedAt", request.requestedAt())
                .bind("decidedBy", request.decidedBy())
                .bind("decidedAt", request.decidedAt())
                .bind("comment", request.comment())
                .bind("document", request.documentNumber())
                .execute());
    }

    private static Problem notFound(UUID id) {
        return Problem.notFound("There is no write-off request " + id + ".");
    }

    WriteOff.View get(UUID id) {
        return view(find(id).orElseThrow(() -> notFound(id)));
    }

    private WriteOff.View view(WriteOff request) {
        Invoice invoice = invoice(request.system(), request.invoiceNumber());
        Runs.Available available =
                runs.available(request.accountId(), request.amount().currency());
        return new WriteOff.View(
                request,
                new Money(invoice.open(), invoice.currency()),
                new WriteOff.Allowance(
                        available.runId(),
                        available.asOf(),
                        available.allowance(),
                        available.writtenOffSince(),
                        available.rest()),
                bands() + " (" + rates.reportingCurrency() + ")");
    }

    private Optional<WriteOff> find(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery(REQUESTS + "where r.request_id = :id")
                .bind("id", id)
                .map((row, _) -> request(row))
                .findOne());
    }

    /// By id.
    Page<WriteOff> list(UUID accountId, WriteOff.State state, int limit, String askedCursor) {
        Cursor cursor = Cursor.parse(askedCursor, 1);
        List<WriteOff> rows = jdbi.withHandle(handle -> handle.createQuery(REQUESTS + """
                        where (cast(:account as uuid) is null or account_id = cast(:account as uuid))
                            and (cast(:state as text) is null or state = cast(:state as text))
                            and (cast(:after as uuid) is null or request_id > cast(:after as uuid))
                        order by request_id limit :limit""")
                .bind("account", accountId)
                .bind("state", state == null ? null : state.name())
                .bind("after", cursor == null ? null : cursor.lastId())
                .bind("limit", limit + 1)
                .map((row, _) -> request(row))
                .list());
        return Page.of(rows, limit, last -> Cursor.of(last.id()));
    }

    private static WriteOff request(ResultSet row) throws SQLException {
        BigDecimal posted = row.getBigDecimal("posted");
        return new WriteOff(
                row.getObject("request_id", UUID.class),
                row.getInt("version"),
                row.getObject("account_id", UUID.class),
                row.getString("system"),
                row.getString("invoice_number"),
                new Money(row.getBigDecimal("amount"), row.getString("currency")),
                row.getString("reason"),
                row.getObject("effective_date", LocalDate.class),
                row.getBoolean("charge_rest"),
                WriteOff.State.valueOf(row.getString("state")),
                row.getString("required_role"),
                row.getString("requested_by"),
                row.getTimestamp("requested_at").toInstant(),
                row.getString("decided_by"),
                row.getTimestamp("decided_at") == null
                        ? null
                        : row.getTimestamp("decided_at").toInstant(),
                row.getString("comment"),
                row.getString("document_number"),
                posted == null ? null : new Money(posted, row.getString("currency")));
    }
}
