package org.kamsuite.receivables.credit;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.receivables.approval.ApprovalBands;
import org.kamsuite.receivables.exposure.Amounts;
import org.kamsuite.receivables.rates.ExchangeRates;

/// What the house decided: who approves which limit, and from when lateness is a reason to look.
@ApplicationScoped
class Thresholds {

    @ConfigProperty(name = "kam.credit.warn-oldest-days", defaultValue = "60")
    int oldestDays;

    @ConfigProperty(name = "kam.credit.warn-overdue-share", defaultValue = "0.5")
    BigDecimal overdueShare;

    @ConfigProperty(name = "kam.credit.approval")
    String approval;

    @Inject
    ExchangeRates rates;

    /// Why an account deserves a look whatever its limit says. Credits do not age.
    List<String> triggers(Amounts amounts) {
        List<String> triggers = new ArrayList<>();
        if (amounts.oldestDaysPastDue() > oldestDays) {
            triggers.add("The oldest open item is %d days past due (more than %d)."
                    .formatted(amounts.oldestDaysPastDue(), oldestDays));
        }
        BigDecimal share = overdueShare(amounts);
        if (share != null && share.compareTo(overdueShare) > 0) {
            triggers.add("%s %% of the open items are past due (more than %s %%)."
                    .formatted(percent(share), percent(overdueShare)));
        }
        return triggers;
    }

    /// Null when nothing is open.
    static BigDecimal overdueShare(Amounts amounts) {
        return amounts.openItems().signum() <= 0
                ? null
                : amounts.overdue().divide(amounts.openItems(), MathContext.DECIMAL64);
    }

    static String percent(BigDecimal share) {
        return share.movePointRight(2)
                .setScale(1, java.math.RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /// Refuses (403) a caller whose roles do not approve such a limit. An amount that cannot be converted needs the
    /// highest.
    void requireApproval(SecurityIdentity caller, Money amount, LocalDate today) {
        ApprovalBands bands = ApprovalBands.parse(approval);
        String currency = rates.reportingCurrency();
        BigDecimal converted = rates.find(amount.currency(), currency, today)
                .map(rate -> rate.convert(amount.amount(), currency).amount())
                .orElse(null);
        String required = bands.required(converted);
        if (!bands.suffices(caller.getRoles(), required)) {
            throw Problem.forbidden(
                    "A limit of %s is approved by %s (in %s: %s).".formatted(amount, required, currency, bands));
        }
    }
}
