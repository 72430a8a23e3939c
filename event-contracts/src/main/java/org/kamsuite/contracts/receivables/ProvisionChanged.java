package org.kamsuite.contracts.receivables;

import java.time.LocalDate;
import java.util.UUID;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.ContractViolation;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.Money;

/// The allowance for expected losses of an account changed. Type `kam.receivables.provision-changed.v1`.
///
/// @param accountId the account, a UUIDv7 made by account-service
/// @param asOf day of the figures
/// @param runId the provision run that found it
/// @param gross open amount the allowance is for
/// @param allowance expected loss, in the currency of `gross`
/// @param method how it was found
public record ProvisionChanged(
        UUID accountId, LocalDate asOf, UUID runId, Money gross, Money allowance, ProvisionMethod method)
        implements DomainEvent {
    public ProvisionChanged {
        Check.required("accountId", accountId);
        Check.date("asOf", asOf);
        Check.required("runId", runId);
        Check.required("gross", gross);
        Check.required("allowance", allowance);
        Check.required("method", method);
        if (!gross.currency().equals(allowance.currency())) {
            throw new ContractViolation(
                    "allowance.currency",
                    "must be the currency of gross (" + gross.currency() + "), but is " + allowance.currency());
        }
    }
}
