package org.kamsuite.receivables.provision;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.rest.Scope;

@Schema(
        name = "ProvisionAssessment",
        description = "An account's expected loss as judged, instead of what a matrix says.")
record Assessment(
        UUID accountId,

        @Schema(description = "Counts the changes; the ETag carries it.", examples = "1")
        int version,

        @Schema(description = "account, or group for all accounts below it in the legal hierarchy.")
        Scope scope,

        @Schema(description = "Expected loss, over all currencies; absent when a rate is given.")
        Money amount,

        @Schema(description = "Expected share of what is open, 0 to 1.", examples = "0.4")
        BigDecimal rate,

        String reason,
        LocalDate validFrom,

        @Schema(description = "Last day; absent: until further notice.")
        LocalDate validTo,

        String recordedBy,
        Instant recordedAt) {

    /// Whether it is valid on a day.
    boolean counts(LocalDate day) {
        return !validFrom.isAfter(day) && (validTo == null || !validTo.isBefore(day));
    }

    @Schema(name = "ProvisionAssessmentRequest", description = "Either an amount or a rate.")
    record Request(
            @Schema(
                    description =
                            "Expected loss, 0 or more; a run takes at most what is open in its currency, and nothing for"
                                    + " the account's other currencies.")
            Money amount,

            @Schema(description = "Expected share of what is open in every currency, 0 to 1.", examples = "0.4")
            BigDecimal rate,

            @Schema(description = "account (default) or group.")
            Scope scope,

            @Schema(description = "1 to 2000 characters.", examples = "Insolvency filed on 2026-03-02")
            String reason,

            @Schema(examples = "2026-03-01") LocalDate validFrom,

            @Schema(description = "Last day; absent: until further notice.")
            LocalDate validTo) {

        void check() {
            if ((amount == null) == (rate == null)) {
                throw Rules.breach("amount", "give either amount or rate");
            }
            Rules.holding(() -> {
                Check.optionalNotNegativeMoney("amount", amount);
                Check.optionalRate("rate", rate);
                Check.text("reason", reason);
                Check.date("validFrom", validFrom);
                Check.optionalDate("validTo", validTo);
            });
            if (validTo != null && validTo.isBefore(validFrom)) {
                throw Rules.breach("validTo", "must not be before validFrom");
            }
        }

        Scope scopeOrDefault() {
            return scope == null ? Scope.ACCOUNT : scope;
        }
    }

    boolean says(Request asked) {
        return scope == asked.scopeOrDefault()
                && Objects.equals(amount, asked.amount())
                && (rate == null ? asked.rate() == null : asked.rate() != null && rate.compareTo(asked.rate()) == 0)
                && reason.equals(asked.reason())
                && validFrom.equals(asked.validFrom())
                && Objects.equals(validTo, asked.validTo());
    }
}
