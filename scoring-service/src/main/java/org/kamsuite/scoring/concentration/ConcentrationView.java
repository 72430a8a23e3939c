package org.kamsuite.scoring.concentration;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.rest.Paged;
import org.kamsuite.platform.rest.Scope;

/// How much of the revenue hangs on few accounts.
@Schema(
        name = "Concentration",
        description = "How much of the revenue hangs on few accounts. The figures are over all accounts with a positive"
                + " amount, also when `items` is limited.")
public record ConcentrationView(
        @Schema(description = "The legal hierarchy of this day makes the groups.")
        LocalDate asOf,

        @Schema(description = "First day of the window.") LocalDate from,

        @Schema(description = "Last day of the window.") LocalDate to,

        @Schema(
                description =
                        "revenue: invoices less credit notes; gross-revenue: invoices with a positive amount alone;"
                                + " both without tax.",
                enumeration = {"revenue", "gross-revenue"})
        String measure,

        @Schema(description = "Accounts for themselves, or groups under their ultimate parents.")
        Scope scope,

        @Schema(description = "The currency of all amounts; absent when there are none.", examples = "EUR")
        String currency,

        @Schema(
                description = "Herfindahl-Hirschman index: sum of the squared shares in percent, 0 to 10,000.",
                examples = "1296")
        BigDecimal hhi,

        @Schema(description = "The number of equal accounts with the same index: 10,000 / hhi.", examples = "7.716")
        BigDecimal effectiveNumber,

        @Schema(description = "Gini coefficient over the same accounts, 0 (all equal) to 1.", examples = "0.11")
        BigDecimal gini,

        @Schema(description = "Share of the largest account, 0 to 1.", examples = "0.16")
        BigDecimal largestShare,

        @Schema(description = "Share of the three largest together.", examples = "0.46")
        BigDecimal top3Share,

        @Schema(description = "Share of the ten largest together.", examples = "1")
        BigDecimal top10Share,

        @Schema(description = "The amount of all accounts, those in `excluded` too; absent without a currency.")
        Money total,

        @Schema(description = "The positive amounts together, of which the shares are: total less `excluded`.")
        Money shareTotal,

        @Schema(description = "How many accounts (or groups) have a positive amount.")
        int accounts,

        @Schema(description = "Accounts with a positive amount, largest first.")
        List<Item> items,

        @Schema(description = "Accounts with a negative amount, which take no share, the most negative first.")
        List<Excluded> excluded,

        @Schema(description = "Customers of the ERPs that belong to no account yet; part of no other figure here.")
        Unassigned unassigned,

        @Schema(description = "Give it as ?cursor= for the next page of items; absent on the last page.")
        String nextCursor,

        @Schema(description = "Why figures are absent.") String reason)
        implements Paged {

    @Schema(name = "ConcentrationItem")
    public record Item(
            @Schema(description = "The account; with scope=group the ultimate parent.")
            UUID accountId,

            @Schema(description = "Its legal name.", examples = "Muster AG")
            String name,

            @Schema(description = "Amount in the window.") Money amount,

            @Schema(description = "amount / shareTotal, 0 to 1.", examples = "0.16")
            BigDecimal share) {}

    @Schema(name = "ExcludedAccount")
    public record Excluded(
            @Schema(description = "The account.") UUID accountId,

            @Schema(description = "Its legal name.") String name,

            @Schema(description = "Negative amount in the window.")
            Money amount) {}

    @Schema(name = "Unassigned")
    public record Unassigned(
            @Schema(description = "How many customers with documents in the window.")
            long customers,

            @Schema(description = "Their amount together.") Money amount) {}
}
