package org.kamsuite.receivables.review;

import java.math.BigDecimal;
import java.util.UUID;
import org.kamsuite.contracts.receivables.CreditState;

/// What is known of an account's credit today.
///
/// @param overdueShare part of the open amount that is past due, 0 to 1; null when nothing is open
public record Assessment(
        UUID accountId, CreditState state, long oldestDaysPastDue, BigDecimal overdueShare, boolean keyAccount) {}
