package org.kamsuite.servicelevel.level;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.servicelevel.delivery.Basis;

/// The service levels of one account on the wire.
@Schema(name = "ServiceLevel", description = "What an account, or its whole group, got in a period.")
public record ServiceLevelView(
        @Schema(description = "The account.", examples = "01970a52-4c3e-7000-8000-00000000002a")
        UUID accountId,

        @Schema(description = "Its legal name.", examples = "Northern Retail AB")
        String name,

        @Schema(description = "First day.", examples = "2026-01-01")
        LocalDate from,

        @Schema(description = "Last day.", examples = "2026-03-31")
        LocalDate to,

        @Schema(description = "account, or group: with all that belong to it on the period's last day.")
        Scope scope,

        @Schema(description = "Against which date deliveries were judged.")
        Basis basis,

        @Schema(description = "What rates, days late and lead times were counted over.")
        Grain grain,

        @Schema(description = "The answer is by what was known at this moment.", examples = "2026-04-01T08:00:00Z")
        Instant knownAt,

        DeliveryView delivery,

        ResponseView response) {}
