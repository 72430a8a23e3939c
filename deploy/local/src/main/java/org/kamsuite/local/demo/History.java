package org.kamsuite.local.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.kamsuite.contracts.erp.ErpEvent;

/// All that the ERPs of a world have to tell up to a day. What happened before a day does not depend on how long the
/// history goes on: a later `today` only adds events.
public final class History {

    private final List<DemoEvent> events = new ArrayList<>();
    private final Instant end;
    private final LocalDate today;

    private History(LocalDate today) {
        this.today = today;
        this.end = today.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /// Everything before `today`, in the order in which it happened. Pure.
    public static List<DemoEvent> of(World world, LocalDate today) {
        if (!world.start().isBefore(today)) {
            throw new IllegalArgumentException(
                    "The demo's history begins on " + world.start() + "; today must be later, but is " + today + ".");
        }
        History history = new History(today);
        for (World.Customer customer : world.customers()) {
            new Trade(world, customer, history).play();
            new Desk(world, customer, history).play();
        }
        history.events.sort(DemoEvent.IN_ORDER);
        return List.copyOf(history.events);
    }

    LocalDate today() {
        return today;
    }

    /// Notes an event unless it lies in the future.
    void tell(Instant time, ErpEvent event) {
        if (time.isBefore(end)) {
            events.add(DemoEvent.of(time, event));
        }
    }

    /// A moment in office hours (UTC) of that day.
    static Instant officeHours(LocalDate day, Dice dice) {
        return day.atTime(LocalTime.of(dice.between(7, 15), dice.between(0, 59), dice.between(0, 59)))
                .toInstant(ZoneOffset.UTC);
    }
}
