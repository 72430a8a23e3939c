package org.kamsuite.account.registry;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.ParentRef;

/// An account on the wire.
@Schema(name = "Account", description = "An account as it is now; what is absent is unknown.")
public record AccountView(
        @Schema(required = true) UUID accountId,

        @Schema(
                required = true,
                description = "Counts the changes, from 1; the ETag is this number in quotes.",
                examples = "3")
        long version,

        @Schema(required = true, description = "Registered name.", examples = "Nordwind GmbH")
        String legalName,

        @Schema(required = true, description = "Name in daily use.", examples = "Nordwind")
        String name,

        @Schema(required = true, description = "Where it stands in its life.", examples = "CUSTOMER")
        AccountKind kind,

        @Schema(
                name = "class",
                required = true,
                description = "KEY by designation, else REGULAR.",
                examples = "REGULAR")
        @JsonProperty("class")
        AccountClass accountClass,

        @Schema(description = "Tier within its class.", examples = "STRATEGIC")
        String tier,

        @Schema(required = true, description = "Currency of the business with it, ISO 4217.", examples = "EUR")
        String currency,

        @Schema(description = "ISO 3166-1 alpha-2.", examples = "DE")
        String country,

        @Schema(examples = "Hamburg") String city,

        @Schema(examples = "Wind energy") String industry,

        @Schema(description = "Market segment.", examples = "Industrial")
        String segment,

        @Schema(description = "VAT identification number.", examples = "DE123456789")
        String vatNumber,

        @Schema(description = "Legal Entity Identifier, ISO 17442.", examples = "529900T8BM49AURSDO55")
        String lei,

        @Schema(description = "Account manager as the ERP names him.", examples = "anna")
        String accountManager,

        @Schema(description = "Highest open amount.") Money creditLimit,

        @Schema(description = "Usual terms of payment.") Terms paymentTerms,

        @Schema(required = true, description = "The customers of the ERPs that are this account.")
        List<CustomerRef> references,

        @Schema(
                required = true,
                description = "Its parents over time. validFrom: first day, absent = always; validTo: first day on"
                        + " which it no longer holds, absent = until further notice.")
        List<ParentRef> parents,

        @Schema(required = true, description = "Subjects (user names) of the account team.", examples = "[\"anna\"]")
        List<String> team,

        @Schema(required = true) Instant createdAt,

        @Schema(required = true) Instant changedAt) {

    /// As it is shown everywhere.
    public static AccountView of(Account account) {
        AccountContent content = account.content();
        return new AccountView(
                account.accountId(),
                account.version(),
                content.legalName(),
                content.name(),
                content.kind(),
                content.accountClass(),
                content.tier(),
                content.currency(),
                content.country(),
                content.city(),
                content.industry(),
                content.segment(),
                content.vatNumber(),
                content.lei(),
                content.accountManager(),
                content.creditLimit(),
                content.paymentTerms(),
                content.references(),
                content.parents(),
                content.team(),
                account.createdAt(),
                account.changedAt());
    }
}
