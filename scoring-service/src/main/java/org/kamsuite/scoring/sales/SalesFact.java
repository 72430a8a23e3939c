package org.kamsuite.scoring.sales;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// One revision of a sales document, as it was told. The JSON names are the columns of `sales_fact`.
///
/// @param contentHash tells two documents under one number and revision apart
/// @param effectiveOn the day on which it counts
/// @param happenedAt when an order was changed or cancelled; null for other kinds
/// @param minorDigits decimals of the currency
/// @param netAmount without tax; null if a credit note did not tell it
/// @param costedAmount the part of `netAmount` whose lines told their cost
/// @param cost the cost of that part, in `currency`
/// @param lines line numbers of an order, or the cancelled ones of a cancellation (none: the whole order)
/// @param credited the invoices that a credit note refers to
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record SalesFact(
        String system,
        Kind kind,
        String number,
        int revision,
        String contentHash,
        long customerId,
        LocalDate effectiveOn,
        Instant happenedAt,
        Instant recordedAt,
        String currency,
        Integer minorDigits,
        BigDecimal netAmount,
        BigDecimal taxAmount,
        BigDecimal payableAmount,
        BigDecimal costedAmount,
        BigDecimal cost,
        List<String> lines,
        List<Credited> credited) {

    public enum Kind {
        INVOICE,
        CREDIT_NOTE,
        ORDER,
        ORDER_CHANGE,
        ORDER_CANCELLATION;

        /// The document whose state it tells.
        Kind document() {
            return switch (this) {
                case INVOICE -> INVOICE;
                case CREDIT_NOTE -> CREDIT_NOTE;
                case ORDER, ORDER_CHANGE, ORDER_CANCELLATION -> ORDER;
            };
        }
    }

    /// @param amount the part of the credit note that is for this invoice; null if not told
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Credited(String invoiceNumber, BigDecimal amount) {}

    /// What makes two facts the same revision of the same document.
    public record Key(String system, Kind kind, String number, int revision) {}

    public Key key() {
        return new Key(system, kind, number, revision);
    }
}
