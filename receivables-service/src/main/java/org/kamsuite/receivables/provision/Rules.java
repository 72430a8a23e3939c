package org.kamsuite.receivables.provision;

import java.math.BigDecimal;
import org.kamsuite.contracts.ContractViolation;
import org.kamsuite.platform.rest.Problem;

/// What numbers of a request must be; anything else is a 422 that names the field.
final class Rules {

    static final String SLUG = "provision-rule";

    private Rules() {}

    static Problem breach(String field, String message) {
        return Problem.unprocessable(SLUG, field, message);
    }

    /// Runs checks of the event contract, which say 400 where they guard a stream.
    static void holding(Runnable checks) {
        try {
            checks.run();
        } catch (ContractViolation e) {
            throw breach(e.field(), e.problem());
        }
    }

    /// Without an exponent and without trailing zeros, as people write it.
    static BigDecimal plain(BigDecimal value) {
        if (value == null) {
            return null;
        }
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
