package org.kamsuite.account.registry;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.ParentRef;
import org.kamsuite.contracts.account.ParentType;

/// What is said of an account: the body of a write, and what is stored. Lists have one order and no
/// repetition, so that the same content is equal.
@Schema(name = "AccountRequest", description = "The whole account; what is left out is unknown.")
public record AccountContent(
        @Schema(description = "Registered name, at most 200 characters.", required = true, examples = "Nordwind GmbH")
        String legalName,

        @Schema(description = "Name in daily use. Default: the registered name.", examples = "Nordwind")
        String name,

        @Schema(description = "Where it stands in its life. Default: CUSTOMER.", examples = "CUSTOMER")
        AccountKind kind,

        @Schema(
                name = "class",
                description = "Not settable: KEY comes by designation only. May be repeated as read.",
                examples = "REGULAR")
        @JsonProperty("class")
        AccountClass accountClass,

        @Schema(description = "Tier within its class, at most 64 characters.", examples = "STRATEGIC")
        String tier,

        @Schema(description = "Currency of the business with it, ISO 4217.", required = true, examples = "EUR")
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

        @Schema(description = "Account manager as the ERP names him; he is on the team as well.", examples = "anna")
        String accountManager,

        @Schema(description = "Highest open amount, not negative.")
        Money creditLimit,

        @Schema(description = "Usual terms of payment.") Terms paymentTerms,

        @Schema(description = "The customers of the ERPs that are this account; each is one account only.")
        List<CustomerRef> references,

        @Schema(
                description = "Its parents. validFrom: first day, absent = always; validTo: first day on which it no"
                        + " longer holds, absent = until further notice. One LEGAL parent at a time; no cycles.")
        List<ParentRef> parents,

        @Schema(description = "Subjects (user names) of the account team.", examples = "[\"anna\", \"ben\"]")
        List<String> team) {

    private static final int MAX_REFERENCES = 1_000;
    private static final int MAX_PARENTS = 1_000;
    private static final int MAX_TEAM = 200;

    static final Comparator<CustomerRef> BY_NUMBER =
            Comparator.comparing(CustomerRef::system).thenComparing(CustomerRef::number);

    private static final Comparator<ParentRef> BY_TIME = Comparator.comparing(ParentRef::type)
            .thenComparing(ParentRef::validFrom, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(ParentRef::parentId)
            .thenComparing(ParentRef::validTo, Comparator.nullsLast(Comparator.naturalOrder()));

    public AccountContent {
        Check.name("legalName", legalName);
        name = name == null ? legalName : name;
        Check.name("name", name);
        kind = kind == null ? AccountKind.CUSTOMER : kind;
        Check.optionalCode("tier", tier);
        Check.currency("currency", currency);
        Check.optionalCountry("country", country);
        Check.optionalName("city", city);
        Check.optionalName("industry", industry);
        Check.optionalName("segment", segment);
        Check.optionalCode("vatNumber", vatNumber);
        Check.optionalCode("lei", lei);
        Check.optionalName("accountManager", accountManager);
        Check.optionalNotNegativeMoney("creditLimit", creditLimit);
        references = sorted(Check.list("references", references, 0), BY_NUMBER);
        Check.between("references", references.size(), 0, MAX_REFERENCES);
        parents = sorted(Check.list("parents", parents, 0), BY_TIME);
        Check.between("parents", parents.size(), 0, MAX_PARENTS);
        team = sorted(Check.names("team", team), Comparator.naturalOrder());
        Check.between("team", team.size(), 0, MAX_TEAM);
    }

    private static <T> List<T> sorted(Collection<T> values, Comparator<? super T> order) {
        return values.stream().distinct().sorted(order).toList();
    }

    /// Its parents of one kind, in the order of time.
    public List<ParentRef> parents(ParentType type) {
        return parents.stream().filter(parent -> parent.type() == type).toList();
    }

    /// The parent of one kind on a day, if there is one; of several the one with the smallest id.
    public Optional<ParentRef> parent(ParentType type, LocalDate day) {
        return parents(type).stream()
                .filter(parent -> Validity.of(parent).holdsOn(day))
                .min(Comparator.comparing(ParentRef::parentId));
    }

    AccountContent withClass(AccountClass other) {
        return new AccountContent(
                legalName,
                name,
                kind,
                other,
                tier,
                currency,
                country,
                city,
                industry,
                segment,
                vatNumber,
                lei,
                accountManager,
                creditLimit,
                paymentTerms,
                references,
                parents,
                team);
    }
}
