package org.kamsuite.receivables.exposure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.rates.ExchangeRates;

/// One picture of what is at stake with an account (or a group): what the ledger and the feed know, and what they
/// cannot know.
@ApplicationScoped
class CompositeExposure {

    private static final List<ExposureView.Part> PARTS = List.of(
            new ExposureView.Part("OPEN_ITEMS", true, null),
            new ExposureView.Part("UNBILLED_DELIVERIES", true, null),
            new ExposureView.Part("OPEN_ORDERS", true, null),
            new ExposureView.Part("UNAPPLIED_CASH", true, null),
            new ExposureView.Part(
                    "DEDICATED_STOCK", false, "Stock held for one customer is not in the feed of the ERP."),
            new ExposureView.Part(
                    "CUSTOMIZATION", false, "Money sunk into customer-specific work is not in the feed of the ERP."),
            new ExposureView.Part("REBATES_OWED", false, "Accrued rebates are not in the feed of the ERP."));

    @Inject
    Jdbi jdbi;

    @Inject
    AccountDirectory directory;

    @Inject
    Exposures exposures;

    @Inject
    ExchangeRates rates;

    ExposureView of(UUID account, Moment at, Scope scope) {
        String name = directory.require(account).legalName();
        List<UUID> members =
                jdbi.withHandle(handle -> handle.createQuery("select * from account_scope(:account, :asOf, :grouped)")
                        .bind("account", account)
                        .bind("asOf", at.asOf())
                        .bind("grouped", scope.grouped())
                        .mapTo(UUID.class)
                        .list());
        SortedMap<String, Amounts> sums = new TreeMap<>();
        exposures
                .of(members, at)
                .values()
                .forEach(each -> each.forEach((currency, amounts) -> sums.merge(currency, amounts, Amounts::plus)));
        SortedMap<String, BigDecimal> totals = new TreeMap<>();
        sums.forEach((currency, amounts) -> totals.put(currency, amounts.exposure()));
        ExchangeRates.Converted converted = rates.sum(totals, at.asOf(), at.until());
        List<ExposureView.RateUsed> used = new ArrayList<>();
        converted.rates().forEach((from, rate) -> {
            if (!from.equals(rates.reportingCurrency())) {
                used.add(new ExposureView.RateUsed(from, rates.reportingCurrency(), rate.factor(), rate.date()));
            }
        });
        return new ExposureView(
                account,
                name,
                at.asOf(),
                at.knownAt(),
                scope,
                exposures.horizonDays(),
                sums.entrySet().stream()
                        .map(each -> ExposureView.CurrencyExposure.of(each.getKey(), each.getValue()))
                        .toList(),
                converted.total(),
                used.isEmpty() ? null : used,
                List.copyOf(converted.unconverted().values()),
                PARTS,
                BigDecimal.valueOf(
                                PARTS.stream().filter(ExposureView.Part::known).count())
                        .divide(BigDecimal.valueOf(PARTS.size()), MathContext.DECIMAL64),
                reasons(members, at, sums));
    }

    private List<String> reasons(List<UUID> members, Moment at, SortedMap<String, Amounts> sums) {
        List<String> reasons = new ArrayList<>();
        long unpriced = exposures.unpricedOrders(members, at);
        if (unpriced > 0) {
            reasons.add("Deliveries of %d orders cannot be valued: the order, or a line of it, is not known."
                    .formatted(unpriced));
        }
        if (sums.isEmpty()) {
            reasons.add("Nothing is open, ordered or unbilled.");
        }
        return reasons;
    }
}
