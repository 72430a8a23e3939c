package org.kamsuite.contracts.servicelevel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.UUID;
import org.kamsuite.contracts.AsNumber;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.ContractViolation;
import org.kamsuite.contracts.DomainEvent;

/// How well an account was served in a period. Type `kam.service-level.changed.v2`; the counts, which v1
/// did not have, add up over accounts and periods, as the rates do not.
///
/// @param accountId the account, a UUIDv7 made by account-service
/// @param from first day of the period
/// @param to last day of the period
/// @param orders orders in the period
/// @param dueLines order lines due in the period
/// @param deliveredLines due lines delivered by the end of the period
/// @param onTimeLines delivered due lines that were on time
/// @param inFullLines delivered due lines that were in full
/// @param otifLines delivered due lines that were on time and in full
/// @param onTimeRate (optional) onTimeLines / deliveredLines; absent without delivered lines
/// @param inFullRate (optional) inFullLines / deliveredLines
/// @param otifRate (optional) otifLines / deliveredLines
/// @param overdueLines due lines not delivered
/// @param inquiries inquiries opened in the period
/// @param firstResponseMinutesP50 (optional) median minutes to the first visible answer by an agent
/// @param resolutionMinutesP50 (optional) median minutes to the resolution
public record ServiceLevelChanged(
        UUID accountId,
        LocalDate from,
        LocalDate to,
        int orders,
        int dueLines,
        int deliveredLines,
        int onTimeLines,
        int inFullLines,
        int otifLines,
        @AsNumber BigDecimal onTimeRate,
        @AsNumber BigDecimal inFullRate,
        @AsNumber BigDecimal otifRate,
        int overdueLines,
        int inquiries,
        @AsNumber BigDecimal firstResponseMinutesP50,
        @AsNumber BigDecimal resolutionMinutesP50)
        implements DomainEvent {
    public ServiceLevelChanged {
        Check.required("accountId", accountId);
        Check.date("from", from);
        Check.date("to", to);
        Check.atLeast("orders", orders, 0);
        Check.atLeast("dueLines", dueLines, 0);
        Check.atLeast("deliveredLines", deliveredLines, 0);
        Check.atLeast("onTimeLines", onTimeLines, 0);
        Check.atLeast("inFullLines", inFullLines, 0);
        Check.atLeast("otifLines", otifLines, 0);
        Check.optionalRate("onTimeRate", onTimeRate);
        Check.optionalRate("inFullRate", inFullRate);
        Check.optionalRate("otifRate", otifRate);
        Check.atLeast("overdueLines", overdueLines, 0);
        Check.atLeast("inquiries", inquiries, 0);
        Check.optionalNotNegativeNumber("firstResponseMinutesP50", firstResponseMinutesP50);
        Check.optionalNotNegativeNumber("resolutionMinutesP50", resolutionMinutesP50);
        if (to.isBefore(from)) {
            throw new ContractViolation("to", "must not be before from (" + from + "), but is " + to);
        }
        notMoreThan("onTimeLines", onTimeLines, deliveredLines);
        notMoreThan("inFullLines", inFullLines, deliveredLines);
        notMoreThan("otifLines", otifLines, deliveredLines);
    }

    private static void notMoreThan(String field, int lines, int delivered) {
        if (lines > delivered) {
            throw new ContractViolation(
                    field, "must not be more than deliveredLines (" + delivered + "), but is " + lines);
        }
    }

    /// From what v1 says. A due line is delivered or overdue, and a rate of the delivered lines times their
    /// number is the whole number that it came from.
    public ServiceLevelChanged(
            UUID accountId,
            LocalDate from,
            LocalDate to,
            int orders,
            int dueLines,
            BigDecimal onTimeRate,
            BigDecimal inFullRate,
            BigDecimal otifRate,
            int overdueLines,
            int inquiries,
            BigDecimal firstResponseMinutesP50,
            BigDecimal resolutionMinutesP50) {
        int delivered = Math.max(0, dueLines - overdueLines);
        this(
                accountId,
                from,
                to,
                orders,
                dueLines,
                delivered,
                count("onTimeRate", onTimeRate, delivered),
                count("inFullRate", inFullRate, delivered),
                count("otifRate", otifRate, delivered),
                onTimeRate,
                inFullRate,
                otifRate,
                overdueLines,
                inquiries,
                firstResponseMinutesP50,
                resolutionMinutesP50);
    }

    private static int count(String field, BigDecimal rate, int delivered) {
        if (delivered == 0) {
            return 0;
        }
        Check.required(field, rate);
        return rate.multiply(BigDecimal.valueOf(delivered))
                .setScale(0, RoundingMode.HALF_UP)
                .intValueExact();
    }
}
