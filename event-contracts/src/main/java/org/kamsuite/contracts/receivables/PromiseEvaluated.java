package org.kamsuite.contracts.receivables;

import java.time.LocalDate;
import java.util.UUID;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.Money;

/// A promise to pay was kept, broken or cancelled. Type `kam.receivables.promise-evaluated.v1`.
///
/// @param accountId the account, a UUIDv7 made by account-service
/// @param promiseNumber number of the promise
/// @param amount promised amount
/// @param promisedDate day until which the customer wanted to pay
/// @param status what became of it
public record PromiseEvaluated(
        UUID accountId, String promiseNumber, Money amount, LocalDate promisedDate, PromiseStatus status)
        implements DomainEvent {
    public PromiseEvaluated {
        Check.required("accountId", accountId);
        Check.code("promiseNumber", promiseNumber);
        Check.required("amount", amount);
        Check.date("promisedDate", promisedDate);
        Check.required("status", status);
    }
}
