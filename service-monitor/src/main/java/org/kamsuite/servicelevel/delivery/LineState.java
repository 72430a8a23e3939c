package org.kamsuite.servicelevel.delivery;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/// Where one ordered line stands, by all that is known of its order.
///
/// @param line its number in the order
/// @param ordered quantity by the last version of the order, in `unit`
/// @param requestedOn the day that the buyer wants: the first one named, moved only by the buyer's own changes
/// @param firstRequestedOn the first day named, whoever moved it later
/// @param firstPromisedOn the day of the first confirmation that names one
/// @param lastPromisedOn the day of the last confirmation that names one
/// @param accepted what the customer got and kept of the right article; despatched where nothing is received
/// @param deliveredOn the day on which `accepted` first reached `ordered`, else the day of the last delivery
/// @param inFull whether exactly `ordered` was accepted: too much is not in full
/// @param measuredAt null while nothing is delivered
/// @param failures what was wrong with it, or will be when its day passes without a delivery; one of a kind at most
public record LineState(
        String line,
        Standing standing,
        String sku,
        String unit,
        LocalDate orderedOn,
        BigDecimal ordered,
        LocalDate requestedOn,
        LocalDate firstRequestedOn,
        LocalDate firstPromisedOn,
        LocalDate lastPromisedOn,
        BigDecimal accepted,
        LocalDate deliveredOn,
        boolean inFull,
        MeasuredAt measuredAt,
        List<LineFailure> failures) {

    public LineState {
        failures = List.copyOf(failures);
    }

    /// Whether the line is still to be judged.
    public enum Standing {
        OPEN,
        /// Cancelled, or left out by a later version of the order.
        CANCELLED,
        /// The seller's last confirmation refuses it.
        REFUSED
    }
}
