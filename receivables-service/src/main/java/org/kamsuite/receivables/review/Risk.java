package org.kamsuite.receivables.review;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.kamsuite.contracts.receivables.CreditState;
import org.kamsuite.contracts.receivables.RiskClass;
import org.kamsuite.receivables.solvency.Zone;

/// How likely an account is not to pay, by its worst sign, and how often it is reviewed therefore. Pure.
///
/// HIGH: over its limit, an item more than 60 days past due, more than half of the open amount past due, or Altman's
/// score in distress. MEDIUM: 80 % or more of the limit, more than 30 days, more than a fifth, or a score in the grey
/// zone. Else LOW.
///
/// @param reasons the signs that decided, in words
/// @param cadenceMonths LOW 12, MEDIUM 6, HIGH 3; a key account half of it, rounded up
record Risk(RiskClass riskClass, List<String> reasons, int cadenceMonths) {

    private static final long LATE_DAYS = 30;
    private static final long VERY_LATE_DAYS = 60;
    private static final BigDecimal MUCH_OVERDUE = new BigDecimal("0.2");
    private static final BigDecimal MOSTLY_OVERDUE = new BigDecimal("0.5");

    private record Sign(RiskClass riskClass, String text) {}

    /// @param zone null without annual accounts
    static Risk of(Assessment account, Zone zone) {
        List<Sign> signs = new ArrayList<>();
        if (account.state() == CreditState.EXCEEDED) {
            signs.add(new Sign(RiskClass.HIGH, "the credit limit is exceeded"));
        } else if (account.state() == CreditState.WATCH) {
            signs.add(new Sign(RiskClass.MEDIUM, "80 % or more of the credit limit is used"));
        }
        long days = account.oldestDaysPastDue();
        if (days > LATE_DAYS) {
            signs.add(new Sign(
                    days > VERY_LATE_DAYS ? RiskClass.HIGH : RiskClass.MEDIUM,
                    "the oldest open item is " + days + " days past due"));
        }
        BigDecimal overdue = account.overdueShare();
        if (overdue != null && overdue.compareTo(MUCH_OVERDUE) > 0) {
            signs.add(new Sign(
                    overdue.compareTo(MOSTLY_OVERDUE) > 0 ? RiskClass.HIGH : RiskClass.MEDIUM,
                    overdue.movePointRight(2)
                                    .setScale(1, java.math.RoundingMode.HALF_UP)
                                    .toPlainString() + " % of the open amount is past due"));
        }
        if (zone == Zone.DISTRESS || zone == Zone.GREY) {
            signs.add(new Sign(
                    zone == Zone.DISTRESS ? RiskClass.HIGH : RiskClass.MEDIUM,
                    "Altman's score of the latest annual accounts is in the "
                            + zone.name().toLowerCase(java.util.Locale.ROOT) + " zone"));
        }
        RiskClass worst = signs.stream()
                .map(Sign::riskClass)
                .max(java.util.Comparator.naturalOrder())
                .orElse(RiskClass.LOW);
        List<String> reasons = signs.stream()
                .filter(sign -> sign.riskClass() == worst)
                .map(Sign::text)
                .toList();
        return new Risk(
                worst,
                reasons.isEmpty() ? List.of("no sign of trouble") : reasons,
                cadence(worst, account.keyAccount()));
    }

    private static int cadence(RiskClass riskClass, boolean keyAccount) {
        int months = switch (riskClass) {
            case LOW -> 12;
            case MEDIUM -> 6;
            case HIGH -> 3;
        };
        return keyAccount ? (months + 1) / 2 : months;
    }
}
