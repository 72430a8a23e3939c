package org.kamsuite.scoring.score;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.ref.SoftReference;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kamsuite.platform.rest.Scope;

/// Rankings as they are now. The last ones are kept, and only accounts whose figures changed since are read anew: a
/// rank needs the scores of all, but few of them change between two questions.
@ApplicationScoped
class Rankings {

    private static final int KEPT = 4;

    /// With time to spare before changes are forgotten.
    private static final Duration AT_MOST = Duration.ofMinutes(RankingChanges.MINUTES / 2);

    /// Of more accounts than a third, looking each one up costs more than to read everything.
    private static final int FEW = 3;

    private record Asked(String model, LocalDate asOf, Scope scope) {}

    /// @param readAt when it was last read as a whole, in [System#nanoTime]
    private record Kept(String moment, long readAt, Ranking ranking) {}

    @Inject
    SalesHistory history;

    @Inject
    RankingChanges changes;

    // A ranking holds all accounts: one for each of dozens of requests would be memory and time for nothing.
    private final Shared<Asked, Ranking> shared = new Shared<>();

    // Soft: rather than the service runs out of memory, a ranking is computed again.
    private final Map<Asked, SoftReference<Kept>> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, SoftReference<Kept>> eldest) {
            return size() > KEPT;
        }
    };

    /// As it is now for whoever asks; those who ask at the same time get the same.
    Ranking get(ScoringModel model, LocalDate asOf, Scope scope) {
        return shared.get(new Asked(model.version(), asOf, scope), () -> current(model, asOf, scope));
    }

    private Ranking current(ScoringModel model, LocalDate asOf, Scope scope) {
        Asked asked = new Asked(model.version(), asOf, scope);
        Kept last = last(asked);
        // Before anything is read: what is read may be newer than the moment, never older.
        RankingChanges.Since since = changes.since(last == null ? null : last.moment());
        if (last == null || !isRefreshable(last, since, scope)) {
            Ranking anew = Ranking.of(model, asOf, history.ofAll(asOf, scope));
            keep(asked, new Kept(since.moment(), System.nanoTime(), anew));
            return anew;
        }
        Ranking refreshed = since.accounts().isEmpty()
                ? last.ranking()
                : last.ranking().with(since.accounts(), history.of(since.accounts(), asOf));
        keep(asked, new Kept(since.moment(), last.readAt(), refreshed));
        return refreshed;
    }

    // Whose group an account's change concerns, only the hierarchy knows, which may have changed itself.
    private static boolean isRefreshable(Kept last, RankingChanges.Since since, Scope scope) {
        return System.nanoTime() - last.readAt() < AT_MOST.toNanos()
                && (since.accounts().isEmpty()
                        || scope == Scope.ACCOUNT
                                && since.accounts().size() * FEW
                                        <= last.ranking().places().size() + FEW);
    }

    private Kept last(Asked asked) {
        synchronized (kept) {
            SoftReference<Kept> reference = kept.get(asked);
            return reference == null ? null : reference.get();
        }
    }

    private void keep(Asked asked, Kept now) {
        synchronized (kept) {
            kept.put(asked, new SoftReference<>(now));
        }
    }
}
