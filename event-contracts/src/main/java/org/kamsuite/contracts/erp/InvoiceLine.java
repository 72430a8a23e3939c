package org.kamsuite.contracts.erp;

import java.math.BigDecimal;
import org.kamsuite.contracts.Check;

/// One line of an invoice.
///
/// @param line line number, unique in the invoice
/// @param orderLine (optional) line number of the order
/// @param sku article number
/// @param category (optional) article category
/// @param quantity invoiced quantity; negative on a negative invoice
/// @param unitPrice price of one unit in the currency of the invoice, without tax
/// @param netAmount amount of the line without tax, in the currency of the invoice
/// @param unitCost (optional) cost of one unit in the currency of the invoice
public record InvoiceLine(
        String line,
        String orderLine,
        String sku,
        String category,
        BigDecimal quantity,
        BigDecimal unitPrice,
        BigDecimal netAmount,
        BigDecimal unitCost) {
    public InvoiceLine {
        Check.code("line", line);
        Check.optionalCode("orderLine", orderLine);
        Check.code("sku", sku);
        Check.optionalName("category", category);
        Check.amount("quantity", quantity);
        Check.price("unitPrice", unitPrice);
        Check.amount("netAmount", netAmount);
        Check.optionalPrice("unitCost", unitCost);
    }
}
