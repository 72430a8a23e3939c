package org.kamsuite.receivables.forecast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.receivables.book.KnownBook;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.ledger.Entry;
import org.kamsuite.receivables.ledger.OpenItem;
import org.kamsuite.receivables.ledger.Side;

/// Reads what forecasts of all customers on earlier days are made from, by effective dates: of the projections, or of
/// all days at once in one look at the facts that were recorded by a time that is past.
@ApplicationScoped
class Replays {

    @Inject
    ForecastReads reads;

    @Inject
    KnownBook book;

    @Inject
    Jdbi jdbi;

    interface Source {

        /// What was open on a day.
        ///
        /// @param recordedBy leaves out documents that were not recorded by then; null: none
        List<OpenItem> items(LocalDate day, Instant recordedBy);

        Receivable.Assumptions assumptions(LocalDate day);

        /// What payments took off these documents in the weeks after a day.
        List<ForecastReads.Received> received(Collection<Long> documents, LocalDate day, int weeks);
    }

    /// @param days of the forecasts
    /// @param until the last day on which something is received
    Source of(Collection<LocalDate> days, LocalDate until, Moment at) {
        return at.until() == null ? new KnownNow() : new AsKnown(days, until, at);
    }

    private final class KnownNow implements Source {

        @Override
        public List<OpenItem> items(LocalDate day, Instant recordedBy) {
            return reads.all(day, recordedBy);
        }

        @Override
        public Receivable.Assumptions assumptions(LocalDate day) {
            return reads.assumptions(null, day);
        }

        @Override
        public List<ForecastReads.Received> received(Collection<Long> documents, LocalDate day, int weeks) {
            return reads.received(documents, day, weeks);
        }
    }

    private final class AsKnown implements Source {

        private final Moment at;
        private final Map<LocalDate, List<OpenItem>> items = new HashMap<>();
        private final Map<LocalDate, Learning> learnings = new HashMap<>();
        private final List<Entry> receipts = new ArrayList<>();

        AsKnown(Collection<LocalDate> days, LocalDate until, Moment at) {
            this.at = at;
            Map<Long, String> payers = reads.payers();
            days.forEach(day -> {
                items.put(day, new ArrayList<>());
                learnings.put(day, new Learning(day, payers));
            });
            LocalDate from = days.stream().min(Comparator.naturalOrder()).orElse(until);
            book.read(at.until(), some -> {
                items.forEach((day, open) -> open.addAll(OpenItem.at(day, some)));
                learnings.values().forEach(learning -> learning.add(some));
                some.stream()
                        .filter(entry -> entry.side() == Side.OPEN && Learning.RECEIPTS.contains(entry.cause()))
                        .filter(entry ->
                                entry.date().isAfter(from) && !entry.date().isAfter(until))
                        .forEach(receipts::add);
            });
        }

        @Override
        public List<OpenItem> items(LocalDate day, Instant recordedBy) {
            List<OpenItem> all = items.get(day);
            if (recordedBy == null || !recordedBy.isBefore(at.until())) {
                return all;
            }
            Set<Long> recorded =
                    recorded(all.stream().map(OpenItem::document).distinct().toList(), recordedBy);
            return all.stream()
                    .filter(item -> recorded.contains(item.document()))
                    .toList();
        }

        @Override
        public Receivable.Assumptions assumptions(LocalDate day) {
            return reads.assumptions(null, learnings.get(day), new Moment(day, at.knownAt(), at.until()));
        }

        @Override
        public List<ForecastReads.Received> received(Collection<Long> documents, LocalDate day, int weeks) {
            record Key(String currency, int week) {}
            Set<Long> asked = Set.copyOf(documents);
            Map<Key, BigDecimal> sums = new HashMap<>();
            for (Entry each : receipts) {
                long days = ChronoUnit.DAYS.between(day, each.date());
                if (days > 0 && days <= 7L * weeks && asked.contains(each.document())) {
                    sums.merge(
                            new Key(each.currency(), (int) (days - 1) / 7),
                            each.amount().negate(),
                            BigDecimal::add);
                }
            }
            return sums.entrySet().stream()
                    .map(each -> new ForecastReads.Received(
                            each.getKey().currency(), each.getKey().week(), each.getValue()))
                    .toList();
        }
    }

    private Set<Long> recorded(List<Long> documents, Instant by) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select document_id from unnest(:documents) as d(document_id) where exists (
                            select from fact f where f.document_id = d.document_id and f.recorded_at <= :by)""")
                .bindArray("documents", Long.class, documents)
                .bind("by", by)
                .mapTo(Long.class)
                .set());
    }
}
