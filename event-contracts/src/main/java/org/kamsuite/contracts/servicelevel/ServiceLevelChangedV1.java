package org.kamsuite.contracts.servicelevel;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.kamsuite.contracts.AsNumber;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.ContractViolation;
import org.kamsuite.contracts.Superseded;

/// How well an account was served in a period. Type `kam.service-level.changed.v1`: rates without what they
/// are rates of, so that they cannot be added up over accounts or periods; [ServiceLevelChanged] has the
/// counts.
///
/// @param accountId the account, a UUIDv7 made by account-service
/// @param from first day of the period
/// @param to last day of the period
/// @param orders orders in the period
/// @param dueLines order lines due in the period
/// @param onTimeRate (optional) share of the delivered due lines that were on time, 0 to 1
/// @param inFullRate (optional) share of the delivered due lines that were in full, 0 to 1
/// @param otifRate (optional) share of the delivered due lines that were on time and in full, 0 to 1
/// @param overdueLines due lines not delivered
/// @param inquiries inquiries opened in the period
/// @param firstResponseMinutesP50 (optional) median minutes to the first visible answer by an agent
/// @param resolutionMinutesP50 (optional) median minutes to the resolution
public record ServiceLevelChangedV1(
        UUID accountId,
        LocalDate from,
        LocalDate to,
        int orders,
        int dueLines,
        @AsNumber BigDecimal onTimeRate,
        @AsNumber BigDecimal inFullRate,
        @AsNumber BigDecimal otifRate,
        int overdueLines,
        int inquiries,
        @AsNumber BigDecimal firstResponseMinutesP50,
        @AsNumber BigDecimal resolutionMinutesP50)
        implements Superseded<ServiceLevelChanged> {
    public ServiceLevelChangedV1 {
        Check.required("accountId", accountId);
        Check.date("from", from);
        Check.date("to", to);
        Check.atLeast("orders", orders, 0);
        Check.atLeast("dueLines", dueLines, 0);
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
    }

    @Override
    public ServiceLevelChanged upcast() {
        return new ServiceLevelChanged(
                accountId,
                from,
                to,
                orders,
                dueLines,
                onTimeRate,
                inFullRate,
                otifRate,
                overdueLines,
                inquiries,
                firstResponseMinutesP50,
                resolutionMinutesP50);
    }
}
