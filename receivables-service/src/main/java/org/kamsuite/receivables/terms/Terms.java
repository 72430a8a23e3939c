package org.kamsuite.receivables.terms;

import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.ContractViolation;
import org.kamsuite.contracts.PaymentTerms;
import org.kamsuite.platform.rest.Problem;

@Schema(name = "TermsOfPayment", description = "When an account has to pay.")
record Terms(
        @Schema(description = "Days after the invoice date, 0 to 999.", examples = "30")
        Integer netDays,

        @Schema(
                description = "Percent of the payable amount, above 0 and below 100; with discountDays.",
                examples = "2")
        BigDecimal discountPercent,

        @Schema(description = "Days after the invoice date, fewer than netDays.", examples = "10")
        Integer discountDays) {

    static final String SLUG = "terms-rule";

    static Terms of(PaymentTerms terms) {
        return terms == null ? null : new Terms(terms.netDays(), plain(terms.discountPercent()), terms.discountDays());
    }

    private static BigDecimal plain(BigDecimal value) {
        if (value == null) {
            return null;
        }
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    static Problem breach(String field, String message) {
        return Problem.unprocessable(SLUG, field, message);
    }

    static void holding(Runnable checks) {
        try {
            checks.run();
        } catch (ContractViolation e) {
            throw breach(e.field(), e.problem());
        }
    }

    /// @throws Problem 422 when they are none
    PaymentTerms checked(String field) {
        holding(() -> Check.required(field + ".netDays", netDays));
        PaymentTerms[] terms = new PaymentTerms[1];
        holding(() -> terms[0] = new PaymentTerms(netDays, plain(discountPercent), discountDays));
        if (discountPercent != null) {
            if (discountPercent.signum() <= 0 || discountPercent.compareTo(BigDecimal.valueOf(100)) >= 0) {
                throw breach(field + ".discountPercent", "must be above 0 and below 100");
            }
            if (discountDays >= netDays) {
                throw breach(field + ".discountDays", "must be fewer than netDays");
            }
        }
        return terms[0];
    }
}
