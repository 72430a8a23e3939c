package org.kamsuite.platform.event;

import java.time.Instant;
import org.jdbi.v3.core.statement.SqlStatement;

/// Which parked records are meant; null criteria let all pass.
///
/// @param text a part of the detail, in any case of letters
/// @param from parked at or after it
/// @param to parked before it
record QuarantineFilter(
        ParkedRecord.Status status,
        ReasonCode reason,
        String type,
        String source,
        String subject,
        String text,
        Instant from,
        Instant to) {

    static final String CONDITION = """
            status = :status and (cast(:reason as text) is null or reason = :reason)
                and (cast(:type as text) is null or event_type = :type)
                and (cast(:source as text) is null or event_source = :source)
                and (cast(:subject as text) is null or event_subject = :subject)
                and (cast(:text as text) is null or position(lower(cast(:text as text)) in lower(detail)) > 0)
                and (cast(:from as timestamptz) is null or parked_at >= :from)
                and (cast(:to as timestamptz) is null or parked_at < :to)""";

    <T extends SqlStatement<T>> T bind(T statement) {
        return statement
                .bind("status", status == null ? ParkedRecord.Status.PARKED : status)
                .bind("reason", reason)
                .bind("type", clean(type))
                .bind("source", clean(source))
                .bind("subject", clean(subject))
                .bind("text", clean(text))
                .bind("from", from)
                .bind("to", to);
    }

    // PostgreSQL's text cannot hold NUL, so nothing stored can match it.
    private static String clean(String value) {
        return value == null || value.isEmpty() ? null : value.replace("\0", "\uFFFD");
    }
}
