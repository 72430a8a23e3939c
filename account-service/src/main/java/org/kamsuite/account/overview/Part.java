package org.kamsuite.account.overview;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.receivables.CreditExposureChanged;
import org.kamsuite.contracts.receivables.DisputeOpened;
import org.kamsuite.contracts.receivables.DisputeSettled;
import org.kamsuite.contracts.receivables.DunningStepDue;
import org.kamsuite.contracts.receivables.EarlyWarningRaised;
import org.kamsuite.contracts.receivables.PaymentBehaviourChanged;
import org.kamsuite.contracts.receivables.PaymentDriftCleared;
import org.kamsuite.contracts.receivables.PaymentDriftDetected;
import org.kamsuite.contracts.receivables.ProvisionChanged;
import org.kamsuite.contracts.receivables.ReceivablesPositionChanged;
import org.kamsuite.contracts.receivables.TermsChanged;
import org.kamsuite.contracts.relationship.CoverageChanged;
import org.kamsuite.contracts.scoring.AccountScored;
import org.kamsuite.contracts.servicelevel.ServiceLevelChanged;

/// A part of the overview, and the service that publishes it. Of the first four one is expected for every account;
/// the others are details of the receivables, and where there is none there is nothing to tell.
enum Part {
    SCORE("score", "scoring-service"),
    RELATIONSHIP("relationship", "relationship-service"),
    SERVICE_LEVEL("serviceLevel", "service-monitor"),
    RECEIVABLES("receivables", "receivables-service"),
    CREDIT,
    PAYMENT_BEHAVIOUR,
    /// Whether payments have shifted: the shift, or its end.
    DRIFT,
    /// One for each rule.
    WARNING,
    PROVISION,
    DUNNING,
    /// One for each dispute: its opening, or its end.
    DISPUTE,
    /// One for each request that was granted: terms may be granted that count later.
    TERMS;

    private final String field;
    private final String service;

    Part(String field, String service) {
        this.field = field;
        this.service = service;
    }

    Part() {
        this(null, null);
    }

    static Optional<Part> of(DomainEvent event) {
        return Optional.ofNullable(
                switch (event) {
                    case AccountScored _ -> SCORE;
                    case CoverageChanged _ -> RELATIONSHIP;
                    case ServiceLevelChanged _ -> SERVICE_LEVEL;
                    case ReceivablesPositionChanged _ -> RECEIVABLES;
                    case CreditExposureChanged _ -> CREDIT;
                    case PaymentBehaviourChanged _ -> PAYMENT_BEHAVIOUR;
                    case PaymentDriftDetected _, PaymentDriftCleared _ -> DRIFT;
                    case EarlyWarningRaised _ -> WARNING;
                    case ProvisionChanged _ -> PROVISION;
                    case DunningStepDue _ -> DUNNING;
                    case DisputeOpened _, DisputeSettled _ -> DISPUTE;
                    case TermsChanged _ -> TERMS;
                    default -> null;
                });
    }

    /// What tells events of one part apart; empty where only the latest of all counts.
    static String item(DomainEvent event) {
        return switch (event) {
            case EarlyWarningRaised warning -> warning.rule();
            case DisputeOpened dispute -> dispute.disputeNumber();
            case DisputeSettled dispute -> dispute.disputeNumber();
            case TermsChanged terms -> terms.requestId().toString();
            default -> "";
        };
    }

    /// Those that are expected for every account.
    static List<Part> expected() {
        return Arrays.stream(values()).filter(part -> part.field != null).toList();
    }

    /// Those that this build knows: a newer one beside it may have stored others.
    static List<String> names() {
        return Arrays.stream(values()).map(Enum::name).toList();
    }

    /// Its name on the wire.
    String field() {
        return field;
    }

    String service() {
        return service;
    }
}
