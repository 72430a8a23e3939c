package org.kamsuite.relationship.contact;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.account.AccountEntry;
import org.kamsuite.platform.account.WriteAccess;
import org.kamsuite.platform.audit.Audit;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.ETags;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.relationship.affected.AffectedAccounts;

/// States and reads contacts.
@ApplicationScoped
public class Contacts {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private static final String COLUMNS = """
            id, version, account_id, name, title, function, country, city, seniority, email, phone, status,
            valid_from, valid_to, recorded_at, updated_at""";

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    @Inject
    AccountDirectory directory;

    @Inject
    SecurityIdentity identity;

    @Inject
    Audit audit;

    @Inject
    AffectedAccounts affected;

    /// What a PUT came to.
    public record Stated(Contact contact, boolean created) {}

    /// Which contacts a list has; null: whatever.
    public record Filter(UUID accountId, ContactStatus status, ContactFunction function) {}

    /// The account of a write, which the caller may change; 422 while this service does not know it.
    public static AccountEntry writable(Optional<AccountEntry> account, UUID accountId, SecurityIdentity caller) {
        AccountEntry known = account.orElseThrow(() -> Problem.unprocessable(
                "unknown-account",
                "accountId",
                "No account " + accountId + " is known here. A new account arrives from account-service by event,"
                        + " usually within a second: try again shortly."));
        WriteAccess.require(caller, known.team());
        return known;
    }

    @Transactional
    public Stated put(UUID id, ContactRequest stated, String ifMatch) {
        check(stated);
        writable(directory.find(stated.accountId()), stated.accountId(), identity);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        LocalDate today = LocalDate.ofInstant(now, clock.getZone());
        return jdbi.withHandle(handle -> {
            Optional<Contact> present = locked(handle, id);
            if (present.isEmpty()) {
                if (ifMatch != null) {
                    throw Problem.preconditionFailed("If-Match was sent, but there is no contact " + id + ".");
                }
                Contact first = Contact.first(id, stated, today, now);
                if (insert(handle, first)) {
                    changed(null, first);
                    return new Stated(first, true);
                }
                present = locked(handle, id); // someone else was quicker
            }
            return new Stated(update(handle, present.orElseThrow(), stated, ifMatch, today, now), false);
        });
    }

    private Contact update(
            Handle handle, Contact before, ContactRequest stated, String ifMatch, LocalDate today, Instant now) {
        if (!before.accountId().equals(stated.accountId())) {
            throw Problem.conflict(
                    "account-is-fixed",
                    "Contact " + before.id() + " belongs to another account, and that cannot be changed.");
        }
        Contact after = before.with(stated, today, now);
        if (!after.equals(before)) {
            ETags.require(ifMatch, before.version());
            bound(handle.createUpdate("""
                            update contact set version = :version, name = :name, title = :title,
                                function = :function, country = :country, city = :city, seniority = :seniority,
                                email = :email, phone = :phone, status = :status, valid_from = :from,
                                valid_to = :to, updated_at = :updatedAt
                            where id = :id"""), after).execute();
            changed(before, after);
        }
        return after;
    }

    private void changed(Contact before, Contact after) {
        audit.record("contact:" + after.id(), before == null ? "contact.created" : "contact.updated", before, after);
        affected.mark(List.of(after.accountId()), List.of(after.id()));
    }

    private static void check(ContactRequest stated) {
        if (stated.site() != null && !COUNTRIES.contains(stated.site().country())) {
            throw Problem.badRequest("site.country", "must be an ISO 3166-1 alpha-2 code such as DE");
        }
        interval("", stated.from(), stated.to());
    }

    /// Checks days `from` (inclusive) to `to` (exclusive), each of which may be absent: 400 outside the years 1900 to
    /// 9999, 422 when no day lies between them.
    ///
    /// @param path where they stand in the body, e.g. `members[2].`
    public static void interval(String path, LocalDate from, LocalDate to) {
        day(path + "from", from);
        day(path + "to", to);
        if (from != null && to != null && !from.isBefore(to)) {
            throw Problem.unprocessable("interval-empty", path + "to", "must be after from, " + from);
        }
    }

    private static void day(String field, LocalDate day) {
        if (day != null && (day.getYear() < 1900 || day.getYear() > 9999)) {
            throw Problem.badRequest(field, "must be in the years 1900 to 9999");
        }
    }

    public Contact get(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("select " + COLUMNS + " from contact where id = :id")
                        .bind("id", id)
                        .map((row, _) -> contact(row))
                        .findOne())
                .orElseThrow(() -> Problem.notFound("There is no contact " + id + "."));
    }

    /// By name.
    public Page<Contact> list(Filter filter, int limit, String cursor) {
        Cursor after = Cursor.parse(cursor, 2);
        UUID afterId = after == null ? null : after.lastId();
        StringBuilder where = new StringBuilder("true");
        if (filter.accountId() != null) {
            directory.require(filter.accountId());
            where.append(" and account_id = :accountId");
        }
        if (filter.status() != null) {
            where.append(" and status = :status");
        }
        if (filter.function() != null) {
            where.append(" and function = :function");
        }
        if (after != null) {
            where.append(" and (name, id) > (:afterName, :afterId)");
        }
        List<Contact> rows = jdbi.withHandle(handle -> {
            var query = handle.createQuery(
                    "select " + COLUMNS + " from contact where " + where + " order by name, id limit :limit");
            query.bind("limit", limit + 1);
            if (filter.accountId() != null) {
                query.bind("accountId", filter.accountId());
            }
            if (filter.status() != null) {
                query.bind("status", filter.status().name());
            }
            if (filter.function() != null) {
                query.bind("function", filter.function().name());
            }
            if (after != null) {
                query.bind("afterName", after.keys().getFirst()).bind("afterId", afterId);
            }
            return query.map((row, _) -> contact(row)).list();
        });
        return Page.of(rows, limit, contact -> Cursor.of(contact.name(), contact.id()));
    }

    private static Optional<Contact> locked(Handle handle, UUID id) {
        return handle.createQuery("select " + COLUMNS + " from contact where id = :id for update")
                .bind("id", id)
                .map((row, _) -> contact(row))
                .findOne();
    }

    private static boolean insert(Handle handle, Contact contact) {
        return bound(handle.createUpdate("insert into contact (" + COLUMNS + """
                        ) values (:id, :version, :accountId, :name, :title, :function, :country, :city, :seniority,
                            :email, :phone, :status, :from, :to, :recordedAt, :updatedAt) on conflict do nothing"""), contact)
                        .execute()
                == 1;
    }

    private static <S extends SqlStatement<S>> S bound(S statement, Contact contact) {
        return statement
                .bind("id", contact.id())
                .bind("version", contact.version())
                .bind("accountId", contact.accountId())
                .bind("name", contact.name())
                .bind("title", contact.title())
                .bind("function", contact.function().name())
                .bind("country", contact.site() == null ? null : contact.site().country())
                .bind("city", contact.site() == null ? null : contact.site().city())
                .bind(
                        "seniority",
                        contact.seniority() == null ? null : contact.seniority().name())
                .bind("email", contact.email())
                .bind("phone", contact.phone())
                .bind("status", contact.status().name())
                .bind("from", contact.from())
                .bind("to", contact.to())
                .bind("recordedAt", contact.recordedAt())
                .bind("updatedAt", contact.updatedAt());
    }

    private static Contact contact(ResultSet row) throws SQLException {
        String country = row.getString(7);
        String seniority = row.getString(9);
        return new Contact(
                row.getObject(1, UUID.class),
                row.getLong(2),
                row.getObject(3, UUID.class),
                row.getString(4),
                row.getString(5),
                ContactFunction.valueOf(row.getString(6)),
                country == null ? null : new Site(country, row.getString(8)),
                seniority == null ? null : Seniority.valueOf(seniority),
                row.getString(10),
                row.getString(11),
                ContactStatus.valueOf(row.getString(12)),
                row.getObject(13, LocalDate.class),
                row.getObject(14, LocalDate.class),
                row.getTimestamp(15).toInstant(),
                row.getTimestamp(16).toInstant());
    }
}
