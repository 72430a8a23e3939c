package org.kamsuite.scoring.score;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.account.AccountEntry;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Scope;

/// Computes scores as of any day from the documents as they are known now.
@ApplicationScoped
class Scoring {

    @Inject
    SalesHistory history;

    @Inject
    Rankings rankings;

    @Inject
    AccountDirectory directory;

    /// The model of the published ranking, and of answers for which no other is asked: `default/1` unless the
    /// operator decides otherwise, because `default/2` needs payments that not every installation has.
    @ConfigProperty(name = "kam.scoring.model", defaultValue = "default/1")
    String inForce;

    void check(@Observes StartupEvent event) {
        model(null);
    }

    /// @param version null: the one in force
    ScoringModel model(String version) {
        String wanted = version == null ? inForce : version;
        return Models.find(wanted)
                .orElseThrow(() -> Problem.badRequest(
                        "model",
                        "must be one of "
                                + Models.all().stream()
                                        .map(ScoringModel::version)
                                        .toList() + ", but is " + wanted));
    }

    /// As it is now.
    Ranking ranking(ScoringModel model, LocalDate asOf, Scope scope) {
        return rankings.get(model, asOf, scope);
    }

    /// A 404 problem for an unknown account; without any business the score is absent and says why.
    ScoreView score(ScoringModel model, UUID accountId, LocalDate asOf, Scope scope) {
        AccountEntry account = directory.require(accountId);
        Ranking ranking = ranking(model, asOf, scope);
        Optional<Ranking.Place> place = ranking.place(accountId);
        if (place.isPresent()) {
            return ScoreView.of(
                    ranking,
                    scope,
                    place.get().subject(),
                    ranking.score(place.get().subject()),
                    place.get().rank(),
                    null);
        }
        // Without business, or a group below another one: it has a score, but no place among the
        // ultimate parents.
        SubjectSales subject = history.ofOne(accountId, asOf, scope);
        Score score = ranking.score(subject);
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
