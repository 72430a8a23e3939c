package org.kamsuite.local.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.kamsuite.contracts.erp.AllocationLine;
import org.kamsuite.contracts.erp.CreditNoteIssued;
import org.kamsuite.contracts.erp.CreditedInvoice;
import org.kamsuite.contracts.erp.DiscountTerms;
import org.kamsuite.contracts.erp.DisputeOutcome;
import org.kamsuite.contracts.erp.DisputeReason;
import org.kamsuite.contracts.erp.DisputeResolved;
import org.kamsuite.contracts.erp.Instalment;
import org.kamsuite.contracts.erp.InvoiceDisputed;
import org.kamsuite.contracts.erp.InvoiceIssued;
import org.kamsuite.contracts.erp.InvoiceLine;
import org.kamsuite.contracts.erp.OrderLine;
import org.kamsuite.contracts.erp.PaymentAllocated;
import org.kamsuite.contracts.erp.PaymentReceived;
import org.kamsuite.contracts.erp.PaymentReversed;
import org.kamsuite.contracts.erp.PaymentUnallocated;
import org.kamsuite.contracts.erp.PromiseToPayMade;
import org.kamsuite.contracts.erp.ReturnLine;
import org.kamsuite.contracts.erp.ReturnReceived;
import org.kamsuite.contracts.erp.ReturnRequested;
import org.kamsuite.contracts.erp.ReturnSettled;
import org.kamsuite.contracts.erp.WriteOffPosted;

/// Invoices of one customer and how they are settled: payments, discounts, credit notes, disputes, returns, promises,
/// write-offs. An invoice is never settled by more than it is worth.
final class Settlement {

    static final BigDecimal DISCOUNT_PERCENT = new BigDecimal("2");
    static final int DISCOUNT_DAYS = 10;

    private static final BigDecimal HUNDRED = new BigDecimal(100);
    /// Domestic sales are taxed; exports and deliveries within the customs union are not.
    private static final Map<String, BigDecimal> TAX = Map.of("DE", new BigDecimal("0.19"));

    private static final BigDecimal INSTALMENTS_FROM = new BigDecimal(15_000);
    /// What is not worth a reminder.
    private static final BigDecimal TRIFLE = new BigDecimal(150);

    private static final List<DisputeReason> USUAL_REASONS =
            List.of(DisputeReason.QTY, DisputeReason.PRI, DisputeReason.DEL, DisputeReason.REF, DisputeReason.QUA);

    private final World world;
    private final World.Customer customer;
    private final History history;
    /// What is going to be paid when. Grows while it is paid: what was paid short is paid later.
    private final TreeMap<LocalDate, List<AllocationLine>> due = new TreeMap<>();

    Settlement(World world, World.Customer customer, History history) {
        this.world = world;
        this.customer = customer;
        this.history = history;
    }

    /// Issues the invoice of an order and plans everything that follows from it.
    ///
    /// @param rejected the part of a line that the customer did not accept, or null
    void invoice(
            String number,
            String orderNumber,
            List<OrderLine> lines,
            LocalDate issued,
            OrderLine rejected,
            LocalDate delivered) {
        Dice dice = dice("invoice", number);
        String invoiceNumber = "INV-" + number;
        List<InvoiceLine> invoiceLines = lines.stream()
                .map(line -> new InvoiceLine(
                        line.line(),
                        line.line(),
                        line.sku(),
                        line.category(),
                        line.quantity(),
                        line.unitPrice(),
                        line.quantity().multiply(line.unitPrice()),
                        line.unitCost()))
                .toList();
        BigDecimal net = invoiceLines.stream().map(InvoiceLine::netAmount).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal tax = tax(net);
        BigDecimal payable = net.add(tax);
        LocalDate dueDate = issued.plusDays(customer.netDays());
        boolean inTwo = customer.habit() == World.Habit.INSTALMENTS && payable.compareTo(INSTALMENTS_FROM) > 0;
        BigDecimal half = payable.divide(BigDecimal.TWO, 2, RoundingMode.DOWN);
        LocalDate secondDue = dueDate.plusDays(30);
        history.tell(
                at(issued, 17),
                new InvoiceIssued(
                        customer.ref(),
                        0,
                        invoiceNumber,
                        List.of(orderNumber),
                        issued,
                        inTwo ? null : dueDate,
                        inTwo
                                ? List.of(
                                        new Instalment(dueDate, half),
                                        new Instalment(secondDue, payable.subtract(half)))
                                : List.of(),
                        customer.currency(),
                        net,
                        tax,
                        null,
                        payable,
                        customer.habit() == World.Habit.DISCOUNT
                                ? new DiscountTerms(DISCOUNT_PERCENT, DISCOUNT_DAYS)
                                : null,
                        invoiceLines));
        Plan plan = new Plan(number, invoiceNumber, payable, issued, dice);
        if (inTwo) {
            plan.pay(half, paymentDay(dueDate, dice), false);
            plan.pay(payable.subtract(half), paymentDay(secondDue, dice), false);
            return;
        }
        LocalDate paid = paymentDay(dueDate, dice);
        boolean early = customer.habit() == World.Habit.DISCOUNT && dice.chance(0.7);
        boolean disputed = dice.chance(disputeShare(issued));
        boolean returned = dice.chance(0.015) && customer.story() != Story.STAR;
        if (rejected != null) {
            plan.credit(rejected, World.workday(delivered.plusDays(dice.between(4, 8))), "Rejected on receipt");
        } else if (returned) {
            plan.sendBack(lines.getLast(), orderNumber, delivered);
        }
        if (disputed) {
            plan.dispute(paid);
        } else if (early && issued.plusDays(DISCOUNT_DAYS - 2).isAfter(issued) && plan.isUntouched()) {
            plan.pay(payable, World.workdayBefore(issued.plusDays(DISCOUNT_DAYS - 1)), true);
        } else {
            plan.promise(dueDate, paid);
            plan.pay(plan.rest, paid, false);
        }
    }

    /// What is still to be settled of one invoice, while it is being planned.
    private final class Plan {
        private final String number;
        private final String invoiceNumber;
        private final BigDecimal payable;
        private final LocalDate issued;
        private final Dice dice;
        private BigDecimal rest;

        Plan(String number, String invoiceNumber, BigDecimal payable, LocalDate issued, Dice dice) {
            this.number = number;
            this.invoiceNumber = invoiceNumber;
            this.payable = payable;
            this.issued = issued;
            this.dice = dice;
            this.rest = payable;
        }

        boolean isUntouched() {
            return rest.compareTo(payable) == 0;
        }

        void pay(BigDecimal amount, LocalDate day, boolean withDiscount) {
            if (amount.signum() <= 0) {
                return;
            }
            BigDecimal discount = withDiscount ? percent(amount, DISCOUNT_PERCENT) : null;
            BigDecimal cash = withDiscount ? amount.subtract(discount) : amount;
            due.computeIfAbsent(day, _ -> new ArrayList<>()).add(new AllocationLine(invoiceNumber, cash, discount));
            rest = rest.subtract(amount);
        }

        void credit(OrderLine part, LocalDate day, String reason) {
            BigDecimal net = part.quantity().multiply(part.unitPrice());
            creditNote("CN-" + number, net, tax(net), day, reason);
        }

        void sendBack(OrderLine line, String orderNumber, LocalDate delivered) {
            BigDecimal quantity = line.quantity().divide(new BigDecimal(5), 0, RoundingMode.UP);
            String returnNumber = "RMA-" + number;
            List<ReturnLine> lines = List.of(new ReturnLine(line.sku(), quantity, "Ordered too many"));
            Instant requested = at(World.workday(delivered.plusDays(dice.between(2, 4))), 9);
            Instant back = at(World.workday(delivered.plusDays(dice.between(7, 10))), 11);
            LocalDate settled = World.workday(delivered.plusDays(dice.between(12, 14)));
            history.tell(
                    requested, new ReturnRequested(customer.ref(), 0, returnNumber, orderNumber, requested, lines));
            history.tell(back, new ReturnReceived(customer.ref(), 0, returnNumber, orderNumber, back, lines));
            history.tell(
                    at(settled, 12),
                    new ReturnSettled(
                            customer.ref(), 0, returnNumber, orderNumber, at(settled, 12), lines, "CN-" + number));
            BigDecimal net = quantity.multiply(line.unitPrice());
            creditNote("CN-" + number, net, tax(net), settled, "Goods returned");
        }

        /// The customer holds back what he disputes and pays the rest as usual.
        void dispute(LocalDate usualDay) {
            boolean price = customer.story() == Story.DISPUTING;
            DisputeReason reason = price ? DisputeReason.PRI : dice.pick(USUAL_REASONS);
            // The price rise, seen from the price after it.
            BigDecimal share = price
                    ? BigDecimal.valueOf(Story.PRICE_RISE / (1 + Story.PRICE_RISE))
                    : BigDecimal.valueOf(dice.between(4, 15), 2);
            BigDecimal amount = rest.multiply(share).setScale(2, RoundingMode.HALF_UP);
            LocalDate raised = World.workday(issued.plusDays(dice.between(5, 15)));
            int needed = price ? dice.between(35, 110) : dice.between(12, 40);
            LocalDate settled = World.workday(raised.plusDays(needed));
            DisputeOutcome outcome =
                    dice.pick(List.of(DisputeOutcome.ACCEPTED, DisputeOutcome.PARTLY, DisputeOutcome.REJECTED));
            BigDecimal credited = switch (outcome) {
                case ACCEPTED -> amount;
                case PARTLY -> amount.divide(BigDecimal.TWO, 2, RoundingMode.DOWN);
                case REJECTED, WITHDRAWN -> BigDecimal.ZERO;
            };
            String disputeNumber = "DSP-" + number;
            history.tell(
                    at(raised, 10),
                    new InvoiceDisputed(
                            customer.ref(), 0, disputeNumber, invoiceNumber, at(raised, 10), amount, reason));
            history.tell(
                    at(settled, 10),
                    new DisputeResolved(
                            customer.ref(),
                            0,
                            disputeNumber,
                            invoiceNumber,
                            at(settled, 10),
                            amount,
                            reason,
                            outcome,
                            credited));
            if (credited.signum() > 0) {
                BigDecimal net = withoutTax(credited);
                creditNote(
                        "CN-" + number + "-D", net, credited.subtract(net), settled, "Dispute " + reason + " settled");
            }
            BigDecimal held = amount.subtract(credited);
            pay(rest.subtract(held), usualDay, false);
            pay(held, paymentDay(settled.plusDays(10), dice), false);
        }

        /// Who pays very late promises first, and does not keep it.
        void promise(LocalDate dueDate, LocalDate paid) {
            if (paid.isBefore(dueDate.plusDays(20)) || rest.signum() <= 0) {
                return;
            }
            Instant at = at(World.workday(dueDate.plusDays(12)), 14);
            history.tell(
                    at,
                    new PromiseToPayMade(
                            customer.ref(),
                            0,
                            "PTP-" + number,
                            List.of(invoiceNumber),
                            rest,
                            World.workday(dueDate.plusDays(19)),
                            at));
        }

        private void creditNote(String creditNote, BigDecimal net, BigDecimal tax, LocalDate day, String reason) {
            BigDecimal gross = net.add(tax);
            history.tell(
                    at(day, 15),
                    new CreditNoteIssued(
                            customer.ref(),
                            0,
                            creditNote,
                            day,
                            customer.currency(),
                            net,
                            tax,
                            gross,
                            List.of(new CreditedInvoice(invoiceNumber, gross)),
                            reason));
            rest = rest.subtract(gross);
        }
    }

    /// Pays on each day what is due on it, in one payment, as customers do.
    void payEverything() {
        while (!due.isEmpty()) {
            Map.Entry<LocalDate, List<AllocationLine>> entry = due.pollFirstEntry();
            if (entry.getKey().isBefore(history.today())) {
                pay(entry.getKey(), entry.getValue());
            }
        }
    }

    private void pay(LocalDate day, List<AllocationLine> planned) {
        String stamp = customer.ref().number() + "-" + day.toString().replace("-", "");
        String paymentNumber = "PAY-" + stamp;
        Dice dice = dice("payment", stamp);
        List<AllocationLine> lines = new ArrayList<>(planned);
        boolean proper = customer.story() == Story.STAR;
        boolean shortPaid = dice.chance(0.025) && !proper;
        boolean withoutAdvice = dice.chance(0.02) && !proper;
        boolean misplaced = dice.chance(0.008) && !proper;
        boolean bounced = dice.chance(0.006) && !proper;
        if (shortPaid && lines.getLast().discountTaken() == null) {
            shortPay(stamp, day, lines, dice);
        }
        BigDecimal amount = lines.stream().map(AllocationLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        // A discount is told where the money is allocated, so a payment that takes one always comes with its advice.
        boolean plain = lines.stream().allMatch(line -> line.discountTaken() == null);
        boolean silent = withoutAdvice && plain;
        history.tell(
                at(day, 8),
                new PaymentReceived(
                        customer.ref(),
                        0,
                        paymentNumber,
                        day,
                        amount,
                        customer.currency(),
                        silent ? List.of() : lines));
        if (silent) {
            LocalDate allocated = World.workday(day.plusDays(dice.between(1, 6)));
            for (int n = 0; n < lines.size(); n++) {
                allocate("ALC-" + stamp + "-" + (n + 1), paymentNumber, lines.get(n), allocated);
            }
        } else if (misplaced && plain) {
            AllocationLine line = lines.getFirst();
            LocalDate undone = World.workday(day.plusDays(3));
            history.tell(
                    at(undone, 11),
                    new PaymentUnallocated(
                            customer.ref(),
                            0,
                            "UAL-" + stamp,
                            paymentNumber,
                            null,
                            line.invoiceNumber(),
                            line.amount(),
                            undone));
            allocate("ALC-" + stamp, paymentNumber, line, World.workday(undone.plusDays(2)));
        } else if (bounced && plain) {
            LocalDate reversed = World.workday(day.plusDays(dice.between(2, 4)));
            history.tell(
                    at(reversed, 8),
                    new PaymentReversed(customer.ref(), 0, paymentNumber, reversed, "Direct debit returned"));
            due.computeIfAbsent(World.workday(day.plusDays(14)), _ -> new ArrayList<>())
                    .addAll(lines);
        }
    }

    /// Pays less than the last invoice asks for; the rest follows, or is written off when it is a trifle.
    private void shortPay(String stamp, LocalDate day, List<AllocationLine> lines, Dice dice) {
        AllocationLine last = lines.removeLast();
        boolean trifle = dice.chance(0.4);
        BigDecimal missing = trifle
                ? BigDecimal.valueOf(dice.between(2_000, TRIFLE.intValue() * 100), 2)
                : last.amount()
                        .multiply(BigDecimal.valueOf(dice.between(5, 20), 2))
                        .setScale(2, RoundingMode.HALF_UP);
        if (missing.signum() <= 0 || missing.compareTo(last.amount()) >= 0) {
            lines.add(last);
            return;
        }
        lines.add(new AllocationLine(last.invoiceNumber(), last.amount().subtract(missing), null));
        if (trifle) {
            LocalDate writtenOff = World.workday(day.plusDays(60));
            history.tell(
                    at(writtenOff, 16),
                    new WriteOffPosted(
                            customer.ref(),
                            0,
                            "WO-" + stamp,
                            last.invoiceNumber(),
                            at(writtenOff, 16),
                            missing,
                            "Small difference"));
        } else {
            due.computeIfAbsent(payday(day.plusDays(dice.between(28, 50))), _ -> new ArrayList<>())
                    .add(new AllocationLine(last.invoiceNumber(), missing, null));
        }
    }

    private void allocate(String number, String paymentNumber, AllocationLine line, LocalDate day) {
        history.tell(
                at(day, 12),
                new PaymentAllocated(
                        customer.ref(), 0, number, paymentNumber, null, line.invoiceNumber(), line.amount(), day));
    }

    /// When something that is due on that day is paid.
    private LocalDate paymentDay(LocalDate dueDate, Dice dice) {
        double late = customer.daysLate() + dice.around(0, 3);
        if (customer.story() == Story.DRIFTING) {
            late += Math.max(0, world.month(dueDate) - Story.DRIFT_FROM) * Story.DRIFT_DAYS_PER_MONTH;
        }
        if (dice.chance(0.04) && customer.story() != Story.STAR) {
            // Forgotten until the reminder.
            late += dice.between(10, 30);
        }
        // The last run before it is really late, half a week earlier in the mean than the next one.
        return payday(dueDate.plusDays(Math.round(late) - 6));
    }

    /// Customers pay in a weekly run.
    private LocalDate payday(LocalDate day) {
        DayOfWeek run = customer.ref().number().hashCode() % 2 == 0 ? DayOfWeek.TUESDAY : DayOfWeek.THURSDAY;
        return day.with(TemporalAdjusters.nextOrSame(run));
    }

    private double disputeShare(LocalDate issued) {
        return switch (customer.story()) {
            case DISPUTING ->
                world.month(issued) >= Story.PRICES_RISE_FROM ? Story.DISPUTED_SHARE : Story.USUAL_DISPUTES;
            case STAR -> 0;
            case NONE, DOMINANT, DRIFTING, SLIPPING, SINGLE, SEASONAL, QUIET -> Story.USUAL_DISPUTES;
        };
    }

    private BigDecimal tax(BigDecimal net) {
        return net.multiply(rate()).setScale(2, RoundingMode.HALF_UP);
    }

    private BigDecimal withoutTax(BigDecimal gross) {
        return gross.divide(BigDecimal.ONE.add(rate()), 2, RoundingMode.HALF_UP);
    }

    private BigDecimal rate() {
        return TAX.getOrDefault(customer.country(), BigDecimal.ZERO);
    }

    private static BigDecimal percent(BigDecimal amount, BigDecimal percent) {
        return amount.multiply(percent).divide(HUNDRED, 2, RoundingMode.HALF_UP);
    }

    private Dice dice(String what, String name) {
        return Dice.of(world.seed(), customer.ref().key(), what, name);
    }

    private static Instant at(LocalDate day, int hour) {
        return day.atTime(hour, 0).toInstant(ZoneOffset.UTC);
    }
}
