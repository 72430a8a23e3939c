package org.kamsuite.account.registry;

import java.util.List;
import java.util.Locale;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;

/// Which accounts a list asks for. What is null does not restrict.
///
/// @param q part of the name in daily use or of the registered name, in any case
/// @param member a subject that is on the team
record AccountQuery(
        AccountClass accountClass,
        AccountKind kind,
        String country,
        String tier,
        String q,
        String member,
        Sort sort,
        int limit,
        Cursor after) {

    private static final int DEFAULT_LIMIT = 100;

    /// The orders of the list; ties by account id in the same direction.
    enum Sort {
        NAME("name", "a.sort_name", "lower(cast(:key as text))", false),
        NAME_DOWN("-name", "a.sort_name", "lower(cast(:key as text))", true),
        CHANGED("changedAt", "a.changed_at", "cast(:key as timestamptz)", false),
        CHANGED_DOWN("-changedAt", "a.changed_at", "cast(:key as timestamptz)", true);

        private final String text;
        private final String column;
        /// The cursor's key as an expression.
        private final String key;
        private final boolean descending;

        Sort(String text, String column, String key, boolean descending) {
            this.text = text;
            this.column = column;
            this.key = key;
            this.descending = descending;
        }

        private static Sort of(String text) {
            for (Sort sort : values()) {
                if (text == null || sort.text.equals(text)) {
                    return sort;
                }
            }
            throw Problem.badRequest("sort", "must be one of name, -name, changedAt, -changedAt");
        }

        String orderBy() {
            return " order by " + column + (descending ? " desc" : "") + ", a.account_id" + (descending ? " desc" : "");
        }

        /// The rows after the cursor's.
        String afterCursor() {
            return " and (%s, a.account_id) %s (%s, cast(:id as uuid))".formatted(column, descending ? "<" : ">", key);
        }

        Cursor cursor(Account last) {
            return Cursor.of(
                    text, byChange() ? last.changedAt() : last.content().legalName(), last.accountId());
        }

        private boolean byChange() {
            return this == CHANGED || this == CHANGED_DOWN;
        }
    }

    static AccountQuery of(
            String accountClass,
            String kind,
            String country,
            String tier,
            String q,
            String member,
            String sort,
            Integer limit,
            String cursor) {
        Check.optionalCode("tier", tier);
        Check.optionalName("q", q);
        Check.optionalName("team", member);
        Check.optionalCountry("country", country);
        Sort order = Sort.of(sort);
        return new AccountQuery(
                oneOf("class", accountClass, AccountClass.class),
                oneOf("kind", kind, AccountKind.class),
                country,
                tier,
                q,
                member,
                order,
                Page.limit(limit, DEFAULT_LIMIT),
                cursor(cursor, order));
    }

    private static <E extends Enum<E>> E oneOf(String field, String text, Class<E> type) {
        if (text == null) {
            return null;
        }
        for (E value : type.getEnumConstants()) {
            if (value.name().equals(text)) {
                return value;
            }
        }
        throw Problem.badRequest(field, "must be one of " + List.of(type.getEnumConstants()));
    }

    private static Cursor cursor(String text, Sort sort) {
        Cursor cursor = Cursor.parse(text, 3);
        if (cursor == null) {
            return null;
        }
        try {
            java.util.UUID.fromString(cursor.keys().get(2));
            if (sort.byChange()) {
                java.time.Instant.parse(cursor.keys().get(1));
            }
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw Problem.badRequest("cursor", "is not a cursor of this list");
        }
        if (!cursor.keys().getFirst().equals(sort.text)) {
            throw Problem.badRequest("cursor", "belongs to the sort order " + sort.text);
        }
        return cursor;
    }

    /// For `like`: `%` and `_` in the text mean themselves.
    String pattern() {
        return q == null
                ? null
                : "%"
                        + q.toLowerCase(Locale.ROOT)
                                .replace("\\", "\\\\")
                                .replace("%", "\\%")
                                .replace("_", "\\_") + "%";
    }
}
