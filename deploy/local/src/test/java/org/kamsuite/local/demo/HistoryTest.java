package org.kamsuite.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.erp.AllocationLine;
import org.kamsuite.contracts.erp.CreditNoteIssued;
import org.kamsuite.contracts.erp.CreditedInvoice;
import org.kamsuite.contracts.erp.CustomerRegistered;
import org.kamsuite.contracts.erp.DeliveryReceived;
import org.kamsuite.contracts.erp.DeliveryShipped;
import org.kamsuite.contracts.erp.DisputeReason;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.contracts.erp.InvoiceDisputed;
import org.kamsuite.contracts.erp.InvoiceIssued;
import org.kamsuite.contracts.erp.OrderChanged;
import org.kamsuite.contracts.erp.OrderPlaced;
import org.kamsuite.contracts.erp.PaymentAllocated;
import org.kamsuite.contracts.erp.PaymentReceived;
import org.kamsuite.contracts.erp.PaymentReversed;
import org.kamsuite.contracts.erp.PaymentUnallocated;
import org.kamsuite.contracts.erp.ShippedLine;
import org.kamsuite.contracts.erp.WriteOffPosted;

class HistoryTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 12);
    private static final World WORLD = World.of(World.USUAL_SEED, World.startFor(TODAY));
    private static final Map<CustomerRef, Story> STORIES =
            WORLD.customers().stream().collect(Collectors.toMap(World.Customer::ref, World.Customer::story));
    private static final List<DemoEvent> EVENTS = History.of(WORLD, TODAY);

    @Test
    void sameSeedAndDayGiveTheSameEvents() {
        assertThat(History.of(World.of(World.USUAL_SEED, World.startFor(TODAY)), TODAY))
                .isEqualTo(EVENTS);
        assertThat(Talks.of(WORLD, TODAY)).isEqualTo(Talks.of(WORLD, TODAY));
    }

    @Test
    void aLaterDayOnlyAddsEvents() {
        LocalDate later = TODAY.plusDays(40);
        Instant then = TODAY.atStartOfDay(ZoneOffset.UTC).toInstant();
        List<DemoEvent> longer = History.of(WORLD, later);
        assertThat(longer.stream().filter(event -> event.time().isBefore(then))).containsExactlyElementsOf(EVENTS);
        assertThat(longer).hasSizeGreaterThan(EVENTS.size() + 1000);

        Talks talks = Talks.of(WORLD, TODAY);
        Talks moreTalks = Talks.of(WORLD, later);
        assertThat(moreTalks.people()).isEqualTo(talks.people());
        assertThat(moreTalks.units()).isEqualTo(talks.units());
        assertThat(moreTalks.talks())
                .containsAll(talks.talks())
                .hasSizeGreaterThan(talks.talks().size());
    }

    @Test
    void anotherSeedIsAnotherCompanyInOtherSystems() {
        World other = World.of(99, World.startFor(TODAY));
        assertThat(other.customers())
                .allSatisfy(customer -> assertThat(customer.ref().system()).endsWith("-99"));
        Set<Object> ids = EVENTS.stream().map(DemoEvent::id).collect(Collectors.toSet());
        assertThat(History.of(other, TODAY)).noneMatch(event -> ids.contains(event.id()));
    }

    @Test
    void aDayBeforeTheHistoryBeginsIsRefusedInWords() {
        assertThatThrownBy(() -> History.of(WORLD, WORLD.start())).hasMessageContaining("begins on 2024-12-01");
    }

    @Test
    void everyEventFollowsTheContractAndTheWorldHasTheRightSize() {
        assertThat(EVENTS).hasSizeBetween(15_000, 45_000);
        assertThat(EVENTS.stream().map(DemoEvent::id)).doesNotHaveDuplicates();
        assertThat(EVENTS).allSatisfy(event -> {
            assertThat(event.time()).isBefore(TODAY.atStartOfDay(ZoneOffset.UTC).toInstant());
            assertThat(event.type().read(ContractJson.write(event.data()))).isEqualTo(event.data());
        });
        assertThat(EVENTS.stream().map(DemoEvent::type).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(EventType.all().stream()
                        .filter(type -> type.fromErp() && !type.superseded())
                        .toList());
    }

    @Test
    void groupsSpanCountriesAndBothSystems() {
        Set<CustomerRef> known = new HashSet<>();
        Set<String> systems = new HashSet<>();
        boolean spans = false;
        for (CustomerRegistered customer : of(CustomerRegistered.class)) {
            assertThat(customer.parent() == null || known.contains(customer.parent()) || isCustomer(customer.parent()))
                    .isTrue();
            known.add(customer.customer());
            systems.add(customer.customer().system());
            spans |= customer.parent() != null
                    && !customer.parent().system().equals(customer.customer().system());
        }
        assertThat(known).hasSize(WORLD.customers().size()).hasSizeBetween(55, 65);
        assertThat(systems).hasSize(2);
        assertThat(spans).isTrue();
    }

    @Test
    void noDocumentNumberIsUsedTwice() {
        assertThat(of(OrderPlaced.class).stream().map(ErpEvent::documentNumber)).doesNotHaveDuplicates();
        assertThat(of(InvoiceIssued.class).stream().map(ErpEvent::documentNumber))
                .doesNotHaveDuplicates();
        assertThat(of(PaymentReceived.class).stream().map(ErpEvent::documentNumber))
                .doesNotHaveDuplicates();
        assertThat(of(CreditNoteIssued.class).stream().map(ErpEvent::documentNumber))
                .doesNotHaveDuplicates();
        assertThat(of(PaymentAllocated.class).stream().map(ErpEvent::documentNumber))
                .doesNotHaveDuplicates();
        assertThat(of(DeliveryShipped.class).stream().map(ErpEvent::documentNumber))
                .doesNotHaveDuplicates();
        assertThat(of(InvoiceDisputed.class).stream().map(ErpEvent::documentNumber))
                .doesNotHaveDuplicates();
    }

    @Test
    void deliveriesNeverExceedTheirOrders() {
        Map<String, BigDecimal> ordered = new HashMap<>();
        of(OrderPlaced.class)
                .forEach(order -> order.lines()
                        .forEach(line -> ordered.put(order.orderNumber() + "/" + line.line(), line.quantity())));
        of(OrderChanged.class)
                .forEach(order -> order.lines()
                        .forEach(line -> ordered.put(order.orderNumber() + "/" + line.line(), line.quantity())));
        Map<String, BigDecimal> shipped = new HashMap<>();
        for (DeliveryShipped delivery : of(DeliveryShipped.class)) {
            for (ShippedLine line : delivery.lines()) {
                shipped.merge(delivery.orderNumber() + "/" + line.line(), line.quantity(), BigDecimal::add);
            }
        }
        assertThat(shipped).isNotEmpty();
        shipped.forEach((line, quantity) -> assertThat(quantity).as(line).isLessThanOrEqualTo(ordered.get(line)));
        Map<String, Instant> despatched = of(DeliveryShipped.class).stream()
                .collect(Collectors.toMap(DeliveryShipped::deliveryNumber, DeliveryShipped::shippedAt));
        assertThat(of(DeliveryReceived.class))
                .allSatisfy(receipt -> assertThat(receipt.deliveredAt())
                        .as(receipt.deliveryNumber())
                        .isAfter(despatched.get(receipt.deliveryNumber())));
    }

    @Test
    void noInvoiceIsSettledByMoreThanItIsWorth() {
        Map<String, BigDecimal> rest = new HashMap<>();
        of(InvoiceIssued.class).forEach(invoice -> rest.put(invoice.invoiceNumber(), invoice.payableAmount()));
        Map<String, PaymentReceived> payments = of(PaymentReceived.class).stream()
                .collect(Collectors.toMap(PaymentReceived::paymentNumber, payment -> payment));
        for (PaymentReceived payment : payments.values()) {
            BigDecimal allocated = BigDecimal.ZERO;
            for (AllocationLine line : payment.allocations()) {
                BigDecimal discount = line.discountTaken() == null ? BigDecimal.ZERO : line.discountTaken();
                allocated = allocated.add(line.amount());
                rest.merge(line.invoiceNumber(), line.amount().add(discount).negate(), BigDecimal::add);
            }
            assertThat(allocated).as(payment.paymentNumber()).isLessThanOrEqualTo(payment.amount());
        }
        of(PaymentAllocated.class)
                .forEach(a -> rest.merge(a.invoiceNumber(), a.amount().negate(), BigDecimal::add));
        of(PaymentUnallocated.class).forEach(a -> rest.merge(a.invoiceNumber(), a.amount(), BigDecimal::add));
        of(PaymentReversed.class)
                .forEach(reversal -> payments.get(reversal.paymentNumber())
                        .allocations()
                        .forEach(line -> rest.merge(line.invoiceNumber(), line.amount(), BigDecimal::add)));
        of(WriteOffPosted.class)
                .forEach(w -> rest.merge(w.invoiceNumber(), w.amount().negate(), BigDecimal::add));
        for (CreditNoteIssued credit : of(CreditNoteIssued.class)) {
            for (CreditedInvoice invoice : credit.invoices()) {
                rest.merge(invoice.invoiceNumber(), invoice.amount().negate(), BigDecimal::add);
            }
        }
        rest.forEach((invoice, amount) -> assertThat(amount).as(invoice).isGreaterThanOrEqualTo(BigDecimal.ZERO));
        assertThat(rest.values().stream().filter(amount -> amount.signum() == 0))
                .hasSizeGreaterThan(2000);
    }

    @Test
    void theDrifterPaysLaterAndLater() {
        double atFirst = meanDaysLate(Story.DRIFTING, 3, 6);
        double atLast = meanDaysLate(Story.DRIFTING, 15, 19);
        assertThat(atLast).isGreaterThan(20).isGreaterThan(3 * Math.max(atFirst, 1));
        assertThat(meanDaysLate(Story.NONE, 15, 19)).isLessThan(10);
        assertThat(meanDaysLate(Story.STAR, 3, 19)).isNegative();
    }

    @Test
    void deliveriesToTheSlippingCustomerSlipInTheLastQuarter() {
        assertThat(lateShare(Story.SLIPPING, 0, 14)).isLessThan(0.15);
        assertThat(lateShare(Story.SLIPPING, 15.6, 19)).isGreaterThan(0.35);
        assertThat(lateShare(Story.NONE, 15.6, 19)).isLessThan(0.15);
        assertThat(lateShare(Story.STAR, 0, 19)).isZero();
    }

    @Test
    void oneGroupMakesMoreThanAQuarterOfTheRevenueInEuro() {
        List<InvoiceIssued> euro = of(InvoiceIssued.class).stream()
                .filter(invoice -> invoice.currency().equals("EUR"))
                .filter(invoice -> invoice.issueDate().isAfter(TODAY.minusYears(1)))
                .toList();
        assertThat(net(euro, invoice -> story(invoice) == Story.DOMINANT) / net(euro, _ -> true))
                .isBetween(0.25, 0.45);
    }

    @Test
    void thePriceDisputesBeginAfterThePriceRise() {
        List<InvoiceDisputed> disputes = of(InvoiceDisputed.class).stream()
                .filter(dispute -> story(dispute) == Story.DISPUTING)
                .toList();
        Predicate<InvoiceDisputed> before =
                dispute -> WORLD.month(dispute.at().atZone(ZoneOffset.UTC).toLocalDate()) < Story.PRICES_RISE_FROM;
        assertThat(disputes.stream().filter(before)).hasSizeLessThan(5);
        assertThat(disputes.stream().filter(before.negate()))
                .hasSizeGreaterThan(10)
                .allMatch(dispute -> dispute.reason() == DisputeReason.PRI);
    }

    @Test
    void theQuietCustomerNeitherOrdersNorTalksAndTheSeasonalOneBuysInSpring() {
        LocalDate quiet = WORLD.start().plusDays((long) (Story.QUIET_FROM * 30.5) + 5);
        assertThat(of(OrderPlaced.class).stream()
                        .filter(order -> story(order) == Story.QUIET)
                        .map(order -> order.orderedAt().atZone(ZoneOffset.UTC).toLocalDate()))
                .isNotEmpty()
                .allMatch(day -> day.isBefore(quiet));
        List<OrderPlaced> seasonal = of(OrderPlaced.class).stream()
                .filter(order -> story(order) == Story.SEASONAL)
                .toList();
        long spring = seasonal.stream()
                .filter(order -> order.orderedAt().atZone(ZoneOffset.UTC).getMonthValue() >= 3
                        && order.orderedAt().atZone(ZoneOffset.UTC).getMonthValue() <= 5)
                .count();
        assertThat(spring).isGreaterThan(seasonal.size() / 2);
    }

    @Test
    void theImportantCustomerIsKnownThroughOnePersonOnly() {
        Talks talks = Talks.of(WORLD, TODAY);
        Set<CustomerRef> single = WORLD.customers().stream()
                .filter(customer -> customer.story() == Story.SINGLE)
                .map(World.Customer::ref)
                .collect(Collectors.toSet());
        Instant recently = TODAY.minusDays(90).atStartOfDay(ZoneOffset.UTC).toInstant();
        assertThat(talks.units().stream().filter(unit -> single.contains(unit.customer())))
                .allMatch(unit -> unit.members().size() == 6);
        assertThat(talks.talks().stream()
                        .filter(talk ->
                                single.contains(talk.customer()) && talk.at().isAfter(recently))
                        .map(Talks.Talk::contactId)
                        .distinct())
                .hasSize(1);
    }

    private static double meanDaysLate(Story story, double fromMonth, double toMonth) {
        Map<String, InvoiceIssued> invoices = of(InvoiceIssued.class).stream()
                .filter(invoice -> story(invoice) == story && invoice.dueDate() != null)
                .collect(Collectors.toMap(InvoiceIssued::invoiceNumber, invoice -> invoice));
        return of(PaymentReceived.class).stream()
                .filter(payment ->
                        WORLD.month(payment.valueDate()) >= fromMonth && WORLD.month(payment.valueDate()) < toMonth)
                .flatMap(payment -> payment.allocations().stream()
                        .filter(line -> invoices.containsKey(line.invoiceNumber()))
                        .map(line -> ChronoUnit.DAYS.between(
                                invoices.get(line.invoiceNumber()).dueDate(), payment.valueDate())))
                .mapToLong(Long::longValue)
                .average()
                .orElseThrow();
    }

    private static double lateShare(Story story, double fromMonth, double toMonth) {
        Map<String, LocalDate> requested = of(OrderPlaced.class).stream()
                .filter(order -> story(order) == story)
                .filter(order ->
                        WORLD.month(order.requestedDate()) >= fromMonth && WORLD.month(order.requestedDate()) < toMonth)
                .collect(Collectors.toMap(OrderPlaced::orderNumber, OrderPlaced::requestedDate));
        of(OrderChanged.class)
                .forEach(change -> requested.computeIfPresent(change.orderNumber(), (_, _) -> change.requestedDate()));
        List<DeliveryReceived> receipts = of(DeliveryReceived.class).stream()
                .filter(receipt -> requested.containsKey(receipt.orderNumber()))
                .toList();
        long late = receipts.stream()
                .filter(receipt -> receipt.deliveredAt()
                        .atZone(ZoneOffset.UTC)
                        .toLocalDate()
                        .isAfter(requested.get(receipt.orderNumber())))
                .count();
        assertThat(receipts).isNotEmpty();
        return (double) late / receipts.size();
    }

    private static double net(List<InvoiceIssued> invoices, Predicate<InvoiceIssued> wanted) {
        return invoices.stream()
                .filter(wanted)
                .map(InvoiceIssued::netAmount)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .doubleValue();
    }

    private static Story story(ErpEvent event) {
        return STORIES.get(event.customer());
    }

    private static boolean isCustomer(CustomerRef ref) {
        return STORIES.containsKey(ref);
    }

    private static <T extends ErpEvent> List<T> of(Class<T> type) {
        return EVENTS.stream()
                .map(DemoEvent::data)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
