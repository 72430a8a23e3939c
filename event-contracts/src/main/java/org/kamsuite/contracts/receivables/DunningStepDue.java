package org.kamsuite.contracts.receivables;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.Money;

/// A step of the dunning of an account is due. Type `kam.receivables.dunning-step-due.v1`.
///
/// @param accountId the account, a UUIDv7 made by account-service
/// @param level dunning level; a higher one is sharper
/// @param channel how the customer is reminded
/// @param amount overdue amount that is dunned
/// @param documents (optional) numbers of the invoices that are dunned
/// @param dueOn day on which the step is due
public record DunningStepDue(
        UUID accountId, int level, DunningChannel channel, Money amount, List<String> documents, LocalDate dueOn)
        implements DomainEvent {
    public DunningStepDue {
        Check.required("accountId", accountId);
        Check.atLeast("level", level, 0);
        Check.required("channel", channel);
        Check.required("amount", amount);
        documents = Check.codes("documents", documents, 0);
        Check.date("dueOn", dueOn);
    }
}
