package org.kamsuite.receivables.credit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.receivables.CreditState;

@Schema(
        name = "CreditCheck",
        description = "Whether an order may be taken. exposureBefore to utilisation are those of the binding account;"
                + " without a limit, of the account itself.")
record CheckView(
        @Schema(
                description = "BLOCK: a limit would be exceeded (or is). WARN: 80 % or more of a limit, no limit, an"
                        + " amount that cannot be converted, or a trigger. Else ALLOW.")
        Decision decision,

        UUID accountId,
        String orderNumber,
        Money orderAmount,
        LocalDate deliveryDate,

        @Schema(description = "False for an order after the horizon, or one that is known and counted already.")
        boolean orderCounts,

        LocalDate asOf,
        Instant checkedAt,
        DisputePolicy policy,
        int horizonDays,

        @Schema(description = "The account whose limit leaves the least room after the order; absent without limits.")
        UUID bindingAccountId,

        @Schema(description = "With what is reserved for other orders.")
        Money exposureBefore,

        Money exposureAfter,

        @JsonInclude(JsonInclude.Include.ALWAYS) Money limit,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(examples = "0.82")
        BigDecimal utilisationBefore,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(description = "exposureAfter / limit.", examples = "0.97")
        BigDecimal utilisation,

        CreditState stateBefore,
        CreditState stateAfter,

        @Schema(description = "Every account on the path, the ultimate parent first.")
        List<NodeView> nodes,

        @Schema(description = "Why it is not ALLOW, and what was assumed.")
        List<String> reasons,

        @Schema(description = "Exchange rates used; absent without.")
        List<LimitView.RateView> rates,

        @Schema(description = "Absent when nothing was reserved.")
        UUID reservationId,

        Instant expiresAt) {

    @Schema(name = "CreditDecision")
    enum Decision {
        ALLOW,
        WARN,
        BLOCK
    }

    @Schema(name = "CreditCheckNode")
    record NodeView(
            UUID accountId,
            String name,

            @JsonInclude(JsonInclude.Include.ALWAYS) Money limit,

            Limit.Source limitSource,
            Money exposureBefore,
            Money exposureAfter,

            @JsonInclude(JsonInclude.Include.ALWAYS) BigDecimal utilisationBefore,

            @JsonInclude(JsonInclude.Include.ALWAYS) BigDecimal utilisationAfter,

            CreditState stateBefore,
            CreditState stateAfter) {

        static NodeView of(CreditGroup.Node before, CreditGroup.Node after) {
            return new NodeView(
                    after.member().accountId(),
                    after.member().name(),
                    after.limited() ? after.member().limit().amount() : null,
                    after.limited() ? after.member().limit().source() : null,
                    new Money(before.exposure(), before.currency()),
                    new Money(after.exposure(), after.currency()),
                    before.utilisation(),
                    after.utilisation(),
                    before.state(),
                    after.state());
        }
    }
}
