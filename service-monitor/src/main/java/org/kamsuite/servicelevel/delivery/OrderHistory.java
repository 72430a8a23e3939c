package org.kamsuite.servicelevel.delivery;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kamsuite.servicelevel.delivery.LineState.Standing;

/// All that is known of one order, and what follows from it for its lines: a pure function, so that the order in which
/// documents arrive does not matter.
///
/// @param versions the order as placed, then its changes, oldest first; without any, nothing is known of its lines
/// @param promises the seller's confirmations, oldest first
/// @param cancellations in any order
/// @param despatches in any order
/// @param receipts in any order
public record OrderHistory(
        List<Version> versions,
        List<Promise> promises,
        List<Cancellation> cancellations,
        List<Movement> despatches,
        List<Movement> receipts) {

    /// The whole order as it was from a moment on.
    ///
    /// @param bySeller whether the seller wanted the change: it does not move the date that the buyer asked for
    public record Version(LocalDate orderedOn, boolean bySeller, List<OrderedLine> lines) {
        public Version {
            lines = List.copyOf(lines);
        }
    }

    /// @param requestedOn null when nobody named a day
    public record OrderedLine(String line, String sku, String unit, BigDecimal quantity, LocalDate requestedOn) {}

    public record Promise(List<PromisedLine> lines) {
        public Promise {
            lines = List.copyOf(lines);
        }
    }

    /// @param on null when the seller names no day
    public record PromisedLine(String line, boolean refused, LocalDate on) {}

    /// @param lines none: the whole order
    public record Cancellation(Set<String> lines) {
        public Cancellation {
            lines = Set.copyOf(lines);
        }

        boolean covers(String line) {
            return lines.isEmpty() || lines.contains(line);
        }
    }

    /// Goods that left or arrived together.
    ///
    /// @param number of the delivery
    /// @param on the local day of `at`
    public record Movement(String number, Instant at, LocalDate on, List<MovedLine> lines) {
        public Movement {
            lines = List.copyOf(lines);
        }
    }

    /// @param sku null: the ordered article
    /// @param moved all that came, also what was rejected
    /// @param accepted what was not rejected
    public record MovedLine(String line, String sku, BigDecimal moved, BigDecimal accepted) {}

    public OrderHistory {
        versions = List.copyOf(versions);
        promises = List.copyOf(promises);
        cancellations = List.copyOf(cancellations);
        despatches = List.copyOf(despatches);
        receipts = List.copyOf(receipts);
    }

    /// One state for every line that any version of the order had.
    public List<LineState> lines() {
        Map<String, Wanted> wanted = new LinkedHashMap<>();
        for (Version version : versions) {
            wanted.replaceAll((_, line) -> line.leftOut());
            for (OrderedLine line : version.lines()) {
                wanted.merge(
                        line.line(),
                        Wanted.of(version, line),
                        (before, _) -> before.changedTo(line, version.bySeller()));
            }
        }
        Map<String, List<PromisedLine>> promised = new HashMap<>();
        promises.forEach(promise -> promise.lines().forEach(line -> add(promised, line.line(), line)));
        Map<String, List<Moved>> moved = new HashMap<>();
        (receipts.isEmpty() ? despatches : receipts)
                .stream()
                        .sorted(Comparator.comparing(Movement::at).thenComparing(Movement::number))
                        .forEach(movement -> movement.lines()
                                .forEach(line ->
                                        add(moved, line.line(), new Moved(movement.number(), movement.on(), line))));
        return wanted.values().stream()
                .map(line -> state(
                        line,
                        promised.getOrDefault(line.number(), List.of()),
                        moved.getOrDefault(line.number(), List.of())))
                .toList();
    }

    private static <T> void add(Map<String, List<T>> lists, String key, T value) {
        lists.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
    }

    /// What one delivery brought of a line.
    ///
    /// @param delivery its number
    record Moved(String delivery, LocalDate on, MovedLine line) {

        /// Whether it is the ordered article; a despatch does not name any.
        boolean rightFor(OrderedLine ordered) {
            return line.sku() == null || line.sku().equals(ordered.sku());
        }
    }

    /// What the buyer wants of one line, by the versions so far.
    private record Wanted(
            OrderedLine line, LocalDate orderedOn, LocalDate requestedOn, LocalDate firstRequestedOn, boolean ordered) {

        static Wanted of(Version version, OrderedLine line) {
            return new Wanted(line, version.orderedOn(), line.requestedOn(), line.requestedOn(), true);
        }

        String number() {
            return line.line();
        }

        Wanted leftOut() {
            return new Wanted(line, orderedOn, requestedOn, firstRequestedOn, false);
        }

        // The seller cannot excuse his delay by changing the order; the buyer's own change moves the target.
        Wanted changedTo(OrderedLine now, boolean bySeller) {
            boolean keep = requestedOn != null && (bySeller || now.requestedOn() == null);
            return new Wanted(
                    now,
                    orderedOn,
                    keep ? requestedOn : now.requestedOn(),
                    firstRequestedOn == null ? now.requestedOn() : firstRequestedOn,
                    true);
        }
    }

    private LineState state(Wanted wanted, List<PromisedLine> promised, List<Moved> movements) {
        List<Moved> moved = movements.stream()
                .filter(each -> each.line().moved().signum() > 0)
                .toList();
        Delivered delivered = Delivered.of(wanted.line(), moved);
        LocalDate firstPromise = null;
        LocalDate lastPromise = null;
        boolean refused = false;
        for (PromisedLine line : promised) {
            refused = line.refused();
            firstPromise = firstPromise == null ? line.on() : firstPromise;
            lastPromise = line.on() == null ? lastPromise : line.on();
        }
        boolean cancelled = !wanted.ordered() || cancellations.stream().anyMatch(each -> each.covers(wanted.number()));
        Standing standing = cancelled ? Standing.CANCELLED : refused ? Standing.REFUSED : Standing.OPEN;
        return new LineState(
                wanted.number(),
                standing,
                wanted.line().sku(),
                wanted.line().unit(),
                wanted.orderedOn(),
                wanted.line().quantity(),
                wanted.requestedOn(),
                wanted.firstRequestedOn(),
                firstPromise,
                lastPromise,
                delivered.accepted(),
                delivered.on(),
                delivered.accepted().compareTo(wanted.line().quantity()) == 0,
                delivered.on() == null ? null : receipts.isEmpty() ? MeasuredAt.DESPATCH : MeasuredAt.RECEIPT,
                standing == Standing.OPEN
                        ? LineFailure.of(
                                wanted.line(),
                                firstPromise == null ? wanted.requestedOn() : firstPromise,
                                delivered.on(),
                                moved)
                        : List.of());
    }

    private record Delivered(BigDecimal accepted, LocalDate on) {

        /// @param movements of this line, oldest first
        static Delivered of(OrderedLine ordered, List<Moved> movements) {
            BigDecimal accepted = BigDecimal.ZERO;
            LocalDate last = null;
            LocalDate complete = null;
            for (Moved moved : movements) {
                last = moved.on();
                if (moved.rightFor(ordered)) {
                    accepted = accepted.add(moved.line().accepted());
                }
                if (complete == null && accepted.compareTo(ordered.quantity()) >= 0) {
                    complete = moved.on();
                }
            }
            return new Delivered(accepted, complete == null ? last : complete);
        }
    }
}
