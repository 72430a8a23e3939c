package org.kamsuite.local.demo;

import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.kamsuite.contracts.CustomerRef;

/// Whom the made-up company knows at its customers and when they talked; relationship-service gets it over REST. As
/// with [History], the past does not depend on `today`.
record Talks(List<Person> people, List<Unit> units, List<Talk> talks) {

    private static final double DAYS_PER_MONTH = 365.25 / 12;

    /// @param function as relationship-service names it
    /// @param from first day
    record Person(
            UUID id,
            CustomerRef customer,
            String name,
            String title,
            String function,
            String seniority,
            String email,
            String country,
            String city,
            LocalDate from) {}

    /// Those who decide together on a purchase.
    record Unit(UUID id, CustomerRef customer, String subject, List<Member> members) {}

    record Member(UUID contactId, List<String> roles, int influence, int support) {}

    record Talk(
            UUID id,
            CustomerRef customer,
            String kind,
            String direction,
            Instant at,
            UUID contactId,
            String ours,
            String subject) {}

    /// A place in a customer's buying centre.
    private record Seat(String title, String function, String seniority, List<String> roles, int influence) {}

    // The order is that in which a supplier gets to know a customer, from two persons on.
    private static final List<Seat> SEATS = List.of(
            new Seat("Head of Procurement", "PROCUREMENT", "DIRECTOR", List.of("BUYER"), 8),
            new Seat("Design Engineer", "ENGINEERING", "SPECIALIST", List.of("USER"), 5),
            new Seat("Chief Operating Officer", "GENERAL_MANAGEMENT", "C_LEVEL", List.of("DECIDER", "APPROVER"), 10),
            new Seat("Quality Manager", "QUALITY", "MANAGER", List.of("INFLUENCER"), 6),
            new Seat("Supply Chain Manager", "LOGISTICS", "MANAGER", List.of("GATEKEEPER"), 4),
            new Seat("Head of Maintenance", "OPERATIONS", "MANAGER", List.of("USER", "INITIATOR"), 3));

    private static final List<String> FIRST_NAMES = List.of(
            "Maria", "Jan", "Elena", "Thomas", "Ingrid", "Pierre", "Sofia", "Mark", "Laura", "Henrik", "Chiara",
            "Peter", "Nadia", "Oliver", "Katrin", "Diego", "Emma", "Marek", "Amina", "Stefan", "Julia", "Andrew",
            "Petra", "Luca", "Hanna", "Victor", "Claudia", "Erik", "Isabel", "Daniel");
    private static final List<String> LAST_NAMES = List.of(
            "Keller",
            "Novak",
            "Marchetti",
            "Lindqvist",
            "Dubois",
            "Hartmann",
            "Fernandes",
            "Walsh",
            "Okafor",
            "Petersen",
            "Vogel",
            "Moreau",
            "Santos",
            "Kowalski",
            "Berger",
            "Harris",
            "Jansen",
            "Rossi",
            "Virtanen",
            "Costa",
            "Meier",
            "Bennett",
            "Horvat",
            "Larsen",
            "Schmid",
            "Popescu",
            "Turner",
            "Lefèvre",
            "Nilsson",
            "Romero");
    private static final List<String> SUBJECTS = List.of(
            "Delivery performance",
            "Forecast for the next quarter",
            "New sensor range",
            "Price list",
            "Open invoices",
            "Quality report",
            "Framework agreement",
            "Spare parts stock",
            "Product training",
            "Project status");

    /// Everything before `today`. Pure.
    static Talks of(World world, LocalDate today) {
        Talks all = new Talks(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (World.Customer customer : world.customers()) {
            all.meet(world, customer, today);
        }
        return all;
    }

    private void meet(World world, World.Customer customer, LocalDate today) {
        Dice dice = Dice.of(world.seed(), customer.ref().key(), "people");
        int count = seats(customer, dice);
        List<Member> members = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            Seat seat = SEATS.get(n);
            String name = dice.pick(FIRST_NAMES) + " " + dice.pick(LAST_NAMES);
            UUID id = Dice.id(world.seed(), "contact", customer.ref().key(), n);
            people.add(new Person(
                    id,
                    customer.ref(),
                    name,
                    seat.title(),
                    seat.function(),
                    seat.seniority(),
                    email(name, customer),
                    customer.country(),
                    customer.city(),
                    world.start()));
            members.add(new Member(id, seat.roles(), seat.influence(), dice.between(-1, 2)));
            talk(world, customer, id, n, today);
        }
        units.add(new Unit(
                Dice.id(world.seed(), "unit", customer.ref().key()),
                customer.ref(),
                "Framework agreement " + customer.industry().toLowerCase(Locale.ROOT),
                members));
    }

    private static int seats(World.Customer customer, Dice dice) {
        int any = dice.between(0, 1);
        return switch (customer.story()) {
            case SINGLE, STAR -> SEATS.size();
            case DOMINANT, SLIPPING -> 5;
            case NONE, DRIFTING, SEASONAL, DISPUTING, QUIET ->
                Math.min(SEATS.size(), 2 + any + (int) (customer.ordersPerMonth() / 3));
        };
    }

    private void talk(World world, World.Customer customer, UUID contact, int seat, LocalDate today) {
        for (LocalDate day = world.start(); day.isBefore(today); day = day.plusDays(1)) {
            double perMonth = talksPerMonth(customer, seat, world.month(day));
            Dice dice = Dice.of(world.seed(), customer.ref().key(), "talks", seat, day);
            if (!World.isWorkday(day) || !dice.chance(perMonth / DAYS_PER_MONTH * 7 / 5)) {
                continue;
            }
            String kind = dice.pick(List.of("EMAIL", "EMAIL", "EMAIL", "CALL", "CALL", "CALL", "MEETING", "VISIT"));
            boolean oneWay = kind.equals("EMAIL") && dice.chance(0.3);
            talks.add(new Talk(
                    Dice.id(world.seed(), "talk", customer.ref().key(), seat, day),
                    customer.ref(),
                    kind,
                    oneWay ? "OUTBOUND" : "TWO_WAY",
                    day.atTime(dice.between(8, 15), dice.between(0, 59)).toInstant(ZoneOffset.UTC),
                    contact,
                    customer.manager(),
                    dice.pick(SUBJECTS)));
        }
    }

    private static double talksPerMonth(World.Customer customer, int seat, double month) {
        return switch (customer.story()) {
            // Everything goes through one engineer; the others were met once, long ago.
            case SINGLE -> seat == 1 ? 5 : month < 4 ? 0.5 : 0;
            case STAR -> 3.5;
            case QUIET -> month < Story.SILENT_FROM ? 1.8 : 0;
            case DOMINANT -> 2.6;
            case NONE, DRIFTING, SLIPPING, SEASONAL, DISPUTING -> seat < 2 ? 2.4 : 1.3;
        };
    }

    private static String email(String name, World.Customer customer) {
        return ascii(name) + "@" + ascii(customer.name()) + ".example";
    }

    private static String ascii(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z]+", ".")
                .replaceAll("^\\.|\\.$", "");
    }
}
