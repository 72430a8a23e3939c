package org.kamsuite.servicelevel.delivery;

import static org.kamsuite.contracts.servicelevel.ServiceFailureKind.LATE;
import static org.kamsuite.contracts.servicelevel.ServiceFailureKind.REJECTED;
import static org.kamsuite.contracts.servicelevel.ServiceFailureKind.SHORT;
import static org.kamsuite.contracts.servicelevel.ServiceFailureKind.WRONG_ITEM;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.kamsuite.contracts.servicelevel.ServiceFailureKind;
import org.kamsuite.servicelevel.delivery.OrderHistory.Moved;
import org.kamsuite.servicelevel.delivery.OrderHistory.OrderedLine;

/// What was wrong with an ordered line. One fault is one failure: what was rejected or wrong is not also short.
///
/// @param on the day on which it came true; one in the future comes true unless a document prevents it
/// @param until LATE: the day of the delivery, null while there is none; else null
/// @param quantity LATE: not there in time; SHORT: missing; REJECTED: rejected; WRONG_ITEM: of another article
/// @param delivery the delivery that came late, was the last, or showed it first; null while there is none
public record LineFailure(
        ServiceFailureKind kind, LocalDate on, LocalDate until, BigDecimal quantity, String delivery) {

    /// Judged against the first promise, for want of one against the requested day: the seller cannot excuse his delay
    /// by a second promise.
    ///
    /// @param target null when nobody named a day: then nothing is late
    /// @param deliveredOn the day on which the ordered quantity was there, else that of the last delivery
    /// @param moved what came, oldest first
    static List<LineFailure> of(OrderedLine ordered, LocalDate target, LocalDate deliveredOn, List<Moved> moved) {
        List<LineFailure> failures = new ArrayList<>();
        List<Moved> right =
                moved.stream().filter(each -> each.rightFor(ordered)).toList();
        if (target != null && (deliveredOn == null || deliveredOn.isAfter(target))) {
            List<Moved> inTime =
                    right.stream().filter(each -> !each.on().isAfter(target)).toList();
            failures.add(new LineFailure(
                    LATE,
                    target.plusDays(1),
                    deliveredOn,
                    ordered.quantity().subtract(sum(inTime, each -> each.line().accepted())),
                    moved.stream()
                            .filter(each -> each.on().equals(deliveredOn))
                            .map(Moved::delivery)
                            .findFirst()
                            .orElse(null)));
        }
        BigDecimal missing =
                ordered.quantity().subtract(sum(moved, each -> each.line().moved()));
        if (!moved.isEmpty() && missing.signum() > 0) {
            // Until its day has passed, the rest may still come in time.
            Moved last = moved.getLast();
            LocalDate on = target == null || last.on().isAfter(target) ? last.on() : target.plusDays(1);
            failures.add(new LineFailure(SHORT, on, null, missing, last.delivery()));
        }
        shown(REJECTED, right, each -> each.line().moved().subtract(each.line().accepted()), failures);
        shown(
                WRONG_ITEM,
                moved.stream().filter(each -> !each.rightFor(ordered)).toList(),
                each -> each.line().moved(),
                failures);
        return failures;
    }

    private static void shown(
            ServiceFailureKind kind,
            List<Moved> moved,
            Function<Moved, BigDecimal> quantity,
            List<LineFailure> failures) {
        moved.stream()
                .filter(each -> quantity.apply(each).signum() > 0)
                .findFirst()
                .ifPresent(first ->
                        failures.add(new LineFailure(kind, first.on(), null, sum(moved, quantity), first.delivery())));
    }

    private static BigDecimal sum(List<Moved> moved, Function<Moved, BigDecimal> quantity) {
        return moved.stream().map(quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
