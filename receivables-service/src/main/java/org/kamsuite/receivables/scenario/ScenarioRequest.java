package org.kamsuite.receivables.scenario;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.rest.Scope;

@Schema(
        name = "ReceivablesScenarioRequest",
        description =
                "DELAY needs days and takes fundingRate and weeks; DEFAULT needs pd and lgd and takes ead; LOSS needs"
                        + " accountIds.")
record ScenarioRequest(
        @Schema(required = true) Kind kind,

        @Schema(description = "Up to 500. Absent or empty: all customers (not for LOSS).")
        List<UUID> accountIds,

        @Schema(description = "account (default), or group: with all below them in the legal hierarchy of that day.")
        Scope scope,

        @Schema(description = "DELAY: by how many days everything is paid later, 1 to 365.", examples = "30")
        Integer days,

        @Schema(description = "DELAY: yearly cost of funding, 0 to 1; default 0.", examples = "0.08")
        BigDecimal fundingRate,

        @Schema(description = "DELAY: how many weeks are shown, 1 to 104; default 13.", examples = "13")
        Integer weeks,

        @Schema(description = "DEFAULT: probability of default, 0 to 1.", examples = "0.02")
        BigDecimal pd,

        @Schema(description = "DEFAULT: loss given default, 0 to 1.", examples = "0.45")
        BigDecimal lgd,

        @Schema(description = "DEFAULT: exposure at default instead of what is open; not negative.")
        Money ead,

        @Schema(description = "The day at whose end it is computed; default today.", examples = "2026-03-31")
        LocalDate asOf,

        @Schema(description = "Count only what was recorded by this instant; default now.")
        Instant knownAt) {

    @Schema(name = "ScenarioKind")
    enum Kind {
        DELAY,
        DEFAULT,
        LOSS
    }
}
