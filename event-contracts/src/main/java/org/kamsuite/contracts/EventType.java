package org.kamsuite.contracts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kamsuite.contracts.account.AccountChanged;
import org.kamsuite.contracts.account.AccountRegistered;
import org.kamsuite.contracts.erp.CreditNoteIssued;
import org.kamsuite.contracts.erp.CustomerChanged;
import org.kamsuite.contracts.erp.CustomerRegistered;
import org.kamsuite.contracts.erp.DeliveryReceived;
import org.kamsuite.contracts.erp.DeliveryShipped;
import org.kamsuite.contracts.erp.DisputeResolved;
import org.kamsuite.contracts.erp.InquiryOpened;
import org.kamsuite.contracts.erp.InquiryReopened;
import org.kamsuite.contracts.erp.InquiryResolved;
import org.kamsuite.contracts.erp.InquiryResponded;
import org.kamsuite.contracts.erp.InquiryStatusChanged;
import org.kamsuite.contracts.erp.InvoiceDisputed;
import org.kamsuite.contracts.erp.InvoiceIssued;
import org.kamsuite.contracts.erp.OrderCancelled;
import org.kamsuite.contracts.erp.OrderChanged;
import org.kamsuite.contracts.erp.OrderConfirmed;
import org.kamsuite.contracts.erp.OrderPlaced;
import org.kamsuite.contracts.erp.PaymentAllocated;
import org.kamsuite.contracts.erp.PaymentReceived;
import org.kamsuite.contracts.erp.PaymentReversed;
import org.kamsuite.contracts.erp.PaymentUnallocated;
import org.kamsuite.contracts.erp.PromiseToPayMade;
import org.kamsuite.contracts.erp.ReturnReceived;
import org.kamsuite.contracts.erp.ReturnRequested;
import org.kamsuite.contracts.erp.ReturnSettled;
import org.kamsuite.contracts.erp.SatisfactionRecorded;
import org.kamsuite.contracts.erp.WriteOffPosted;
import org.kamsuite.contracts.erp.WriteOffPostedV1;
import org.kamsuite.contracts.receivables.CreditExposureChanged;
import org.kamsuite.contracts.receivables.CreditLimitChanged;
import org.kamsuite.contracts.receivables.CreditReviewDue;
import org.kamsuite.contracts.receivables.DisputeOpened;
import org.kamsuite.contracts.receivables.DisputeSettled;
import org.kamsuite.contracts.receivables.DunningStepDue;
import org.kamsuite.contracts.receivables.EarlyWarningRaised;
import org.kamsuite.contracts.receivables.PaymentBehaviourChanged;
import org.kamsuite.contracts.receivables.PaymentDriftCleared;
import org.kamsuite.contracts.receivables.PaymentDriftDetected;
import org.kamsuite.contracts.receivables.PaymentPlanChanged;
import org.kamsuite.contracts.receivables.PromiseEvaluated;
import org.kamsuite.contracts.receivables.ProvisionChanged;
import org.kamsuite.contracts.receivables.ReceivablesPositionChanged;
import org.kamsuite.contracts.receivables.ReceivablesShareReached;
import org.kamsuite.contracts.receivables.TermsChanged;
import org.kamsuite.contracts.relationship.CoverageChanged;
import org.kamsuite.contracts.scoring.AccountScored;
import org.kamsuite.contracts.servicelevel.ServiceFailureDetected;
import org.kamsuite.contracts.servicelevel.ServiceLevelChanged;
import org.kamsuite.contracts.servicelevel.ServiceLevelChangedV1;

/// The registry: every event type, the topic it travels on and the record that holds its data.
///
/// @param name CloudEvents `type`, for example `erp.invoice.issued.v1`
/// @param topic Kafka topic
/// @param recordClass the record of the data; an [ErpEvent] or a [DomainEvent], or of an older version a
///     [Superseded]
public record EventType(String name, String topic, Class<? extends Record> recordClass) {
    private static final List<EventType> ALL = List.of(
            new EventType("erp.customer.registered.v1", "erp.customers", CustomerRegistered.class),
            new EventType("erp.customer.changed.v1", "erp.customers", CustomerChanged.class),
            new EventType("erp.order.placed.v1", "erp.orders", OrderPlaced.class),
            new EventType("erp.order.confirmed.v1", "erp.orders", OrderConfirmed.class),
            new EventType("erp.order.changed.v1", "erp.orders", OrderChanged.class),
            new EventType("erp.order.cancelled.v1", "erp.orders", OrderCancelled.class),
            new EventType("erp.delivery.shipped.v1", "erp.deliveries", DeliveryShipped.class),
            new EventType("erp.delivery.received.v1", "erp.deliveries", DeliveryReceived.class),
            new EventType("erp.invoice.issued.v1", "erp.invoices", InvoiceIssued.class),
            new EventType("erp.credit-note.issued.v1", "erp.invoices", CreditNoteIssued.class),
            new EventType("erp.invoice.disputed.v1", "erp.invoices", InvoiceDisputed.class),
            new EventType("erp.dispute.resolved.v1", "erp.invoices", DisputeResolved.class),
            new EventType("erp.write-off.posted.v1", "erp.invoices", WriteOffPostedV1.class),
            new EventType("erp.write-off.posted.v2", "erp.invoices", WriteOffPosted.class),
            new EventType("erp.payment.received.v1", "erp.payments", PaymentReceived.class),
            new EventType("erp.payment.allocated.v1", "erp.payments", PaymentAllocated.class),
            new EventType("erp.payment.unallocated.v1", "erp.payments", PaymentUnallocated.class),
            new EventType("erp.payment.reversed.v1", "erp.payments", PaymentReversed.class),
            new EventType("erp.promise-to-pay.made.v1", "erp.payments", PromiseToPayMade.class),
            new EventType("erp.inquiry.opened.v1", "erp.inquiries", InquiryOpened.class),
            new EventType("erp.inquiry.responded.v1", "erp.inquiries", InquiryResponded.class),
            new EventType("erp.inquiry.status-changed.v1", "erp.inquiries", InquiryStatusChanged.class),
            new EventType("erp.inquiry.resolved.v1", "erp.inquiries", InquiryResolved.class),
            new EventType("erp.inquiry.reopened.v1", "erp.inquiries", InquiryReopened.class),
            new EventType("erp.return.requested.v1", "erp.inquiries", ReturnRequested.class),
            new EventType("erp.return.received.v1", "erp.inquiries", ReturnReceived.class),
            new EventType("erp.return.settled.v1", "erp.inquiries", ReturnSettled.class),
            new EventType("erp.satisfaction.recorded.v1", "erp.inquiries", SatisfactionRecorded.class),
            new EventType("kam.account.registered.v1", "kam.account.events", AccountRegistered.class),
            new EventType("kam.account.changed.v1", "kam.account.events", AccountChanged.class),
            new EventType("kam.scoring.account-scored.v1", "kam.scoring.events", AccountScored.class),
            new EventType("kam.relationship.coverage-changed.v1", "kam.relationship.events", CoverageChanged.class),
            new EventType("kam.service-level.changed.v1", "kam.service-level.events", ServiceLevelChangedV1.class),
            new EventType("kam.service-level.changed.v2", "kam.service-level.events", ServiceLevelChanged.class),
            new EventType(
                    "kam.service-level.failure-detected.v1", "kam.service-level.events", ServiceFailureDetected.class),
            new EventType(
                    "kam.receivables.position-changed.v1", "kam.receivables.events", ReceivablesPositionChanged.class),
            new EventType(
                    "kam.receivables.payment-behaviour-changed.v1",
                    "kam.receivables.events",
                    PaymentBehaviourChanged.class),
            new EventType(
                    "kam.receivables.payment-drift-detected.v1", "kam.receivables.events", PaymentDriftDetected.class),
            new EventType(
                    "kam.receivables.payment-drift-cleared.v1", "kam.receivables.events", PaymentDriftCleared.class),
            new EventType(
                    "kam.receivables.early-warning-raised.v1", "kam.receivables.events", EarlyWarningRaised.class),
            new EventType(
                    "kam.receivables.credit-exposure-changed.v1",
                    "kam.receivables.events",
                    CreditExposureChanged.class),
            new EventType(
                    "kam.receivables.credit-limit-changed.v1", "kam.receivables.events", CreditLimitChanged.class),
            new EventType("kam.receivables.credit-review-due.v1", "kam.receivables.events", CreditReviewDue.class),
            new EventType("kam.receivables.dispute-opened.v1", "kam.receivables.events", DisputeOpened.class),
            new EventType("kam.receivables.dispute-settled.v1", "kam.receivables.events", DisputeSettled.class),
            new EventType("kam.receivables.promise-evaluated.v1", "kam.receivables.events", PromiseEvaluated.class),
            new EventType("kam.receivables.dunning-step-due.v1", "kam.receivables.events", DunningStepDue.class),
            new EventType(
                    "kam.receivables.payment-plan-changed.v1", "kam.receivables.events", PaymentPlanChanged.class),
            new EventType("kam.receivables.provision-changed.v1", "kam.receivables.events", ProvisionChanged.class),
            new EventType("kam.receivables.terms-changed.v1", "kam.receivables.events", TermsChanged.class),
            new EventType("kam.receivables.share-reached.v1", "kam.receivables.events", ReceivablesShareReached.class));

    private static final Map<String, EventType> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(EventType::name, Function.identity()));
    private static final Map<Class<?>, EventType> BY_CLASS =
            ALL.stream().collect(Collectors.toUnmodifiableMap(EventType::recordClass, Function.identity()));
    private static final List<String> TOPICS =
            ALL.stream().map(EventType::topic).distinct().toList();

    /// Empty for a type that this version of the contract does not know.
    public static Optional<EventType> of(String name) {
        return name == null ? Optional.empty() : Optional.ofNullable(BY_NAME.get(name));
    }

    /// @throws IllegalArgumentException when the class is not the record of an event
    public static EventType of(Class<?> recordClass) {
        var type = BY_CLASS.get(recordClass);
        if (type == null) {
            throw new IllegalArgumentException(recordClass + " is not the record of an event type");
        }
        return type;
    }

    /// All types, ERP first, in the order of the contract page.
    public static List<EventType> all() {
        return ALL;
    }

    /// All topics, each once.
    public static List<String> topics() {
        return TOPICS;
    }

    /// Whether an ERP sends it (and not a service of the suite).
    public boolean fromErp() {
        return name.startsWith("erp.");
    }

    /// The data of an event of this type; of an older version as the newest one says it.
    ///
    /// @throws ContractViolation whatever is wrong with it
    public Record read(byte[] json) {
        Record data = ContractJson.read(json, recordClass);
        return data instanceof Superseded<?> older ? older.upcast() : data;
    }

    /// The version in the name: 1 of `erp.invoice.issued.v1`.
    public int version() {
        return Integer.parseInt(name.substring(name.lastIndexOf(".v") + 2));
    }

    /// Whether a newer version of it is there, which is what producers publish.
    public boolean superseded() {
        return Superseded.class.isAssignableFrom(recordClass);
    }
}
