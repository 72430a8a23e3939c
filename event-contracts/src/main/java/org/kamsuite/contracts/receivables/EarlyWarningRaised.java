package org.kamsuite.contracts.receivables;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.DomainEvent;

/// A rule gave an early warning about an account. Type `kam.receivables.early-warning-raised.v1`.
///
/// @param accountId the account, a UUIDv7 made by account-service
/// @param raisedOn day of the warning
/// @param rule code of the rule
/// @param detail what was seen, in words with the figures
/// @param documents (optional) numbers of the documents it rests on
public record EarlyWarningRaised(UUID accountId, LocalDate raisedOn, String rule, String detail, List<String> documents)
        implements DomainEvent {
    public EarlyWarningRaised {
        Check.required("accountId", accountId);
        Check.date("raisedOn", raisedOn);
        Check.code("rule", rule);
        Check.text("detail", detail);
        documents = Check.codes("documents", documents, 0);
    }
}
