package org.kamsuite.servicelevel.level;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The counts behind the figures of one account, one group or all of them; the rates follow from them.
///
/// @param owner null for a total
record Figures(UUID owner, String name, Lines lines, Units units, Orders orders, Responses responses) {

    /// Lines whose target is in the period, and lines without a target ordered in it; `cancelled` and `refused` ones
    /// are counted in nothing else.
    record Lines(
            long lines,
            long due,
            long delivered,
            long late,
            long overdue,
            long fallback,
            long atDespatch,
            long cancelled,
            long refused) {}

    /// Due lines or orders, by grain. Days late over the late ones, lead times over the delivered ones.
    record Units(
            long due,
            long delivered,
            long onTime,
            long inFull,
            long otif,
            long late,
            long daysLate,
            Integer mostDaysLate,
            Integer leadP50,
            Integer leadP90,
            long leadDays) {}

    record Orders(long orders, long due, long delivered, long late) {}

    /// Inquiries opened in the period; durations in microseconds.
    record Responses(
            long inquiries,
            long responded,
            long resolved,
            Long responseP50,
            Long responseP90,
            Long resolutionP50,
            Long resolutionP90,
            BigDecimal resolutionTotal) {}

    static final Figures NONE = new Figures(
            null,
            null,
            new Lines(0, 0, 0, 0, 0, 0, 0, 0, 0),
            new Units(0, 0, 0, 0, 0, 0, 0, null, null, null, 0),
            new Orders(0, 0, 0, 0),
            new Responses(0, 0, 0, null, null, null, null, BigDecimal.ZERO));

    private static final BigDecimal MICROS_OF_A_MINUTE = BigDecimal.valueOf(60_000_000);

    DeliveryView delivery(Question question) {
        return new DeliveryView(
                orders.orders(),
                lines.lines(),
                lines.due(),
                lines.delivered(),
                lines.late(),
                lines.overdue(),
                lines.cancelled(),
                lines.refused(),
                rate(units.onTime(), units.delivered()),
                rate(units.onTime(), units.due()),
                rate(units.inFull(), units.delivered()),
                rate(units.otif(), units.delivered()),
                new DeliveryView.DaysLate(rate(units.daysLate(), units.late()), units.mostDaysLate()),
                new DeliveryView.LeadTime(units.leadP50(), units.leadP90(), rate(units.leadDays(), units.delivered())),
                orders.due(),
                orders.delivered(),
                orders.late(),
                rate(orders.delivered() - orders.late(), orders.delivered()),
                rate(lines.due() - lines.fallback(), lines.lines()),
                deliveryReasons(question));
    }

    private List<String> deliveryReasons(Question question) {
        List<String> reasons = new ArrayList<>();
        String period = question.period().from() + " to " + question.period().to();
        if (lines.lines() == 0) {
            reasons.add("No order lines are due, or ordered without a date, from " + period + ": no rates.");
        } else if (lines.due() == 0) {
            reasons.add("No line has a date to be judged against: no rates.");
        } else if (lines.delivered() == 0) {
            reasons.add("None of the due lines was delivered by "
                    + question.period().to() + ": no rates.");
        }
        if (lines.lines() > lines.due() && lines.due() > 0) {
            reasons.add((lines.lines() - lines.due()) + " of " + lines.lines()
                    + " lines have no requested or promised date: they are in no rate.");
        }
        if (lines.fallback() > 0) {
            reasons.add(lines.fallback() + " of " + lines.due()
                    + " due lines have no promised date: judged by the requested date.");
        }
        if (lines.overdue() > 0) {
            reasons.add(lines.overdue() + " of " + lines.due() + " due lines were not delivered by "
                    + question.period().to() + ": overdue, in no rate but onTimeRateOfDue.");
        }
        if (lines.atDespatch() > 0) {
            reasons.add(lines.atDespatch() + " of " + lines.delivered()
                    + " delivered lines are measured at despatch: their orders have no receipt.");
        }
        return reasons;
    }

    ResponseView response() {
        return new ResponseView(
                responses.inquiries(),
                responses.responded(),
                responses.resolved(),
                responses.inquiries() - responses.resolved(),
                new ResponseView.FirstResponse(minutes(responses.responseP50()), minutes(responses.responseP90())),
                new ResponseView.Resolution(
                        minutes(responses.resolutionP50()),
                        minutes(responses.resolutionP90()),
                        quotient(
                                responses.resolutionTotal(),
                                MICROS_OF_A_MINUTE.multiply(BigDecimal.valueOf(responses.resolved())))),
                ResponseView.CALENDAR,
                responseReasons());
    }

    private List<String> responseReasons() {
        if (responses.inquiries() == 0) {
            return List.of("No inquiries were opened in the period.");
        }
        List<String> reasons = new ArrayList<>();
        if (responses.responded() < responses.inquiries()) {
            reasons.add((responses.inquiries() - responses.responded()) + " of " + responses.inquiries()
                    + " inquiries have no visible answer by an agent: not in firstResponseMinutes.");
        }
        if (responses.resolved() < responses.inquiries()) {
            reasons.add((responses.inquiries() - responses.resolved()) + " of " + responses.inquiries()
                    + " inquiries are not resolved: not in resolutionMinutes.");
        }
        return reasons;
    }

    private static BigDecimal minutes(Long micros) {
        return micros == null ? null : quotient(BigDecimal.valueOf(micros), MICROS_OF_A_MINUTE);
    }

    private static BigDecimal rate(long part, long whole) {
        return quotient(BigDecimal.valueOf(part), BigDecimal.valueOf(whole));
    }

    /// Null when there is nothing to divide by; without trailing zeros and never with an exponent.
    private static BigDecimal quotient(BigDecimal part, BigDecimal whole) {
        if (whole.signum() == 0) {
            return null;
        }
        BigDecimal quotient = part.divide(whole, MathContext.DECIMAL64).stripTrailingZeros();
        return quotient.scale() < 0 ? quotient.setScale(0) : quotient;
    }
}
