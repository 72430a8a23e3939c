package org.kamsuite.local.demo;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.kamsuite.contracts.erp.InquiryKind;
import org.kamsuite.contracts.erp.InquiryOpened;
import org.kamsuite.contracts.erp.InquiryPriority;
import org.kamsuite.contracts.erp.InquiryReopened;
import org.kamsuite.contracts.erp.InquiryResolved;
import org.kamsuite.contracts.erp.InquiryResponded;
import org.kamsuite.contracts.erp.InquiryStatus;
import org.kamsuite.contracts.erp.InquiryStatusChanged;
import org.kamsuite.contracts.erp.ResponseBy;
import org.kamsuite.contracts.erp.SatisfactionAspect;
import org.kamsuite.contracts.erp.SatisfactionRecorded;
import org.kamsuite.contracts.erp.SatisfactionScale;

/// What one customer asks the service desk, and what he says when he is asked how content he is.
final class Desk {

    private static final double WORKDAYS_PER_MONTH = 21.7;

    private enum Topic {
        DELIVERY("Where is my order", InquiryKind.INQUIRY),
        PRODUCT("Product question", InquiryKind.REQUEST),
        INVOICE("Invoice query", InquiryKind.COMPLAINT),
        SPARES("Spare parts", InquiryKind.AFTER_SALES),
        QUALITY("Quality complaint", InquiryKind.COMPLAINT);

        private final String category;
        private final InquiryKind kind;

        Topic(String category, InquiryKind kind) {
            this.category = category;
            this.kind = kind;
        }
    }

    private static final List<Topic> USUAL =
            List.of(Topic.DELIVERY, Topic.PRODUCT, Topic.PRODUCT, Topic.SPARES, Topic.INVOICE, Topic.QUALITY);

    private final World world;
    private final World.Customer customer;
    private final History history;
    private int inquiries;

    Desk(World world, World.Customer customer, History history) {
        this.world = world;
        this.customer = customer;
        this.history = history;
    }

    void play() {
        for (LocalDate day = world.start(); day.isBefore(history.today()); day = day.plusDays(1)) {
            Dice dice = Dice.of(world.seed(), customer.ref().key(), "desk", day);
            if (World.isWorkday(day)) {
                for (int n = dice.count(expected(day)); n > 0; n--) {
                    inquiry(day);
                }
            }
            if (day.getDayOfMonth() == 20 && day.getMonthValue() % 3 == 0) {
                survey(day, dice);
            }
        }
    }

    private double expected(LocalDate day) {
        double month = world.month(day);
        double perMonth = 0.5 + customer.ordersPerMonth() * 0.22;
        perMonth *= switch (customer.story()) {
            case SLIPPING -> month >= Story.SLIP_FROM ? 3.5 : 1;
            case DISPUTING -> month >= Story.PRICES_RISE_FROM ? 2 : 1;
            case QUIET -> month >= Story.QUIET_FROM ? 0 : 1;
            case STAR -> 0.6;
            case NONE, DOMINANT, DRIFTING, SINGLE, SEASONAL -> 1;
        };
        return perMonth / WORKDAYS_PER_MONTH;
    }

    private Topic topic(LocalDate day, Dice dice) {
        Topic usual = dice.pick(USUAL);
        boolean about = dice.chance(0.75);
        if (about && customer.story() == Story.SLIPPING && world.month(day) >= Story.SLIP_FROM) {
            return Topic.DELIVERY;
        }
        if (about && customer.story() == Story.DISPUTING && world.month(day) >= Story.PRICES_RISE_FROM) {
            return Topic.INVOICE;
        }
        return usual;
    }

    private void inquiry(LocalDate day) {
        String number = "CASE-" + customer.ref().number() + "-" + "%04d".formatted(++inquiries);
        Dice dice = Dice.of(world.seed(), customer.ref().key(), "inquiry", inquiries);
        Instant opened = History.officeHours(day, dice);
        Topic topic = topic(day, dice);
        InquiryPriority priority = dice.pick(List.of(
                InquiryPriority.LOW,
                InquiryPriority.NORMAL,
                InquiryPriority.NORMAL,
                InquiryPriority.NORMAL,
                InquiryPriority.HIGH,
                InquiryPriority.URGENT));
        history.tell(
                opened,
                new InquiryOpened(
                        customer.ref(),
                        0,
                        number,
                        opened,
                        topic.kind,
                        dice.pick(List.of("EMAIL", "PHONE", "PORTAL")),
                        topic.category,
                        priority,
                        null,
                        null));
        if (dice.chance(0.6)) {
            Instant auto = opened.plusSeconds(dice.between(20, 90));
            history.tell(auto, new InquiryResponded(customer.ref(), 0, number, auto, ResponseBy.AUTO, true));
        }
        double pace = pace(day) * (priority == InquiryPriority.URGENT ? 0.4 : 1);
        Instant answered = opened.plus(4 + Math.round(dice.waiting(95 * pace)), ChronoUnit.MINUTES);
        history.tell(answered, new InquiryResponded(customer.ref(), 0, number, answered, ResponseBy.AGENT, true));
        Instant at = answered;
        if (dice.chance(0.22)) {
            at = at.plus(dice.between(10, 60), ChronoUnit.MINUTES);
            status(number, at, InquiryStatus.WAITING_FOR_CUSTOMER);
            at = at.plus(dice.between(120, 2400), ChronoUnit.MINUTES);
            status(number, at, InquiryStatus.OPEN);
        }
        at = at.plus(30 + Math.round(dice.waiting(900 * pace)), ChronoUnit.MINUTES);
        boolean again = dice.chance(0.05) && customer.story() != Story.STAR;
        history.tell(at, new InquiryResolved(customer.ref(), 0, number, at, !again));
        if (again) {
            at = at.plus(dice.between(300, 4000), ChronoUnit.MINUTES);
            history.tell(at, new InquiryReopened(customer.ref(), 0, number, at, null));
            at = at.plus(60 + Math.round(dice.waiting(700)), ChronoUnit.MINUTES);
            history.tell(at, new InquiryResolved(customer.ref(), 0, number, at, false));
        }
    }

    private double pace(LocalDate day) {
        return switch (customer.story()) {
            case STAR -> 0.35;
            case SLIPPING -> world.month(day) >= Story.SLIP_FROM ? 2.2 : 1;
            case NONE, DOMINANT, DRIFTING, SINGLE, SEASONAL, DISPUTING, QUIET -> 1;
        };
    }

    private void status(String number, Instant at, InquiryStatus status) {
        history.tell(at, new InquiryStatusChanged(customer.ref(), 0, number, at, status, null));
    }

    private void survey(LocalDate day, Dice dice) {
        double month = world.month(day);
        int overall = switch (customer.story()) {
            case STAR -> dice.between(9, 10);
            case SLIPPING -> month >= Story.SLIP_FROM ? dice.between(3, 5) : dice.between(7, 9);
            case DISPUTING -> month >= Story.PRICES_RISE_FROM ? dice.between(4, 6) : dice.between(7, 9);
            case QUIET -> month >= Story.QUIET_FROM ? -1 : dice.between(4, 7);
            case NONE, DOMINANT, DRIFTING, SINGLE, SEASONAL -> dice.between(6, 9);
        };
        if (overall < 0) {
            return;
        }
        Instant at = day.atTime(12, 0).toInstant(ZoneOffset.UTC);
        String number = "SRV-" + customer.ref().number() + "-" + day.toString().substring(0, 7);
        history.tell(
                at,
                new SatisfactionRecorded(
                        customer.ref(),
                        0,
                        number,
                        at,
                        SatisfactionAspect.OVERALL,
                        BigDecimal.valueOf(overall),
                        SatisfactionScale.NPS,
                        null));
        Instant later = at.plusSeconds(60);
        history.tell(
                later,
                new SatisfactionRecorded(
                        customer.ref(),
                        0,
                        number + "-D",
                        later,
                        SatisfactionAspect.DELIVERY,
                        BigDecimal.valueOf(Math.clamp(overall / 2, 1, 5)),
                        SatisfactionScale.CSAT5,
                        null));
    }
}
