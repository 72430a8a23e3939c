package org.kamsuite.servicelevel.response;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;

/// The states of inquiries.
@ApplicationScoped
public class Inquiries {

    /// @param subjectId the inquiry
    /// @param customerId whose inquiry it is
    public record Inquiry(long subjectId, long customerId, InquiryHistory history) {}

    private record Row(long subjectId, long customerId, InquiryState state) {}

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /// Removes the states of these that nothing is known of.
    @Transactional(Transactional.TxType.MANDATORY)
    public void forget(Collection<Long> subjectIds) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from inquiry where subject_id = any(:ids)")
                .bindArray("ids", Long.class, subjectIds)
                .execute());
    }

    /// Takes over what follows from the inquiries' histories, in one statement. The caller holds the inquiries' locks.
    @Transactional(Transactional.TxType.MANDATORY)
    public void refold(Collection<Inquiry> inquiries) {
        if (inquiries.isEmpty()) {
            return;
        }
        List<Row> rows = inquiries.stream()
                .sorted(Comparator.comparingLong(Inquiry::subjectId))
                .map(each -> new Row(
                        each.subjectId(), each.customerId(), each.history().state()))
                .toList();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into inquiry (subject_id, customer_id, kind, channel, category, related_document,
                            priority, status, opened_at, opened_on, answered_at, first_response_us, resolved_at,
                            resolution_us, reopened)
                        select subject_id, customer_id, kind, channel, category, related_document, priority, status,
                            cast(opened_at as timestamptz), opened_on, cast(answered_at as timestamptz),
                            first_response_us, cast(resolved_at as timestamptz), resolution_us, reopened
                        from unnest(:subjects, :customers, :kinds, :channels, :categories, :documents, :priorities,
                                :statuses, :openedAt, :openedOn, :answeredAt, :responses, :resolvedAt, :resolutions,
                                :reopened)
                            as g(subject_id, customer_id, kind, channel, category, related_document, priority, status,
                                opened_at, opened_on, answered_at, first_response_us, resolved_at, resolution_us,
                                reopened)
                        order by subject_id
                        on conflict (subject_id) do update set
                            customer_id = excluded.customer_id, kind = excluded.kind, channel = excluded.channel,
                            category = excluded.category, related_document = excluded.related_document,
                            priority = excluded.priority, status = excluded.status, opened_at = excluded.opened_at,
                            opened_on = excluded.opened_on, answered_at = excluded.answered_at,
                            first_response_us = excluded.first_response_us, resolved_at = excluded.resolved_at,
                            resolution_us = excluded.resolution_us, reopened = excluded.reopened""")
                .bindArray("subjects", Long.class, column(rows, Row::subjectId))
                .bindArray("customers", Long.class, column(rows, Row::customerId))
                .bindArray("kinds", String.class, openings(rows, InquiryHistory.Opening::kind))
                .bindArray("channels", String.class, openings(rows, InquiryHistory.Opening::channel))
                .bindArray("categories", String.class, openings(rows, InquiryHistory.Opening::category))
                .bindArray("documents", String.class, openings(rows, InquiryHistory.Opening::relatedDocument))
                .bindArray("priorities", String.class, states(rows, InquiryState::priority))
                .bindArray(
                        "statuses",
                        String.class,
                        states(rows, state -> state.status().name()))
                // As text, because an array of instants cannot hold an unknown one.
                .bindArray("openedAt", String.class, openings(rows, opening -> text(opening.at())))
                .bindArray(
                        "openedOn",
                        LocalDate.class,
                        openings(rows, opening -> LocalDate.ofInstant(opening.at(), clock.getZone())))
                .bindArray("answeredAt", String.class, states(rows, state -> text(state.answeredAt())))
                .bindArray("responses", Long.class, states(rows, state -> micros(state.untilAnswer())))
                .bindArray("resolvedAt", String.class, states(rows, state -> text(state.resolvedAt())))
                .bindArray("resolutions", Long.class, states(rows, state -> micros(state.untilResolved())))
                .bindArray("reopened", Integer.class, states(rows, InquiryState::reopened))
                .execute());
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static Long micros(Duration duration) {
        return duration == null ? null : duration.dividedBy(ChronoUnit.MICROS.getDuration());
    }

    private static <T> List<T> column(List<Row> rows, Function<Row, T> value) {
        List<T> values = new ArrayList<>(rows.size());
        rows.forEach(row -> values.add(value.apply(row)));
        return values;
    }

    private static <T> List<T> states(List<Row> rows, Function<InquiryState, T> value) {
        return column(rows, row -> value.apply(row.state()));
    }

    private static <T> List<T> openings(List<Row> rows, Function<InquiryHistory.Opening, T> value) {
        return column(rows, row -> value.apply(row.state().opening()));
    }
}
