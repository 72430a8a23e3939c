package org.kamsuite.receivables.credit;

import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;

@Schema(name = "CreditLimitRequest", description = "A credit limit to be set.")
record LimitRequest(
        @Schema(required = true, description = "0 or more; binds the account and all below it in the legal hierarchy.")
        Money amount,

        @Schema(description = "STANDARD (default), TEMPORARY (needs validTo), or INSURED: as the insurer allows.")
        Limit.Type type,

        @Schema(
                description = "The part of the exposure that an insurer or a collateral covers at most, in the currency"
                        + " of the limit; it is taken off the exposure and shown. Absent: none.")
        Money insured,

        @Schema(description = "First day; default today. Until a later day the limit before it counts.")
        LocalDate validFrom,

        @Schema(description = "Last day; absent: until further notice. After it the limit before counts again.")
        LocalDate validTo,

        @Schema(description = "Who approved it; default the caller. His roles decide in any case.", examples = "otto")
        String approvedBy,

        @Schema(required = true, description = "Why, up to 2,000 characters.", examples = "Annual review 2026")
        String reason) {}
