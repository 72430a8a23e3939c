package org.kamsuite.local.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.PaymentTerms;
import org.kamsuite.contracts.erp.CancelledLine;
import org.kamsuite.contracts.erp.ConfirmationStatus;
import org.kamsuite.contracts.erp.ConfirmedLine;
import org.kamsuite.contracts.erp.CustomerChanged;
import org.kamsuite.contracts.erp.CustomerRegistered;
import org.kamsuite.contracts.erp.DeliveryReceived;
import org.kamsuite.contracts.erp.DeliveryShipped;
import org.kamsuite.contracts.erp.Initiator;
import org.kamsuite.contracts.erp.OrderCancelled;
import org.kamsuite.contracts.erp.OrderChanged;
import org.kamsuite.contracts.erp.OrderChannel;
import org.kamsuite.contracts.erp.OrderConfirmed;
import org.kamsuite.contracts.erp.OrderLine;
import org.kamsuite.contracts.erp.OrderPlaced;
import org.kamsuite.contracts.erp.ReceivedLine;
import org.kamsuite.contracts.erp.ShipTo;
import org.kamsuite.contracts.erp.ShippedLine;

/// Orders and deliveries of one customer; what follows from an invoice is [Settlement]'s.
final class Trade {

    private static final double WORKDAYS_PER_MONTH = 21.7;
    private static final List<String> CARRIERS = List.of("Hansa Freight", "TransAlp", "BlueArrow", "Polaris Cargo");
    private static final List<String> DAMAGE =
            List.of("Transport damage", "Surface not to drawing", "Wrong dimensions", "Packaging wet");

    private final World world;
    private final World.Customer customer;
    private final History history;
    private final Settlement settlement;
    private final List<World.Product> basket;
    private int orders;
    /// Orders that were to be expected since the first day.
    private double expected;

    Trade(World world, World.Customer customer, History history) {
        this.world = world;
        this.customer = customer;
        this.history = history;
        this.settlement = new Settlement(world, customer, history);
        this.basket = basket();
    }

    /// Day by day; the days until then do not depend on how many follow.
    void play() {
        register();
        expected = dice("rhythm").between(0.0, 1.0);
        for (LocalDate day = world.start(); day.isBefore(history.today()); day = day.plusDays(1)) {
            if (World.isWorkday(day)) {
                // A rhythm of his own, neither a clock nor pure chance.
                expected += ordersExpected(day) * dice("day", day).between(0.2, 1.8);
                while (orders < (int) expected) {
                    order(day);
                }
            }
        }
        settlement.payEverything();
    }

    private Dice dice(Object... name) {
        List<Object> full = new ArrayList<>(List.of(world.seed(), customer.ref().key()));
        full.addAll(List.of(name));
        return Dice.of(full.toArray());
    }

    private double ordersExpected(LocalDate day) {
        double[] season = customer.story() == Story.SEASONAL ? Story.SEASON : Story.USUAL_SEASON;
        if (customer.story() == Story.QUIET && world.month(day) >= Story.QUIET_FROM) {
            return 0;
        }
        return customer.ordersPerMonth() / WORKDAYS_PER_MONTH * season[day.getMonthValue() - 1];
    }

    private List<World.Product> basket() {
        Dice dice = dice("basket");
        List<World.Product> left = new ArrayList<>(world.products());
        List<World.Product> chosen = new ArrayList<>();
        for (int n = dice.between(5, 9); n > 0; n--) {
            chosen.add(left.remove(dice.between(0, left.size() - 1)));
        }
        return chosen;
    }

    private void register() {
        Instant at = world.start().atTime(6, 0).toInstant(ZoneOffset.UTC);
        PaymentTerms terms = customer.habit() == World.Habit.DISCOUNT
                ? new PaymentTerms(customer.netDays(), Settlement.DISCOUNT_PERCENT, Settlement.DISCOUNT_DAYS)
                : new PaymentTerms(customer.netDays(), null, null);
        Money limit = creditLimit(4);
        history.tell(
                at,
                new CustomerRegistered(
                        customer.ref(),
                        0,
                        customer.name(),
                        customer.legalName(),
                        customer.parent(),
                        customer.country(),
                        customer.city(),
                        customer.currency(),
                        customer.industry(),
                        customer.segment(),
                        null,
                        null,
                        limit,
                        terms,
                        customer.manager()));
        if (customer.story() == Story.STAR) {
            // Grown out of its credit limit.
            history.tell(
                    at.plus(300, ChronoUnit.DAYS),
                    new CustomerChanged(
                            customer.ref(),
                            1,
                            customer.name(),
                            customer.legalName(),
                            customer.parent(),
                            customer.country(),
                            customer.city(),
                            customer.currency(),
                            customer.industry(),
                            customer.segment(),
                            null,
                            null,
                            creditLimit(6),
                            terms,
                            customer.manager()));
        }
    }

    private Money creditLimit(int months) {
        double month = customer.ordersPerMonth() * world.orderValue(customer, world.start());
        return new Money(BigDecimal.valueOf(Math.round(month * months / 10_000) * 10_000L), customer.currency());
    }

    private void order(LocalDate day) {
        String number = customer.ref().number() + "-" + "%04d".formatted(++orders);
        String orderNumber = "SO-" + number;
        Dice dice = dice("order", orders);
        Instant orderedAt = History.officeHours(day, dice);
        LocalDate requested = World.workday(day.plusDays(dice.between(8, 20)));
        OrderChannel channel = dice.pick(List.of(
                OrderChannel.EDI, OrderChannel.EDI, OrderChannel.PORTAL, OrderChannel.MANUAL, OrderChannel.API));
        ShipTo shipTo = new ShipTo(customer.country(), customer.city());
        List<OrderLine> lines = lines(day, dice);
        history.tell(
                orderedAt,
                new OrderPlaced(
                        customer.ref(),
                        0,
                        orderNumber,
                        orderedAt,
                        customer.currency(),
                        channel,
                        requested,
                        shipTo,
                        lines));
        LocalDate next = World.workday(day.plusDays(1));
        Instant nextMorning = History.officeHours(next, dice);
        boolean cancelled = dice.chance(0.015);
        boolean changed = dice.chance(0.04);
        boolean bySeller = dice.chance(0.25);
        if (cancelled && customer.story() != Story.STAR) {
            history.tell(
                    nextMorning,
                    new OrderCancelled(
                            customer.ref(),
                            0,
                            orderNumber,
                            nextMorning,
                            Initiator.BUYER,
                            lines.stream()
                                    .map(line -> new CancelledLine(line.line()))
                                    .toList()));
            return;
        }
        confirm(orderNumber, nextMorning, lines, requested, dice);
        if (changed) {
            Instant changedAt = nextMorning.plus(dice.between(60, 180), ChronoUnit.MINUTES);
            OrderLine first = lines.getFirst();
            lines = new ArrayList<>(lines);
            lines.set(0, withQuantity(first, first.quantity().add(BigDecimal.valueOf(dice.between(1, 20)))));
            requested = bySeller ? requested : World.workday(requested.plusDays(3));
            history.tell(
                    changedAt,
                    new OrderChanged(
                            customer.ref(),
                            1,
                            orderNumber,
                            orderedAt,
                            customer.currency(),
                            channel,
                            requested,
                            shipTo,
                            changedAt,
                            bySeller ? Initiator.SELLER : Initiator.BUYER,
                            lines));
        }
        deliver(number, orderNumber, lines, requested, dice);
    }

    private List<OrderLine> lines(LocalDate day, Dice dice) {
        int count = dice.between(1, 4);
        double value = world.orderValue(customer, day) * StrictMath.exp(dice.around(-0.02, 0.2)) / count;
        List<World.Product> left = new ArrayList<>(basket);
        List<OrderLine> lines = new ArrayList<>();
        for (int n = 1; n <= count; n++) {
            World.Product product = left.remove(dice.between(0, left.size() - 1));
            BigDecimal price = world.price(product, customer, day);
            long quantity = Math.max(1, Math.round(value * dice.between(0.75, 1.25) / price.doubleValue()));
            lines.add(new OrderLine(
                    Integer.toString(n * 10),
                    product.sku(),
                    product.category(),
                    BigDecimal.valueOf(quantity),
                    product.unit(),
                    price,
                    world.cost(product, customer),
                    null));
        }
        return lines;
    }

    private void confirm(String orderNumber, Instant at, List<OrderLine> lines, LocalDate requested, Dice dice) {
        boolean later = dice.chance(0.06) && customer.story() != Story.STAR;
        LocalDate promised = later ? World.workday(requested.plusDays(dice.between(2, 5))) : requested;
        history.tell(
                at,
                new OrderConfirmed(
                        customer.ref(),
                        0,
                        orderNumber,
                        at,
                        lines.stream()
                                .map(line -> new ConfirmedLine(
                                        line.line(),
                                        later ? ConfirmationStatus.CHANGED : ConfirmationStatus.ACCEPTED,
                                        line.quantity(),
                                        promised))
                                .toList()));
    }

    private void deliver(String number, String orderNumber, List<OrderLine> lines, LocalDate requested, Dice dice) {
        LocalDate onTime = World.workdayBefore(requested.minusDays(dice.chance(0.3) ? 1 : 0));
        int transit = dice.between(1, 4);
        int slip = daysLate(requested, dice);
        LocalDate delivered = slip == 0 ? onTime : World.workday(requested.plusDays(slip));
        LocalDate shipped = World.workdayBefore(delivered.minusDays(transit));
        boolean split = lines.size() > 1 && dice.chance(slip > 0 ? 0.3 : 0.03) && customer.story() != Story.STAR;
        boolean damaged = dice.chance(0.02) && customer.story() != Story.STAR;
        if (split) {
            // Most of it in time, the last line when it is there.
            OrderLine last = lines.getLast();
            List<ShippedLine> now = new ArrayList<>();
            lines.subList(0, lines.size() - 1)
                    .forEach(line -> now.add(new ShippedLine(line.line(), line.quantity(), null)));
            now.add(new ShippedLine(last.line(), BigDecimal.ZERO, last.quantity()));
            LocalDate first = World.workdayBefore(onTime.minusDays(transit));
            ship("DN-" + number + "-1", orderNumber, first, onTime, now, List.of(), dice);
            receive("DN-" + number + "-1", orderNumber, onTime, lines.subList(0, lines.size() - 1), null, dice);
            if (slip == 0) {
                delivered = World.workday(requested.plusDays(dice.between(2, 6)));
                shipped = World.workdayBefore(delivered.minusDays(transit));
            }
            ship("DN-" + number + "-2", orderNumber, shipped, delivered, List.of(), List.of(last), dice);
            receive("DN-" + number + "-2", orderNumber, delivered, List.of(last), null, dice);
            settlement.invoice(number, orderNumber, lines, World.workday(shipped.plusDays(1)), null, delivered);
            return;
        }
        OrderLine bad = damaged ? dice.pick(lines) : null;
        ship("DN-" + number + "-1", orderNumber, shipped, World.workday(onTime), List.of(), lines, dice);
        receive("DN-" + number + "-1", orderNumber, delivered, lines, bad, dice);
        OrderLine rejected = bad == null ? null : withQuantity(bad, rejected(bad));
        settlement.invoice(number, orderNumber, lines, World.workday(shipped.plusDays(1)), rejected, delivered);
    }

    private int daysLate(LocalDate requested, Dice dice) {
        double throwOfDice = dice.between(0.0, 1.0);
        int usual = dice.between(1, Story.LATE_DAYS_MOST);
        int slipping = dice.between(Story.SLIP_DAYS_LEAST, Story.SLIP_DAYS_MOST);
        if (customer.story() == Story.STAR) {
            return 0;
        }
        if (customer.story() == Story.SLIPPING && world.month(requested) >= Story.SLIP_FROM) {
            return throwOfDice < Story.SLIP_SHARE ? slipping : 0;
        }
        return throwOfDice < Story.LATE_SHARE ? usual : 0;
    }

    private void ship(
            String deliveryNumber,
            String orderNumber,
            LocalDate day,
            LocalDate estimated,
            List<ShippedLine> partly,
            List<OrderLine> wholly,
            Dice dice) {
        List<ShippedLine> lines = new ArrayList<>(partly);
        wholly.forEach(line -> lines.add(new ShippedLine(line.line(), line.quantity(), null)));
        Instant at = day.atTime(16, dice.between(0, 59)).toInstant(ZoneOffset.UTC);
        history.tell(
                at,
                new DeliveryShipped(
                        customer.ref(), 0, deliveryNumber, orderNumber, at, estimated, dice.pick(CARRIERS), lines));
    }

    private void receive(
            String deliveryNumber, String orderNumber, LocalDate day, List<OrderLine> lines, OrderLine bad, Dice dice) {
        Instant at = day.atTime(dice.between(8, 15), dice.between(0, 59)).toInstant(ZoneOffset.UTC);
        String damage = dice.pick(DAMAGE);
        history.tell(
                at,
                new DeliveryReceived(
                        customer.ref(),
                        0,
                        deliveryNumber,
                        orderNumber,
                        at,
                        lines.stream()
                                .map(line -> line == bad
                                        ? new ReceivedLine(line.line(), line.quantity(), rejected(line), damage, null)
                                        : new ReceivedLine(line.line(), line.quantity(), null, null, null))
                                .toList()));
    }

    /// Of a damaged line, a tenth is rejected, at least one piece.
    private static BigDecimal rejected(OrderLine line) {
        return line.quantity().divide(BigDecimal.TEN, 0, RoundingMode.UP);
    }

    private static OrderLine withQuantity(OrderLine line, BigDecimal quantity) {
        return new OrderLine(
                line.line(),
                line.sku(),
                line.category(),
                quantity,
                line.unit(),
                line.unitPrice(),
                line.unitCost(),
                line.requestedDate());
    }
}
