package org.kamsuite.account.registry;

import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.PaymentTerms;

/// Usual terms of payment on the wire; unlike the contract's record it tells a missing number from a zero.
@Schema(name = "PaymentTerms", description = "Usual terms of payment.")
public record Terms(
        @Schema(
                required = true,
                description = "Days after the invoice date until it is due, 0 to 999.",
                examples = "30")
        Integer netDays,

        @Schema(
                description = "Percent that may be taken off within discountDays, 0 to 100; both or neither.",
                examples = "2")
        BigDecimal discountPercent,

        @Schema(description = "Days after the invoice date, 0 to 999.", examples = "10")
        Integer discountDays) {

    public Terms {
        Check.required("netDays", netDays);
        PaymentTerms checked = new PaymentTerms(netDays, discountPercent, discountDays);
        // 2 and 2.00 percent are the same terms.
        if (checked.discountPercent() != null) {
            discountPercent =
                    new BigDecimal(discountPercent.stripTrailingZeros().toPlainString());
        }
    }

    /// Null where there are none.
    public static Terms of(PaymentTerms told) {
        return told == null ? null : new Terms(told.netDays(), told.discountPercent(), told.discountDays());
    }

    PaymentTerms contract() {
        return new PaymentTerms(netDays, discountPercent, discountDays);
    }
}
