package org.kamsuite.scoring.score;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All accounts (or groups) with business up to a day, best first.
///
/// @param averages the average trailing revenue per currency, against which revenue was measured
/// @param byAccount the places by their accounts
record Ranking(
        ScoringModel model,
        LocalDate asOf,
        Map<String, BigDecimal> averages,
        List<Place> places,
        Map<UUID, Place> byAccount) {

    /// @param rank 1 is best; equal scores are told apart by the account's id
    /// @param score the value alone; [#score] tells what it is made of
    record Place(int rank, SubjectSales subject, BigDecimal score) {}

    static Ranking of(ScoringModel model, LocalDate asOf, Collection<SubjectSales> portfolio) {
        record Scored(SubjectSales subject, BigDecimal score) {}
        Map<String, BigDecimal> averages = Readings.averages(portfolio);
        List<Scored> scored = portfolio.stream()
                .filter(subject -> subject.firstBusiness() != null)
                .map(subject -> new Scored(subject, Score.value(model, Readings.of(subject, averages, asOf))))
                .sorted(Comparator.comparing(Scored::score, Comparator.reverseOrder())
                        .thenComparing(each -> each.subject().accountId()))
                .toList();
        List<Place> places = new ArrayList<>(scored.size());
        for (Scored each : scored) {
            places.add(new Place(places.size() + 1, each.subject(), each.score()));
        }
        Map<UUID, Place> byAccount = places.stream()
                .collect(Collectors.toMap(place -> place.subject().accountId(), Function.identity()));
        return new Ranking(model, asOf, averages, List.copyOf(places), byAccount);
    }

    /// The same with other figures of these accounts; those without any are gone.
    Ranking with(Set<UUID> accounts, Collection<SubjectSales> figures) {
        Stream<SubjectSales> others =
                places.stream().map(Place::subject).filter(subject -> !accounts.contains(subject.accountId()));
        return of(model, asOf, Stream.concat(others, figures.stream()).toList());
    }

    Optional<Place> place(UUID accountId) {
        return Optional.ofNullable(byAccount.get(accountId));
    }

    /// The score of one of its places with all that it is made of.
    Score score(SubjectSales subject) {
        return Score.of(model, Readings.of(subject, averages, asOf));
    }
}
