package org.kamsuite.scoring;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.AccountRegistered;
import org.kamsuite.contracts.account.AccountState;
import org.kamsuite.contracts.account.ParentRef;
import org.kamsuite.contracts.account.ParentType;
import org.kamsuite.contracts.erp.CancelledLine;
import org.kamsuite.contracts.erp.CreditNoteIssued;
import org.kamsuite.contracts.erp.CreditedInvoice;
import org.kamsuite.contracts.erp.Initiator;
import org.kamsuite.contracts.erp.InvoiceIssued;
import org.kamsuite.contracts.erp.InvoiceLine;
import org.kamsuite.contracts.erp.OrderCancelled;
import org.kamsuite.contracts.erp.OrderChanged;
import org.kamsuite.contracts.erp.OrderLine;
import org.kamsuite.contracts.erp.OrderPlaced;

/// What an ERP would send, with the fields that matter to the tests.
public final class Documents {

    private Documents() {}

    public static CustomerRef customer(String number) {
        return new CustomerRef("test", number);
    }

    /// @param cost of the one line, or null
    public static InvoiceIssued invoice(
            CustomerRef customer,
            String number,
            int revision,
            String date,
            String currency,
            String net,
            String tax,
            String cost) {
        BigDecimal amount = new BigDecimal(net);
        LocalDate day = LocalDate.parse(date);
        return new InvoiceIssued(
                customer,
                revision,
                number,
                List.of(),
                day,
                day.plusDays(30),
                List.of(),
                currency,
                amount,
                new BigDecimal(tax),
                null,
                amount.add(new BigDecimal(tax)),
                null,
                List.of(new InvoiceLine(
                        "1",
                        null,
                        "A-100",
                        null,
                        BigDecimal.valueOf(amount.signum() < 0 ? -1 : 1),
                        amount.abs(),
                        amount,
                        cost == null ? null : new BigDecimal(cost))));
    }

    public static InvoiceIssued invoice(CustomerRef customer, String number, String date, String currency, String net) {
        return invoice(customer, number, 0, date, currency, net, "0", null);
    }

    public static CreditNoteIssued creditNote(
            CustomerRef customer, String number, String date, String currency, String payable, String... invoices) {
        return new CreditNoteIssued(
                customer,
                0,
                number,
                LocalDate.parse(date),
                currency,
                null,
                null,
                new BigDecimal(payable),
                Arrays.stream(invoices)
                        .map(invoice -> new CreditedInvoice(invoice, null))
                        .toList(),
                null);
    }

    public static OrderPlaced order(CustomerRef customer, String number, String date, String currency) {
        return new OrderPlaced(customer, 0, number, at(date), currency, null, null, null, lines("1", "2"));
    }

    public static OrderChanged changed(
            CustomerRef customer, String number, int revision, String date, String currency, String changedOn) {
        return new OrderChanged(
                customer,
                revision,
                number,
                at(date),
                currency,
                null,
                null,
                null,
                at(changedOn),
                Initiator.BUYER,
                lines("1", "2", "3"));
    }

    public static OrderCancelled cancelled(CustomerRef customer, String number, String date, String... lines) {
        return new OrderCancelled(
                customer,
                0,
                number,
                at(date),
                Initiator.BUYER,
                Arrays.stream(lines).map(CancelledLine::new).toList());
    }

    private static List<OrderLine> lines(String... lines) {
        return Arrays.stream(lines)
                .map(line -> new OrderLine(line, "A-100", null, BigDecimal.ONE, "C62", BigDecimal.TEN, null, null))
                .toList();
    }

    private static Instant at(String date) {
        return LocalDate.parse(date).atTime(10, 0).toInstant(ZoneOffset.UTC);
    }

    /// @param parent its legal parent, or null
    public static AccountRegistered account(UUID id, String name, String currency, UUID parent, CustomerRef... refs) {
        return account(id, 1, name, currency, parent, refs);
    }

    public static AccountRegistered account(
            UUID id, long version, String name, String currency, UUID parent, CustomerRef... refs) {
        return new AccountRegistered(new AccountState(
                id,
                version,
                name,
                AccountKind.CUSTOMER,
                AccountClass.REGULAR,
                null,
                currency,
                "DE",
                null,
                null,
                null,
                List.of(refs),
                parent == null ? List.of() : List.of(new ParentRef(ParentType.LEGAL, parent, null, null)),
                List.of(),
                null,
                null));
    }
}
