package org.kamsuite.contracts.erp;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.kamsuite.contracts.Check;

/// One line of an order.
///
/// @param line line number, unique in the order
/// @param sku article number
/// @param category (optional) article category
/// @param quantity ordered quantity in `unit`, greater than 0
/// @param unit unit of the quantity (UN/ECE Recommendation 20 code where there is one)
/// @param unitPrice price of one unit in the currency of the order, without tax
/// @param unitCost (optional) cost of one unit in the currency of the order
/// @param requestedDate (optional) day on which the buyer wants this line
public record OrderLine(
        String line,
        String sku,
        String category,
        BigDecimal quantity,
        String unit,
        BigDecimal unitPrice,
        BigDecimal unitCost,
        LocalDate requestedDate) {
    public OrderLine {
        Check.code("line", line);
        Check.code("sku", sku);
        Check.optionalName("category", category);
        Check.positiveAmount("quantity", quantity);
        Check.code("unit", unit);
        Check.price("unitPrice", unitPrice);
        Check.optionalPrice("unitCost", unitCost);
        Check.optionalDate("requestedDate", requestedDate);
    }
}
