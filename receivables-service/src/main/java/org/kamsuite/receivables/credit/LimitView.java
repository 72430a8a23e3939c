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
        name = "CreditLimit",
        description = "The limit of an account, what is used of it, and the limits above it that bind it, too.")
record LimitView(
        UUID accountId,
        String name,

        @Schema(description = "The day whose end is shown.") LocalDate asOf,

        @Schema(description = "What was recorded by then counts.")
        Instant knownAt,

        @Schema(description = "Whether disputed items use credit.")
        DisputePolicy policy,

        @Schema(description = "Open orders expected later than in so many days do not count.", examples = "90")
        int horizonDays,

        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(description = "The account's limit in force on the day, its own or else the ERP's; null: none.")
        InForce limit,

        @Schema(
                description =
                        "Version of the account's own limits, also the ETag of a read as known now; 0 before the first.")
        long version,

        @Schema(
                description = "The worst of the path: OK < 80 %, WATCH 80 to 100 %, EXCEEDED > 100 % of a limit;"
                        + " NO_LIMIT where none binds.")
        CreditState state,

        @Schema(description = "The account whose limit leaves the least room: itself or one above it.")
        UUID bindingAccountId,

        @Schema(
                description = "From the ultimate parent down to the account. A limit binds the account that has it and"
                        + " all below it.")
        List<NodeView> nodes,

        @Schema(description = "Reasons to look beside the limit: oldest open item, part overdue.")
        List<String> triggers,

        @Schema(description = "Exchange rates used; absent without.")
        List<RateView> rates,

        @Schema(description = "What the figures do not tell.")
        List<String> reasons,

        @Schema(description = "The limits that were set here by knownAt, the latest first (100 at most).")
        List<Past> history) {

    @Schema(name = "CreditLimitInForce")
    record InForce(
            Money amount,

            @Schema(description = "OWN: set here. ERP: told by the ERP, as long as none is set here.")
            Limit.Source source,

            Limit.Type type,
            Money insured,
            LocalDate validFrom,
            LocalDate validTo,
            String approvedBy,
            String reason) {

        static InForce of(Limit limit) {
            return limit == null
                    ? null
                    : new InForce(
                            limit.amount(),
                            limit.source(),
                            limit.type(),
                            limit.insured(),
                            limit.validFrom(),
                            limit.validTo(),
                            limit.approvedBy(),
                            limit.reason());
        }
    }

    @Schema(
            name = "CreditNode",
            description = "An account on the path with what it and all below it use, in the currency of its limit.")
    record NodeView(
            UUID accountId,
            String name,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(description = "Null: none; then nothing binds here.")
            Money limit,

            @Schema(description = "OWN or ERP.") Limit.Source limitSource,

            @Schema(description = "Open amounts of invoices, disputed ones included, with tax.")
            Money openItems,

            Money disputed,

            @Schema(description = "Delivered and not yet invoiced, without tax.")
            Money unbilledDeliveries,

            @Schema(description = "Ordered, neither delivered nor invoiced, expected within the horizon; without tax.")
            Money openOrders,

            @Schema(description = "The same after the horizon: does not count.")
            Money laterOrders,

            Money unappliedCash,

            @Schema(description = "Covered by insurers or collateral: taken off.")
            Money insured,

            @Schema(
                    description = "openItems + unbilledDeliveries + openOrders - unappliedCash - insured (- disputed by"
                            + " policy).")
            Money exposure,

            @Schema(
                    description =
                            "Held for orders that passed a check and were not known yet, at the end of the day or at"
                                    + " knownAt, whichever is earlier.")
            Money reserved,

            @JsonInclude(JsonInclude.Include.ALWAYS)
            @Schema(description = "limit - exposure - reserved; negative when exceeded, null without a limit.")
            Money available,

            @JsonInclude(JsonInclude.Include.ALWAYS)
            @Schema(description = "exposure / limit; null without a limit, or with one of 0.", examples = "0.82")
            BigDecimal utilisation,

            CreditState state,

            @Schema(description = "Amounts without an exchange rate: in no other figure here.")
            List<Money> notConverted) {

        /// @param held the same node with what is reserved
        static NodeView of(CreditGroup.Node node, CreditGroup.Node held) {
            String currency = node.currency();
            return new NodeView(
                    node.member().accountId(),
                    node.member().name(),
                    node.limited() ? node.member().limit().amount() : null,
                    node.limited() ? node.member().limit().source() : null,
                    new Money(node.amounts().openItems(), currency),
                    new Money(node.amounts().disputed(), currency),
                    new Money(node.amounts().unbilled(), currency),
                    new Money(node.amounts().openOrders(), currency),
                    new Money(node.amounts().laterOrders(), currency),
                    new Money(node.amounts().unapplied(), currency),
                    new Money(node.insured(), currency),
                    new Money(node.exposure(), currency),
                    new Money(held.pending(), currency),
                    node.limited() ? new Money(held.headroom(), currency) : null,
                    node.utilisation(),
                    node.state(),
                    node.unconverted());
        }
    }

    @Schema(name = "CreditRate")
    record RateView(
            String from,
            String to,

            @Schema(description = "amount × factor, rounded to the minor unit.")
            BigDecimal factor,

            @Schema(description = "The day of the rate.") LocalDate date) {}

    @Schema(name = "PastCreditLimit")
    record Past(
            long version,

            @Schema(description = "Absent: the limit was removed.")
            Money amount,

            Limit.Type type,
            Money insured,
            LocalDate validFrom,
            LocalDate validTo,
            String approvedBy,
            String reason,
            String recordedBy,
            Instant recordedAt) {}

    @Schema(name = "CreditStanding", description = "Where an account stood when its figures last changed.")
    record Row(
            UUID accountId,
            String name,
            LocalDate asOf,

            @Schema(description = "The worst of the limits that bind the account.")
            CreditState state,

            @Schema(description = "Of the account and all below it.")
            Money exposure,

            @JsonInclude(JsonInclude.Include.ALWAYS)
            @Schema(description = "The account's own limit (OWN or ERP); null: none.")
            Money limit,

            Limit.Source limitSource,

            @JsonInclude(JsonInclude.Include.ALWAYS)
            @Schema(description = "exposure / limit; null without a limit, or with one of 0.", examples = "0.82")
            BigDecimal utilisation,

            @Schema(description = "The account whose limit leaves the least room.")
            UUID bindingAccountId) {}

    /// Only names the page's schema in the OpenAPI document.
    @Schema(name = "CreditStandingPage")
    record PageSchema(List<Row> items, String nextCursor) {}
}
