package org.kamsuite.contracts.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.UUID;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.PaymentTerms;

/// An account as it is now: what the other services need to know of it.
///
/// @param accountId the account, a UUIDv7 made by account-service
/// @param version counts the changes; the highest wins
/// @param legalName registered name
/// @param kind where it stands in its life
/// @param accountClass whether it is a key account
/// @param tier (optional) tier of a key account
/// @param currency currency of the business, ISO 4217
/// @param country (optional) ISO 3166-1 alpha-2
/// @param city (optional) city
/// @param industry (optional) industry
/// @param segment (optional) market segment
/// @param references (optional) the customers of the ERPs that are this account
/// @param parents (optional) its parents, effective-dated
/// @param team (optional) subjects (user names) of the account team
/// @param creditLimit (optional) highest open amount, not negative
/// @param paymentTerms (optional) usual terms of payment
public record AccountState(
        UUID accountId,
        long version,
        String legalName,
        AccountKind kind,
        @JsonProperty("class") AccountClass accountClass,
        String tier,
        String currency,
        String country,
        String city,
        String industry,
        String segment,
        List<CustomerRef> references,
        List<ParentRef> parents,
        List<String> team,
        Money creditLimit,
        PaymentTerms paymentTerms) {
    public AccountState {
        Check.required("accountId", accountId);
        Check.atLeast("version", version, 0);
        Check.name("legalName", legalName);
        Check.required("kind", kind);
        Check.required("class", accountClass);
        Check.optionalCode("tier", tier);
        Check.currency("currency", currency);
        Check.optionalCountry("country", country);
        Check.optionalName("city", city);
        Check.optionalName("industry", industry);
        Check.optionalName("segment", segment);
        references = Check.list("references", references, 0);
        parents = Check.list("parents", parents, 0);
        team = Check.names("team", team);
        Check.optionalNotNegativeMoney("creditLimit", creditLimit);
    }
}
