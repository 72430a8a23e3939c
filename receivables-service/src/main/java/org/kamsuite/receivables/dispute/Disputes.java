package org.kamsuite.receivables.dispute;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.erp.DisputeOutcome;
import org.kamsuite.contracts.erp.DisputeResolved;
import org.kamsuite.contracts.erp.InvoiceDisputed;
import org.kamsuite.contracts.receivables.DisputeOpened;
import org.kamsuite.contracts.receivables.DisputeSettled;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.account.WriteAccess;
import org.kamsuite.platform.audit.Audit;
import org.kamsuite.platform.outbox.Outbox;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.ETags;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.receivables.book.Documents;
import org.kamsuite.receivables.book.Facts;
import org.kamsuite.receivables.book.NewFact;
import org.kamsuite.receivables.book.Postings;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.ledger.DocumentKind;

/// Opens, assigns, ends and shows disputes. What a person opens or ends becomes a fact of the ledger like what the ERP
/// tells.
@ApplicationScoped
public class Disputes {

    /// Below any of the ERP's: it has the last word on how a dispute of its own ended.
    private static final int OUR_REVISION = -1;

    @Inject
    DisputeStore store;

    @Inject
    Facts facts;

    @Inject
    Postings postings;

    @Inject
    Documents documents;

    @Inject
    AccountDirectory directory;

    @Inject
    SecurityIdentity identity;

    @Inject
    Audit audit;

    @Inject
    Outbox outbox;

    @Inject
    Clock clock;

    /// What a PUT came to.
    record Stated(DisputeView dispute, long version, boolean created) {}

    Stated get(UUID disputeId, LocalDate asOf, Instant knownAt) {
        Moment at = Moment.of(asOf, knownAt, clock);
        Dispute dispute = require(disputeId, at.until());
        return new Stated(views(List.of(dispute), at).getFirst(), dispute.version(), false);
    }

    private DisputeView view(UUID disputeId) {
        return view(require(disputeId));
    }

    private DisputeView view(Dispute dispute) {
        return views(List.of(dispute), Moment.now(null, clock)).getFirst();
    }

    private Dispute require(UUID disputeId) {
        return require(disputeId, null);
    }

    private Dispute require(UUID disputeId, Instant knownAt) {
        return store.find(disputeId, knownAt)
                .orElseThrow(() -> Problem.notFound(
                        "There is no dispute " + disputeId + (knownAt == null ? "." : " that was known then.")));
    }

    Page<DisputeView> list(DisputeStore.Filter filter, LocalDate asOf, Instant knownAt, int limit, String cursor) {
        if (filter.accountId() != null) {
            directory.require(filter.accountId());
        }
        Moment at = Moment.of(asOf, knownAt, clock);
        List<Dispute> rows = store.list(filter, at, Cursor.parse(cursor, 2), limit + 1);
        Page<Dispute> page = Page.of(rows, limit, last -> Cursor.of(last.openedOn(), last.disputeId()));
        return new Page<>(views(page.items(), at), page.nextCursor());
    }

    private List<DisputeView> views(List<Dispute> disputes, Moment at) {
        Map<Long, Claims.Amounts> amounts = store.amounts(disputes, at.asOf(), at.until());
        Map<UUID, List<DisputeView.Failure>> causes = store.causes(disputes, at.asOf(), at.until());
        return disputes.stream()
                .map(dispute -> DisputeView.of(
                        dispute,
                        at,
                        amounts.get(dispute.document()),
                        causes.getOrDefault(dispute.disputeId(), List.of())))
                .toList();
    }

    @Transactional
    Stated open(UUID disputeId, DisputeRequest request) {
        LocalDate today = today();
        LocalDate on = request.openedOn() == null ? today : request.openedOn();
        Documents.Invoice invoice =
                documents
                        .invoices(
                                request.invoice().system(),
                                List.of(request.invoice().number()))
                        .stream()
                        .findFirst()
                        .orElseThrow(() -> Problem.unprocessable(
                                "unknown-invoice",
                                "invoice",
                                "no invoice %s of %s is known"
                                        .formatted(
                                                request.invoice().number(),
                                                request.invoice().system())));
        requireWriteAccess(invoice.accountId());
        // From here on nobody else posts for this customer.
        facts.lockCustomers(List.of(invoice.customerId()));
        Dispute before = store.find(disputeId, null).orElse(null);
        if (before != null) {
            return same(before, invoice, request);
        }
        if (on.isAfter(today)) {
            throw Problem.unprocessable("in-the-future", "openedOn", "must not be after today (" + today + ")");
        }
        if (on.isBefore(invoice.issueDate())) {
            throw Problem.unprocessable(
                    "before-invoice",
                    "openedOn",
                    "must not be before the invoice was issued on " + invoice.issueDate());
        }
        BigDecimal amount = amount("amount", request.amount(), invoice.currency());
        if (amount.signum() == 0) {
            throw Problem.badRequest("amount", "must be greater than 0");
        }
        BigDecimal undisputed = store.undisputed(invoice.document(), on);
        if (amount.compareTo(undisputed) > 0) {
            throw Problem.unprocessable(
                    "dispute-exceeds-open",
                    "amount",
                    "is %s, but only %s of the invoice was open and undisputed on %s"
                            .formatted(request.amount(), new Money(undisputed, invoice.currency()), on));
        }
        String number = disputeId.toString();
        CustomerRef customer = invoice.customer();
        NewFact.Number named = new NewFact.Number(customer.system(), DocumentKind.DISPUTE, number);
        NewFact.Number about = new NewFact.Number(
                customer.system(), DocumentKind.INVOICE, request.invoice().number());
        store.register(List.of(new DisputeStore.Registered(disputeId, customer, number)));
        post(postings.decided(
                named,
                0,
                invoice.customerId(),
                on,
                null,
                amount,
                new InvoiceDisputed(
                        customer,
                        0,
                        number,
                        request.invoice().number(),
                        on.atStartOfDay(clock.getZone()).toInstant(),
                        amount,
                        request.reason()),
                List.of(new NewFact.Line(named, about, amount, null, null))));
        DisputeView after = view(disputeId);
        audit.record("dispute:" + disputeId, "dispute.opened", null, after);
        return new Stated(after, 1, true);
    }

    /// The amount in the currency of the invoice; null where there is none.
    private static BigDecimal amount(String field, Money money, String currency) {
        if (money == null) {
            return null;
        }
        if (!money.currency().equals(currency)) {
            throw Problem.unprocessable(
                    "currency-mismatch", field, "must be in the currency of the invoice, " + currency);
        }
        if (money.amount().signum() < 0) {
            throw Problem.badRequest(field, "must not be negative");
        }
        return money.amount();
    }

    private void requireWriteAccess(UUID accountId) {
        WriteAccess.require(
                identity,
                accountId == null ? List.of() : directory.require(accountId).team());
    }

    private Stated same(Dispute before, Documents.Invoice invoice, DisputeRequest request) {
        boolean same = before.invoice() == invoice.document()
                && new Money(before.amount(), invoice.currency()).equals(request.amount())
                && before.reason() == request.reason()
                && (request.openedOn() == null || request.openedOn().equals(before.openedOn()));
        if (!same) {
            throw Problem.conflict(
                    "different-content", "Dispute " + before.disputeId() + " exists with another content.");
        }
        return new Stated(view(before), before.version(), false);
    }

    private void post(NewFact fact) {
        if (!postings.append(List.of(fact)).isEmpty()) {
            throw Problem.conflict(
                    "different-content",
                    "%s %s is known with another content."
                            .formatted(fact.number().kind(), fact.number().number()));
        }
    }

    @Transactional
    Stated assign(UUID disputeId, String ifMatch, AssignmentRequest assignment) {
        Dispute before = require(disputeId);
        requireWriteAccess(before.accountId());
        ETags.require(ifMatch, before.version());
        if (assignment.dueOn() != null && assignment.dueOn().isBefore(before.openedOn())) {
            throw Problem.unprocessable(
                    "due-before-opening", "dueOn", "must not be before the opening on " + before.openedOn());
        }
        if (!store.assign(
                disputeId, before.version(), assignment, clock.instant().truncatedTo(ChronoUnit.MICROS))) {
            throw Problem.preconditionFailed("The dispute was assigned by another request meanwhile.");
        }
        Dispute after = require(disputeId);
        audit.record("dispute:" + disputeId, "dispute.assigned", assignment(before), assignment(after));
        return new Stated(view(after), after.version(), false);
    }

    private static AssignmentRequest assignment(Dispute dispute) {
        return new AssignmentRequest(dispute.ownerDepartment(), dispute.owner(), dispute.dueOn(), dispute.note());
    }

    @Transactional
    Stated resolve(UUID disputeId, ResolutionRequest resolution) {
        Dispute found = require(disputeId);
        requireWriteAccess(found.accountId());
        facts.lockCustomers(List.of(found.customerId()));
        Dispute before = require(disputeId);
        LocalDate today = today();
        if (before.currency() == null) {
            throw Problem.unprocessable(
                    "unknown-invoice", "disputeId", "invoice " + before.invoiceNumber() + " has not arrived");
        }
        BigDecimal credited = amount("creditedAmount", resolution.creditedAmount(), before.currency());
        if (before.resolvedOn() != null) {
            if (before.outcome() == resolution.outcome()
                    && (resolution.resolvedOn() == null
                            || resolution.resolvedOn().equals(before.resolvedOn()))
                    && Objects.compare(zeroIfNull(before.creditedAmount()), zeroIfNull(credited), BigDecimal::compareTo)
                            == 0) {
                return new Stated(view(before), before.version(), false);
            }
            throw Problem.conflict(
                    "already-resolved",
                    "The dispute ended on %s with %s.".formatted(before.resolvedOn(), before.outcome()));
        }
        LocalDate on = resolution.resolvedOn() == null ? today : resolution.resolvedOn();
        check(before, resolution, credited, on, today);
        CustomerRef customer = before.customer();
        NewFact.Number named = new NewFact.Number(customer.system(), DocumentKind.RESOLUTION, before.number());
        post(postings.decided(
                named,
                OUR_REVISION,
                before.customerId(),
                on,
                null,
                before.amount(),
                new DisputeResolved(
                        customer,
                        0,
                        before.number(),
                        before.invoiceNumber(),
                        on.atStartOfDay(clock.getZone()).toInstant(),
                        before.amount(),
                        before.reason(),
                        resolution.outcome(),
                        credited),
                List.of(new NewFact.Line(
                        new NewFact.Number(customer.system(), DocumentKind.DISPUTE, before.number()),
                        new NewFact.Number(customer.system(), DocumentKind.INVOICE, before.invoiceNumber()),
                        before.amount(),
                        null,
                        null))));
        DisputeView after = view(disputeId);
        audit.record("dispute:" + disputeId, "dispute.resolved", view(before), after);
        return new Stated(after, before.version(), true);
    }

    private static BigDecimal zeroIfNull(BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }

    private static void check(
            Dispute dispute, ResolutionRequest resolution, BigDecimal credited, LocalDate on, LocalDate today) {
        if (on.isAfter(today) || on.isBefore(dispute.openedOn())) {
            throw Problem.unprocessable(
                    "resolution-date",
                    "resolvedOn",
                    "must be from the opening on %s to today (%s)".formatted(dispute.openedOn(), today));
        }
        boolean nothing =
                resolution.outcome() == DisputeOutcome.REJECTED || resolution.outcome() == DisputeOutcome.WITHDRAWN;
        if (nothing && credited != null && credited.signum() != 0) {
            throw Problem.unprocessable(
                    "credit-without-claim",
                    "creditedAmount",
                    "must be absent: nothing is credited when the claim fails");
        }
        if (resolution.outcome() == DisputeOutcome.PARTLY && (credited == null || credited.signum() == 0)) {
            throw Problem.unprocessable("credit-needed", "creditedAmount", "is needed with PARTLY");
        }
        if (credited != null && credited.compareTo(dispute.amount()) > 0) {
            throw Problem.unprocessable(
                    "credit-exceeds-dispute",
                    "creditedAmount",
                    "must not exceed the disputed " + dispute.amount().toPlainString());
        }
    }

    /// Tells the other services, once each, which disputes of these accounts began and ended.
    @Transactional(Transactional.TxType.MANDATORY)
    public void tell(Collection<UUID> accounts) {
        LocalDate today = today();
        List<Dispute> untold = store.untold(accounts);
        if (untold.isEmpty()) {
            return;
        }
        Map<Long, Claims.Amounts> amounts = store.amounts(untold, today, null);
        List<DomainEvent> events = new ArrayList<>();
        List<UUID> openings = new ArrayList<>();
        List<UUID> ends = new ArrayList<>();
        for (Dispute dispute : untold) {
            if (dispute.openedOn().isAfter(today)) {
                continue;
            }
            if (!dispute.openingTold()) {
                openings.add(dispute.disputeId());
                events.add(new DisputeOpened(
                        dispute.accountId(),
                        dispute.number(),
                        dispute.invoiceNumber(),
                        new Money(dispute.amount(), dispute.currency()),
                        dispute.reason(),
                        dispute.ownerDepartment(),
                        dispute.dueOn()));
            }
            if (dispute.status(today) == DisputeStatus.RESOLVED && !dispute.endTold()) {
                ends.add(dispute.disputeId());
                events.add(new DisputeSettled(
                        dispute.accountId(),
                        dispute.number(),
                        dispute.invoiceNumber(),
                        dispute.outcome(),
                        new Money(amounts.get(dispute.document()).credited(), dispute.currency()),
                        dispute.days(today)));
            }
        }
        store.told(openings, ends);
        outbox.append(events);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }
}
