package org.kamsuite.receivables.lateness;

import java.time.temporal.ChronoUnit;

/// What the model looks at beside the payer's shrunken late ratio, after Zeng et al. (KDD 2008).
enum Feature {
    LATE_RATIO("log-odds of the payer's shrunken late ratio, beyond the baseline's own weight"),
    KNOWN_INVOICES("how many invoices of the payer were paid or overdue before (log)"),
    LATE_AMOUNT_RATIO("late ratio by amount less that by count"),
    RECENT_LATE_RATIO("late ratio of the last 6 less that of all"),
    MEAN_DAYS_LATE("mean days late of the payer's closed invoices, shrunken (log)"),
    OPEN_INVOICES("how many invoices were open (log)"),
    OVERDUE_INVOICES("how many of them were overdue (log)"),
    OVERDUE_SHARE("overdue share of the open amount"),
    TERMS("days from invoice date to due date"),
    AMOUNT("the invoice's amount (log)"),
    RELATIVE_AMOUNT("the invoice's amount beside the payer's mean (log)"),
    SEASON_SIN("month of the invoice date (sine)"),
    SEASON_COS("month of the invoice date (cosine)");

    final String meaning;

    Feature(String meaning) {
        this.meaning = meaning;
    }

    double of(History.Case each, Baseline baseline) {
        History h = each.history();
        Invoice invoice = each.invoice();
        double ratio = baseline.lateRatio(h);
        double season = 2 * Math.PI * invoice.issueDate().getMonthValue() / 12;
        return switch (this) {
            case LATE_RATIO -> baseline.logOdds(h);
            case KNOWN_INVOICES -> Math.log1p(h.known());
            case LATE_AMOUNT_RATIO ->
                h.known() == 0 || h.knownAmount() <= 0
                        ? 0
                        : (h.lateAmount() / h.knownAmount() - (double) h.late() / h.known()) * weight(h);
            case RECENT_LATE_RATIO ->
                (h.recentLate() + baseline.strength() * ratio) / (h.recent() + baseline.strength()) - ratio;
            case MEAN_DAYS_LATE ->
                Math.log1p((h.daysLate() + baseline.strength() * baseline.meanDaysLate())
                        / (h.closed() + baseline.strength()));
            case OPEN_INVOICES -> Math.log1p(h.open());
            case OVERDUE_INVOICES -> Math.log1p(h.overdue());
            case OVERDUE_SHARE -> h.openAmount() <= 0 ? 0 : Math.min(1, h.overdueAmount() / h.openAmount());
            case TERMS -> ChronoUnit.DAYS.between(invoice.issueDate(), invoice.dueDate());
            case AMOUNT -> Math.log1p(Math.max(0, invoice.amount()));
            case RELATIVE_AMOUNT ->
                h.issued() == 0
                        ? 0
                        : Math.log1p(Math.max(0, invoice.amount()))
                                - Math.log1p(Math.max(0, h.issuedAmount() / h.issued()));
            case SEASON_SIN -> Math.sin(season);
            case SEASON_COS -> Math.cos(season);
        };
    }

    // A difference of two ratios of few invoices says little.
    private static double weight(History h) {
        return h.known() / (h.known() + 5.0);
    }
}
