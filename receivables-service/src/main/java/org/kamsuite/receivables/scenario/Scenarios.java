package org.kamsuite.receivables.scenario;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.receivables.concentration.Portfolio;
import org.kamsuite.receivables.exposure.Amounts;
import org.kamsuite.receivables.exposure.Exposures;
import org.kamsuite.receivables.input.Moment;

/// Computes scenarios on what is open on a day, as it is or was known.
@ApplicationScoped
class Scenarios {

    private static final int MAX_ACCOUNTS = 500;
    private static final int MAX_DAYS = 365;
    private static final int MAX_WEEKS = 104;
    private static final int DEFAULT_WEEKS = 13;
    private static final int RATE_DECIMALS = 6;

    @Inject
    Jdbi jdbi;

    @Inject
    AccountDirectory directory;

    @Inject
    Exposures exposures;

    @Inject
    Portfolio portfolio;

    @Inject
    Clock clock;

    ScenarioView run(ScenarioRequest given) {
        ScenarioRequest inputs = complete(given);
        Moment at = Moment.of(inputs.asOf(), inputs.knownAt(), clock);
        List<String> reasons = new ArrayList<>();
        List<ScenarioView.CurrencyScenario> byCurrency = switch (inputs.kind()) {
            case DELAY -> delay(inputs, at);
            case DEFAULT -> defaults(inputs, at);
            case LOSS -> loss(inputs, at);
        };
        if (byCurrency.isEmpty()) {
            reasons.add("Nothing is open.");
        }
        return new ScenarioView(inputs, at.asOf(), at.knownAt(), method(inputs.kind()), byCurrency, reasons);
    }

    private static String method(ScenarioRequest.Kind kind) {
        return switch (kind) {
            case DELAY ->
                "Each open item is received on its due date (past due: on the day itself), against the same so many days later;"
                        + " funding cost = amount × days / 365 × fundingRate. Unapplied cash takes no part.";
            case DEFAULT -> "Expected loss = pd × lgd × exposure at default (open items - unapplied cash).";
            case LOSS -> "What is open of the accounts, and its share of what is open of all customers.";
        };
    }

    private ScenarioRequest complete(ScenarioRequest given) {
        if (given == null || given.kind() == null) {
            throw Problem.badRequest("kind", "is missing");
        }
        List<UUID> accounts = given.accountIds() == null ? List.of() : given.accountIds();
        if (accounts.size() > MAX_ACCOUNTS || accounts.stream().anyMatch(java.util.Objects::isNull)) {
            throw Problem.badRequest("accountIds", "must be at most " + MAX_ACCOUNTS + " ids");
        }
        requireKnown(accounts);
        Check.optionalDate("asOf", given.asOf());
        if (given.knownAt() != null) {
            Check.instant("knownAt", given.knownAt());
        }
        Integer days = given.days();
        Integer weeks = given.weeks();
        BigDecimal rate = given.fundingRate();
        switch (given.kind()) {
            case DELAY -> {
                days = between("days", days, MAX_DAYS);
                weeks = between("weeks", weeks == null ? Integer.valueOf(DEFAULT_WEEKS) : weeks, MAX_WEEKS);
                rate = rate("fundingRate", rate == null ? BigDecimal.ZERO : rate);
            }
            case DEFAULT -> {
                rate("pd", given.pd());
                rate("lgd", given.lgd());
                Check.optionalNotNegativeMoney("ead", given.ead());
            }
            case LOSS -> {
                if (accounts.isEmpty()) {
                    throw Problem.badRequest("accountIds", "must name at least one account");
                }
            }
        }
        return new ScenarioRequest(
                given.kind(),
                accounts,
                given.scope() == null ? Scope.ACCOUNT : given.scope(),
                days,
                rate,
                weeks,
                given.pd(),
                given.lgd(),
                given.ead(),
                given.asOf(),
                given.knownAt());
    }

    private void requireKnown(List<UUID> accounts) {
        TreeSet<UUID> unknown = new TreeSet<>(accounts);
        if (!unknown.isEmpty()) {
            unknown.removeAll(directory.find(accounts).keySet());
        }
        if (!unknown.isEmpty()) {
            throw Problem.unprocessable(
                    "unknown-account", "accountIds", "No account " + unknown.first() + " is known.");
        }
    }

    private static Integer between(String field, Integer value, int highest) {
        if (value == null || value < 1 || value > highest) {
            throw Problem.badRequest(field, "must be from 1 to " + highest + ", but is " + value);
        }
        return value;
    }

    private static BigDecimal rate(String field, BigDecimal value) {
        if (value == null
                || value.signum() < 0
                || value.compareTo(BigDecimal.ONE) > 0
                || value.stripTrailingZeros().scale() > RATE_DECIMALS) {
            throw Problem.badRequest(field, "must be from 0 to 1 with at most " + RATE_DECIMALS + " decimals");
        }
        return value.stripTrailingZeros();
    }

    private List<ScenarioView.CurrencyScenario> delay(ScenarioRequest inputs, Moment at) {
        SortedMap<String, SortedMap<LocalDate, BigDecimal>> due =
                inputs.accountIds().isEmpty()
                        ? portfolio.due(null, at)
                        : portfolio.due(customers(members(inputs, at)), at);
        return due.entrySet().stream()
                .map(each -> new ScenarioView.CurrencyScenario(
                        each.getKey(),
                        Delay.of(
                                each.getValue(),
                                each.getKey(),
                                at.asOf(),
                                inputs.days(),
                                inputs.fundingRate(),
                                inputs.weeks()),
                        null,
                        null))
                .toList();
    }

    private List<UUID> members(ScenarioRequest inputs, Moment at) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select distinct s.account_id
                        from unnest(:accounts) as a(id)
                        cross join lateral account_scope(a.id, :asOf, :grouped) as s(account_id)""")
                .bindArray("accounts", UUID.class, inputs.accountIds())
                .bind("asOf", at.asOf())
                .bind("grouped", inputs.scope().grouped())
                .mapTo(UUID.class)
                .list());
    }

    private List<Long> customers(List<UUID> accounts) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select customer_id from erp_customer where account_id = any(:ids)")
                        .bindArray("ids", UUID.class, accounts)
                        .mapTo(Long.class)
                        .list());
    }

    private List<ScenarioView.CurrencyScenario> defaults(ScenarioRequest inputs, Moment at) {
        SortedMap<String, BigDecimal> exposed = new TreeMap<>();
        if (inputs.ead() != null) {
            exposed.put(inputs.ead().currency(), inputs.ead().amount());
        } else if (inputs.accountIds().isEmpty()) {
            exposed.putAll(portfolio.balances(at));
        } else {
            sums(inputs, at)
                    .forEach((currency, amounts) ->
                            exposed.put(currency, amounts.openItems().subtract(amounts.unapplied())));
        }
        return exposed.entrySet().stream()
                .map(each -> {
                    BigDecimal ead = each.getValue().max(BigDecimal.ZERO);
                    return new ScenarioView.CurrencyScenario(
                            each.getKey(),
                            null,
                            new ScenarioView.Default(
                                    new Money(ead, each.getKey()),
                                    new Money(ead.multiply(inputs.pd()).multiply(inputs.lgd()), each.getKey())),
                            null);
                })
                .toList();
    }

    private SortedMap<String, Amounts> sums(ScenarioRequest inputs, Moment at) {
        SortedMap<String, Amounts> sums = new TreeMap<>();
        exposures
                .of(members(inputs, at), at)
                .values()
                .forEach(each -> each.forEach((currency, amounts) -> sums.merge(currency, amounts, Amounts::plus)));
        return sums;
    }

    private List<ScenarioView.CurrencyScenario> loss(ScenarioRequest inputs, Moment at) {
        SortedMap<String, BigDecimal> totals = portfolio.totals(at);
        List<ScenarioView.CurrencyScenario> losses = new ArrayList<>();
        sums(inputs, at).forEach((currency, amounts) -> {
            BigDecimal total = totals.getOrDefault(currency, BigDecimal.ZERO);
            losses.add(new ScenarioView.CurrencyScenario(
                    currency,
                    null,
                    null,
                    new ScenarioView.Loss(
                            new Money(amounts.openItems(), currency),
                            new Money(amounts.overdue(), currency),
                            new Money(amounts.disputed(), currency),
                            new Money(amounts.unapplied(), currency),
                            new Money(amounts.openItems().subtract(amounts.unapplied()), currency),
                            total.signum() == 0 ? null : amounts.openItems().divide(total, MathContext.DECIMAL64),
                            new Money(amounts.unbilled(), currency),
                            new Money(amounts.openOrders().add(amounts.laterOrders()), currency),
                            amounts.oldestDaysPastDue())));
        });
        return losses;
    }
}
