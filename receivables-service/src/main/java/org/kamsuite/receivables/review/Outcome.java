package org.kamsuite.receivables.review;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a review came to. It changes no limit by itself.
@Schema(name = "CreditReviewOutcome")
enum Outcome {
    CONFIRMED,
    INCREASE_LIMIT,
    REDUCE_LIMIT,
    WITHDRAW_CREDIT
}
