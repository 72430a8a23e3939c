package org.kamsuite.bench;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.AccountRegistered;
import org.kamsuite.contracts.account.AccountState;
import org.kamsuite.contracts.erp.AllocationLine;
import org.kamsuite.contracts.erp.CustomerRegistered;
import org.kamsuite.contracts.erp.DeliveryReceived;
import org.kamsuite.contracts.erp.DeliveryShipped;
import org.kamsuite.contracts.erp.InquiryKind;
import org.kamsuite.contracts.erp.InquiryOpened;
import org.kamsuite.contracts.erp.InquiryPriority;
import org.kamsuite.contracts.erp.InquiryResolved;
import org.kamsuite.contracts.erp.InquiryResponded;
import org.kamsuite.contracts.erp.InvoiceIssued;
import org.kamsuite.contracts.erp.InvoiceLine;
import org.kamsuite.contracts.erp.OrderChannel;
import org.kamsuite.contracts.erp.OrderLine;
import org.kamsuite.contracts.erp.OrderPlaced;
import org.kamsuite.contracts.erp.PaymentReceived;
import org.kamsuite.contracts.erp.ReceivedLine;
import org.kamsuite.contracts.erp.ResponseBy;
import org.kamsuite.contracts.erp.ShippedLine;

/// The trade of made-up customers: each has the same number of documents of each kind, spread evenly over the last
/// 540 days; most invoices are paid 20 to 60 days after their issue, one in fifty never.
///
/// @param today the last day
/// @param perAccount documents of each kind an account has
record Books(Chance chance, LocalDate today, int perAccount) {

    static final String SYSTEM = "bench";
    static final String CURRENCY = "EUR";
    private static final int DAYS = 540;
    private static final BigDecimal TAX = new BigDecimal("0.19");

    // One place of chance for each kind of document.
    private static final int ACCOUNT = 1;
    private static final int CUSTOMER = 2;
    private static final int INVOICE = 3;
    private static final int PAYMENT = 4;
    private static final int ORDER = 5;
    private static final int SHIPPED = 6;
    private static final int RECEIVED = 7;
    private static final int INQUIRY = 8;

    static CustomerRef customer(int account) {
        return new CustomerRef(SYSTEM, "C%07d".formatted(account));
    }

    /// The account of that customer where no account-service gives it one.
    UUID accountId(int account) {
        return chance.id(ACCOUNT, account);
    }

    Event account(int account) {
        return Event.of(
                chance.id(ACCOUNT, account, 1),
                new AccountRegistered(new AccountState(
                        accountId(account),
                        1,
                        "Customer " + account,
                        AccountKind.CUSTOMER,
                        AccountClass.REGULAR,
                        null,
                        CURRENCY,
                        "DE",
                        null,
                        null,
                        null,
                        List.of(customer(account)),
                        List.of(),
                        List.of(),
                        null,
                        null)));
    }

    Event registration(int account) {
        return Event.of(
                chance.id(CUSTOMER, account),
                new CustomerRegistered(
                        customer(account),
                        0,
                        "Customer " + account,
                        null,
                        null,
                        "DE",
                        null,
                        CURRENCY,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    /// Invoices and payments of the accounts from `first` to before `end`, in the order of their days.
    void invoicesAndPayments(int first, int end, Consumer<Event> to) {
        // A payment comes at least 60 days after its invoice was sent.
        int behind = 60 * perAccount / DAYS + 1;
        for (int round = 0; round < perAccount + behind; round++) {
            for (int account = first; account < end; account++) {
                if (round < perAccount) {
                    to.accept(invoice(account, round, 0));
                }
                if (round >= behind && isPaid(account, round - behind)) {
                    to.accept(payment(account, round - behind));
                }
            }
        }
    }

    /// Invoices that nobody pays.
    void invoices(int first, int end, Consumer<Event> to) {
        for (int round = 0; round < perAccount; round++) {
            for (int account = first; account < end; account++) {
                to.accept(invoice(account, round, 0));
            }
        }
    }

    /// Orders and invoices, in the order of their days.
    void ordersAndInvoices(int first, int end, Consumer<Event> to) {
        for (int round = 0; round < perAccount; round++) {
            for (int account = first; account < end; account++) {
                to.accept(order(account, round));
                to.accept(invoice(account, round, 0));
            }
        }
    }

    /// Orders, their deliveries (shipped, received) and an inquiry for every fourth order with its answer and its
    /// end, in the order of their days.
    void ordersDeliveriesAndInquiries(int first, int end, Consumer<Event> to) {
        for (int round = 0; round < perAccount; round++) {
            for (int account = first; account < end; account++) {
                to.accept(order(account, round));
                to.accept(shipped(account, round));
                to.accept(received(account, round));
                if (round % 4 == 0) {
                    inquiry(account, round, to);
                }
            }
        }
    }

    /// Everything that the suite reads of a customer's trade.
    void trade(int first, int end, Consumer<Event> to) {
        ordersDeliveriesAndInquiries(first, end, to);
        invoicesAndPayments(first, end, to);
    }

    // Documents beyond the usual number are of today.
    private LocalDate day(int number) {
        return today.minusDays(DAYS).plusDays((long) DAYS * Math.min(number, perAccount) / perAccount);
    }

    private BigDecimal net(int account, int number) {
        return BigDecimal.valueOf(chance.between(10_000, 999_999, INVOICE, account, number), 2);
    }

    private static BigDecimal gross(BigDecimal net) {
        return net.add(tax(net));
    }

    private static BigDecimal tax(BigDecimal net) {
        return net.multiply(TAX).setScale(2, java.math.RoundingMode.HALF_EVEN);
    }

    private static String code(String prefix, int account, int number) {
        return prefix + "-" + account + "-" + number;
    }

    /// @param revision a higher one has another amount
    Event invoice(int account, int number, int revision) {
        BigDecimal net = net(account, number).add(BigDecimal.valueOf(revision));
        BigDecimal first = net.divide(BigDecimal.TWO, 2, java.math.RoundingMode.DOWN);
        LocalDate issued = day(number);
        return Event.of(
                chance.id(INVOICE, account, number, revision),
                new InvoiceIssued(
                        customer(account),
                        revision,
                        code("INV", account, number),
                        List.of(code("SO", account, number)),
                        issued,
                        issued.plusDays(30),
                        List.of(),
                        CURRENCY,
                        net,
                        tax(net),
                        null,
                        gross(net),
                        null,
                        List.of(line("1", "A-100", first), line("2", "B-200", net.subtract(first)))));
    }

    private static InvoiceLine line(String line, String sku, BigDecimal net) {
        return new InvoiceLine(line, line, sku, "Parts", BigDecimal.ONE, net, net, null);
    }

    private LocalDate paidOn(int account, int number) {
        return day(number).plusDays(chance.between(20, 60, PAYMENT, account, number, 1));
    }

    boolean isPaid(int account, int number) {
        return !paidOn(account, number).isAfter(today) && chance.between(1, 50, PAYMENT, account, number, 2) > 1;
    }

    private Event payment(int account, int number) {
        BigDecimal amount = gross(net(account, number));
        return Event.of(
                chance.id(PAYMENT, account, number),
                new PaymentReceived(
                        customer(account),
                        0,
                        code("PAY", account, number),
                        paidOn(account, number),
                        amount,
                        CURRENCY,
                        List.of(new AllocationLine(code("INV", account, number), amount, null))));
    }

    private Event order(int account, int number) {
        LocalDate day = day(number);
        BigDecimal price = net(account, number).divide(BigDecimal.TEN, 4, java.math.RoundingMode.DOWN);
        return Event.of(
                chance.id(ORDER, account, number),
                new OrderPlaced(
                        customer(account),
                        0,
                        code("SO", account, number),
                        day.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC),
                        CURRENCY,
                        OrderChannel.EDI,
                        day.plusDays(7),
                        null,
                        List.of(
                                new OrderLine("1", "A-100", "Parts", BigDecimal.TEN, "C62", price, price, null),
                                new OrderLine("2", "B-200", "Parts", BigDecimal.ONE, "C62", price, null, null))));
    }

    private Event shipped(int account, int number) {
        return Event.of(
                chance.id(SHIPPED, account, number),
                new DeliveryShipped(
                        customer(account),
                        0,
                        code("DN", account, number),
                        code("SO", account, number),
                        day(number).plusDays(3).atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC),
                        day(number).plusDays(6),
                        "Carrier",
                        List.of(
                                new ShippedLine("1", BigDecimal.TEN, null),
                                new ShippedLine("2", BigDecimal.ONE, null))));
    }

    private Event received(int account, int number) {
        int late = chance.between(1, 10, RECEIVED, account, number) == 1 ? 9 : 6;
        return Event.of(
                chance.id(RECEIVED, account, number, 1),
                new DeliveryReceived(
                        customer(account),
                        0,
                        code("DN", account, number),
                        code("SO", account, number),
                        day(number).plusDays(late).atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC),
                        List.of(
                                new ReceivedLine("1", BigDecimal.TEN, null, null, null),
                                new ReceivedLine("2", BigDecimal.ONE, null, null, null))));
    }

    private void inquiry(int account, int number, Consumer<Event> to) {
        var opened = day(number).atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
        String code = code("INQ", account, number);
        to.accept(Event.of(
                chance.id(INQUIRY, account, number, 1),
                new InquiryOpened(
                        customer(account),
                        0,
                        code,
                        opened,
                        InquiryKind.INQUIRY,
                        "email",
                        null,
                        InquiryPriority.NORMAL,
                        code("SO", account, number),
                        null)));
        to.accept(Event.of(
                chance.id(INQUIRY, account, number, 2),
                new InquiryResponded(
                        customer(account),
                        0,
                        code,
                        opened.plusSeconds(chance.between(600, 90_000, INQUIRY, account, number)),
                        ResponseBy.AGENT,
                        true)));
        to.accept(Event.of(
                chance.id(INQUIRY, account, number, 3),
                new InquiryResolved(customer(account), 0, code, opened.plusSeconds(200_000), true)));
    }
}
