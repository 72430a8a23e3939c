package org.kamsuite.relationship.strength;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.relationship.interaction.Direction;
import org.kamsuite.relationship.interaction.InteractionKind;

/// Reads the ties to contacts: two statements, however many contacts, each by index from the asked day backwards.
@ApplicationScoped
public class Ties {

    @Inject
    Jdbi jdbi;

    @Inject
    StrengthSettings settings;

    private record Last(UUID contactId, Instant at, List<LocalDate> days) {}

    /// The ties on that day, one for each of the contacts.
    public Map<UUID, Tie> of(Collection<UUID> contacts, LocalDate asOf) {
        if (contacts.isEmpty()) {
            return Map.of();
        }
        Decay decay = settings.decay();
        Map<UUID, List<Decay.Contacts>> interactions = interactions(contacts, asOf, decay);
        Map<UUID, Last> last = last(contacts, asOf);
        return contacts.stream().distinct().collect(Collectors.toMap(Function.identity(), contact -> {
            List<Decay.Contacts> counted = interactions.getOrDefault(contact, List.of());
            Last latest = last.getOrDefault(contact, new Last(contact, null, List.of()));
            double raw = decay.raw(counted, asOf);
            return new Tie(
                    contact,
                    raw,
                    decay.strength(raw),
                    counted.stream().mapToLong(Decay.Contacts::count).sum(),
                    latest.at(),
                    Silence.of(latest.days(), asOf));
        }));
    }

    // Sorted, so that the same facts give the same sum to the last bit.
    private Map<UUID, List<Decay.Contacts>> interactions(Collection<UUID> contacts, LocalDate asOf, Decay decay) {
        Map<UUID, List<Decay.Contacts>> found = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select contact_id, on_day, kind, direction, count(*)
                        from interaction_contact
                        where contact_id = any(:contacts) and on_day between :since and :asOf
                        group by contact_id, on_day, kind, direction
                        order by contact_id, on_day, kind, direction""")
                .bindArray("contacts", UUID.class, contacts)
                .bind("since", asOf.minusDays(decay.windowDays()))
                .bind("asOf", asOf)
                .map((row, _) -> Map.entry(
                        row.getObject(1, UUID.class),
                        new Decay.Contacts(
                                row.getObject(2, LocalDate.class),
                                InteractionKind.valueOf(row.getString(3)),
                                Direction.valueOf(row.getString(4)),
                                row.getLong(5))))
                .forEach(entry -> found.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>())
                        .add(entry.getValue())));
        return found;
    }

    private Map<UUID, Last> last(Collection<UUID> contacts, LocalDate asOf) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select asked.contact_id, latest.at,
                            array(select distinct i.on_day from interaction_contact i
                                  where i.contact_id = asked.contact_id and i.on_day <= :asOf
                                  order by i.on_day desc limit :days) as days
                        from (select distinct unnest(:contacts) as contact_id) asked
                        cross join lateral (
                            select i.at from interaction_contact i
                            where i.contact_id = asked.contact_id and i.on_day <= :asOf
                            order by i.on_day desc, i.at desc limit 1) latest""")
                .bindArray("contacts", UUID.class, contacts)
                .bind("asOf", asOf)
                .bind("days", Silence.GAPS + 1)
                .map((row, _) -> new Last(
                        row.getObject(1, UUID.class),
                        row.getTimestamp(2).toInstant(),
                        Arrays.stream((java.sql.Date[]) row.getArray(3).getArray())
                                .map(java.sql.Date::toLocalDate)
                                .toList()))
                .collect(Collectors.toMap(Last::contactId, Function.identity())));
    }
}
