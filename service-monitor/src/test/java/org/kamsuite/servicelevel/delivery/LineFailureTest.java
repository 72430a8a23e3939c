package org.kamsuite.servicelevel.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kamsuite.contracts.servicelevel.ServiceFailureKind.LATE;
import static org.kamsuite.contracts.servicelevel.ServiceFailureKind.REJECTED;
import static org.kamsuite.contracts.servicelevel.ServiceFailureKind.SHORT;
import static org.kamsuite.contracts.servicelevel.ServiceFailureKind.WRONG_ITEM;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.kamsuite.servicelevel.delivery.OrderHistory.Cancellation;
import org.kamsuite.servicelevel.delivery.OrderHistory.MovedLine;
import org.kamsuite.servicelevel.delivery.OrderHistory.Movement;
import org.kamsuite.servicelevel.delivery.OrderHistory.OrderedLine;
import org.kamsuite.servicelevel.delivery.OrderHistory.Promise;
import org.kamsuite.servicelevel.delivery.OrderHistory.PromisedLine;
import org.kamsuite.servicelevel.delivery.OrderHistory.Version;

/// An order of 10 pieces of A-1, wanted on the 10th.
class LineFailureTest {

    private static final List<LineFailure> NONE = List.of();

    @Test
    void whatComesInFullAndInTimeHasNoFailure() {
        assertThat(received(good(10, "10"))).isEqualTo(NONE);
        assertThat(received(good(8, "4"), good(10, "6"))).isEqualTo(NONE);
        assertThat(received(good(9, "12"))).isEqualTo(NONE);
    }

    @Test
    void whatHasNotComeWillBeLateFromTheDayAfter() {
        assertThat(received()).containsExactly(new LineFailure(LATE, day(11), null, number("10"), null));
    }

    @Test
    void whatComesAfterItsDayIsLate() {
        assertThat(received(good(8, "4"), good(14, "6")))
                .containsExactly(new LineFailure(LATE, day(11), day(14), number("6"), "D-14"));
    }

    @Test
    void tooLittleIsShortFromTheDayAfterOrFromTheLastDelivery() {
        assertThat(received(good(8, "8"))).containsExactly(new LineFailure(SHORT, day(11), null, number("2"), "D-8"));
        assertThat(received(good(14, "8")))
                .containsExactly(
                        new LineFailure(LATE, day(11), day(14), number("10"), "D-14"),
                        new LineFailure(SHORT, day(14), null, number("2"), "D-14"));
    }

    @Test
    void whatWasRejectedIsNotAlsoShort() {
        assertThat(received(new MovedLine("1", null, number("10"), number("7"))))
                .containsExactly(new LineFailure(REJECTED, day(9), null, number("3"), "D-9"));
    }

    @Test
    void anotherArticleIsNotAlsoShortNorRejected() {
        assertThat(received(new MovedLine("1", "B-2", number("10"), number("0"))))
                .containsExactly(new LineFailure(WRONG_ITEM, day(9), null, number("10"), "D-9"));
    }

    @Test
    void lateIsJudgedAgainstTheFirstPromise() {
        assertThat(promised(good(12, "10"), day(12), day(20))).isEqualTo(NONE);
        assertThat(promised(good(13, "10"), day(12), day(20)))
                .containsExactly(new LineFailure(LATE, day(13), day(13), number("10"), "D-13"));
        assertThat(promised(good(10, "10"), day(9))).extracting(LineFailure::on).containsExactly(day(10));
    }

    @Test
    void withoutADayNothingIsLate() {
        var undated = new Version(day(1), false, List.of(line(null)));

        assertThat(failures(undated, List.of(), List.of())).isEqualTo(NONE);
        assertThat(failures(undated, List.of(), List.of(good(14, "8"))))
                .containsExactly(new LineFailure(SHORT, day(14), null, number("2"), "D-14"));
    }

    @Test
    void aLineThatIsCancelledOrRefusedDoesNotFail() {
        var placed = new Version(day(1), false, List.of(line(day(10))));
        var cancelled =
                new OrderHistory(List.of(placed), List.of(), List.of(new Cancellation(Set.of())), List.of(), List.of());
        var refused = new OrderHistory(
                List.of(placed),
                List.of(new Promise(List.of(new PromisedLine("1", true, null)))),
                List.of(),
                List.of(),
                List.of());

        assertThat(cancelled.lines().getFirst().failures()).isEmpty();
        assertThat(refused.lines().getFirst().failures()).isEmpty();
    }

    private static List<LineFailure> received(Movement... receipts) {
        return failures(new Version(day(1), false, List.of(line(day(10)))), List.of(), List.of(receipts));
    }

    private static List<LineFailure> received(MovedLine line) {
        return received(movement(9, line));
    }

    private static List<LineFailure> promised(Movement receipt, LocalDate... promises) {
        return failures(
                new Version(day(1), false, List.of(line(day(10)))),
                Arrays.stream(promises)
                        .map(on -> new Promise(List.of(new PromisedLine("1", false, on))))
                        .toList(),
                List.of(receipt));
    }

    private static List<LineFailure> failures(Version version, List<Promise> promises, List<Movement> receipts) {
        return new OrderHistory(List.of(version), promises, List.of(), List.of(), receipts)
                .lines()
                .getFirst()
                .failures();
    }

    private static OrderedLine line(LocalDate requestedOn) {
        return new OrderedLine("1", "A-1", "EA", number("10"), requestedOn);
    }

    private static Movement good(int day, String quantity) {
        return movement(day, new MovedLine("1", null, number(quantity), number(quantity)));
    }

    private static Movement movement(int day, MovedLine line) {
        return new Movement("D-" + day, day(day).atTime(12, 0).toInstant(ZoneOffset.UTC), day(day), List.of(line));
    }

    private static BigDecimal number(String quantity) {
        return new BigDecimal(quantity);
    }

    private static LocalDate day(int ofJanuary) {
        return LocalDate.of(2026, 1, ofJanuary);
    }
}
