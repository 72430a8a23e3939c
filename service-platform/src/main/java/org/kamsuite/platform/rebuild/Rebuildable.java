package org.kamsuite.platform.rebuild;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.platform.event.ReceivedEvent;

/// Tables whose content follows from something else, so that they can be checked and made anew.
///
/// The runner takes them a few groups of rows at a time: it compares the rows before and after making them anew, keeps
/// the new ones only where they differ, and marks the accounts of those that do as touched (by the columns
/// `account_id` and `customer_id`). So a rebuild that changes nothing leaves no trace.
public sealed interface Rebuildable {

    /// How it is asked for, e.g. `ledger`.
    String name();

    /// What it is made from, in words.
    String madeFrom();

    List<Rows> rows();

    /// A table that belongs to the projection.
    ///
    /// @param key the column that tells which group a row belongs to
    /// @param type the key's SQL type
    /// @param ignored columns that do not follow from the source, such as when a row was written
    record Rows(String table, String key, String type, Set<String> ignored) {

        public Rows(String table, String key, String type) {
            this(table, key, type, Set.of());
        }
    }

    /// Made from facts that this service keeps. Keys are whatever the service locks when it takes in events: a
    /// customer, a document.
    non-sealed interface Folded extends Rebuildable {

        /// About how many groups there are, for the progress.
        long groups();

        /// The next groups in the order of their keys, those of the facts and those that only the projection has.
        ///
        /// @param after null at the start
        List<String> next(String after, int limit);

        /// Locks these groups, and those that making them anew reads, as the intake does.
        void lock(List<String> keys);

        /// Makes the rows of these groups anew.
        void remake(List<String> keys);
    }

    /// A copy of what other services published. Rows that no event in Kafka tells (any more) are left alone.
    non-sealed interface Copied extends Rebuildable {

        /// Where the events are.
        Set<String> topics();

        /// What tells apart those of one account of which each counts; null for events that are not copied.
        String item(DomainEvent event);

        /// Of one item the event with the highest rank counts, of equal ones the last.
        default long rank(ReceivedEvent event) {
            return Math.addExact(
                    Math.multiplyExact(event.time().getEpochSecond(), 1_000_000L),
                    event.time().getNano() / 1_000);
        }

        /// Writes the rows that follow from these events as the intake would; an older event than the row's changes
        /// nothing, the same one writes it again.
        void take(List<ReceivedEvent> events);
    }

    /// Keys as numbers.
    static List<Long> numbers(Collection<String> keys) {
        return keys.stream().map(Long::valueOf).sorted().toList();
    }

    /// Keys as ids.
    static List<UUID> ids(Collection<String> keys) {
        return keys.stream().map(UUID::fromString).sorted().toList();
    }
}
