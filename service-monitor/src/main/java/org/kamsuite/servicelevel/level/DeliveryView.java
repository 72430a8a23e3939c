package org.kamsuite.servicelevel.level;

import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Delivery figures on the wire.
@Schema(
        name = "Delivery",
        description = "How ordered lines were delivered. A line belongs to the period of its target date (see basis); a"
                + " line without one belongs to the period of its order's date, counts in lines and orders, and is not"
                + " due. Rates are over the delivered due lines (grain=LINE) or orders (grain=ORDER): what is due and not"
                + " delivered by the period's end is overdue, which is unknown rather than late. Cancelled and refused"
                + " lines are left out.")
public record DeliveryView(
        @Schema(description = "Orders that have lines in the period.", examples = "42")
        long orders,

        @Schema(description = "Order lines in the period: due ones and ones without a date.", examples = "130")
        long lines,

        @Schema(description = "Lines whose target date is in the period.", examples = "128")
        long dueLines,

        @Schema(description = "Due lines delivered by the end of the period.", examples = "125")
        long deliveredLines,

        @Schema(description = "Delivered due lines that came after their target date.", examples = "9")
        long lateLines,

        @Schema(description = "Due lines not delivered by the end of the period.", examples = "3")
        long overdueLines,

        @Schema(description = "Lines that would be in the period but were cancelled, by whomever.", examples = "2")
        long cancelledLines,

        @Schema(
                description = "Lines that would be in the period but that the seller's confirmation refuses.",
                examples = "0")
        long refusedLines,

        @Schema(
                description = "Delivered on or before the target date / delivered; a number from 0 to 1. Absent when"
                        + " nothing due is delivered.",
                examples = "0.928")
        BigDecimal onTimeRate,

        @Schema(
                description = "Delivered on or before the target date / due: what is overdue counts as missed. Absent"
                        + " when nothing is due.",
                examples = "0.90625")
        BigDecimal onTimeRateOfDue,

        @Schema(
                description =
                        "Exactly the ordered quantity of the ordered article accepted / delivered. Too much is not"
                                + " in full.",
                examples = "0.96")
        BigDecimal inFullRate,

        @Schema(description = "On time and in full / delivered.", examples = "0.904")
        BigDecimal otifRate,

        DaysLate daysLate,

        LeadTime leadTimeDays,

        @Schema(description = "Orders with due lines.", examples = "41")
        long dueOrders,

        @Schema(description = "Orders with due lines delivered by the end of the period.", examples = "40")
        long deliveredOrders,

        @Schema(description = "Orders of which a delivered due line was late.", examples = "4")
        long lateOrders,

        @Schema(description = "(deliveredOrders - lateOrders) / deliveredOrders.", examples = "0.9")
        BigDecimal orderOnTimeRate,

        @Schema(
                description = "Share of the lines that have a target date on the basis asked for. What lowers it stands"
                        + " in reasons. Absent without lines.",
                examples = "0.984615")
        BigDecimal coverage,

        @Schema(description = "What is missing or was decided for want of data, in words.")
        List<String> reasons) {

    public DeliveryView {
        reasons = List.copyOf(reasons);
    }

    @Schema(name = "DaysLate", description = "Calendar days after the target date, of the late ones only.")
    public record DaysLate(
            @Schema(description = "Mean; absent when none is late.", examples = "3.5")
            BigDecimal mean,

            @Schema(description = "Greatest; absent when none is late.", examples = "12")
            Integer max) {}

    @Schema(name = "LeadTimeDays", description = "Calendar days from order to delivery, of the delivered due ones.")
    public record LeadTime(
            @Schema(description = "Median (nearest rank).", examples = "6")
            Integer p50,

            @Schema(description = "90th percentile (nearest rank).", examples = "14")
            Integer p90,

            @Schema(description = "Mean.", examples = "7.25")
            BigDecimal mean) {}
}
