package org.kamsuite.receivables.terms;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.PaymentTerms;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.receivables.book.Histories;
import org.kamsuite.receivables.book.OpenItems;
import org.kamsuite.receivables.ledger.InstalmentHistory;

/// Replays an account's history under other terms.
@ApplicationScoped
class Simulations {

    private static final String METHOD =
            "Every invoice keeps its issue date, amount and lateness; its due date becomes issue date + netDays"
                    + " (instalments keep the time between them), and what settled it moves by as many days, not before"
                    + " the issue date. With a discount, discountTakeUp of what was paid is paid on the last discount day,"
                    + " less the discount; discounts that were actually taken are paid in full otherwise. Settlements up"
                    + " to today are used; what is still open stays open. Of the window: averageReceivables = mean of the"
                    + " open amounts at the ends of its days; dso = averageReceivables / sales × days; fundingCost ="
                    + " averageReceivables × costOfCapital × days / 365. Amounts are rounded to the minor unit.";

    private static final int LONGEST = 3660;

    @Schema(name = "TermsSimulationRequest", description = "Terms to try on the past.")
    record Request(
            UUID accountId,

            @Schema(description = "The terms to try.") Terms proposed,

            @Schema(description = "First day; default 365 days up to `to`.", examples = "2025-01-01")
            LocalDate from,

            @Schema(description = "Last day; default today, not later.", examples = "2025-12-31")
            LocalDate to,

            @Schema(description = "account (default) or group.")
            Scope scope,

            @Schema(description = "Per year, 0 to 1; default the service's setting.", examples = "0.08")
            BigDecimal costOfCapital,

            @Schema(
                    description =
                            "Share of what was paid that is paid early when the proposed terms offer a discount, 0 to"
                                    + " 1; default 0.5.",
                    examples = "0.5")
            BigDecimal discountTakeUp) {}

    @Schema(name = "TermsSimulation", description = "A window as it was, and as it would have been.")
    record View(
            UUID accountId,
            String name,
            LocalDate from,
            LocalDate to,

            @Schema(description = "Days of the window, both ends included.")
            long days,

            Scope scope,
            Instant knownAt,
            Terms proposed,
            @Schema(description = "Per year, 0 to 1.") BigDecimal costOfCapital,
            @Schema(description = "0 to 1.") BigDecimal discountTakeUp,
            @Schema(description = "One for each currency.") List<Comparison> comparisons,
            String method,

            @Schema(description = "Why there is nothing to compare; absent otherwise.")
            String reason) {}

    @Schema(name = "TermsComparison", description = "Both side by side, in one currency.")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Comparison(
            String currency,

            @Schema(description = "Instalments that were open in the window or would have been.")
            int instalments,

            Replay.Outcome actual,
            Replay.Outcome proposed,
            @Schema(description = "proposed - actual.") Replay.Outcome difference) {}

    @Inject
    AccountDirectory directory;

    @Inject
    OpenItems openItems;

    @Inject
    Histories histories;

    @Inject
    TermsRequests requests;

    @Inject
    Clock clock;

    View simulate(Request asked) {
        LocalDate today = requests.today();
        Terms.holding(() -> {
            Check.required("accountId", asked.accountId());
            Check.required("proposed", asked.proposed());
            Check.optionalDate("from", asked.from());
            Check.optionalDate("to", asked.to());
            TermsRequest.rate("costOfCapital", asked.costOfCapital());
            TermsRequest.rate("discountTakeUp", asked.discountTakeUp());
        });
        PaymentTerms terms = asked.proposed().checked("proposed");
        LocalDate to = asked.to() == null ? today : asked.to();
        LocalDate from = asked.from() == null ? to.minusDays(364) : asked.from();
        if (to.isAfter(today)) {
            throw Terms.breach("to", "must not be after today (" + today + ")");
        }
        if (from.isAfter(to) || ChronoUnit.DAYS.between(from, to) >= LONGEST) {
            throw Terms.breach("from", "must be at most " + LONGEST + " days before to (" + to + ")");
        }
        String name = directory.require(asked.accountId()).legalName();
        Scope scope = asked.scope() == null ? Scope.ACCOUNT : asked.scope();
        BigDecimal cost = requests.costOfCapital(asked.costOfCapital());
        BigDecimal takeUp = asked.discountTakeUp() == null ? new BigDecimal("0.5") : asked.discountTakeUp();
        // What was settled before the window might have been open in it under longer terms.
        List<InstalmentHistory> found = histories.of(
                openItems.customers(asked.accountId(), to, scope), from.minusDays(terms.netDays()), today, null);
        List<Comparison> comparisons = new TreeSet<>(
                        found.stream().map(InstalmentHistory::currency).toList())
                .stream()
                        .map(currency -> compare(
                                Replay.of(found, currency, to), new Replay(from, to, takeUp, cost, currency), terms))
                        .filter(each -> each.instalments() > 0)
                        .toList();
        return new View(
                asked.accountId(),
                name,
                from,
                to,
                ChronoUnit.DAYS.between(from, to) + 1,
                scope,
                clock.instant(),
                asked.proposed(),
                cost,
                takeUp,
                comparisons,
                METHOD,
                comparisons.isEmpty() ? "No invoice of this account was open in the window." : null);
    }

    private static Comparison compare(List<InstalmentHistory> history, Replay replay, PaymentTerms terms) {
        Replay.Outcome actual = replay.actual(history);
        Replay.Outcome proposed = replay.proposed(history, terms);
        return new Comparison(replay.currency(), history.size(), actual, proposed, proposed.minus(actual));
    }
}
