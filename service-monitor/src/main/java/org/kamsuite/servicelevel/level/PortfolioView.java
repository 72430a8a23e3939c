package org.kamsuite.servicelevel.level;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.platform.rest.Paged;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.servicelevel.delivery.Basis;

/// The service levels of many accounts on the wire.
@Schema(name = "ServiceLevelPortfolio", description = "A page of accounts, and the figures over all accounts.")
public record PortfolioView(
        @Schema(description = "First day.", examples = "2026-01-01")
        LocalDate from,

        @Schema(description = "Last day.", examples = "2026-03-31")
        LocalDate to,

        @Schema(description = "Whether an item is an account or a whole group.")
        Scope scope,

        Basis basis,

        Grain grain,

        @Schema(description = "How the items are sorted.", examples = "-missedLines")
        String sort,

        @Schema(description = "The answer is by what was known at this moment.", examples = "2026-04-01T08:00:00Z")
        Instant knownAt,

        @Schema(description = "Accounts with lines or inquiries in the period.")
        List<Item> items,

        @Schema(description = "Over all accounts with lines or inquiries in the period, not only this page.")
        Total total,

        @Schema(description = "Give it as ?cursor= for the next page; absent on the last page.")
        String nextCursor)
        implements Paged {

    public PortfolioView {
        items = List.copyOf(items);
    }

    @Schema(name = "ServiceLevelItem")
    public record Item(
            @Schema(description = "The account, or the group's ultimate parent.")
            UUID accountId,

            @Schema(description = "Its legal name.", examples = "Northern Retail AB")
            String name,

            @Schema(
                    description = "Due lines that were not delivered on time and in full by the end of the period:"
                            + " late, short, overdue. At grain=ORDER orders.",
                    examples = "14")
            long missed,

            DeliveryView delivery,

            ResponseView response) {}

    @Schema(name = "ServiceLevelTotal")
    public record Total(
            @Schema(description = "Accounts (or groups) with lines or inquiries in the period.", examples = "58")
            long accounts,

            DeliveryView delivery,

            ResponseView response,

            @Schema(
                    description = "Order lines in the period of ERP customers that belong to no account (yet): in no"
                            + " other figure.",
                    examples = "0")
            long unassignedLines,

            @Schema(
                    description = "Inquiries in the period of ERP customers that belong to no account (yet): in no"
                            + " other figure.",
                    examples = "0")
            long unassignedInquiries) {}
}
