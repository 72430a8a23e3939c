package org.kamsuite.contracts.receivables;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.PaymentTerms;

/// New terms of payment were granted to an account. Type `kam.receivables.terms-changed.v1`.
///
/// @param accountId the account, a UUIDv7 made by account-service
/// @param requestId the request that was approved
/// @param netDays days after the invoice date, 0 to 999
/// @param discountPercent (optional) percent of the payable amount, 0 to 100; together with `discountDays`
///     or not at all
/// @param discountDays (optional) days after the invoice date, 0 to 999
/// @param validFrom day from which they count
public record TermsChanged(
        UUID accountId,
        UUID requestId,
        int netDays,
        BigDecimal discountPercent,
        Integer discountDays,
        LocalDate validFrom)
        implements DomainEvent {
    public TermsChanged {
        Check.required("accountId", accountId);
        Check.required("requestId", requestId);
        new PaymentTerms(netDays, discountPercent, discountDays);
        Check.date("validFrom", validFrom);
    }
}
