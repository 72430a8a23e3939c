package org.kamsuite.receivables;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.erp.DeliveryShipped;
import org.kamsuite.contracts.erp.InvoiceIssued;
import org.kamsuite.contracts.erp.InvoiceLine;
import org.kamsuite.contracts.erp.OrderLine;
import org.kamsuite.contracts.erp.OrderPlaced;
import org.kamsuite.contracts.erp.ShippedLine;

/// Orders of one piece each, and what follows from them, as an ERP would send them.
public record Orders(CustomerRef customer, String currency) {

    public OrderPlaced placed(String number, String value, LocalDate requestedOn) {
        return placed(number, value, requestedOn, 0);
    }

    public OrderPlaced placed(String number, String value, LocalDate requestedOn, int revision) {
        return new OrderPlaced(
                customer,
                revision,
                customer.number() + "-" + number,
                Instant.parse("2026-03-02T08:00:00Z"),
                currency,
                null,
                requestedOn,
                null,
                List.of(new OrderLine("1", "A-1", null, BigDecimal.ONE, "EA", new BigDecimal(value), null, null)));
    }

    public DeliveryShipped shipped(String number, String order) {
        return new DeliveryShipped(
                customer,
                0,
                customer.number() + "-" + number,
                customer.number() + "-" + order,
                Instant.parse("2026-03-05T08:00:00Z"),
                null,
                null,
                List.of(new ShippedLine("1", BigDecimal.ONE, null)));
    }

    public InvoiceIssued invoiced(String number, String order, String value, LocalDate issued, LocalDate due) {
        BigDecimal amount = new BigDecimal(value);
        return new InvoiceIssued(
                customer,
                0,
                customer.number() + "-" + number,
                List.of(customer.number() + "-" + order),
                issued,
                due,
                List.of(),
                currency,
                amount,
                BigDecimal.ZERO,
                null,
                amount,
                null,
                List.of(new InvoiceLine("1", "1", "A-1", null, BigDecimal.ONE, amount, amount, null)));
    }
}
