package org.kamsuite.relationship.strength;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.relationship.contact.ContactFunction;
import org.kamsuite.relationship.interaction.Direction;
import org.kamsuite.relationship.interaction.InteractionKind;

/// The ties to all contacts of an account: five statements, however many contacts and interactions.
@ApplicationScoped
public class Strengths {

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    @Inject
    AccountDirectory directory;

    @Inject
    Ties ties;

    @Inject
    StrengthSettings settings;

    private record Present(UUID id, UUID accountId, String name, ContactFunction function) {}

    private record Pair(UUID contact, String ours) {}

    /// @param asOf null: today
    public StrengthView of(UUID accountId, LocalDate asOf, Scope scope, int limit) {
        directory.require(accountId);
        LocalDate day = asOf == null ? LocalDate.now(clock) : asOf;
        List<Present> contacts = present(accountId, day, scope);
        List<UUID> ids = contacts.stream().map(Present::id).toList();
        Map<UUID, Tie> strengths = ties.of(ids, day);
        Map<UUID, Integer> threads = threads(ids, day);
        List<StrengthView.Item> items = contacts.stream()
                .sorted(Comparator.comparingDouble((Present contact) ->
                                -strengths.get(contact.id()).strength())
                        .thenComparing(Present::name)
                        .thenComparing(Present::id))
                .limit(limit)
                .map(contact -> item(contact, strengths.get(contact.id()), threads.getOrDefault(contact.id(), 0)))
                .toList();
        return new StrengthView(
                accountId,
                day,
                scope,
                StrengthView.METHOD,
                settings.halfLifeDays(),
                settings.k(),
                contacts.size(),
                items);
    }

    private static StrengthView.Item item(Present contact, Tie tie, int threads) {
        return new StrengthView.Item(
                contact.id(),
                contact.accountId(),
                contact.name(),
                contact.function(),
                Decay.shown(tie.raw()),
                Decay.shown(tie.strength()),
                tie.interactions(),
                threads,
                tie.lastInteractionAt(),
                tie.silence());
    }

    private List<Present> present(UUID accountId, LocalDate day, Scope scope) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select id, account_id, name, function from contact
                        where account_id in (select account_scope(:account, :day, :grouped))
                            and (valid_from is null or valid_from <= :day) and (valid_to is null or :day < valid_to)""")
                .bind("account", accountId)
                .bind("day", day)
                .bind("grouped", scope.grouped())
                .map((row, _) -> new Present(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        ContactFunction.valueOf(row.getString(4))))
                .list());
    }

    // The same formula over the interactions of each of our people with each contact.
    private Map<UUID, Integer> threads(List<UUID> contacts, LocalDate day) {
        Decay decay = settings.decay();
        Map<Pair, List<Decay.Contacts>> pairs = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select p.contact_id, ours.name, p.on_day, p.kind, p.direction, count(*)
                        from interaction_contact p
                        join interaction i on i.id = p.interaction_id
                        cross join lateral unnest(i.our_participants) as ours(name)
                        where p.contact_id = any(:contacts) and p.on_day between :since and :day
                        group by p.contact_id, ours.name, p.on_day, p.kind, p.direction
                        order by p.contact_id, ours.name, p.on_day, p.kind, p.direction""")
                .bindArray("contacts", UUID.class, contacts)
                .bind("since", day.minusDays(decay.windowDays()))
                .bind("day", day)
                .map((row, _) -> Map.entry(
                        new Pair(row.getObject(1, UUID.class), row.getString(2)),
                        new Decay.Contacts(
                                row.getObject(3, LocalDate.class),
                                InteractionKind.valueOf(row.getString(4)),
                                Direction.valueOf(row.getString(5)),
                                row.getLong(6))))
                .forEach(entry -> pairs.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>())
                        .add(entry.getValue())));
        Map<UUID, Integer> threads = new HashMap<>();
        pairs.forEach((pair, interactions) -> {
            if (decay.strength(interactions, day) > Tie.THREAD) {
                threads.merge(pair.contact(), 1, Integer::sum);
            }
        });
        return threads;
    }
}
