package org.kamsuite.scoring.score;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.account.AccountEntry;
import org.kamsuite.platform.rest.Scope;

/// Computes scores as of any day from the documents as they are known now.
@ApplicationScoped
class Scoring {

    @Inject
    SalesHistory history;

    @Inject
    AccountDirectory directory;

    Ranking ranking(LocalDate asOf, Scope scope) {
        return Ranking.of(Models.DEFAULT, asOf, history.ofAll(asOf, scope));
    }

    /// A 404 problem for an unknown account; without any business the score is absent and says why.
    ScoreView score(UUID accountId, LocalDate asOf, Scope scope) {
        AccountEntry account = directory.require(accountId);
        Ranking ranking = ranking(asOf, scope);
        Optional<Ranking.Place> place = ranking.places().stream()
                .filter(each -> each.subject().accountId().equals(accountId))
                .findFirst();
        if (place.isPresent()) {
            return ScoreView.of(
                    ranking,
                    scope,
                    place.get().subject(),
                    place.get().score(),
                    place.get().rank(),
                    null);
        }
        // Without business, or a group below another one: it has a score, but no place among the
        // ultimate parents.
        SubjectSales subject = history.ofOne(accountId, asOf, scope);
        Score score = Score.of(ranking.model(), Readings.of(subject, ranking.averages(), asOf));
        String reason = subject.firstBusiness() == null
                ? "No order or invoice up to " + asOf + ": there is nothing to score."
                : account.legalName() + " belongs to another account on " + asOf
                        + ": only ultimate parents are ranked with scope=group.";
        return ScoreView.of(ranking, scope, subject, score, null, reason);
    }

    /// One per currency, without tax.
    static List<Money> trailingRevenue(SubjectSales subject) {
        return subject.currencies().stream()
                .filter(each -> each.documents() > 0)
                .map(each -> new Money(each.last12(), each.currency()))
                .toList();
    }
}
