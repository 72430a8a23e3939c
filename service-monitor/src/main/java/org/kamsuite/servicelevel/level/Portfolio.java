package org.kamsuite.servicelevel.level;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.account.AccountEntry;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Problem;

/// Answers questions about service levels.
@ApplicationScoped
class Portfolio {

    private static final int CURSOR_KEYS = 3;

    @Inject
    ServiceLevels levels;

    @Inject
    AccountDirectory directory;

    @Inject
    Clock clock;

    ServiceLevelView account(UUID accountId, Question question) {
        AccountEntry account = directory.require(accountId);
        Figures figures = levels.of(accountId, question);
        return new ServiceLevelView(
                accountId,
                account.legalName(),
                question.period().from(),
                question.period().to(),
                question.scope(),
                question.basis(),
                question.grain(),
                clock.instant(),
                figures.delivery(question),
                figures.response());
    }

    PortfolioView accounts(Question question, Sort sort, int limit, String cursor) {
        ServiceLevels.Portfolio portfolio = levels.portfolio(question, sort, after(cursor, sort), limit);
        List<ServiceLevels.Ranked> rows = portfolio.rows();
        List<ServiceLevels.Ranked> shown = rows.size() > limit ? rows.subList(0, limit) : rows;
        String next = rows.size() > limit
                ? Cursor.of(
                                sort.text(),
                                shown.getLast().sortKey(),
                                shown.getLast().figures().owner())
                        .text()
                : null;
        ServiceLevels.Total total = portfolio.total();
        return new PortfolioView(
                question.period().from(),
                question.period().to(),
                question.scope(),
                question.basis(),
                question.grain(),
                sort.text(),
                clock.instant(),
                shown.stream().map(row -> item(row.figures(), question)).toList(),
                new PortfolioView.Total(
                        total.accounts(),
                        total.figures().delivery(question),
                        total.figures().response(),
                        total.unassigned().lines().lines(),
                        total.unassigned().responses().inquiries()),
                next);
    }

    private static PortfolioView.Item item(Figures figures, Question question) {
        return new PortfolioView.Item(
                figures.owner(),
                figures.name(),
                figures.units().due() - figures.units().otif(),
                figures.delivery(question),
                figures.response());
    }

    // A cursor of another order would skip accounts, and a made-up one must not reach the database.
    private static Cursor after(String text, Sort sort) {
        Cursor cursor = Cursor.parse(text, CURSOR_KEYS);
        if (cursor == null) {
            return null;
        }
        try {
            UUID.fromString(cursor.keys().get(2));
            if (sort.readable(cursor.keys().get(1))
                    && sort.text().equals(cursor.keys().get(0))) {
                return new Cursor(cursor.keys().subList(1, CURSOR_KEYS));
            }
        } catch (IllegalArgumentException e) {
            // falls through to the same answer
        }
        throw Problem.badRequest("cursor", "is not a cursor of this list in this order");
    }
}
