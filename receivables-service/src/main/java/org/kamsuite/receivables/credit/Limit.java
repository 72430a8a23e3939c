package org.kamsuite.receivables.credit;

import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;

/// A credit limit that counts for an account and all below it.
///
/// @param version of the account's own limits; 0 for one that the ERP told
/// @param insured the part of the exposure that an insurer or a collateral covers at most; null: none
/// @param validTo inclusive; null: until further notice
record Limit(
        Source source,
        long version,
        Money amount,
        Type type,
        Money insured,
        LocalDate validFrom,
        LocalDate validTo,
        String approvedBy,
        String reason) {

    @Schema(name = "CreditLimitType")
    enum Type {
        STANDARD,
        TEMPORARY,
        INSURED
    }

    @Schema(name = "CreditLimitSource")
    enum Source {
        /// Set here.
        OWN,
        /// What the ERP said of the customer, as long as none is set here.
        ERP
    }

    static Limit ofErp(Money amount) {
        return new Limit(Source.ERP, 0, amount, Type.STANDARD, null, null, null, null, null);
    }
}
